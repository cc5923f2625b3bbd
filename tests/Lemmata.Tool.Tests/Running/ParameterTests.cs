using Lemmata.Notebooks;
using Lemmata.Tool.Running;

namespace Lemmata.Tool.Tests.Running;

public class ParameterTests
{
    private const string Cell =
        "var lambda = 3.0;   // mean, events\nvar n = 100;   // trials\nvar name = \"x\";   // label\nvar on = true; "
            + "  // switch\nvar widths = new[] { 1, 2 };   // layers\nvar seed = 7UL;   // seed";

    [Theory]
    [InlineData("lambda", "5", "var lambda = 5.0;   // mean, events")]
    [InlineData("lambda", "-1e-7", "var lambda = -1E-07;   // mean, events")]
    [InlineData("n", "7", "var n = 7;   // trials")]
    [InlineData("name", "a \"b\"", "var name = \"a \\\"b\\\"\";   // label")]
    [InlineData("on", "False", "var on = false;   // switch")]
    [InlineData("widths", "new[] { 3, 4, 5 }", "var widths = new[] { 3, 4, 5 };   // layers")]
    [InlineData("widths", "[3]", "var widths = (int[])[3];   // layers")]
    [InlineData("seed", "9", "var seed = 9UL;   // seed")]
    public void A_value_replaces_the_initialiser_and_keeps_the_type(string name, string value, string line)
    {
        var notebook = Create();
        Parameters.Apply(notebook, new Dictionary<string, string> { [name] = value });
        var lines = notebook.CodeCells.Single().Source.Split('\n');
        Assert.Contains(line, lines);
        Assert.Equal(5, lines.Intersect(Cell.Split('\n')).Count());
    }

    [Theory]
    [InlineData("lamda", "5", "there is no parameter lamda")]
    [InlineData("n", "7.5", "7.5 is not a value for n (int)")]
    [InlineData("n", "many", "many is not a value for n (int)")]
    [InlineData("lambda", "NaN", "NaN is not a value for lambda (double)")]
    [InlineData("on", "1", "1 is not a value for on (bool)")]
    [InlineData("widths", "new[] { 1.5 }", "is not a value for widths (int[])")]
    [InlineData("widths", "new int[0]; Environment.Exit(1)", "is not a value for widths (int[])")]
    [InlineData("seed", "-1", "-1 is not a value for seed (ulong)")]
    public void An_unknown_name_or_another_type_is_refused_with_the_list(string name, string value, string message)
    {
        var error = Assert.Throws<ParameterException>(() =>
            Parameters.Apply(Create(), new Dictionary<string, string> { [name] = value }));
        Assert.Contains(message, error.Message);
        Assert.Contains(
            "lambda (double), n (int), name (string), on (bool), widths (int[]), seed (ulong)",
            error.Message);
    }

    [Fact]
    public void Without_a_parameters_cell_nothing_can_be_set() =>
        Assert.Contains("tag parameters", Assert.Throws<ParameterException>(
            () => Parameters.Apply(Notebook.Create(), new Dictionary<string, string> { ["x"] = "1" })).Message);

    private static Notebook Create() => FencedText.ToNotebook($"# T\n\n```csharp parameters\n{Cell}\n```\n");
}
