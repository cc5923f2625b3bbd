namespace Lemmata.Export.Tests.Prose;

/// <summary>Text that nests deeper than anything may go is shown as written and warned of; the page stays.</summary>
public sealed class NestingTests : PageOf
{
    [Theory]
    [InlineData("[", 3000)]
    [InlineData("![", 2000)]
    [InlineData("- ", 400)]
    [InlineData("> ", 400)]
    [InlineData("**a ", 2000)]
    [InlineData("[a](", 2000)]
    public void Deep_text_becomes_a_listing_or_words(string mark, int times)
    {
        var text = string.Concat(Enumerable.Repeat(mark, times));
        var page = Prose(text, "After.");
        Assert.Contains(mark.Trim(), System.Net.WebUtility.HtmlDecode(page), StringComparison.Ordinal);
        Assert.Contains("After.", page, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("[", 3000)]
    [InlineData("- ", 400)]
    public void What_is_shown_as_written_is_said(string mark, int times)
    {
        Prose(string.Concat(Enumerable.Repeat(mark, times)) + "x");
        Assert.Contains(Warnings, warning => warning.Contains("nested too deeply", StringComparison.Ordinal));
    }
}
