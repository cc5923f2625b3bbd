using Lemmata.Export.Formats;

namespace Lemmata.Export.Tests.Formats;

/// <summary>The last gate of Markdown pages: what GitHub would take for markup is on its list, or is text.</summary>
public sealed class MarkdownGateTests
{
    [Theory]
    [InlineData("a <b>word</b> and x<sup>2</sup>, <a id=\"spot\"></a>[go](#spot)\n")]
    [InlineData("<details><summary>Code</summary>\n\n```csharp\nif (a < b) { }\n```\n\n</details>\n")]
    [InlineData("`<img src=x onerror=y>` and $`a<b`$ and 1 < 2\n")]
    [InlineData("![a picture](figures/a-1.svg) [the web](https://example.org/) [mail](mailto:a@example.org)\n")]
    [InlineData("| a | b |\n|---|---|\n| `x\\|y` | <br> |\n")]
    public void What_is_allowed_stays_as_it_is(string page) => Assert.Equal(page, MarkdownGate.Pass(page));

    [Theory]
    [InlineData("a <img src=x onerror=y>", "a &lt;img src=x onerror=y>")]
    [InlineData("<details>\\<script>y</script></details>", "<details>&lt;script>y&lt;/script></details>")]
    [InlineData("<b onclick=y>x</b>", "&lt;b onclick=y>x</b>")]
    [InlineData("<a id=\"x\" href=\"javascript:y\">x</a>", "&lt;a id=\"x\" href=\"javascript:y\">x</a>")]
    [InlineData("[x](javascript:y)", "\\[x](javascript:y)")]
    [InlineData("[x][1]\n\n[1]: javascript:y", "\\[x]\\[1]\n\n[1]: javascript:y")]
    [InlineData("![x](https://example.org/a.png)", "\\!\\[x](https://example.org/a.png)")]
    [InlineData("http://a\\<img/src=x>", "http://a&lt;img/src=x>")]
    [InlineData("\\\\<img src=x>", "\\\\&lt;img src=x>")]
    [InlineData("<javascript:y>", "&lt;javascript:y>")]
    [InlineData("<!-- a --> b", "&lt;!-- a --> b")]
    public void Everything_else_is_text(string page, string shown) => Assert.Equal(shown, MarkdownGate.Pass(page));

    [Fact]
    public void What_was_hidden_in_markup_is_found_when_that_is_gone() =>
        Assert.DoesNotContain("<", MarkdownGate.Pass("<x title=\"<y title='<z title=<img/src=x>'>\">"),
            StringComparison.Ordinal);

    [Theory]
    [InlineData("- \t<script>x</script>")]
    [InlineData("1.\t\t<script>x</script>")]
    [InlineData("> \t<script>x</script>")]
    public void A_tab_before_a_tag_is_blanks(string page) =>
        Assert.DoesNotContain("\t", MarkdownGate.Pass(page), StringComparison.Ordinal);

    [Theory]
    [InlineData("```csharp\n\tif (a < b)\n```\n")]
    [InlineData("````\n```\n\tif (a < b)\n````\n")]
    [InlineData("~~~\n```\n\tif (a < b)\n~~~\n")]
    public void Tabs_of_listings_stay(string page) => Assert.Equal(page, MarkdownGate.Pass(page));

    [Fact]
    public void A_fence_within_a_fence_hides_no_tab_behind_it() =>
        Assert.DoesNotContain("\t", MarkdownGate.Pass("````\n```\n````\n\n- \t<b>x</b>\n"), StringComparison.Ordinal);

    [Fact]
    public void A_page_of_brackets_passes() => MarkdownGate.Pass(new string('[', 3000) + new string('>', 3000));
}
