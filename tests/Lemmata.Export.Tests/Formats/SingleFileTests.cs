using Lemmata.Export;
using Lemmata.Export.Reading;

namespace Lemmata.Export.Tests.Formats;

/// <summary>One notebook as one file: what a reader gets who is sent it by mail.</summary>
[Collection(nameof(BrowserSite)), Trait("Needs", "browser")]
public sealed class SingleFileTests(BrowserSite site) : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("lemmata-single-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task The_file_opens_from_disk_with_no_request_no_complaint_and_no_dead_link()
    {
        site.Needed();
        var file = Assert.Single(Directory.EnumerateFiles(site.AloneFolder));
        await using var opened = await site.OpenAsync(null);
        await opened.Page.GotoAsync(new Uri(file).AbsoluteUri);
        await opened.WalkAsync();
        Assert.Equal([new Uri(file).AbsoluteUri], opened.Requests.Where(request => !request.StartsWith("data:", StringComparison.Ordinal) && !request.StartsWith("blob:", StringComparison.Ordinal)));
        Assert.Empty(opened.Errors);
        Assert.True(await opened.Page.Locator(".plot.live").CountAsync() > 0);
        var dead = await opened.Page.EvaluateAsync<string[]>("""
            () => [...document.querySelectorAll('a[href]')].map(a => a.getAttribute('href'))
              .filter(href => href.startsWith('#') ? href.length > 1 && !document.getElementById(decodeURIComponent(href.slice(1))) : !/^(https?:|mailto:)/.test(href))
            """);
        Assert.Empty(dead);
    }

    [Fact]
    public async Task Search_in_the_file_jumps_within_it_whatever_its_name_is_by_now()
    {
        site.Needed();
        await using var opened = await site.OpenAsync(new Uri(Directory.EnumerateFiles(site.AloneFolder).Single()).AbsoluteUri);
        await opened.Page.FillAsync("#q", "explore");
        var hit = opened.Page.Locator("#hits a").First;
        Assert.StartsWith("?find=", await hit.GetAttributeAsync("href"), StringComparison.Ordinal);
        await hit.ClickAsync();
        Assert.EndsWith("#explore", opened.Page.Url, StringComparison.Ordinal);
    }

    [Fact]
    public void Links_to_what_the_file_does_not_hold_are_words_and_are_named()
    {
        var file = Path.Combine(folder, "new", "laws.html");
        var report = Site.WriteAlone(SmallCollection.Make(folder)[0], file, Fixtures.Options(folder, noNode: true));
        var page = File.ReadAllText(file);
        Assert.Contains("<span class=\"absent\">the other notebook</span>", page, StringComparison.Ordinal);
        Assert.Contains("compare steps.C1", page, StringComparison.Ordinal);
        Assert.Contains("<summary>Third-party scripts</summary>", page, StringComparison.Ordinal);
        Assert.Equal(1, report.Pages);
        Assert.Contains(report.Warnings, warning => warning.StartsWith("laws, cell 3: the link to steps.ipynb#A-longer-path leads nowhere: this page stands by itself", StringComparison.Ordinal));
        Assert.Equal(["laws.html"], Directory.EnumerateFiles(Path.GetDirectoryName(file)!).Select(Path.GetFileName));
    }

    [Fact]
    public void Written_again_the_file_is_left_as_it_is_and_its_neighbours_always_are()
    {
        File.WriteAllText(Path.Combine(folder, "letter.txt"), "mine");
        var file = Path.Combine(folder, "laws.html");
        NotebookInput notebook = SmallCollection.Make(folder)[0];
        Site.WriteAlone(notebook, file, Fixtures.Options(folder, noNode: true));
        var (bytes, time) = (File.ReadAllBytes(file), File.GetLastWriteTimeUtc(file));
        Site.WriteAlone(notebook, file, Fixtures.Options(folder, noNode: true));
        Assert.Equal(time, File.GetLastWriteTimeUtc(file));
        Assert.Equal(bytes, File.ReadAllBytes(file));
        Assert.True(File.Exists(Path.Combine(folder, "letter.txt")));
    }
}
