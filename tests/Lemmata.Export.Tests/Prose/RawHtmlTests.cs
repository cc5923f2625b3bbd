namespace Lemmata.Export.Tests.Prose;

/// <summary>Raw HTML, anchors and alerts in Markdown mean what their authors expect.</summary>
public sealed class RawHtmlTests : PageOf
{
    [Theory]
    [InlineData("<a id=\"spot\"></a>Here. [go](#spot)", "<a id=\"spot\"></a>", "<a href=\"#spot\">go</a>")]
    [InlineData("<a name=\"old\"></a>\n\n[old](#old)", "<a id=\"old\"></a>", "<a href=\"#old\">old</a>")]
    [InlineData("<div id=\"Mixed.Case\">x</div>\n\n[m](#Mixed.Case)", "<div id=\"Mixed.Case\">",
        "<a href=\"#Mixed.Case\">m</a>")]
    [InlineData("text <span id=\"mid\">y</span> [s](#mid)", "<span id=\"mid\">", "<a href=\"#mid\">s</a>")]
    [InlineData("<a id=\"main\"></a>x [own](#main)", "<a id=\"raw-2-main\"></a>", "<a href=\"#main\">own</a>")]
    public void A_place_that_the_author_named_is_a_target(string markdown, string place, string link)
    {
        var page = Prose(markdown);
        Assert.Contains(place, page, StringComparison.Ordinal);
        Assert.Contains(link, page, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("#Context-1", "#context-2")]
    [InlineData("#context-1", "#context-2")]
    [InlineData("#context-2", "#context-2")]
    [InlineData("#Context", "#context")]
    [InlineData("#What's-new,-then?", "#whats-new-then")]
    [InlineData("#whats-new-then", "#whats-new-then")]
    public void Headings_are_found_as_Jupyter_GitHub_and_this_project_name_them(string written, string target) =>
        Assert.Contains($"<a href=\"{target}\">x</a>",
            Prose("## Context\n\na", "## Context\n\nb", $"## What's new, then?\n\n[x]({written})"),
            StringComparison.Ordinal);

    [Theory]
    [InlineData("- [x](https://example.org/a)", "<a href=\"https://example.org/a\"")]
    [InlineData("<https://example.org?find=\\*>", "<a href=\"https://example.org?find=%5C*\"")]
    [InlineData("[x](<https://bücher.example/ä b>)", "<a href=\"https://bücher.example/%C3%A4%20b\"")]
    [InlineData("[x](http://[::1]:80/[a])", "<a href=\"http://[::1]:80/%5Ba%5D\"")]
    [InlineData("- [x] done", "<input")]
    public void Boxes_and_backslashes_make_no_link_into_text(string markdown, string shown) =>
        Assert.Contains(shown, Prose(markdown), StringComparison.Ordinal);

    [Theory]
    [InlineData("> one\n> two\n> three", "one\ntwo\nthree")]
    [InlineData("one\n*two*\nthree\n`four`\nfive", "one\n<em>two</em>\nthree\n<code>four</code>\nfive")]
    [InlineData("- one\n  two\n  three", "one\ntwo\nthree")]
    [InlineData("one  \ntwo\\\nthree", "one<br />\ntwo<br />\nthree")]
    public void Ends_of_lines_stay(string markdown, string shown) => Assert.Contains(shown, Prose(markdown), StringComparison.Ordinal);

    [Fact]
    public void Details_open_in_one_block_and_close_in_another_with_Markdown_between()
    {
        var page = Prose("<details><summary>Proof</summary>\n\nBy *induction*, $n+1$.\n\n- a\n\n</details>\n\nAfter.");
        Assert.Contains("<details><summary>Proof</summary>", page, StringComparison.Ordinal);
        Assert.Contains("<em>induction</em>", page, StringComparison.Ordinal);
        Assert.True(page.IndexOf("</details>", StringComparison.Ordinal) < page.IndexOf("After.",
            StringComparison.Ordinal));
        Assert.Empty(Warnings);
    }

    [Theory]
    [InlineData("<details>\n\nnever closed")]
    [InlineData("- <b>item\n- other</b>")]
    [InlineData("*a <div>b* c</div>")]
    [InlineData("Foo <a id=x> baz\n\nnext")]
    [InlineData("text <span>a $$x$$ b")]
    [InlineData("</article></main><p>out")]
    [InlineData("| <b>a | b</b> |\n|---|---|\n| 1 | <i>2 |")]
    public void What_is_opened_is_closed_in_its_place(string markdown)
    {
        var open = new Stack<string>();
        var scanner = new Lemmata.Export.Markup.HtmlScanner(Prose(markdown));
        while (scanner.Next())
        {
            if (scanner.Token == Lemmata.Export.Markup.HtmlToken.Open
                && !Lemmata.Export.Markup.HtmlLists.Void.Contains(scanner.Name) && scanner.Name != "input")
            {
                open.Push(scanner.Name);
            }
            if (scanner.Token == Lemmata.Export.Markup.HtmlToken.Close) { Assert.Equal(open.Pop(), scanner.Name); }
        }

        Assert.Empty(open);
    }

    [Theory]
    [InlineData("<img src=\"dot.png\" width=\"40\" alt=\"a dot\">", "alt=\"a dot\" width=\"40\">")]
    [InlineData("text <img src='dot.png' alt='in a line'> on", "alt=\"in a line\" width=\"5\" height=\"5\">")]
    [InlineData("<div><img alt=\"x\" src=dot.png></div>", "alt=\"x\" width=\"5\" height=\"5\">")]
    [InlineData("![a dot](dot.png \"as seen\")", "alt=\"a dot\" title=\"as seen\" width=\"5\" height=\"5\">")]
    [InlineData("<img src=dot.png alt=x title='\"y\"'>", "alt=\"x\" title=\"&quot;y&quot;\" width=\"5\" height=\"5\">")]
    public void Images_of_local_files_are_shown(string markdown, string shown)
    {
        File.WriteAllBytes(Beside("dot.png"), Convert.FromBase64String(Fixtures.Png));
        Assert.Contains(shown, Prose(markdown), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("> [!NOTE]\n> Mind $x$.", "<p><b>Note</b></p>")]
    [InlineData("> [!WARNING]\n> Hot.", "<p><b>Warning</b></p>")]
    [InlineData("> [!TIP]\n> - a\n> - b", "<p><b>Tip</b></p>")]
    public void Alerts_are_notes_under_the_name_of_their_kind(string markdown, string name) =>
        Assert.Contains($"<div class=\"note\" role=\"note\">{name}", Prose(markdown), StringComparison.Ordinal);

    [Theory]
    [InlineData("a List<T> of <Foo> things", "List&lt;T&gt; of &lt;Foo&gt; things")]
    [InlineData("x < y and <marquee>odd</marquee>", "odd")]
    [InlineData("<video src=x></video>after", "after")]
    public void What_is_left_out_or_shown_as_text_is_named(string markdown, string shown)
    {
        Assert.Contains(shown, Prose(markdown), StringComparison.Ordinal);
        Assert.Contains(Warnings, warning => warning.StartsWith("page, cell 2:", StringComparison.Ordinal));
    }
}
