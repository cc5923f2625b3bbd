using Microsoft.Playwright;

namespace Lemmata.Editor.Tests;

/// <summary>A window of VS Code with one notebook in front, worked with keys and clicks as a reader does.</summary>
internal sealed class EditorWindow(IPage page, TemporaryCollection collection) : IAsyncDisposable
{
    /// <summary>Milliseconds to wait for what the editor does: on a busy machine all takes longer.</summary>
    public const int Patience = 120_000;

    public IPage Page => page;

    /// <summary>Closes the window; what it showed last stays as a picture, for whoever reads that a test failed.</summary>
    public async ValueTask DisposeAsync()
    {
        try
        {
            await PictureAsync();
        }
        finally
        {
            await page.Context.CloseAsync();
        }
    }

    /// <summary>Opens a file by its name.</summary>
    public async Task OpenAsync(string file)
    {
        await page.Locator(".explorer-folders-view .monaco-list-row").First.WaitForAsync();
        await PickAsync("Control+P", file, file);
        await page.Locator(".notebookOverlay .cell.code").First
            .WaitForAsync(new LocatorWaitForOptions { State = WaitForSelectorState.Attached });
    }

    /// <summary>Runs a command by its title.</summary>
    public Task CommandAsync(string title) => PickAsync("F1", ">" + title, title);

    /// <summary>
    /// Picks a row of the palette. It lists what could be picked when it opened, and a window that is busy starting its
    /// extensions opens it late or not at all: it is opened anew until the row is there.
    /// </summary>
    private async Task PickAsync(string key, string typed, string title)
    {
        var input = page.Locator(".quick-input-widget:visible input").First;
        var row = page.Locator($".quick-input-list .monaco-list-row:has-text(\"{title}\")").First;
        for (var waited = 0; waited < Patience; waited += 6000)
        {
            await page.Keyboard.PressAsync(key);
            if (!await SeenAsync(input, 3000)) continue;
            await input.FillAsync(typed);
            if (await SeenAsync(row, 3000))
            {
                await row.ClickAsync();
                return;
            }

            await page.Keyboard.PressAsync("Escape");
        }

        throw new TimeoutException($"the palette has no \"{title}\"; the window is in {await PictureAsync()}");
    }

    private static async Task<bool> SeenAsync(ILocator locator, float patience)
    {
        try
        {
            await locator.WaitForAsync(new LocatorWaitForOptions { Timeout = patience });
            return true;
        }
        catch (TimeoutException)
        {
            return false;
        }
    }

    /// <summary>Answers what the editor asks at its top.</summary>
    public async Task AnswerAsync(string text)
    {
        var input = page.Locator(".quick-input-widget:visible input").First;
        await input.FillAsync(text);
        await input.PressAsync("Enter");
    }

    /// <summary>Unfolds a view of the explorer.</summary>
    public Task UnfoldAsync(string view) => page.Locator($".pane-header:has-text(\"{view}\")").First.ClickAsync();

    /// <summary>The kernel that the notebook's bar names.</summary>
    public async Task<string> KernelAsync()
    {
        var label = page.Locator(".notebook-toolbar-container .kernel-label, .notebook-toolbar-right").First;
        await label.WaitForAsync();
        return await label.InnerTextAsync();
    }

    /// <summary>Runs all cells and waits until the last has ended.</summary>
    public async Task RunAllAsync()
    {
        await StartAllAsync();
        await page.Locator(".codicon-notebook-stop:visible").First.WaitForAsync(new LocatorWaitForOptions { Timeout = 15_000 })
            .ContinueWith(_ => { }, TaskScheduler.Default); // It may have ended before anybody looked.
        await page.Locator(".codicon-notebook-execute-all:visible").First.WaitForAsync();
    }

    /// <summary>Runs all cells in new sessions until the outputs hold a text: a window sees a change of its settings late.</summary>
    public async Task RunAnewUntilAsync(string text)
    {
        await page.Locator(".notebook-toolbar-container:visible :text(\"C# (Lemmata)\")").First.WaitForAsync();
        for (var run = 0; run < 20; run++)
        {
            await CommandAsync("Lemmata: Restart and run all");
            if (await FindAsync($"text={text}", 6000) is not null) return;
        }

        throw new TimeoutException($"\"{text}\" is not in the outputs; the window is in {await PictureAsync()}");
    }

    /// <summary>Runs all cells, once the kernel has been chosen, which nobody is asked for.</summary>
    public async Task StartAllAsync()
    {
        await page.Locator(".notebook-toolbar-container:visible :text(\"C# (Lemmata)\")").First.WaitForAsync();
        await page.Locator(".codicon-notebook-execute-all:visible").First.ClickAsync();
    }

    /// <summary>Puts the cursor at the end of the last code cell. An editor takes keys only once it has the focus.</summary>
    public async Task EditLastAsync()
    {
        await page.Locator(".notebookOverlay .cell.code .monaco-editor").Last.ClickAsync();
        await page.Locator(".notebookOverlay .cell.code .monaco-editor.focused").First.WaitForAsync();
        await page.Keyboard.PressAsync("Control+End");
    }

    /// <summary>Puts another text into the last code cell.</summary>
    public async Task ReplaceLastAsync(string code)
    {
        await EditLastAsync();
        await page.Keyboard.PressAsync("Control+A");
        await page.Keyboard.TypeAsync(code);
        await page.Keyboard.PressAsync("Escape");
    }

    /// <summary>Saves, and returns the file's text once it is on the disk.</summary>
    public async Task<string> SaveAsync(string slug)
    {
        var before = File.GetLastWriteTimeUtc(collection[slug]);
        await CommandAsync("File: Save");
        for (var waited = 0; waited < Patience && File.GetLastWriteTimeUtc(collection[slug]) == before; waited += 100)
            await Task.Delay(100);
        await page.Locator(".tab.active:not(.dirty)").First.WaitForAsync();
        return await File.ReadAllTextAsync(collection[slug]);
    }

    /// <summary>The first of what a selector finds in the outputs, which live in frames of their own.</summary>
    public async Task<IElementHandle> InOutputsAsync(string selector) => await FindAsync(selector, Patience)
        ?? throw new TimeoutException($"no {selector} in the outputs; the window is in {await PictureAsync()}");

    private async Task<IElementHandle?> FindAsync(string selector, int patience)
    {
        for (var waited = 0; waited < patience; waited += 100)
        {
            foreach (var frame in page.Frames)
            {
                try
                {
                    if (await frame.QuerySelectorAsync(selector) is { } found) return found;
                }
                catch (PlaywrightException)
                {
                    // The frame has gone.
                }
            }

            await Task.Delay(100);
        }

        return null;
    }

    /// <summary>Keeps what the window shows.</summary>
    private async Task<string> PictureAsync()
    {
        var path = Path.Combine(Path.GetTempPath(), "lemmata-pages", $"editor-{Path.GetFileName(collection.Root)}.png");
        await page.ScreenshotAsync(new PageScreenshotOptions { Path = path });
        return path;
    }

    /// <summary>Waits until the outputs hold a text.</summary>
    public Task<IElementHandle> TextInOutputsAsync(string text) => InOutputsAsync($"text={text}");
}
