using System.Text.Json;
using Lemmata.Plotting;

namespace Lemmata.Tests.Plotting;

/// <summary>
/// The house figures against the files under <c>Approved</c>; look at the new drawing before approving it.
/// </summary>
public sealed class ApprovedFigureTests
{
    public static TheoryData<string> Names => [.. HouseFigures.Names];

    [Theory, MemberData(nameof(Names))]
    public void The_wide_drawing_is_the_approved_one(string name) =>
        Approve(name + ".svg", HouseFigures.Of(name).ToSvg() + "\n");

    [Theory, MemberData(nameof(Names))]
    public void The_small_drawing_is_the_approved_one(string name) =>
        Approve(name + ".small.svg", HouseFigures.Of(name).ToSvg(small: true) + "\n");

    [Theory, MemberData(nameof(Names))]
    public void The_plotly_form_is_the_approved_one(string name)
    {
        using var json = JsonDocument.Parse(HouseFigures.Of(name).ToPlotly());
        var readable = JsonSerializer.Serialize(
            json.RootElement,
            new JsonSerializerOptions(Figure.Json) { WriteIndented = true, IndentSize = 1 }
        );
        Approve(
            name + ".json",
            System.Text.RegularExpressions.Regex.Replace(
                readable.ReplaceLineEndings("\n"),
                @"\[[^\[\]{}]*\]",
                m => System.Text.RegularExpressions.Regex.Replace(m.Value, @"\s*\n\s*", " ")
            ) + "\n");
    }

    /// <summary>
    /// Compares with the approved file; with LEMMATA_APPROVE=1 in the environment it is written instead.
    /// </summary>
    private static void Approve(string file, string text)
    {
        var folder = Folder();
        Assert.SkipWhen(folder is null, "the sources of the tests are not above the binaries");
        var path = Path.Combine(folder!, file);
        if (Environment.GetEnvironmentVariable("LEMMATA_APPROVE") == "1")
        {
            File.WriteAllText(path, text);
            return;
        }

        Assert.Equal(File.ReadAllText(path).Split('\n'), text.Split('\n'));
    }

    private static string? Folder()
    {
        for (var at = new DirectoryInfo(AppContext.BaseDirectory); at is not null; at = at.Parent)
        {
            var folder = Path.Combine(at.FullName, "Plotting", "Approved");
            if (Directory.Exists(folder))
            {
                return folder;
            }
        }

        return null;
    }
}
