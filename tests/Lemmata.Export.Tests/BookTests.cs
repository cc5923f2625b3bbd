using System.Diagnostics;
using Lemmata.Tool.Commands.Exporting;

namespace Lemmata.Export.Tests;

/// <summary>The collection as one document to print, read back by another program.</summary>
[Trait("Needs", "browser")]
public sealed class BookTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("lemmata-book-test-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task The_contents_name_the_pages_on_which_chapters_begin()
    {
        Assert.SkipWhen(BookPrinter.Program() is null, BookPrinter.Absent);
        Assert.SkipWhen(!File.Exists("/usr/bin/pdftotext"), "pdftotext is not installed (package poppler-utils)");
        var file = Path.Combine(folder, "book.pdf");
        var report = BookPrinter.Print(Fixtures.Collection(folder), file, Fixtures.Options(folder));
        var pages = (await ReadAsync("pdftotext", "-layout", file, "-")).TrimEnd('\f').Split('\f');
        Assert.Equal(report.Pages, pages.Length);
        var contents = pages.Single(page => page.TrimStart().StartsWith("Contents", StringComparison.Ordinal));
        foreach (var title in new[] { "The Poisson limit", "The average-loss bound", "Text that goes wrong", "The ledger" })
        {
            var line = contents.Split('\n').Single(line => line.Contains(title, StringComparison.Ordinal));
            var number = int.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[^1]);
            Assert.Contains(title, string.Join('\n', pages[number - 1].Split('\n').Take(12)), StringComparison.Ordinal);
            Assert.Equal(number.ToString(System.Globalization.CultureInfo.InvariantCulture), pages[number - 1].TrimEnd().Split('\n')[^1].Trim());
        }

        var facts = await ReadAsync("pdfinfo", file);
        Assert.Matches(@"Title: +Lemmata · executable notes on learning theory\n", facts);
        Assert.Contains("(A4)", facts, StringComparison.Ordinal);

        // Each claim's name stands whole in the ledger.
        Assert.Contains("poisson-limit.C3", string.Concat(string.Concat(pages).Where(c => !char.IsWhiteSpace(c))), StringComparison.Ordinal);
        var again = Path.Combine(folder, "again.pdf");
        BookPrinter.Print(Fixtures.Collection(folder), again, Fixtures.Options(folder));
        Assert.True(File.ReadAllBytes(file).AsSpan().SequenceEqual(File.ReadAllBytes(again)), "printing twice gives the same bytes");
    }

    [Fact]
    public void Chapters_are_found_by_the_places_that_a_document_names()
    {
        const string document = "%PDF-1.4\n4 0 obj\n<</Type /Page\n/Parent 9 0 R>>\nendobj\n7 0 obj\n<</Type /Page\n/Parent 9 0 R>>\nendobj\n"
            + "9 0 obj\n<</Type /Pages\n/Kids [4 0 R 7 0 R]>>\nendobj\n12 0 obj\n<</a.html [4 0 R /XYZ 6 826.1 0]\n/b#20c.html~x [7 0 R /XYZ 6 826.1 0]>>\nendobj\n";
        var chapters = BookPrinter.Chapters(document);
        Assert.Equal(1, chapters["a.html"]);
        Assert.Equal(2, chapters["b c.html~x"]);
        Assert.Equal(2, chapters.Count);
    }

    /// <summary>What a program of poppler says about a document.</summary>
    private static async Task<string> ReadAsync(string program, params string[] arguments)
    {
        var start = new ProcessStartInfo("/usr/bin/" + program, arguments) { RedirectStandardOutput = true };
        using var process = Process.Start(start)!;
        var text = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return text;
    }
}
