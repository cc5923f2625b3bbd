namespace Lemmata.Export.Tests.Safety;

/// <summary>The policy of a page holds by itself: markup that no gate saw runs nothing and asks for nothing.</summary>
[Collection(nameof(BrowserSite)), Trait("Needs", "browser")]
public sealed class PolicyTests(BrowserSite site)
{
    private static readonly string[] Payloads =
    [
        "<script>window.hacked = 1</script>",
        "<script src=\"files/evil.js\"></script>",
        "<script src=\"assets/evil.js\" integrity=\"\"></script>",
        "<img src=x onerror=\"window.hacked = 1\">",
        "<svg onload=\"window.hacked = 1\"></svg>",
        "<iframe srcdoc=\"<script>parent.hacked = 1</script>\"></iframe>",
        "<iframe src=\"files/evil.html\"></iframe>",
        "<object data=\"files/evil.html\"></object><embed src=\"files/evil.html\">",
        "<details open ontoggle=\"window.hacked = 1\">x</details>",
        "<base href=\"https://example.org/\"><img src=\"https://example.org/a.png\">",
        "<link rel=\"stylesheet\" href=\"https://example.org/a.css\"><style>@import 'https://example.org/b.css'; body { background: url(https://example.org/c.png) }</style>",
        "<form action=\"https://example.org/\"><input autofocus onfocus=\"window.hacked = 1\"></form>",
        "<link rel=\"preload\" as=\"script\" href=\"https://example.org/a.js\"><link rel=\"prefetch\" href=\"https://example.org/p\">",
        "<video src=\"https://example.org/v.mp4\" onerror=\"window.hacked = 1\"></video>",
        "<script type=\"module\">import 'https://example.org/m.js'; window.hacked = 1</script>",
        "<a id=hack href=\"javascript:window.hacked = 1\">x</a>",
    ];

    [Fact]
    public async Task Markup_that_came_past_the_gate_runs_nothing_and_asks_for_nothing()
    {
        site.Needed();
        var folder = Path.Combine(site.Root, "walls");
        Directory.CreateDirectory(Path.Combine(folder, "files"));
        Directory.CreateDirectory(Path.Combine(folder, "assets"));
        foreach (var place in new[] { "files", "assets" })
        {
            File.WriteAllText(Path.Combine(folder, place, "evil.js"), "window.hacked = 1");
        }
        File.WriteAllText(Path.Combine(folder, "files", "evil.html"),
            "<script>parent.hacked = 1; top.hacked = 1</script>");
        var page = File.ReadAllText(Path.Combine(site.FixtureFolder, "poisson-limit.html"));
        var findings = new List<string>();
        for (var i = 0; i < Payloads.Length; i++)
        {
            var file = Path.Combine(folder, $"wall-{i}.html");
            File.WriteAllText(file, page.Replace("<article>", "<article>" + Payloads[i], StringComparison.Ordinal));
            await using var opened = await site.OpenAsync(null);
            var asked = new System.Collections.Concurrent.ConcurrentQueue<string>();
            // A request that the policy stops is announced too, and fails with "csp"; any other end means that it was
            // made.
            opened.Page.RequestFinished += (_, request) => asked.Enqueue(request.Url);
            opened.Page.RequestFailed += (_, request) =>
                { if (request.Failure != "csp") { asked.Enqueue(request.Url); } };
            await opened.Page.GotoAsync("file://" + file);
            await opened.Page.EvaluateAsync(
                "() => { document.querySelector('#hack')?.click(); for (const input of document.querySelectorAll('input[type=range]')) { input.value = input.max; input.dispatchEvent(new Event('input')); } }");
            await opened.Page.WaitForTimeoutAsync(200);
            if (await opened.Page.EvaluateAsync<bool>("() => 'hacked' in window"))
            {
                findings.Add("ran: " + Payloads[i]);
            }
            findings.AddRange(asked.Where(url => url.StartsWith("http", StringComparison.Ordinal)
                || url.Contains("evil", StringComparison.Ordinal)).Select(url => $"asked for {url}: {Payloads[i]}"));
            if (opened.Page.Url.Split('?')[0] != "file://" + file) { findings.Add("left the page: " + Payloads[i]); }
        }

        Assert.Empty(findings);
    }

    [Fact]
    public void Scripts_run_by_their_content_and_never_by_their_place()
    {
        site.Needed();
        foreach (var page in Directory.EnumerateFiles(site.FixtureFolder, "*.html")
            .Concat(Directory.EnumerateFiles(site.SingleFolder, "*.html")))
        {
            var html = File.ReadAllText(page);
            var policy = html.Split("Content-Security-Policy\" content=\"")[1].Split('"')[0];
            Assert.Matches("script-src( 'sha256-[A-Za-z0-9+/=]+')+$", policy);
            foreach (var directive in new[] { "default-src 'none'", "base-uri 'none'", "form-action 'none'",
                "frame-src 'none'" })
            {
                Assert.Contains(directive, policy, StringComparison.Ordinal);
            }
            Assert.DoesNotContain("<script src", html, StringComparison.Ordinal);
        }
    }
}
