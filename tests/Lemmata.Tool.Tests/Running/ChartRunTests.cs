using Lemmata.Notebooks;
using Lemmata.Tool.Running;

namespace Lemmata.Tool.Tests.Running;

/// <summary>A notebook that draws with Plotly.NET, through the session as readers run it.</summary>
public sealed class ChartRunTests : IDisposable
{
    private readonly TemporaryCollection collection = new();

    public void Dispose() => collection.Dispose();

    [Fact]
    public async Task One_line_loads_all_that_charts_need()
    {
        var path = collection.Add(
            "drawn",
            "#!import ../lib/lemmata.csx",
            "#!import ../lib/lemmata-charts.csx",
            "Chart.Line<double, double, string>(new[] { 0.0, 1 }, new[] { 0.0, 1 }).Series(Series.Bound).Finding(\"It grows.\")",
            "var title = new Plotly.NET.Layout();\ntitle.SetProperty(\"title\", \"Two points\");\n"
                + "GenericChart.addLayout(title, Chart.Point<double, double, string>(new[] { 0.0, 1 }, new[] { 0.0, 1 }))",
            "Figure.Lines(new[] { 1, 2 }, new[] { 3, 4 }, \"line\").Caption(\"A line.\").ToChart()");
        var result = await NotebookRunner.RunAsync(
            path, new RunOptions { WriteBack = true }, TestContext.Current.CancellationToken);
        Assert.Null(result.Error);
        var shown = Notebook.Load(path).CodeCells.Skip(2).Select(cell => cell.Outputs.Single()!["data"]!).ToList();
        Assert.Equal(["It grows.", "Two points", "A line."],
            shown.Select(data => MultilineText.Join(data["text/plain"])));
        Assert.Equal("#c9582c", shown[0][MimeTypes.Plotly]!["data"]![0]!["line"]!["color"]!.ToString());
        // Without a finding the house style is there all the same.
        Assert.All(shown, data => Assert.Equal(
            "#3b78c2", data[MimeTypes.Plotly]!["layout"]!["template"]!["layout"]!["colorway"]![0]!.ToString()));
    }

    [Fact]
    public async Task An_unknown_role_is_answered_with_those_there_are()
    {
        var path = collection.Add(
            "wrong",
            "#!import ../lib/lemmata.csx\n#!import ../lib/lemmata-charts.csx",
            "Chart.Line<double, double, string>(new[] { 0.0, 1 }, new[] { 0.0, 1 }).Series(\"red\")");
        var result = await NotebookRunner.RunAsync(path, new RunOptions(), TestContext.Current.CancellationToken);
        Assert.Contains("\"red\" is no role of a series; roles are Auto, Exact", $"{result.Error}", StringComparison.Ordinal);
    }

    [Fact]
    public async Task Where_the_script_is_missing_the_message_says_how_it_comes()
    {
        File.Delete(Path.Combine(collection.Root, "lib", "lemmata-charts.csx"));
        var path = collection.Add("unbuilt", "#!import ../lib/lemmata-charts.csx");
        var result = await NotebookRunner.RunAsync(path, new RunOptions(), TestContext.Current.CancellationToken);
        Assert.Contains("run `dotnet build` first", $"{result.Error}", StringComparison.Ordinal);
    }
}
