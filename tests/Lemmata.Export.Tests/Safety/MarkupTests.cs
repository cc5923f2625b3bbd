using System.Diagnostics;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Lemmata.Export;
using Lemmata.Export.Formats;
using Lemmata.Export.Markup;
using static Lemmata.Export.Tests.NotebookJson;

namespace Lemmata.Export.Tests.Safety;

/// <summary>Nothing that a notebook holds becomes markup that runs or asks for something.</summary>
public sealed partial class MarkupTests : PageOf
{
    private const string Script = "\"><script src=\"files/evil.js\"></script>",
        Refresh = "\"><meta http-equiv=refresh content=\"0;url=http://127.0.0.1/\">",
        Image = "<img src=x onerror=alert(1)>", Frame = "'><iframe srcdoc='<script>alert(1)</script>'></iframe>";

    /// <summary>Elements and attributes of a page that could run or ask; none may come from a notebook.</summary>
    private static void Harmless(string page)
    {
        var scanner = new HtmlScanner(page);
        while (scanner.Next())
        {
            if (scanner.Token != HtmlToken.Open) { continue; }
            Assert.DoesNotContain(scanner.Name.ToLowerInvariant(),
                new[] { "meta", "iframe", "object", "embed", "base", "link", "form", "style" });
            if (scanner.Name == "script")
            {
                Assert.Contains(scanner.Attributes, attribute => attribute is ("type", "text/plain"));
            }
            foreach (var (name, value) in scanner.Attributes)
            {
                Assert.False(name.StartsWith("on", StringComparison.OrdinalIgnoreCase), $"{name} on {scanner.Name}");
                Assert.DoesNotMatch("(?i)^\\s*(javascript|data:text|vbscript|file):", value);
                if (name is not ("aria-label" or "alt" or "title" or "data-words" or "aria-valuetext" or "href" or "src"))
                {
                    Assert.DoesNotMatch(@"(?i)image-set|url\((?!#)|\\|/\*", value);
                }
                if (name == "src") { Assert.Matches("^(images/|data:image/)", value); }
            }
        }
    }

    [Theory]
    [InlineData(Script)]
    [InlineData(Refresh)]
    [InlineData(Image)]
    [InlineData(Frame)]
    public void The_number_of_a_formula_is_words(string payload)
    {
        var page = Prose($"$$x\\tag{{{payload}}}$$", $"$$y\\tag*{{{payload}}}\\label{{{payload}}}$$",
            $"\\begin{{align}} a \\tag{{1{payload}}} \\\\ b \\tag{{2{payload}}} \\end{{align}}", $"\\ref{{{payload}}}",
            $"${payload}$");
        Harmless(page);
    }

    [Theory]
    [InlineData(Script)]
    [InlineData(Refresh)]
    [InlineData(Image)]
    [InlineData(Frame)]
    public void Ids_statements_and_every_other_word_of_a_claim_are_words(string payload)
    {
        var claim = new JsonObject { ["id"] = "C1" + payload };
        foreach (var name in new[] { "statement", "place", "correction", "counterexample", "origin", "source" })
        {
            claim[name] = payload;
        }
        foreach (var verdict in new[] { "fails", "corrected", payload })
        {
            var sheet = (JsonObject)claim.DeepClone();
            sheet["verdict"] = verdict;
            sheet["checks"] = new JsonArray(new JsonObject { ["claim"] = "C1" + payload, ["kind"] = payload,
                ["summary"] = payload, ["observed"] = payload, ["title"] = payload });
            var files = All(notebook => notebook.Code("x", Bundle("application/vnd.lemmata.claims+json", new JsonObject
            {
                ["claims"] = new JsonArray(sheet), ["topic"] = payload,
                    ["sources"] = new JsonArray(new JsonObject { ["id"] = payload, ["title"] = payload,
                    ["author"] = payload, ["where"] = payload, ["url"] = "javascript:alert(1)//" + payload }),
            })).Code("y", Bundle(
                new JsonObject { ["application/vnd.lemmata.check+json"] = new JsonObject { ["claim"] = "C1" + payload,
                ["kind"] = payload }, ["text/html"] = payload })));
            foreach (var page in new[] { "page.html", "ledger.html", "index.html", "status.html" })
            {
                Harmless(files[page].Split("</header>")[1].Split("<footer>")[0]);
            }
        }
    }

