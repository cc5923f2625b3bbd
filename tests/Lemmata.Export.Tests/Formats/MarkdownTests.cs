using System.Text;
using System.Text.RegularExpressions;
using Lemmata.Export;
using Lemmata.Export.Formats;
using Markdig;
using Markdig.Syntax;

namespace Lemmata.Export.Tests.Formats;

/// <summary>What <c>export --to markdown</c> writes.</summary>
public sealed partial class MarkdownTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("lemmata-markdown-").FullName;
    private readonly List<string> warnings = [];
    private static readonly MarkdownPipeline Pipeline = new MarkdownPipelineBuilder().UsePipeTables().UseFootnotes().Build();

    public void Dispose() => Directory.Delete(folder, recursive: true);

    private SiteFiles Build() => MarkdownFiles.Build(
        SmallCollection.Make(folder), null, warnings, words: CollectionWords.Of(TemporaryCollection.Repository));

    private static string Text(SiteFiles files, string name) => Encoding.UTF8.GetString(files.All[name]);

    [Theory]
    [InlineData("laws.md")]
    [InlineData("steps.md")]
    [InlineData("README.md")]
    [InlineData("ledger.md")]
    public void Each_page_is_as_approved(string name)
    {
        var approved = Path.Combine(TemporaryCollection.Repository, "tests", "Lemmata.Export.Tests", "Formats", "Approved", name.Replace(".md", ".approved.md", StringComparison.Ordinal));
        var text = Text(Build(), name);
        if (File.Exists(approved) && File.ReadAllText(approved) == text) { return; }
        File.WriteAllText(approved.Replace(".approved.", ".received.", StringComparison.Ordinal), text);
        Assert.Equal(File.Exists(approved) ? File.ReadAllText(approved) : "", text);
    }

    [Fact]
    public void Two_exports_of_the_same_input_have_the_same_bytes()
    {
        var (first, second) = (Build().All, Build().All);
        Assert.Equal(first.Keys, second.Keys);
        Assert.All(first, file => Assert.True(file.Value.AsSpan().SequenceEqual(second[file.Key]), file.Key));
    }

    [Fact]
    public void Figures_are_pictures_beside_the_page_and_a_slider_keeps_the_frame_it_starts_with()
    {
        var files = Build();
        Assert.StartsWith("<svg", Text(files, "figures/laws-1.svg"), StringComparison.Ordinal);
        var slider = Text(files, "figures/laws-2.svg");
        Assert.Single(Frame().Matches(slider));
        Assert.DoesNotContain("visibility=\"hidden\"", slider, StringComparison.Ordinal);
        System.Xml.Linq.XDocument.Parse(slider);
    }

    [Fact]
    public void What_is_left_out_is_named_with_notebook_and_cell()
    {
        Build();
        foreach (var (cell, what) in new[] { (2, "absent.ipynb leads nowhere"), (2, "laws.ipynb#no-such-place leads nowhere"), (2, "lost.png does not exist"), (2, "script"), (5, "brings no picture") })
        {
            Assert.Contains(warnings, warning => warning.StartsWith($"steps, cell {cell}:", StringComparison.Ordinal) && warning.Contains(what, StringComparison.Ordinal));
        }

        var report = MarkdownFiles.Write(SmallCollection.Make(folder), Path.Combine(folder, "site"));
        Assert.Equal(report.Warnings.Distinct(), report.Warnings);
    }

    [Fact]
    public void Awkward_input_becomes_text_that_is_whole()
    {
        var files = MarkdownFiles.Build(Fixtures.Collection(folder), Path.Combine(folder, "data", "claims"), warnings);
        var page = Text(files, "edge-cases.md");
        Assert.DoesNotContain("hacked", page, StringComparison.Ordinal);
        Assert.DoesNotContain("javascript:", page, StringComparison.Ordinal);
        Assert.Contains("a price of \\$5 and another of \\$6, and `$not math$`", page, StringComparison.Ordinal);
        Assert.Contains("var price = \"$5\"; // $not math$", page, StringComparison.Ordinal);
        Assert.Contains("## 汉字与עברית", page, StringComparison.Ordinal);
        Assert.Contains("red green bold pink plain\nprogress 100%", page, StringComparison.Ordinal);
        Assert.Contains("MB and", page, StringComparison.Ordinal);
        Assert.Contains("# No title", Text(files, "no-title.md"), StringComparison.Ordinal);
        Assert.Contains("[Twins (twin-a)](twin-a.md)", Text(files, "README.md"), StringComparison.Ordinal);
        Assert.All(Pages(files), file => Well(file.Key, file.Value, files));
    }

    [Fact]
    public void Over_the_whole_collection_links_and_pictures_resolve_and_nothing_is_left_that_GitHub_would_drop()
    {
        var notebooks = StoredCollection.Inputs();
        var files = MarkdownFiles.Build(notebooks, Path.Combine(TemporaryCollection.Repository, "data", "claims"), warnings);
        Assert.Equal(notebooks.Count + 2, Pages(files).Count);
        Assert.All(Pages(files), file => Well(file.Key, file.Value, files));
        Assert.Empty(warnings);
    }

    // Markdown that a page links to lies in a folder.
    private static Dictionary<string, string> Pages(SiteFiles files) => files.All
        .Where(file => file.Key.EndsWith(".md", StringComparison.Ordinal) && !file.Key.Contains('/'))
        .ToDictionary(file => file.Key, file => Encoding.UTF8.GetString(file.Value));

    /// <summary>What holds for any page: no marks left, no element GitHub drops, no command it refuses, no dead link.</summary>
    private static void Well(string name, string page, SiteFiles files)
    {
        Assert.DoesNotMatch("[\uE000-\uE0FF]", page);
        var fences = 0;
        var prose = new StringBuilder();
        foreach (var line in page.Split('\n'))
        {
            if (FenceLine().IsMatch(line)) { fences++; }
            else if (fences % 2 == 0) { prose.Append(line).Append('\n'); }
        }

        Assert.True(fences % 2 == 0, $"{name}: a fence is not closed");
        var read = Markdown.Parse(page, Pipeline).Descendants().ToList();
        Assert.Equal(fences / 2, read.OfType<FencedCodeBlock>().Count());
        Assert.All(read.OfType<HtmlBlock>(), block => Assert.Matches("^(</?details>|<a id=)", block.Lines.ToString()));
        var words = CodeSpan().Replace(prose.ToString(), "");
        Assert.DoesNotMatch("(?<!\\\\)<(?!/?(?:details|summary|a|sup|sub|br|b|i|em|strong)\\b|https?:)[A-Za-z/!]", words);
        Assert.DoesNotMatch(@"(?<!\\)\$", words.Replace("\\$", "", StringComparison.Ordinal));
        Assert.DoesNotMatch(@"\\(operatorname|mbox|h?phantom)\b", page);
        var links = Link().Matches(words);
        foreach (Match link in links)
        {
            var address = link.Groups["address"].Value;
            if (address.Contains("://", StringComparison.Ordinal)) { continue; }
            var hash = address.IndexOf('#');
            var file = hash < 0 ? address : hash == 0 ? name : address[..hash];
            Assert.True(files.Contains(file), $"{name}: {address} leads to no file");
            if (hash >= 0) { Assert.Contains($"<a id=\"{address[(hash + 1)..]}\"></a>", Encoding.UTF8.GetString(files.All[file]), StringComparison.Ordinal); }
        }

        foreach (Match image in Picture().Matches(words)) { Assert.False(string.IsNullOrWhiteSpace(image.Groups["alt"].Value), $"{name}: {image.Value} says nothing"); }
    }

    [GeneratedRegex("<g data-f=")]
    private static partial Regex Frame();

    [GeneratedRegex(@"^\s*(?:>\s*)*`{3,}[a-z]*$")]
    private static partial Regex FenceLine();

    [GeneratedRegex(@"\$`[^`]*`\$|(?<!`)`[^`\n]+`(?!`)")]
    private static partial Regex CodeSpan();

    [GeneratedRegex(@"\]\((?<address>[^)\s]+)\)")]
    private static partial Regex Link();

    [GeneratedRegex(@"!\[(?<alt>(?:\\.|[^\]])*)\]\(")]
    private static partial Regex Picture();
}
