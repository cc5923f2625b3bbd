using Lemmata.Notebooks;
using Lemmata.Session.Cells;
using Lemmata.Tool.Hosting;
using Lemmata.Tool.Reading;
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
    [InlineData("lambda", "much", "much is not a value for lambda (double); write 1.5, 1e-3, NaN or ∞")]
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

    [Theory]
    [InlineData("decimal x = 1m;", "3.14", "3.14m")]
    [InlineData("byte x = 1;", "255", "255")]
    [InlineData("uint x = 1;", "7", "7U")]
    [InlineData("var x = 1f;", "0.5", "0.5f")]
    [InlineData("var x = 1.0;", "NaN", "double.NaN")]
    [InlineData("var x = 1.0;", "-∞", "double.NegativeInfinity")]
    [InlineData("var x = 'a';", " ", "' '")]
    [InlineData("var x = \"\";", "  \"two\" ", "\"  \\\"two\\\" \"")]
    [InlineData("var x = DayOfWeek.Monday;", "friday", "global::System.DayOfWeek.Friday")]
    [InlineData("var x = FileShare.Read;", "Read, Write", "global::System.IO.FileShare.Read | global::System.IO.FileShare.Write")]
    [InlineData("enum Way { In, Out } var x = Way.In;", "Out", "Way.Out")]
    [InlineData("int? x = 1;", "null", "null")]
    [InlineData("int? x = 1;", "5", "5")]
    [InlineData("string? x = \"\";", "null", "null")]
    [InlineData("string x = \"\";", "null", "\"null\"")]
    public void Every_type_is_written_in_its_usual_spelling(string declaration, string value, string written) =>
        Assert.EndsWith($"x = {written};", Applied(declaration, value));

    [Theory]
    [InlineData("var x = new DateTime(2024, 1, 2);", "2025-06-07", "new DateTime(2025, 6, 7)")]
    [InlineData("var x = new DateTime(2024, 1, 2);", "2025-06-07T08:09:10Z",
        "new DateTime(2025, 6, 7, 8, 9, 10, DateTimeKind.Utc)")]
    [InlineData("var x = new DateOnly(2024, 1, 2);", "2025-06-07", "new DateOnly(2025, 6, 7)")]
    [InlineData("var x = new TimeOnly(1, 2);", "15:04:05", "new TimeOnly(15, 4, 5)")]
    [InlineData("var x = TimeSpan.FromSeconds(3);", "0:01:05", "TimeSpan.FromSeconds(65)")]
    [InlineData("var x = Guid.Empty;", "d85b1407-351d-4694-9392-03acc5870eb1",
        "new Guid(\"d85b1407-351d-4694-9392-03acc5870eb1\")")]
    [InlineData("var x = System.Numerics.BigInteger.One;", "12345678901234567890",
        "System.Numerics.BigInteger.Multiply(1234567890123456789, 10)")]
    public async Task A_date_a_time_or_a_large_number_is_the_one_that_was_given(string declaration, string value, string same)
    {
        using var session = new ThreadedSession(new SessionOptions());
        var sink = new RecordingSink();
        await session.ExecuteAsync(Applied(declaration, value) + $"\nx.Equals({same})", sink);
        Assert.Empty(sink.Errors.Select(error => error.Message));
        Assert.Equal("result:true", sink.Events.Single());
    }

    [Theory]
    [InlineData("var x = new DateTime(2024, 1, 2);", "soon", "write 2024-01-31 or 2024-01-31T15:04:05")]
    [InlineData("var x = DayOfWeek.Monday;", "Fri", "write Sunday, Monday, Tuesday, Wednesday, Thursday, Friday, Saturday")]
    [InlineData("decimal x = 1m;", "much", "write 3.14")]
    [InlineData("byte x = 1;", "256", "write a whole number")]
    [InlineData("int? x = 1;", "none", "write a whole number, such as 7, or null")]
    [InlineData("var x = 'a';", "ab", "write one character")]
    [InlineData("var x = new[] { 1 };", "1, 2", "in C#, such as [1, 2, 3] for an array")]
    public void What_is_no_value_is_refused_with_the_form_that_is_wanted(string declaration, string value, string wanted) =>
        Assert.Contains(wanted, Assert.Throws<ParameterException>(() => Applied(declaration, value)).Message);

    [Theory]
    [InlineData("{\"lambda\": 5, \"name\": \"a: b\", \"widths\": [3, 4], \"on\": false}")]
    [InlineData("lambda: 5\nname: 'a: b'\nwidths: [3, 4]\non: false\n")]
    public void A_file_of_parameters_is_JSON_or_YAML(string text)
    {
        var file = Path.GetTempFileName();
        try
        {
            File.WriteAllText(file, text);
            var notebook = Create();
            Parameters.Apply(notebook, ParameterFile.Read(file));
            var lines = notebook.CodeCells.Single().Source.Split('\n');
            Assert.Contains("var lambda = 5.0;   // mean, events", lines);
            Assert.Contains("var name = \"a: b\";   // label", lines);
            Assert.Contains("var widths = (int[])[3, 4];   // layers", lines);
            Assert.Contains("var on = false;   // switch", lines);
        }
        finally
        {
            File.Delete(file);
        }
    }

    [Theory]
    [InlineData("- 1\n- 2\n", "required are names with values")]
    [InlineData("a: {b: 1}\n", "line 1: required are names with values")]
    [InlineData("a: [1\nb: 2\n", "neither YAML nor JSON")]
    [InlineData("a: \"1\n", "line ")]
    public void A_file_that_holds_anything_else_is_refused_with_the_place(string text, string message)
    {
        var file = Path.GetTempFileName();
        try
        {
            File.WriteAllText(file, text);
            var error = Assert.Throws<ParameterException>(() => ParameterFile.Read(file));
            Assert.StartsWith(file, error.Message);
            Assert.Contains(message, error.Message);
        }
        finally
        {
            File.Delete(file);
        }
    }

    [Fact]
    public void Parameters_are_listed_with_type_and_value() =>
        Assert.Equal(
            ["lambda double 3.0", "n int 100", "name string \"x\"", "on bool true", "widths int[] new[] { 1, 2 }", "seed ulong 7UL"],
            Parameters.Of(Create()).Select(each => $"{each.Name} {each.Type} {each.Value}"));

    private static string Applied(string declaration, string value)
    {
        var notebook = FencedText.ToNotebook($"# T\n\n```csharp parameters\n{declaration}\n```\n");
        Parameters.Apply(notebook, new Dictionary<string, string> { ["x"] = value });
        return notebook.CodeCells.Single().Source.Trim();
    }

    [Fact]
    public void Without_a_parameters_cell_nothing_can_be_set() =>
        Assert.Contains("tag parameters", Assert.Throws<ParameterException>(
            () => Parameters.Apply(Notebook.Create(), new Dictionary<string, string> { ["x"] = "1" })).Message);

    private static Notebook Create() => FencedText.ToNotebook($"# T\n\n```csharp parameters\n{Cell}\n```\n");
}
