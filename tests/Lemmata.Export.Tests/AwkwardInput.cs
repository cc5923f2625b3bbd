using System.Text;
using System.Text.Json.Nodes;
using Lemmata.Export;
using Lemmata.Export.Formats;
using Lemmata.Export.Reading;
using Lemmata.Tool.Commands;
using static Lemmata.Export.Tests.NotebookJson;

namespace Lemmata.Export.Tests;

/// <summary>Input that nobody writes on purpose, each case on its own.</summary>
public sealed class AwkwardInput : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("lemmata-awkward-").FullName;
    private readonly List<string> warnings = [];

    public AwkwardInput()
    {
        foreach (var name in new[] { "notebooks", "data", "data/deeper", "data/claims" }) { Directory.CreateDirectory(Path.Combine(folder, name)); }
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);

    private Dictionary<string, string> Pages(params NotebookInput[] notebooks)
    {
        var (files, report) = Site.Build(notebooks, Fixtures.Options(folder, noNode: true));
        warnings.AddRange(report.Warnings);
        return files.All.ToDictionary(file => file.Key, file => Encoding.UTF8.GetString(file.Value));
    }

    private string Page(Func<NotebookJson, NotebookJson> write) => Pages(write(new NotebookJson(folder, "page").Prose("# Page")).Input())["page.html"];

    private void Warned(string start, string words) =>
        Assert.Contains(warnings, warning => warning.StartsWith(start, StringComparison.Ordinal) && warning.Contains(words, StringComparison.Ordinal));

    [Fact]
    public void A_huge_image_that_a_cell_draws_is_left_out_with_its_size_named()
    {
        var page = Page(notebook => notebook.Code("draw", Bundle("image/png", Convert.ToBase64String(new byte[4_000_000]))));
        Assert.Contains("An image of 4.0 MB is left out of this page.", page, StringComparison.Ordinal);
        Warned("page, cell 2: an image of 4.0 MB is left out", "3.0 MB");
    }

    [Fact]
    public void Ten_megabytes_of_HTML_give_way_to_the_plain_text_beside_them()
    {
        var html = "<p>" + new string('x', 10_000_000) + "</p>";
        var page = Page(notebook => notebook.Code("flood", Bundle(new JsonObject { ["text/html"] = html, ["text/plain"] = "what it says" })));
        Assert.Contains("what it says", page, StringComparison.Ordinal);
        Assert.True(page.Length < 100_000, $"{page.Length} characters");
    }

    [Fact]
    public void Text_from_right_to_left_keeps_its_direction_in_headings_lists_tables_and_outputs()
    {
        var page = Page(notebook => notebook.Prose("## שלום עולם\n\n- שלום\n- left\n\n| שלום | b |\n|---|---|\n| 1 | שלום |").Code("print", Stream("שלום\n")));
        Assert.Contains("dir=\"auto\"><span class=\"t\">שלום עולם</span>", page, StringComparison.Ordinal);
        Assert.Contains("<li dir=\"auto\">שלום</li>", page, StringComparison.Ordinal);
        Assert.Contains("<li>left</li>", page, StringComparison.Ordinal);
        Assert.Contains("<th dir=\"auto\" scope=\"col\">שלום</th>", page, StringComparison.Ordinal);
        Assert.Contains("<td dir=\"auto\">שלום</td>", page, StringComparison.Ordinal);
        Assert.Contains("aria-label=\"Printed text\" dir=\"auto\">שלום", page, StringComparison.Ordinal);
    }

    [Fact]
    public void Colours_in_a_traceback_are_classes_and_other_control_sequences_go()
    {
        var page = Page(notebook => notebook.Code("throw", Error("Oops", "bad", "\u001b[31mbad\u001b[0m at \u001b[2Kline 1\u001b]0;title\u0007")));
        Assert.Contains("<span class=\"ansi-c1\">bad</span> at line 1", page, StringComparison.Ordinal);
        Assert.DoesNotContain('\u001b', page);
    }

    [Fact]
    public void Files_outside_the_collection_are_not_published()
    {
        var outside = Path.Combine(Path.GetDirectoryName(folder)!, Path.GetFileName(folder) + "-secret.png");
        File.WriteAllBytes(outside, Convert.FromBase64String(Fixtures.Png));
        try
        {
            File.CreateSymbolicLink(Path.Combine(folder, "data", "inside.png"), outside);
            var page = Page(notebook => notebook.Prose($"[a](../../{Path.GetFileName(outside)}) ![b](../../{Path.GetFileName(outside)}) [c]({outside}) [d](../data/inside.png)"));
            Assert.Equal(4, page.Split("class=\"absent\"").Length - 1);
            Assert.Equal(3, warnings.Count(warning => warning.Contains("lies outside the collection")));
            Assert.Equal(1, warnings.Count(warning => warning.Contains("is reached through a link")));
        }
        finally
        {
            File.Delete(outside);
        }
    }

    [Fact]
    public void Two_files_of_one_name_keep_apart_and_odd_names_become_addresses()
    {
        File.WriteAllText(Path.Combine(folder, "data", "a.csv"), "1");
        File.WriteAllText(Path.Combine(folder, "data", "deeper", "a.csv"), "2");
        File.WriteAllText(Path.Combine(folder, "data", "50 % of # 数.csv"), "3");
        var pages = Pages(new NotebookJson(folder, "page").Prose("# Page\n\n[one](../data/a.csv) [two](../data/deeper/a.csv) [odd](<../data/50 %25 of %23 数.csv>)").Input());
        Assert.Contains("href=\"files/a.csv\"", pages["page.html"], StringComparison.Ordinal);
        Assert.Contains("href=\"files/50-of-数.csv\"", pages["page.html"], StringComparison.Ordinal);
        Assert.Equal(["1", "2", "3"], pages.Where(file => file.Key.StartsWith("files/", StringComparison.Ordinal)).Select(file => file.Value).Order(StringComparer.Ordinal));
        Assert.Empty(warnings.Where(warning => warning.Contains("link", StringComparison.Ordinal)).ToList());
    }

    [Fact]
    public void A_link_to_a_folder_and_to_a_large_file_becomes_text_with_the_reason()
    {
        File.WriteAllBytes(Path.Combine(folder, "data", "large.csv"), new byte[1_000_001]);
        Page(notebook => notebook.Prose("[folder](../data) [large](../data/large.csv)"));
        Warned("page, cell 2: the link to ../data is shown as text", "it is a folder");
        Warned("page, cell 2: the link to ../data/large.csv is shown as text", "larger than 1 MB");
    }

    [Fact]
    public void Notebooks_named_like_pages_of_the_site_or_with_odd_names_have_pages_of_their_own()
    {
        NotebookInput Named(string slug) => new NotebookJson(folder, slug).Prose($"# Notes on {slug}\n\n[index](index.ipynb), [odd](<50 % of #.ipynb>)").Input();
        NotebookInput[] notebooks = [Named("index"), Named("Status"), Named("50 % of #")];
        var pages = Pages(notebooks);
        Assert.Contains("<h1>Notes that check themselves</h1>", pages["index.html"], StringComparison.Ordinal);
        Assert.Contains("<h1>Notes on index</h1>", pages["index-notebook.html"], StringComparison.Ordinal);
        Assert.Contains("<h1>Notes on Status</h1>", pages["status-notebook.html"], StringComparison.Ordinal);
        Assert.Contains("<a href=\"index-notebook.html\">index</a>", pages["s-50-of.html"], StringComparison.Ordinal);
        var markdown = MarkdownFiles.Build(notebooks, null, []);
        Assert.Contains("[index](index-notebook.md)", Encoding.UTF8.GetString(markdown.All["s-50-of.md"]), StringComparison.Ordinal);
    }

    [Fact]
    public void Notebooks_of_one_name_have_pages_of_their_own_and_links_find_them()
    {
        NotebookInput At(string path, string prose) =>
            new NotebookJson(folder, "x").Prose($"# About {path}\n\nWhat?\n\n{prose}").Input() with
            {
                Path = Path.Combine(folder, path), Slug = Path.GetFileNameWithoutExtension(path),
            };
        var told = Namesakes.Told(
            [
                At("a.ipynb", "[two](two/a.ipynb), [one](one/a.ipynb), [b](b.ipynb)"), At("one/a.ipynb", "[up](../a.ipynb)"),
                At("two/a.ipynb", "text"), At("a.dib", "text"), At("b.ipynb", "text"),
            ],
            folder);
        Assert.Equal(["a", "one-a", "two-a", "a-dib", "b"], told.Select(notebook => notebook.Slug));
        var pages = Pages([.. told]);
        Assert.Contains("<a href=\"two-a.html\">two</a>, <a href=\"one-a.html\">one</a>, <a href=\"b.html\">b</a>", pages["a.html"], StringComparison.Ordinal);
        Assert.Contains("<a href=\"a.html\">up</a>", pages["one-a.html"], StringComparison.Ordinal);
        Assert.Contains("<h1>About a.dib</h1>", pages["a-dib.html"], StringComparison.Ordinal);
        var markdown = MarkdownFiles.Build(told, null, []);
        Assert.Contains("[two](two-a.md)", Encoding.UTF8.GetString(markdown.All["a.md"]), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("""{"cells":[]}""")]
    [InlineData("""{"cells":[null,{},{"cell_type":"raw","source":"raw"},{"cell_type":"code"},{"cell_type":"markdown","source":null}]}""")]
    [InlineData("""{"cells":[{"cell_type":"code","source":["a\n","b"],"outputs":[{},{"output_type":"display_data"},{"output_type":"stream"},{"output_type":"error"},{"output_type":"display_data","data":{"image/png":null,"text/html":3}}]}]}""")]
    [InlineData("""{"cells":[{"cell_type":"code","source":"","metadata":{"tags":[null,1]},"execution_count":"x","outputs":[{"output_type":"display_data","data":{"application/vnd.lemmata.figure+json":"no json","application/vnd.plotly.v1+json":"[1]","application/vnd.lemmata.check+json":{},"application/vnd.lemmata.claims+json":[]}}]}]}""")]
    public void A_notebook_with_parts_missing_still_becomes_pages_and_files(string json)
    {
        var notebook = new NotebookInput(Path.Combine(folder, "notebooks", "gaps.ipynb"), (JsonObject)JsonNode.Parse(json)!);
        Assert.Contains("<h1>Gaps</h1>", Pages(notebook)["gaps.html"], StringComparison.Ordinal);
        Assert.Contains("# Gaps", Encoding.UTF8.GetString(MarkdownFiles.Build([notebook], null, []).All["gaps.md"]), StringComparison.Ordinal);
    }
}
