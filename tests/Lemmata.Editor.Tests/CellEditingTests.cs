using Lemmata.Session.Cells;
using Lemmata.Session.Completion;
using Lemmata.Session.Editing;
using Lemmata.Tool.Hosting;

namespace Lemmata.Editor.Tests;

/// <summary>What an editor asks of a cell while it is typed.</summary>
public sealed class CellEditingTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("lemmata-editing-").FullName;
    private readonly ThreadedSession session;
    private readonly CodeAssist assist;

    public CellEditingTests()
    {
        session = new ThreadedSession(new SessionOptions());
        assist = new CodeAssist(session.Cells.Host, () => session.Last);
    }

    public void Dispose()
    {
        assist.Dispose();
        session.Dispose();
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task A_cell_is_compiled_against_what_ran_and_what_stands_above()
    {
        Assert.Equal(["CS0103"], (await FindingsAsync("x + y")).Select(finding => finding.Code).Distinct());
        Assert.Empty(await FindingsAsync("x + y", "var x = 1;", "var y = x + 1;"));
        await session.ExecuteAsync("var x = 1;", new RecordingSink());
        var finding = Assert.Single(await FindingsAsync("x + y"));
        Assert.Equal((4, 1, true), (finding.Start, finding.Length, finding.IsError));
        Assert.Empty(await FindingsAsync("x + y", "var y = x + 1;"));
    }

    [Fact]
    public async Task What_stands_above_may_change_and_the_answer_with_it()
    {
        Assert.Empty(await FindingsAsync("x.Length", "var x = \"words\";", "var between = 1;"));
        Assert.Equal("CS1061", Assert.Single(await FindingsAsync("x.Length", "var x = 1;", "var between = 1;")).Code);
        Assert.Empty(await FindingsAsync("x.Length", "var x = \"words\";", "var between = 1;"));
    }

    [Fact]
    public async Task Directives_keep_the_places_of_the_code_below_them()
    {
        File.WriteAllText(Path.Combine(folder, "tools.csx"), "int Twice(int n) => 2 * n;");
        const string code = "#!import tools.csx\nTwice(3) + Thrice(3)";
        var finding = Assert.Single(await FindingsAsync(code));
        Assert.Equal("Thrice", code.Substring(finding.Start, finding.Length));
    }

    [Theory]
    [InlineData("#r \"nuget: Not.Restored.Yet, 1.0.0\"\nNotRestored.Yet()")]
    [InlineData("#!import missing.csx\nNotThere()")]
    [InlineData("#!set --name x --value 5\nx + 1")]
    public async Task Where_only_a_run_knows_what_is_there_nothing_is_said_against_names(string code) =>
        Assert.Empty(await FindingsAsync(code));

    [Fact]
    public async Task A_syntax_error_is_told_all_the_same() => Assert.Equal("CS1002",
        Assert.Single(await FindingsAsync("#r \"nuget: Not.Restored.Yet, 1.0.0\"\nvar x = 1")).Code);

    [Fact]
    public async Task Text_under_a_directive_is_no_code() =>
        Assert.Empty(await FindingsAsync("#!markdown\n# It's a title, isn't it?"));

    [Fact]
    public async Task Names_have_the_colours_of_what_they_are()
    {
        const string code = "record Point(double X);\nvar p = new Point(1);\nMath.Abs(p.X)";
        var colours = await Editing.ColoursAsync(new TypedCell(code, folder), CancellationToken.None);
        var named = colours.ToLookup(colour => code.Substring(colour.Start, colour.Length), colour => colour.Kind);
        Assert.All(named["Point"], kind => Assert.Equal("class", kind));
        Assert.Equal(["class"], named["Math"]);
        Assert.Equal(["method"], named["Abs"]);
        Assert.Contains("variable", named["p"]);
    }

    [Fact]
    public async Task A_name_is_found_wherever_it_means_the_same()
    {
        const string code = "var n = 1;\nint F(int n) => n + 1;\nF(n)";
        var places = await Editing.OccurrencesAsync(new TypedCell(code, folder), 4, CancellationToken.None);
        Assert.Equal([4, code.LastIndexOf('n')], places.Select(place => place.Start));
        Assert.Empty(await Editing.OccurrencesAsync(new TypedCell(code, folder), 7, CancellationToken.None));
    }

    [Fact]
    public void The_outline_lists_what_a_cell_declares()
    {
        var outline = CellEditing.Outline("#!time\nclass A { }\nvar (x, y) = (1, 2);\nint z = 3, w = 4;\nint F(int n) => n;");
        Assert.Equal(["A class", "z variable", "w variable", "F method"],
            outline.Select(declared => $"{declared.Name} {declared.Kind}"));
    }

    [Theory]
    [InlineData("Math.Pow(", 9, "double Math.Pow(double x, double y)", 0)]
    [InlineData("Math.Pow(1, ", 12, "double Math.Pow(double x, double y)", 1)]
    [InlineData("Math.Pow(y: 2, ", 15, "double Math.Pow(double x, double y)", 1)]
    [InlineData("new string('a', ", 16, "String.String(char c, int count)", 1)]
    [InlineData("Math.Abs(Math.Pow(1, 2), ", 20, "double Math.Pow(double x, double y)", 1)]
    public async Task The_call_around_the_cursor_says_what_it_takes(string code, int at, string label, int parameter)
    {
        var help = await new SignatureHelp(assist).AtAsync(new TypedCell(code, folder), at, CancellationToken.None);
        Assert.Equal(label, help!.Overloads[help.Active].Label.Replace("string.String", "String.String"));
        Assert.Equal(parameter, help.Parameter);
    }

    [Fact]
    public async Task Outside_of_calls_there_is_no_help() => Assert.Null(
        await new SignatureHelp(assist).AtAsync(new TypedCell("var x = 1;", folder), 4, CancellationToken.None));

    private CellEditing Editing => new(assist);

    private Task<IReadOnlyList<Finding>> FindingsAsync(string code, params string[] above) =>
        Editing.FindingsAsync(new TypedCell(code, folder) { Above = above }, CancellationToken.None);
}
