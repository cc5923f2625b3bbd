using System.Text;
using Lemmata.Export;
using Lemmata.Export.Reading;

namespace Lemmata.Export.Tests;

/// <summary>A site is made again when anything that it was made from has changed, and only then.</summary>
public sealed class KeptSiteTests : IDisposable
{
    private const string Png = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==";

    private readonly string root = Directory.CreateTempSubdirectory("lemmata-kept-").FullName;

    public KeptSiteTests()
    {
        foreach (var folder in (string[])["notebooks", "data/claims", "data/mutants", "lib"])
            Directory.CreateDirectory(Path.Combine(root, folder));
        File.WriteAllBytes(In("notebooks/dot.png"), Convert.FromBase64String(Png));
        File.WriteAllText(In("notebooks/table.csv"), "a,b\n1,2\n");
        File.WriteAllText(In("data/claims/page.json"), Register("First words."));
        File.WriteAllText(In("data/mutants/summary.csv"), "");
        File.WriteAllText(In("lib/library.dll"), "not read: no page lists it");
        File.WriteAllText(In("lib/lemmata.csx"), $"#r \"{In("lib/library.dll")}\"\n");
    }

    private string Site => Path.Combine(root, "site");

    public void Dispose() => Directory.Delete(root, recursive: true);

    [Fact]
    public void An_export_without_changes_makes_no_page_and_says_what_the_one_before_said()
    {
        var first = Export();
        var written = Written();
        var second = Export();
        Assert.False(first.Unchanged);
        Assert.True(second.Unchanged);
        Assert.Equal((first.Pages, first.Bytes, first.StaticBecause), (second.Pages, second.Bytes, second.StaticBecause));
        Assert.Contains(first.Warnings, warning => warning.Contains("later.csv", StringComparison.Ordinal));
        Assert.Equal(first.Warnings, second.Warnings);
        Assert.Equal(written, Written());
    }

    [Theory]
    [InlineData("notebook"), InlineData("picture"), InlineData("picture gone"), InlineData("linked file")]
    [InlineData("missing file comes"), InlineData("picture becomes a link"), InlineData("register")]
    [InlineData("register gone"), InlineData("register breaks"), InlineData("faults"), InlineData("load script")]
    [InlineData("library"), InlineData("words"), InlineData("watch"), InlineData("another notebook")]
    [InlineData("page changed by hand"), InlineData("page gone"), InlineData("note of the site changed")]
    public void Whatever_changes_makes_the_pages_again(string what)
    {
        Export();
        var (text, options, names) = ("Some prose.", Options(), new List<string> { "page" });
        switch (what)
        {
            case "notebook": text = "Other prose."; break;
            case "picture": File.AppendAllText(In("notebooks/dot.png"), "x"); break;
            case "picture gone": File.Delete(In("notebooks/dot.png")); break;
            case "linked file": File.WriteAllText(In("notebooks/table.csv"), "a,b\n1,3\n"); break;
            case "missing file comes": File.WriteAllText(In("notebooks/later.csv"), "a\n"); break;
            case "picture becomes a link":
                File.Move(In("notebooks/dot.png"), In("elsewhere.png"));
                File.CreateSymbolicLink(In("notebooks/dot.png"), In("elsewhere.png"));
                break;
            case "register": File.WriteAllText(In("data/claims/page.json"), Register("Other words.")); break;
            case "register gone": File.Delete(In("data/claims/page.json")); break;
            case "register breaks": File.WriteAllText(In("data/claims/page.json"), "{"); break;
            case "faults": File.WriteAllText(In("data/mutants/summary.csv"), "notebook\n"); break;
            case "load script": File.AppendAllText(In("lib/lemmata.csx"), "using System;\n"); break;
            case "library": File.AppendAllText(In("lib/library.dll"), "x"); break;
            case "words": options = options with { Words = new CollectionWords("Other notes") }; break;
            case "watch": options = options with { Watch = true }; break;
            case "another notebook": names.Add("second"); break;
            case "page changed by hand": File.AppendAllText(Path.Combine(Site, "page.html"), "<!-- -->"); break;
            case "page gone": File.Delete(Path.Combine(Site, "page.html")); break;
            case "note of the site changed":
                var note = Assert.Single(Directory.GetFiles(Path.Combine(root, ".cache", "sites")));
                File.AppendAllText(note, " ");
                break;
            default: throw new ArgumentException(what);
        }

        Assert.False(Export(text, options, names).Unchanged);
        var incremental = Written();
        Directory.Delete(Site, recursive: true);
        Directory.Delete(Path.Combine(root, ".cache"), recursive: true);
        Export(text, options, names);
        Assert.Equal(Written(), incremental);
    }

    [Fact]
    public void What_could_not_be_shown_is_said_each_time()
    {
        File.WriteAllText(In("data/claims/page.json"), "{");
        Assert.Single(Export().Faults);
        Assert.Single(Export().Faults);
    }

    [Fact]
    public void A_folder_of_its_own_has_a_note_of_its_own()
    {
        Export();
        var other = Path.Combine(root, "other");
        Assert.False(Lemmata.Export.Site.Write([Input("page", "Some prose.")], other, Options()).Unchanged);
        Assert.True(Export().Unchanged);
    }

    private string In(string path) => Path.Combine(root, path);

    private SiteOptions Options() => new(Path.Combine(root, ".cache"), Static: true)
    {
        Registers = In("data/claims"), LoadScript = In("lib/lemmata.csx"), Words = new CollectionWords("Notes"),
    };

    private SiteReport Export(string text = "Some prose.", SiteOptions? options = null, IReadOnlyList<string>? names = null) =>
        Lemmata.Export.Site.Write([.. (names ?? ["page"]).Select(name => Input(name, text))], Site, options ?? Options());

    private NotebookInput Input(string name, string text)
    {
        var notebook = new NotebookJson(root, name)
            .Prose($"# Page\n\nWhat?\n\n{text} ![a dot](dot.png) [data](table.csv) [more](later.csv)");
        return notebook.Input() with { Digest = text };
    }

    private SortedDictionary<string, string> Written() => new(
        Directory.EnumerateFiles(Site, "*", SearchOption.AllDirectories)
            .ToDictionary(file => Path.GetRelativePath(Site, file), file => Convert.ToHexString(File.ReadAllBytes(file))),
        StringComparer.Ordinal);

    private static string Register(string words) => $$"""
        {"slug": "page", "topic": "Tests", "sources": [], "claims": [
          {"id": "C1", "statement": "{{words}}", "verdict": "holds"}]}
        """;
}