    [Theory]
    [InlineData(Script)]
    [InlineData(Refresh)]
    [InlineData(Image)]
    [InlineData(Frame)]
    public void Captions_tables_sliders_errors_titles_and_types_are_words(string payload)
    {
        var figure = new JsonObject
        {
            ["alt"] = payload, ["caption"] = payload,
                ["wide"] = $"<svg viewBox=\"0 0 1 1\"><text>{payload}</text></svg>", ["small"] = payload,
            ["table"] = new JsonObject { ["caption"] = payload, ["columns"] = new JsonArray(payload),
                ["rows"] = new JsonArray(new JsonArray(payload)) },
            ["slider"] = new JsonObject { ["name"] = payload, ["words"] = new JsonArray(payload, payload) },
        };
        Harmless(All(notebook => notebook.Prose("## " + payload + "\n\n![" + payload + "](x.png)\n\n[" + payload
            + "](y.ipynb \"" + payload.Replace('"', '\'') + "\")")
            .Code(payload, Bundle("application/vnd.lemmata.figure+json", figure), Error(payload, payload, payload),
                Stream(payload), Bundle("application/x-" + payload, "x"),
                Bundle("text/latex", payload), Bundle("text/markdown", payload),
                    Bundle("application/vnd.plotly.v1+json",
                    new JsonObject { ["layout"] = new JsonObject { ["title"] = payload } })))["page.html"]
            .Split("</header>")[1].Split("<footer>")[0]);
    }

    [Theory]
    [InlineData("<script>alert(1)</script>")]
    [InlineData("<ScRiPt/x>alert(1)</sCrIpT >")]
    [InlineData("<svg onload=alert(1)><animate onbegin=alert(1) attributeName=x dur=1s></svg>")]
    [InlineData("<svg><script>alert(1)</script><foreignObject><iframe src=x></iframe></foreignObject></svg>")]
    [InlineData("<img/src=x/onerror=alert(1)>")]
    [InlineData("<a href='java\tscript:alert(1)'>x</a><a href=\" &#106;avascript:alert(1)\">y</a><a href=javascript&colon;alert(1)>z</a>")]
    [InlineData("<svg><use href='data:image/svg+xml,<svg id=x onload=alert(1)>'/><use xlink:href='http://h/x.svg#y'/></svg>")]
    [InlineData("<math><mtext><style><img src=x onerror=alert(1)></style></mtext></math>")]
    [InlineData("<svg><title><a title='</title><img src=x onerror=alert(1)>'>")]
    [InlineData("<noscript><p title=\"</noscript><img src=x onerror=alert(1)>\">")]
    [InlineData("<form action=http://h><input name=q><button formaction=javascript:alert(1)>x</button></form>")]
    [InlineData("<base href=http://h/><link rel=stylesheet href=http://h/><meta http-equiv=refresh content=0>")]
    [InlineData("<div style=\"background-image:image-set('http://h/a.png' 1x)\">x</div>")]
    [InlineData("<rect mask=\"u\\72l(http://h/b.svg#m)\"/><svg><rect mask=\"u\\72l(http://h/b.svg#m)\" fill=\"url(http://h/c)\"/></svg>")]
    [InlineData("<svg><rect mask=\"url(#a), url(http://h/c.svg#m)\" clip-path='url(http://h/#x)' filter=url(http://h/f)></svg>")]
    [InlineData("<a href=\"https://phish.example/\" style=\"position/**/:fixed;inset:0;z-index:9;opacity:0\">o</a><p style='color:red;behavior:url(x);-moz-binding:url(y);width:expression(1)'>")]
    [InlineData("<table background=http://h/a.png><td background=http://h/b.png style='background:\\75rl(x)'>")]
    [InlineData("<video poster=http://h/a.png><source src=http://h/b.mp4></video><audio src=x>")]
    public void Markup_of_cells_and_outputs_keeps_nothing_that_runs_or_asks(string html)
    {
        Harmless(Output(html));
        Harmless(Prose(html, "text " + html, "- " + html));
    }

