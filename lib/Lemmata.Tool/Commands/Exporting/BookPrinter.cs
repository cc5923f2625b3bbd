using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Lemmata.Export;
using Lemmata.Export.Reading;
using Lemmata.Notebooks;

namespace Lemmata.Tool.Commands.Exporting;

/// <summary>
/// Prints a collection as one document with Chromium: once to learn where its chapters begin, and once more with these
/// numbers in its contents.
/// </summary>
internal static partial class BookPrinter
{
    private static readonly string[] Names =
        ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome", "msedge"];

    /// <summary>Where its makers put the browser on systems that do not have it on the path.</summary>
    private static readonly string[] Places =
    [
        "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
        "/Applications/Chromium.app/Contents/MacOS/Chromium",
        Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.ProgramFiles),
            "Google", "Chrome", "Application", "chrome.exe"),
        Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.ProgramFilesX86),
            "Microsoft", "Edge", "Application", "msedge.exe"),
    ];

    /// <summary>What is said where no browser is.</summary>
    public const string Absent =
        "--to pdf prints with Chromium, and none was found; install it, or let CHROME_PATH name its program";

    /// <summary>The browser's program: the one that <c>CHROME_PATH</c> names, else one that is installed; or null.</summary>
    public static string? Program() => Environment.GetEnvironmentVariable("CHROME_PATH") is { Length: > 0 } named
        ? File.Exists(named) ? named : null
        : Names.Select(InstalledPrograms.Find).FirstOrDefault(found => found is not null)
            ?? Places.FirstOrDefault(File.Exists);

    /// <summary>Writes the document; what could not be shown.</summary>
    /// <param name="notebooks">The collection.</param>
    /// <param name="file">The document to write.</param>
    /// <param name="options">How pages are written.</param>
    /// <exception cref="InvalidOperationException">The browser did not print; the message says why.</exception>
    public static SiteReport Print(IReadOnlyList<NotebookInput> notebooks, string file, SiteOptions options)
    {
        var program = Program() ?? throw new InvalidOperationException(Absent);
        var folder = Directory.CreateTempSubdirectory("lemmata-book-").FullName;
        try
        {
            var numbers = new Dictionary<string, int>();
            byte[] printed = [];
            SiteReport? report = null;
            // The column of numbers is there from the start, so the second printing breaks pages like the first.
            for (var time = 0; time < 2; time++)
            {
                report = Site.Write(notebooks, Path.Combine(folder, "site"), options with { Book = numbers });
                printed = Printed(program, folder);
                numbers = Chapters(Encoding.Latin1.GetString(printed));
            }

            Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(file))!);
            AtomicFile.Write(file, Undated(printed));
            return report! with { Pages = Pages().Count(Encoding.Latin1.GetString(printed)), Bytes = printed.Length };
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <summary>The page on which each chapter of a printed document begins, by the name of its place.</summary>
    /// <param name="document">A document of Chromium's, each byte a character.</param>
    internal static Dictionary<string, int> Chapters(string document)
    {
        var pages = new Dictionary<string, int>();
        foreach (Match page in Pages().Matches(document)) { pages[page.Groups[1].Value] = pages.Count + 1; }
        var chapters = new Dictionary<string, int>();
        foreach (Match place in Place().Matches(document))
        {
            if (pages.TryGetValue(place.Groups[2].Value, out var number))
                chapters[Name(place.Groups[1].Value)] = number;
        }

        return chapters;
    }

    /// <summary>Names hold other letters as # and two digits.</summary>
    private static string Name(string written) => Encoding.UTF8.GetString(Encoding.Latin1.GetBytes(Escape()
        .Replace(written, match => ((char)byte.Parse(
            match.ValueSpan[1..], NumberStyles.HexNumber, CultureInfo.InvariantCulture)).ToString())));

    /// <summary>The same input gives the same document: Chromium notes the time, which nobody asked for.</summary>
    private static byte[] Undated(byte[] document) => Encoding.Latin1.GetBytes(
        Date().Replace(Encoding.Latin1.GetString(document), match => match.Groups[1].Value + "(D:20000101000000+00'00')"));

    private static byte[] Printed(string program, string folder)
    {
        var output = Path.Combine(folder, "book.pdf");
        var start = new ProcessStartInfo(program,
        [
            "--headless", "--disable-gpu", "--no-first-run", "--disable-background-networking", "--disable-sync",
            "--disable-component-update", "--user-data-dir=" + Path.Combine(folder, "browser"),
            // As root the browser has no other choice; the pages let nothing of others run.
            .. (string[])(Environment.UserName == "root" ? ["--no-sandbox"] : []),
            "--no-pdf-header-footer", "--generate-pdf-document-outline", "--print-to-pdf=" + output,
            new Uri(Path.Combine(folder, "site", "book.html")).AbsoluteUri,
        ])
        {
            RedirectStandardOutput = true, RedirectStandardError = true,
        };
        File.Delete(output);
        try
        {
            using var process = Process.Start(start)!;
            var said = process.StandardError.ReadToEndAsync();
            var words = process.StandardOutput.ReadToEndAsync();
            if (!process.WaitForExit(TimeSpan.FromMinutes(15)))
            {
                process.Kill(entireProcessTree: true);
                throw new InvalidOperationException($"{program} printed for more than 15 minutes and was ended");
            }

            return File.Exists(output) ? File.ReadAllBytes(output) : throw new InvalidOperationException(
                $"{program} printed nothing (status {process.ExitCode}): {(said.Result + words.Result).Trim().Split('\n')[^1]}");
        }
        catch (Win32Exception problem)
        {
            throw new InvalidOperationException($"{program} cannot be started: {problem.Message}", problem);
        }
    }

    [GeneratedRegex(@"(?<=\n)(\d+) 0 obj\s*<<\s*/Type /Page\b(?!s)")]
    private static partial Regex Pages();

    [GeneratedRegex(@"/([^\s/<>\[\]()]+) \[(\d+) 0 R /XYZ")]
    private static partial Regex Place();

    [GeneratedRegex("#[0-9A-Fa-f]{2}")]
    private static partial Regex Escape();

    [GeneratedRegex(@"(/(?:CreationDate|ModDate) )\(D:\d{14}\+00'00'\)")]
    private static partial Regex Date();
}
