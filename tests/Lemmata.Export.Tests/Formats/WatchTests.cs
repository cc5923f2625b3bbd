using System.Text.RegularExpressions;

namespace Lemmata.Export.Tests.Formats;

/// <summary><c>export --watch</c>, seen from the page.</summary>
[Collection(nameof(BrowserSite)), Trait("Needs", "browser")]
public sealed partial class WatchTests(BrowserSite site) : IDisposable
{
    private readonly TemporaryCollection collection = new();

    public void Dispose() => collection.Dispose();

    [Fact]
    public async Task A_saved_change_shows_on_the_open_page_and_a_broken_save_leaves_it_as_it_was()
    {
        ToolProcess.NeedsInterrupts();
        site.Needed();
        var notebook = collection.Add("seen", "1 + 1");
        collection.Add("other", "2 + 2");
        var text = await File.ReadAllTextAsync(notebook, TestContext.Current.CancellationToken);
        using var watch = new ExportProcess(collection.Root, "--watch", "--static", "-o", "pages");
        await watch.UntilAsync(() => watch.Exports == 1, "the first export");
        await using var opened = await site.OpenAsync("file://" + Path.Combine(collection.Root, "pages", "seen.html"));
        await opened.Page.GetByText("prose").WaitForAsync();

        // Two saves at once, each the way an editor makes them: a new file takes the place of the old one.
        foreach (var word in new[] { "verse", "rhyme" }) { Replace(notebook, text.Replace("prose", word, StringComparison.Ordinal)); }
        await opened.Page.GetByText("rhyme").WaitForAsync();
        await watch.UntilAsync(() => watch.Exports == 2, "the second export");

        await File.WriteAllTextAsync(notebook, "{ broken", TestContext.Current.CancellationToken);
        await watch.UntilAsync(() => watch.Exports == 3, "the export after the broken save");
        Assert.Contains(watch.Said, line => line.StartsWith("error:", StringComparison.Ordinal) && line.Contains("seen.ipynb: is not JSON at line 1", StringComparison.Ordinal));
        Assert.Contains(watch.Said, line => line.Contains("seen.ipynb: its page stays as it was", StringComparison.Ordinal));
        Assert.True(await opened.Page.GetByText("rhyme").IsVisibleAsync());
        Assert.True(File.Exists(Path.Combine(collection.Root, "pages", "seen.html")));

        // Saved in place, and a new notebook beside it.
        await File.WriteAllTextAsync(notebook, text.Replace("prose", "ballad", StringComparison.Ordinal), TestContext.Current.CancellationToken);
        await opened.Page.GetByText("ballad").WaitForAsync();
        await watch.UntilAsync(() => watch.Exports == 4, "the export after the repair");
        await Task.Delay(1000, TestContext.Current.CancellationToken);
        Assert.Equal(4, watch.Exports);
        Assert.DoesNotContain(opened.Errors, error => !error.Contains("version.css", StringComparison.Ordinal));

        Assert.Equal(0, await watch.InterruptAsync());
        Assert.Equal(["data", "lib", "notebooks", "pages"], Directory.EnumerateFileSystemEntries(collection.Root).Select(entry => Path.GetFileName(entry)!).Where(name => name != ".cache").Order(StringComparer.Ordinal));
        Assert.Equal(["other.ipynb", "seen.ipynb"], Directory.EnumerateFiles(Path.Combine(collection.Root, "notebooks")).Select(Path.GetFileName).Order(StringComparer.Ordinal));
        Assert.DoesNotContain(Directory.EnumerateFiles(Path.Combine(collection.Root, ".cache"), "*", SearchOption.AllDirectories), file => Temporary().IsMatch(Path.GetFileName(file)));
    }

    [Fact]
    public async Task An_interrupt_while_a_notebook_runs_ends_the_watch_and_its_processes()
    {
        ToolProcess.NeedsInterrupts();
        collection.Add("endless", "System.IO.File.WriteAllText(\"started\", System.Environment.ProcessId.ToString());\nwhile (true) { }");
        using var watch = new ExportProcess(collection.Root, "--run", "--watch", "--static", "-o", "pages");
        var started = Path.Combine(collection.Root, "notebooks", "started");
        await watch.UntilAsync(() => File.Exists(started) && new FileInfo(started).Length > 0, "the endless cell");
        var child = int.Parse(await File.ReadAllTextAsync(started, TestContext.Current.CancellationToken), System.Globalization.CultureInfo.InvariantCulture);
        Assert.Equal(0, await watch.InterruptAsync());
        Assert.False(Directory.Exists($"/proc/{child}"), "the notebook's process is still there");
        Assert.False(Directory.Exists(Path.Combine(collection.Root, "pages")));
    }

    private static void Replace(string path, string text)
    {
        File.WriteAllText(path + ".tmp", text);
        File.Move(path + ".tmp", path, overwrite: true);
    }

    [GeneratedRegex(@"^\.|\.tmp|\.\d+$")]
    private static partial Regex Temporary();
}
