using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text;
using Lemmata.Export;
using Lemmata.Export.Formats;
using Lemmata.Export.Reading;
using Microsoft.Playwright;

namespace Lemmata.Export.Tests.Safety;

/// <summary>
/// Hundreds of texts that try to run or to load, against the gates of the pages with the policy taken away.
/// </summary>
[Collection(nameof(BrowserSite)), Trait("Needs", "browser")]
public sealed class PayloadTests(BrowserSite site)
{
    /// <summary>As many payloads stand on one page.</summary>
    private const int Together = 20;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    /// <summary>A link that a reader follows is no business of the policy, unless a browser would run it.</summary>
    private const string StayAtLinks = """
        addEventListener('click', event => {
          const link = event.target.closest?.('a');
          if (link && link.protocol !== 'javascript:') event.preventDefault();
        }, true);
        """;

    [Fact]
    public void There_are_hundreds() => Assert.InRange(Payloads.All.Count, 400, 1000);

    [Fact]
    public async Task The_list_bites_where_there_is_no_wall()
    {
        site.Needed();
        var folder = Directory.CreateDirectory(Path.Combine(site.Root, "payloads-bare")).FullName;
        var bitten = await VisitAsync(Raw(folder));
        // Many need an older browser, a click or another reader of HTML; those of today have to bite.
        Assert.InRange(bitten.Count, 150, Payloads.All.Count);
    }

    [Fact]
    public async Task The_gates_alone_stop_every_payload_on_pages()
    {
        site.Needed();
        var folder = Path.Combine(site.Root, "payloads-gates");
        Site.Write(Notebooks(), folder, Fixtures.Options(site.Root));
        var pages = Directory.EnumerateFiles(folder, "*.html").Order(StringComparer.Ordinal).ToList();
        foreach (var file in pages)
        {
            var html = File.ReadAllText(file);
            var start = html.IndexOf("<meta http-equiv=\"Content-Security-Policy\"", StringComparison.Ordinal);
            File.WriteAllText(file, html.Remove(start, html.IndexOf('>', start) + 1 - start));
        }

        var found = await VisitAsync(pages);
        Assert.True(found.Count == 0, string.Join("\n", found));
    }

    [Fact]
    public async Task The_policy_alone_stops_every_payload_that_it_has_a_say_in()
    {
        site.Needed();
        var folder = Directory.CreateDirectory(Path.Combine(site.Root, "payloads-policy")).FullName;
        var page = File.ReadAllText(Path.Combine(site.FixtureFolder, "status.html"));
        var policy = page[page.IndexOf("<meta http-equiv=\"Content-Security-Policy\"", StringComparison.Ordinal)..];
        var pages = Raw(folder, policy[..(policy.IndexOf('>', StringComparison.Ordinal) + 1)]);
        var found = await VisitAsync(pages, StayAtLinks);
        Assert.True(found.Count == 0, string.Join("\n", found));
    }

    [Fact]
    public async Task The_gates_stop_every_payload_in_Markdown_as_GitHub_reads_it()
    {
        site.Needed();
        var folder = Directory.CreateDirectory(Path.Combine(site.Root, "payloads-markdown")).FullName;
        var bare = Payloads.All.Select((payload, i) => (Name: $"bare-{i}", Text: payload));
        var bitten = await VisitAsync([.. bare.Select(page => Read(folder, page.Name, page.Text))]);
        Assert.InRange(bitten.Count, 100, Payloads.All.Count);

        var written = MarkdownFiles.Build(Notebooks(), Fixtures.Options(site.Root).Registers, []);
        var pages = written.All.Where(file => file.Key.EndsWith(".md", StringComparison.Ordinal));
        var found = await VisitAsync(
            [.. pages.Select(page => Read(folder, page.Key, Encoding.UTF8.GetString(page.Value)))]);
        Assert.True(found.Count == 0, string.Join("\n", found));
    }

    /// <summary>A text of Markdown as a page, by the reader that GitHub uses, raw HTML taken as it is.</summary>
    private static string Read(string folder, string name, string markdown)
    {
        const string reader = "/usr/bin/cmark-gfm";
        Assert.SkipUnless(File.Exists(reader), $"{reader} is not installed");
        var source = Path.Combine(folder, name + ".source");
        File.WriteAllText(source, markdown);
        string[] extensions = ["-e", "table", "-e", "strikethrough", "-e", "autolink", "-e", "tasklist", "-e", "footnotes"];
        var start = new ProcessStartInfo(reader, ["--unsafe", .. extensions, source])
        {
            RedirectStandardOutput = true,
            StandardOutputEncoding = Encoding.UTF8,
        };
        using var process = Process.Start(start)!;
        var html = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        Assert.Equal(0, process.ExitCode);
        return Bare(folder, name, html);
    }

