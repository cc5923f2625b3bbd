using System.Text;
using Lemmata.Export;

namespace Lemmata.Export.Tests;

/// <summary>One site takes the place of another: nobody meets half of it, and nothing of a reader's is lost.</summary>
public sealed class SiteFolderTests : IDisposable
{
    private readonly string root = Directory.CreateTempSubdirectory("lemmata-site-").FullName;

    private string Place => Path.Combine(root, "site");

    public void Dispose() => Directory.Delete(root, recursive: true);

    [Fact]
    public async Task A_reader_finds_a_whole_site_at_every_moment_of_two_hundred_replacements()
    {
        Assert.SkipUnless(Exchanges(), "folders cannot change places in one step on this system or file system");
        new SiteFolder(Place).Replace(Site(0));
        var missing = 0;
        var looks = 0;
        using var stop = new CancellationTokenSource();
        var reader = Task.Factory.StartNew(() =>
        {
            while (!stop.IsCancellationRequested || looks == 0)
            {
                looks++;
                if (!File.Exists(Path.Combine(Place, "index.html"))) { missing++; }
            }
        }, TaskCreationOptions.LongRunning);
        for (var round = 1; round <= 200; round++) { new SiteFolder(Place).Replace(Site(round)); }
        await stop.CancelAsync();
        await reader;
        Assert.Equal(0, missing);
        Assert.Equal("200", Read("index.html"));
        Assert.Equal(["site"], Names(root));
    }

    [Theory]
    [InlineData(true), InlineData(false)]
    public void Files_of_a_reader_move_on_and_files_of_the_old_site_do_not(bool exchange)
    {
        new SiteFolder(Place).Replace(Site(1, "old.html"));
        Directory.CreateDirectory(Path.Combine(Place, "mine"));
        File.WriteAllText(Path.Combine(Place, "CNAME"), "example.org");
        File.WriteAllText(Path.Combine(Place, "mine", "notes.txt"), "notes");
        Directory.CreateSymbolicLink(Path.Combine(Place, "linked"), root);
        Folder(exchange).Replace(Site(2, "new.html"));
        Folder(exchange).Replace(Site(3, "new.html"));
        Assert.Equal("example.org", Read("CNAME"));
        Assert.Equal("notes", Read("mine/notes.txt"));
        Assert.Equal(root, new DirectoryInfo(Path.Combine(Place, "linked")).LinkTarget);
        Assert.False(File.Exists(Path.Combine(Place, "old.html")));
        Assert.Equal("3", Read("new.html"));
        Assert.Equal(["site"], Names(root));
    }

    [Fact]
    public void A_page_does_not_take_the_name_of_a_readers_file()
    {
        new SiteFolder(Place).Replace(Site(1));
        File.WriteAllText(Path.Combine(Place, "new.html"), "mine");
        var refused = Assert.Throws<IOException>(() => new SiteFolder(Place).Replace(Site(2, "new.html")));
        Assert.Contains("new.html was not written by an export", refused.Message, StringComparison.Ordinal);
        Assert.Equal("mine", Read("new.html"));
        Assert.Equal("1", Read("index.html"));
        Assert.Equal(["site"], Names(root));
    }

    [Fact]
    public void An_export_that_died_between_two_renames_is_made_good_by_the_next_start()
    {
        new SiteFolder(Place).Replace(Site(1));
        File.WriteAllText(Path.Combine(Place, "CNAME"), "example.org");
        Directory.Move(Place, Path.Combine(root, ".site.old-0123456789abcdef"));
        SiteFiles.Check(Place, replaced: true);
        Assert.Equal("1", Read("index.html"));
        Assert.Equal("example.org", Read("CNAME"));
        Assert.Equal(["site"], Names(root));
    }

    [Fact]
    public void What_a_dead_export_left_is_removed_and_what_a_living_one_writes_stays()
    {
        new SiteFolder(Place).Replace(Site(1));
        new SiteFolder(Path.Combine(root, "other")).Replace(Site(7, "seven.html"));
        var (dead, living) = (Path.Combine(root, ".site.new-00000000000000aa"), Path.Combine(root, ".site.new-00000000000000bb"));
        Directory.Move(Path.Combine(root, "other"), dead);
        // Cut while a reader's file was copied.
        File.WriteAllText(Path.Combine(dead, ".lemmata-copying"), "hal");
        Directory.CreateDirectory(living);
        Directory.CreateDirectory(Path.Combine(root, ".site.new-unrelated"));
        using (File.Open(Path.Combine(living, SiteFolder.Mark), FileMode.CreateNew, FileAccess.Write, FileShare.None))
        {
            new SiteFolder(Place).Replace(Site(2));
            Assert.Equal([".site.new-00000000000000bb", ".site.new-unrelated", "site"], Names(root));
        }

        new SiteFolder(Place).Recover();
        Assert.Equal([".site.new-unrelated", "site"], Names(root));
        Assert.Equal([SiteFolder.Mark, "index.html", "pages"], Names(Place));
    }

    [Fact]
    public void A_file_that_a_reader_changed_while_the_site_was_replaced_keeps_the_change()
    {
        new SiteFolder(Place).Replace(Site(1));
        var notes = Path.Combine(Place, "notes.txt");
        File.WriteAllText(notes, "before");
        File.SetLastWriteTimeUtc(notes, DateTime.UtcNow.AddHours(-1));
        var folder = new SiteFolder(Place)
        {
            Exchange = (fresh, old) =>
            {
                File.WriteAllText(notes, "after");
                File.WriteAllText(Path.Combine(Place, "late.txt"), "late");
                return FolderExchange.Try(fresh, old);
            },
        };
        folder.Replace(Site(2));
        Assert.Equal("after", Read("notes.txt"));
        Assert.Equal("late", Read("late.txt"));
    }

    [Fact]
    public void A_link_to_a_folder_stays_and_the_site_is_replaced_where_it_leads()
    {
        var real = Path.Combine(root, "real");
        new SiteFolder(real).Replace(Site(1));
        Directory.CreateSymbolicLink(Place, real);
        new SiteFolder(Place).Replace(Site(2));
        Assert.Equal(real, new DirectoryInfo(Place).LinkTarget);
        Assert.Equal("2", File.ReadAllText(Path.Combine(real, "index.html")));
        Assert.Equal(["real", "site"], Names(root));
    }

    private SiteFolder Folder(bool exchange) => exchange ? new(Place) : new(Place) { Exchange = (_, _) => false };

    private static SortedDictionary<string, byte[]> Site(int version, params string[] more)
    {
        var content = Encoding.UTF8.GetBytes($"{version}");
        var files = new SortedDictionary<string, byte[]>(StringComparer.Ordinal)
        {
            ["index.html"] = content, ["pages/one.html"] = content,
        };
        foreach (var path in more) { files[path] = content; }
        return files;
    }

    private bool Exchanges()
    {
        var (first, second) = (Path.Combine(root, "a"), Path.Combine(root, "b"));
        Directory.CreateDirectory(first);
        Directory.CreateDirectory(second);
        var can = FolderExchange.Try(first, second);
        Directory.Delete(first);
        Directory.Delete(second);
        return can;
    }

    private string Read(string path) => File.ReadAllText(Path.Combine(Place, path));

    private static IEnumerable<string> Names(string folder) => Directory.EnumerateFileSystemEntries(folder)
        .Select(entry => Path.GetFileName(entry)).Order(StringComparer.Ordinal);
}
