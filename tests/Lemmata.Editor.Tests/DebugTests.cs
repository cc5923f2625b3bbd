using System.Text.RegularExpressions;
using Microsoft.Playwright;

namespace Lemmata.Editor.Tests;

/// <summary>Stepping through a cell in a real VS Code.</summary>
[Collection(nameof(CodeServer)), Trait("Needs", "editor")]
public sealed class DebugTests(CodeServer server)
{
    private const string Code = """
        int Twice(int k)
        {
            var t = k + k;
            return t;
        }
        var total = 5;
        total += Twice(8);
        total
        """;

    [Fact]
    public async Task A_breakpoint_stops_shows_the_variables_steps_both_ways_and_lets_the_cell_end()
    {
        var collection = server.Collection();
        collection.Add("stepped", Code);
        await using var window = await server.OpenAsync(collection, "stepped.ipynb");
        await window.Page.Locator(".notebook-toolbar-container :text(\"C# (Lemmata)\")").First.WaitForAsync();
        await EditLineAsync(window, 3);
        await window.Page.Keyboard.PressAsync("F9");
        await window.Page.Locator(".notebookOverlay .codicon-debug-breakpoint").First.WaitForAsync();
        await window.CommandAsync("Lemmata: Debug cell");
        await UnfoldAsync(window, "Locals");
        await VariableAsync(window, "k", "8");
        await PictureAsync(window, "stopped");
        await window.Page.Locator(".debug-toolbar .codicon-debug-step-over").First.ClickAsync();
        await VariableAsync(window, "t", "16");
        await window.Page.Locator(".debug-toolbar .codicon-debug-step-back").First.ClickAsync();
        await window.Page.Locator(".part.sidebar .monaco-list-row:has-text(\"1 stop back\")").First.WaitForAsync();
        await PictureAsync(window, "back");
        await window.Page.Locator(".debug-toolbar .codicon-debug-continue").First.ClickAsync();
        await VariableAsync(window, "t", "16");
        await window.Page.Locator(".debug-toolbar .codicon-debug-continue").First.ClickAsync();
        await window.TextInOutputsAsync("21");
        await window.Page.Locator(".debug-toolbar").First.WaitForAsync(
            new LocatorWaitForOptions { State = WaitForSelectorState.Hidden });
    }

    [Fact]
    public async Task A_condition_stops_where_it_holds_the_console_answers_in_its_scope_and_an_exception_stops_where_it_is_thrown()
    {
        var collection = server.Collection();
        collection.Add("thrown", """
            int Half(int k)
            {
                if (k < 0) throw new ArgumentException("below nothing");
                return k / 2;
            }
            for (var i = 0; i < 9; i++) Half(i);
            Half(-1)
            """);
        await using var window = await server.OpenAsync(collection, "thrown.ipynb");
        await window.Page.Locator(".notebook-toolbar-container :text(\"C# (Lemmata)\")").First.WaitForAsync();
        await EditLineAsync(window, 4);
        await window.CommandAsync("Debug: Add Conditional Breakpoint");
        // The widget is there before it has the focus: until then keys go to the cell.
        await window.Page.Locator(".breakpoint-widget .monaco-editor.focused").First.WaitForAsync();
        await window.Page.Keyboard.TypeAsync("k == 6");
        await window.Page.Keyboard.PressAsync("Enter");
        await window.Page.Locator(".notebookOverlay .codicon-debug-breakpoint-conditional").First.WaitForAsync();

        await window.CommandAsync("Lemmata: Debug cell");
        await UnfoldAsync(window, "Locals");
        await VariableAsync(window, "k", "6");

        await window.CommandAsync("Debug Console: Focus on Debug Console View");
        await window.Page.Locator(".repl .monaco-editor.focused, .repl-input-wrapper .monaco-editor.focused").First.WaitForAsync();
        await window.Page.Keyboard.TypeAsync("k * 7");
        await window.Page.Keyboard.PressAsync("Enter");
        await window.Page.Locator(".repl .monaco-list-row:has-text(\"42\")").First.WaitForAsync();

        await window.Page.Locator(".debug-toolbar .codicon-debug-continue").First.ClickAsync();
        await window.Page.Locator(".exception-widget:has-text(\"below nothing\")").First.WaitForAsync();
        await VariableAsync(window, "k", "-1");
        await PictureAsync(window, "thrown");
        await window.Page.Locator(".debug-toolbar .codicon-debug-continue").First.ClickAsync();
        await window.TextInOutputsAsync("below nothing");
    }

    /// <summary>Puts the cursor on a line of the last code cell, from 1.</summary>
    private static async Task EditLineAsync(EditorWindow window, int line)
    {
        await window.EditLastAsync();
        await window.Page.Keyboard.PressAsync("Control+Home");
        for (var at = 1; at < line; at++) await window.Page.Keyboard.PressAsync("ArrowDown");
    }

    private static async Task UnfoldAsync(EditorWindow window, string scope)
    {
        var row = window.Page.Locator($".part.sidebar .monaco-list-row:has-text(\"{scope}\")").First;
        await row.WaitForAsync();
        if (await row.GetAttributeAsync("aria-expanded") != "true") await row.ClickAsync();
    }

    private static Task VariableAsync(EditorWindow window, string name, string value) => window.Page
        .Locator(".part.sidebar .monaco-list-row")
        .Filter(new LocatorFilterOptions { HasTextRegex = new Regex($@"^\s*{name}\s*=\s*{value}") }).First.WaitForAsync();

    private static Task PictureAsync(EditorWindow window, string name) => window.Page.ScreenshotAsync(new PageScreenshotOptions
    {
        Path = Path.Combine(Path.GetTempPath(), "lemmata-pages", $"debug-{name}.png"),
    });
}