    /// <summary>A page of nothing but what it is given.</summary>
    private static string Bare(string folder, string name, string body, string head = "")
    {
        var file = Path.Combine(folder, name + ".html");
        File.WriteAllText(file, $"<!DOCTYPE html><html><head><meta charset=\"utf-8\">{head}</head><body>{body}");
        return file;
    }

    /// <summary>Each payload on a page of its own, with nothing around it.</summary>
    private static List<string> Raw(string folder, string policy = "")
    {
        foreach (var place in new[] { "files", "assets" })
        {
            Directory.CreateDirectory(Path.Combine(folder, place));
            File.WriteAllText(Path.Combine(folder, place, "evil.js"), "hit(-1)");
        }

        return [.. Payloads.All.Select((payload, i) => Bare(folder, $"raw-{i}", payload, policy))];
    }

    private List<NotebookInput> Notebooks() =>
    [
        .. Payloads.All.Chunk(Together).Select((payloads, i) => Carrier.Of(site.Root, $"payloads-{i}", payloads)),
    ];

    /// <summary>Opens pages, uses every control, and says what ran, was asked for, or led away.</summary>
    private async Task<IReadOnlyCollection<string>> VisitAsync(IEnumerable<string> files, string first = "")
    {
        var findings = new ConcurrentQueue<string>();
        var tabs = new ParallelOptions { MaxDegreeOfParallelism = 2 };
        await Parallel.ForEachAsync(files.Chunk(25), tabs, async (chunk, _) =>
        {
            await using var opened = await site.OpenAsync(null);
            await opened.Page.AddInitScriptAsync(Payloads.Hits + first);
            string? now = null;
            void Asked(IRequest request)
            {
                if (request.Url.StartsWith("http", StringComparison.Ordinal)
                    || request.Url.Contains("evil", StringComparison.Ordinal))
                {
                    findings.Enqueue($"{now} asked for {request.Url} ({request.Failure})");
                }
            }

            // What the policy or the browser's rule of one origin stops is announced too, and fails with a word of its
            // own; any other end means that it was asked for.
            opened.Page.RequestFinished += (_, request) => Asked(request);
            opened.Page.RequestFailed += (_, request) =>
            {
                if (request.Failure is not ("csp" or "origin"))
                    Asked(request);
            };
            opened.Page.Dialog += (_, dialog) => _ = dialog.DismissAsync();
            foreach (var file in chunk)
            {
                now = Path.GetFileName(file);
                if (await OneAsync(opened.Page, file) is { } finding)
                    findings.Enqueue($"{now} {finding}");
            }
        });
        return [.. findings.Distinct().Order(StringComparer.Ordinal)];
    }

    /// <summary>
    /// A script that is interrupted while the tab stays in its folder is run again: on a busy machine a page's new
    /// state in the address may arrive late.
    /// </summary>
    private static async Task<string?> OneAsync(IPage page, string file)
    {
        for (var visit = 1; ; visit++)
        {
            try
            {
                return await VisitAsync(page, file);
            }
            catch (PlaywrightException gone) when (gone.Message.Contains("navigat", StringComparison.Ordinal)
                || gone.Message.Contains("context was destroyed", StringComparison.Ordinal))
            {
                if (visit == 3 || !page.Url.StartsWith("file://" + Path.GetDirectoryName(file), StringComparison.Ordinal))
                    return "left the page: " + gone.Message.Split('\n')[0];
                await page.WaitForTimeoutAsync(500);
            }
        }
    }

    private static async Task<string?> VisitAsync(IPage page, string file)
    {
        await page.GotoAsync("file://" + file, new() { WaitUntil = WaitUntilState.DOMContentLoaded });
        await page.EvaluateAsync(Carrier.UseEverything).WaitAsync(Patience);
        await page.WaitForTimeoutAsync(60);
        foreach (var frame in page.Frames)
        {
            if (await HitsAsync(frame, frame == page.MainFrame) is { Length: > 0 } hits)
                return "ran: " + string.Join(", ", hits.Take(5).Select(hit => hit < 0 ? "a file" : Payloads.All[hit]));
        }

        return page.Url.Split('#')[0].Split('?')[0] == "file://" + file ? null : "left the page for " + page.Url;
    }

    /// <summary>What ran in a frame; one that the policy keeps empty may have nothing that answers.</summary>
    private static async Task<int[]?> HitsAsync(IFrame frame, bool main)
    {
        try
        {
            return await frame.EvaluateAsync<int[]?>("() => window.hits").WaitAsync(main ? Patience : Patience / 12);
        }
        catch (TimeoutException) when (!main)
        {
            return null;
        }
    }
}
