using System.Collections;
using Microsoft.Playwright;

namespace Lemmata.Testing;

/// <summary>The browser of this machine with the tests' own fonts, or why it cannot be used.</summary>
internal static class InstalledChromium
{
    private static readonly string Fonts = Path.Combine(
        TemporaryCollection.Repository, "tests", "clients", "node_modules", "dejavu-fonts-ttf", "ttf");

    /// <summary>Its program; null where it is not installed.</summary>
    public static string? Program { get; } = new[]
        {
            Environment.GetEnvironmentVariable("CHROME_PATH"),
            "/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome",
        }
        .FirstOrDefault(path => path is not null && File.Exists(path));

    /// <summary>What a skipped test says; null where the browser can be started.</summary>
    public static string? Absent =>
        Program is null ? "Chromium is not installed (looked for CHROME_PATH and /usr/bin/chromium)"
        : !Directory.Exists(Fonts) ? "the tests' fonts are not installed: run npm ci in tests/clients"
        : null;

    /// <summary>Starts it without a window and without talk to its maker.</summary>
    public static Task<IBrowser> LaunchAsync(IPlaywright playwright) =>
        playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions
        {
            ExecutablePath = Program,
            Args =
            [
                // Figures in three dimensions need a graphics card or a program that stands for it.
                "--no-sandbox", "--disable-gpu", "--enable-unsafe-swiftshader", "--disable-quic", "--no-first-run",
                "--disable-background-networking", "--disable-component-update", "--disable-sync",
            ],
            Env = WithOwnFonts(),
        });

    // Lines break where a font says; with the machine's own fonts each machine would test other pages.
    private static Dictionary<string, string> WithOwnFonts()
    {
        var folder = TemporaryFolders.Create("lemmata fonts");
        var settings = Path.Combine(folder, "fonts.conf");
        File.WriteAllText(settings, $"""
            <?xml version="1.0"?>
            <!DOCTYPE fontconfig SYSTEM "fonts.dtd">
            <fontconfig>
              <dir>{Fonts}</dir>
              <cachedir>{folder}</cachedir>
              <alias><family>sans-serif</family><prefer><family>DejaVu Sans</family></prefer></alias>
              <alias><family>serif</family><prefer><family>DejaVu Serif</family></prefer></alias>
              <alias><family>monospace</family><prefer><family>DejaVu Sans Mono</family></prefer></alias>
            </fontconfig>
            """);
        var environment = Environment.GetEnvironmentVariables().Cast<DictionaryEntry>()
            .ToDictionary(entry => (string)entry.Key, entry => (string?)entry.Value ?? "");
        environment["FONTCONFIG_FILE"] = settings;
        return environment;
    }
}