    [Fact]
    public void Style_that_stays_in_its_place_is_kept()
    {
        var page = Output("<p style=\"color: #b00; font-weight:bold; position:fixed; width:calc(100% - 2px)\">a</p><svg><rect fill=\"url(#g)\" style=\"stroke:rgb(1,2,3)\"/></svg>");
        Assert.Contains("style=\"color:#b00;font-weight:bold;width:calc(100% - 2px)\"", page, StringComparison.Ordinal);
        Assert.Contains("fill=\"url(#o1-g)\" style=\"stroke:rgb(1,2,3)\"", page, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("<javascript:alert(1)>")]
    [InlineData("[x](javascript:alert(1))")]
    [InlineData("[x](vbscript:x) [y](data:text/html,<script>alert(1)</script>)")]
    [InlineData("[x][r]\n\n[r]: java&#115;cript:alert(1)")]
    [InlineData("[x](//evil.example/a) <file:///etc/passwd>")]
    public void Links_lead_to_the_web_to_mail_and_into_the_collection_only(string markdown)
    {
        var page = Prose(markdown);
        Harmless(page);
        Assert.DoesNotContain("evil.example", Hrefs(page), StringComparison.Ordinal);
    }

    [Fact]
    public void A_drawing_cannot_pass_for_the_frames_or_the_data_of_a_figure()
    {
        var svg = "<svg viewBox=\"0 0 9 9\"><text class=\"frames plot-data\" data-frames=\"\">fVDdS8MwEP9X</text><g data-f=\"0\"><rect/></g><g data-f=\"1\"><rect/><script>1</script></g></svg>";
        var page = Page(notebook => notebook.Code("x", Bundle("application/vnd.lemmata.figure+json", new JsonObject
        {
            ["alt"] = "a", ["caption"] = "c", ["wide"] = svg,
                ["slider"] = new JsonObject { ["name"] = "k", ["words"] = new JsonArray("a", "b") },
        })).Prose("<div class=\"plot knob copy\"><span class=\"plot-data\" data-frames data-copy=\"x\">x</span></div>"));
        Harmless(page);
        Assert.Single(Regex.Matches(page, "data-frames"));
        Assert.DoesNotContain("class=\"frames", page, StringComparison.Ordinal);
        Assert.DoesNotContain("data-copy=\"x\"", page, StringComparison.Ordinal);
        var packed = page.Split("<script type=\"text/plain\" data-frames>")[1].Split("</script>")[0];
        Assert.Equal("{\"big\":{\"1\":[\"<rect></rect>\"]},\"small\":{}}",
            JsonNode.Parse(Packed.Read(packed))!.ToJsonString(
            new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping }));
    }

    [Theory]
    [InlineData("<a aaaaaaaaaaaa\"")]
    [InlineData("<")]
    [InlineData("<a b='")]
    [InlineData("<b>")]
    [InlineData("<!--")]
    [InlineData("</b>")]
    [InlineData("<script>")]
    [InlineData("$\\text{")]
    [InlineData("$a")]
    [InlineData("\\begin{a}")]
    [InlineData("[")]
    [InlineData("(C1")]
    [InlineData("aaaa-")]
    public void Time_grows_with_the_length_of_a_text_and_no_faster(string piece)
    {
        var text = string.Concat(Enumerable.Repeat(piece, 20_000 / piece.Length));
        var clock = Stopwatch.StartNew();
        Output(text);
        Sanitizer.Clean(text, new HtmlRules());
        Prose("a " + text, "<div>" + text + "</div>");
        Assert.True(clock.Elapsed < TimeSpan.FromSeconds(20),
            $"{clock.Elapsed.TotalSeconds:0.0} s for 20,000 characters of {piece}");
    }

    [Theory]
    [InlineData("<img/src=x/onerror=alert(1)>")]
    [InlineData("<svg/onload=alert(1)>")]
    [InlineData("<a href=javascript:alert(1)>x</a>")]
    [InlineData("<javascript:alert(1)>")]
    public void Markdown_for_GitHub_goes_through_the_same_gate(string markdown)
    {
        var input = new NotebookJson(Path.GetDirectoryName(Beside("x"))!, "page")
            .Prose("# Page\n\n" + markdown + "\n\nwords " + markdown).Input();
        var text = System.Text.Encoding.UTF8.GetString(MarkdownFiles.Build([input], null, []).All["page.md"]);
        Assert.DoesNotMatch("(?i)(?<!\\\\)<[^>]*(onerror|onload|javascript)|\\]\\(javascript|(?<!\\\\)<(img|svg)",
            text);
    }

    private static string Hrefs(string page) => string.Join(' ', Href().Matches(page).Select(match => match.Value));

    [GeneratedRegex("href=\"[^\"]*\"")]
    private static partial Regex Href();
}
