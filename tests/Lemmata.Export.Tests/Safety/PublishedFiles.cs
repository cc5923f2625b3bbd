using System.Text;
using Lemmata.Export.Prose;

namespace Lemmata.Export.Tests.Safety;

/// <summary>Which files prose may take into a site: what an author cannot have meant to publish stays where it is.</summary>
public sealed class PublishedFiles : IDisposable
{
    private readonly string home = Directory.CreateTempSubdirectory("lemmata-home-").FullName;
    private readonly string notebook;

    public PublishedFiles()
    {
        foreach (var file in new[]
        {
            ".ssh/id_rsa", ".env", "letters/private.txt", "work/.env", "work/.git/config", "work/data/claims/a.json",
            "work/data/table.csv", "work/data/.hidden/x.csv", "work/notebooks/a.ipynb", "work/notebooks/beside.png",
        })
        {
            var path = Path.Combine(home, file);
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllText(path, "content");
        }
        notebook = Path.Combine(home, "work", "notebooks", "a.ipynb");
    }

    public void Dispose() => Directory.Delete(home, recursive: true);

    [Theory]
    [InlineData("beside.png"), InlineData("../data/table.csv"), InlineData("../notebooks/../data/table.csv")]
    public void Files_of_the_collection_are_found(string address) => Assert.NotNull(Resolved(address));

    [Theory]
    [InlineData("../../.ssh/id_rsa", "outside"), InlineData("../../.env", "outside")]
    [InlineData("../../letters/private.txt", "outside"), InlineData("/etc/passwd", "outside")]
    [InlineData("../.env", "hidden"), InlineData("../.git/config", "hidden"), InlineData("../data/.hidden/x.csv", "hidden")]
    [InlineData("../x/../.git/config", "hidden"), InlineData("./../../letters/private.txt", "outside")]
    public void What_is_outside_or_hidden_is_refused(string address, string why)
    {
        Assert.Null(CollectionFiles.Resolve(notebook, address, out var reason));
        Assert.Contains(why, reason);
    }

    [Theory]
    [InlineData("../data/linked.csv"), InlineData("../data/folder/private.txt")]
    [InlineData("../data/folder/../folder/private.txt")]
    public void What_is_reached_through_a_link_anywhere_on_the_way_is_refused(string address)
    {
        File.CreateSymbolicLink(Path.Combine(home, "work/data/linked.csv"), Path.Combine(home, ".env"));
        Directory.CreateSymbolicLink(Path.Combine(home, "work/data/folder"), Path.Combine(home, "letters"));
        Assert.Null(CollectionFiles.Resolve(notebook, address, out var reason));
        Assert.Contains("through a link", reason);
    }

    [Fact]
    public void A_register_comes_along_with_its_page_unless_it_is_a_link()
    {
        var work = Path.Combine(home, "work");
        File.WriteAllText(Path.Combine(work, "data/claims/a.json"), """{"slug":"a","title":"A","sources":[],"claims":[]}""");
        File.WriteAllText(Path.Combine(home, ".ssh/id_rsa"), "a private key");
        File.CreateSymbolicLink(Path.Combine(work, "data/claims/b.json"), Path.Combine(home, ".ssh/id_rsa"));
        var notebooks = new[] { "a", "b" }.Select(slug =>
            new NotebookJson(work, slug).Prose($"# {slug}\n\nWhat?\n\nThis.").Input()).ToList();
        var (files, _) = Site.Build(notebooks, Fixtures.Options(work, noNode: true));
        Assert.Contains("files/a.claims.json", files.All.Keys);
        Assert.DoesNotContain(files.All, file => Encoding.UTF8.GetString(file.Value).Contains("private key", StringComparison.Ordinal));
    }

    [Fact]
    public void A_notebook_of_no_collection_has_its_own_folder_and_nothing_above_it()
    {
        var alone = Path.Combine(home, "letters", "a.ipynb");
        Assert.NotNull(CollectionFiles.Resolve(alone, "private.txt", out _));
        Assert.Null(CollectionFiles.Resolve(alone, "../work/data/table.csv", out var reason));
        Assert.Contains("outside", reason);
    }

    [Theory]
    [InlineData("a.csv", true), InlineData("A.PNG", true), InlineData("a.pdf", true), InlineData("a.ipynb", true)]
    [InlineData("a.js", false), InlineData("a.html", false), InlineData("a.svg", false), InlineData("id_rsa", false)]
    [InlineData("a.pem", false), InlineData("a.key", false), InlineData("a.sh", false), InlineData("a.wasm", false)]
    public void Only_kinds_that_cannot_run_and_hold_no_keys_are_published(string name, bool published) =>
        Assert.Equal(published, CollectionFiles.IsPublished(name));

    private string? Resolved(string address) => CollectionFiles.Resolve(notebook, address, out _);
}
