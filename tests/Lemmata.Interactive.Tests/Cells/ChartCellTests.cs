using System.Text.Json.Nodes;
using Lemmata.Interactive.Tests.Collection;
using Lemmata.Interactive.Tests.Engine;
using Lemmata.Notebooks;
using Microsoft.DotNet.Interactive.Formatting;

namespace Lemmata.Interactive.Tests.Cells;

/// <summary>Charts of Plotly.NET as figures of the collection, in both engines.</summary>
[Collection(CollectionRun.Turn)]
public sealed class ChartCellTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("lemmata-charts-").FullName;

    private static string Script(string name) => Path.Combine(CollectionRun.Repository, "lib", name);

    private static IEnumerable<string> Cells =>
    [
        $"#!import {Script("lemmata.csx")}",
        $"#!import {Script("lemmata-charts.csx")}",
        "Chart.Surface<double, double, double, string>(new[] { new[] { 0.0, 1 }, new[] { 1.0, 2 } })\n"
            + "    .Finding(\"It climbs.\").Axes(\"a\", \"b\", \"c\")",
        "Chart.Line<double, double, string>(new[] { 0.0, 1 }, new[] { 0.0, 1 }).Series(Series.Bound)",
    ];

    public void Dispose()
    {
        Formatter.ResetToDefault();
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task A_chart_with_a_finding_is_the_same_in_both_and_one_without_is_drawn_by_both()
    {
        Formatter.ResetToDefault();
        using var engine = new InteractiveEngine();
        var there = Representations.Of(await engine.RunAsync(ToolRun.Cells(Cells)));
        var here = Representations.Of(await ToolRun.Of(ToolRun.Cells(Cells), folder));
        foreach (var form in new[] { MimeTypes.Plotly, "text/plain" })
            Assert.Equal(here[new Place(3, 1, form)], there[new Place(3, 1, form)]);
        Assert.Equal("It climbs.", there[new Place(3, 1, "text/plain")]);
        foreach (var shown in new[] { here, there })
        {
            var bare = JsonNode.Parse(shown[new Place(4, 1, MimeTypes.Plotly)])!;
            Assert.Equal("#c9582c", bare["data"]![0]!["line"]!["color"]!.ToString());
            Assert.Equal("#3b78c2", bare["layout"]!["template"]!["layout"]!["colorway"]![0]!.ToString());
        }
    }
}
