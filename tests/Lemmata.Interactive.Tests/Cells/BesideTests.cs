using Lemmata.Interactive.Tests.Collection;
using Lemmata.Interactive.Tests.Engine;
using Lemmata.Notebooks;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.DotNet.Interactive.Formatting;

namespace Lemmata.Interactive.Tests.Cells;

/// <summary>
/// One notebook may use .NET Interactive's API, Plotly.NET, MathNet and the newest compiler: the
/// versions that they drag in live side by side, in both engines.
/// </summary>
[Collection(CollectionRun.Turn)]
public sealed class BesideTests : IDisposable
{
    private static readonly string[] Libraries =
        ["FSharp.Core", "Fable.Core", "DynamicObj", "Giraffe.ViewEngine", "Newtonsoft.Json", "Plotly.NET",
            "Plotly.NET.CSharp", "MathNet.Numerics", "Microsoft.CodeAnalysis", "Microsoft.CodeAnalysis.CSharp"];

    private readonly string folder = Directory.CreateTempSubdirectory("lemmata-beside-").FullName;

    private static IEnumerable<string> Cells =>
    [
        string.Join("\n", Libraries.Select(library =>
            $"#r \"{Path.Combine(AppContext.BaseDirectory, library + ".dll")}\"")),
        """
        using Microsoft.DotNet.Interactive.Formatting;
        using MathNet.Numerics.LinearAlgebra;
        using Plotly.NET;
        Formatter.Register<GenericChart>(
            chart => $"a chart of {GenericChart.getTraces(chart).Length} trace, written by the reader", "text/html");
        var squares = Vector<double>.Build.Dense(4, k => k * k);
        """,
        "Plotly.NET.CSharp.Chart.Point<double, double, string>([0.0, 1, 2, 3], squares)",
        "Formatter.Register<Vector<double>>(v => $\"{v.Sum()}\", \"text/html\"); squares",
        "\"compiled by this: \" + typeof(Microsoft.CodeAnalysis.CSharp.CSharpCompilation).Assembly.GetName().Version",
    ];

    public void Dispose()
    {
        // The formatter is one for the process, and notebooks run in it too.
        Formatter.ResetToDefault();
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task A_notebook_uses_them_all_in_this_session() =>
        Shows(await ToolRun.Of(ToolRun.Cells(Cells), folder));

    [Fact]
    public async Task A_notebook_uses_them_all_in_the_real_engine()
    {
        Formatter.ResetToDefault();
        using var engine = new InteractiveEngine();
        Shows(await engine.RunAsync(ToolRun.Cells(Cells)));
    }

    [Theory]
    [InlineData("using var stream = new MemoryStream();\nstream.Length", "CS1002")]
    [InlineData("static class E { extension(int n) { public int Twice => 2 * n; } }", "CS9283")]
    public async Task What_a_script_cannot_say_is_the_same_error_in_both(string code, string error)
    {
        using var engine = new InteractiveEngine();
        var there = (await engine.RunAsync(ToolRun.Cells(["using System.IO;", code]))).CodeCells.Last().Outputs.Single();
        Assert.Contains(error, there.TextAt("evalue"));
        Assert.Contains(error, await ToolRun.Failure(ToolRun.Cells([code]), folder));
    }

    [Fact]
    public async Task The_language_is_as_new_in_both()
    {
        string[] cells =
        [
            "class A { public int X { get => field; set => field = value < 0 ? 0 : value; } }",
            "List<int> none = null; none?.Capacity = 3; new A { X = -3 }.X.ToString()",
        ];
        using var engine = new InteractiveEngine();
        var place = new Place(2, 1, "text/plain");
        Assert.Equal("0", Representations.Of(await engine.RunAsync(ToolRun.Cells(cells)))[place]);
        Assert.Equal("0", Representations.Of(await ToolRun.Of(ToolRun.Cells(cells), folder))[place]);
    }

    private static void Shows(Notebook executed)
    {
        Assert.All(executed.CodeCells, cell => Assert.DoesNotContain(
            cell.Outputs, output => output.TextAt("output_type") == "error"));
        var shown = Representations.Of(executed);
        Assert.Equal("a chart of 1 trace, written by the reader", shown[new Place(3, 1, "text/html")]);
        Assert.Equal("14", shown[new Place(4, 1, "text/html")]);
        var newest = typeof(CSharpCompilation).Assembly.GetName().Version!;
        Assert.Equal($"compiled by this: {newest}", shown[new Place(5, 1, "text/plain")]);
        Assert.True(newest >= new Version(5, 12), $"the compiler is {newest}");
    }
}
