using Lemmata.Claims;
using Lemmata.Claims.Rendering;
using Lemmata.Display;

namespace Lemmata.Tests.Claims;

/// <summary>
/// The exact text and hypertext of rows and sheets; to accept a change, copy the .received file over the .approved one.
/// </summary>
public class ApprovedOutputTests
{
    private static ClaimSheet Filled()
    {
        var sheet = Sheets.Open();
        sheet
            .Check("C1", "Le Cam's bound, on a grid")
            .AtMost(
                from lambda in new[] { 0.1, 1, 2 }
                from n in new[] { 20, 50 }
                select (lambda * lambda / n * (1 - 0.14 * lambda), lambda * lambda / n, $"λ = {lambda}, n = {n}"),
                "sum of p², Le Cam 1960");
        sheet
            .Check("C1", "two routes")
            .Equal(
                [(1.02345e-7, 1.02344e-7, "k = 0"), (0.5, 0.50002, "k = 1"), (0.25, 0.25, "k = 2")],
                1e-4,
                "aliasing of size 2.5e-5 is left out");
        sheet.Counterexample("C2", "sign").Refutes(-1, 1, -1, 1e-12, "exact algebra");
        sheet.Correction("C3", "order").Rate([1, 2, 4], [1, 4, 16], 2, 1e-9, "a pure power law");
        sheet
            .Control("C1", "half the bound is too small")
            .MustFail(c => c.AtMost([(0.3, 0.25, "n = 4"), (0.1, 0.25, "n = 5")], "theory"));
        return sheet;
    }

    [Fact]
    public void Rows_as_text() =>
        Approve(string.Join('\n', Filled().Evidence.Select(row => row.ToString())), "rows.txt");

    [Fact]
    public void Rows_as_hypertext() => Approve(string.Join('\n', Filled().Evidence.Select(RowText.Html)), "rows.html");

    [Fact]
    public void Rows_as_JSON() =>
        Approve(
            string.Join('\n', Filled().Evidence.Select(row => FormatterSource.Write(row, Mime.Check))),
            "rows.json");

    [Fact]
    public void Sheet_as_text() => Approve(Filled().ToString(), "sheet.txt");

    [Fact]
    public void Sheet_as_hypertext() => Approve(Filled().ToHtml().Replace(HostStyle.Element, ""), "sheet.html");

    private static void Approve(string received, string name)
    {
        var folder = Path.Combine(Root(), "tests", "Lemmata.Tests", "Claims", "Approved");
        var approved = Path.Combine(folder, name.Replace(".", ".approved."));
        var expected = File.Exists(approved) ? File.ReadAllText(approved).TrimEnd('\n') : "";
        if (expected == received) return;
        Directory.CreateDirectory(folder);
        File.WriteAllText(approved.Replace(".approved.", ".received."), received + "\n");
        Assert.Equal(expected, received);
    }

    private static string Root()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Lemmata.slnx")))
            folder = folder.Parent;
        return folder?.FullName
            ?? throw new DirectoryNotFoundException("no Lemmata.slnx above " + AppContext.BaseDirectory);
    }
}
