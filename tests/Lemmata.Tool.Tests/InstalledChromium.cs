using Microsoft.Playwright;

namespace Lemmata.Tool.Tests;

/// <summary>The browser of this machine, or why there is none.</summary>
internal static class InstalledChromium
{
    /// <summary>Its program; null where it is not installed.</summary>
    public static string? Program { get; } =
        new[] { Environment.GetEnvironmentVariable("CHROME_PATH"), "/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome" }
            .FirstOrDefault(path => path is not null && File.Exists(path));

    /// <summary>What a skipped test says.</summary>
    public static string Absent => "Chromium is not installed (looked for CHROME_PATH and /usr/bin/chromium)";

    /// <summary>Starts it without a window and without talk to its maker.</summary>
    public static Task<IBrowser> LaunchAsync(IPlaywright playwright) => playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions
    {
        ExecutablePath = Program,
        Args = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"],
    });
}
