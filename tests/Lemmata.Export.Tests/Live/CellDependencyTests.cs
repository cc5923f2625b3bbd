using Lemmata.Session.Cells;
using Lemmata.Session.Compilation;
using Lemmata.Session.Dependencies;
using Lemmata.Tool.Hosting;

namespace Lemmata.Export.Tests.Live;

/// <summary>Which cell takes what from which, as the compiler sees it.</summary>
public sealed class CellDependencyTests
{
    [Fact]
    public async Task A_cell_uses_the_variables_that_it_names()
    {
        var uses = await Of("var a = 1; var b = 2;", "var c = a + 1;", "c * 2");
        Assert.Equal([new CellName(0, "a")], uses[1].Uses);
        Assert.Equal([new CellName(1, "c")], uses[2].Uses);
        Assert.All(uses, use => Assert.Empty(use.Changes));
    }

    [Fact]
    public async Task A_call_uses_what_the_function_uses()
    {
        var uses = await Of("var a = 1;", "int F(int x) => x + a;", "F(3)", "Func<int, int> g = x => F(x);", "g(1)");
        Assert.Equal([new CellName(0, "a"), new CellName(1, "F")], Sorted(uses[2].Uses));
        Assert.Equal([new CellName(0, "a"), new CellName(1, "F"), new CellName(3, "g")], Sorted(uses[4].Uses));
    }

    [Fact]
    public async Task A_name_that_hides_another_is_another() => Assert.Empty(
        (await Of("var a = 1;", "int F(int a) => a; F(2)"))[1].Uses);

    [Theory]
    [InlineData("var a = 1;", "a = 2;", true)]
    [InlineData("var a = new double[3];", "a[1] = 2;", true)]
    [InlineData("var a = new double[3];", "a[1] + a.Length + a.Sum()", false)]
    [InlineData("var a = new List<int>();", "a.Add(1);", true)]
    [InlineData("var a = new List<int>();", "a.Count", false)]
    [InlineData("var a = new Random(1);", "a.NextDouble()", true)]
    [InlineData("var a = new Random(1);", "Math.Max(F(a), 1)", true)]
    [InlineData("var a = 1;", "int.TryParse(\"2\", out a)", true)]
    public async Task What_a_cell_may_leave_in_another_state_is_a_change(string declared, string cell, bool changes)
    {
        var uses = await Of("double F(Random random) => random.NextDouble();", declared, cell);
        Assert.Equal(changes ? [new CellName(1, "a")] : [], uses[2].Changes);
    }

    [Fact]
    public async Task A_generator_that_a_function_draws_from_is_changed_by_its_callers()
    {
        var uses = await Of("var random = new Random(1);", "double Draw() => random.NextDouble();", "Draw()");
        Assert.Contains(new CellName(0, "random"), uses[2].Changes);
    }

    [Fact]
    public async Task What_a_browser_has_not_is_told() =>
        Assert.Equal(["threads"], (await Of("1 + 1", "new Thread(() => { }).Start();"))[1].Absent);

    private static IEnumerable<CellName> Sorted(IEnumerable<CellName> names) =>
        names.OrderBy(name => name.Cell).ThenBy(name => name.Name, StringComparer.Ordinal);

    private static async Task<IReadOnlyList<CellUse>> Of(params string[] cells)
    {
        using var session = new CellSession(new FileHost(), new SessionOptions { Recording = new PreparedCells() });
        var pieces = new List<(int, Submission)>();
        foreach (var (number, cell) in cells.Index())
        {
            var outcome = await session.ExecuteAsync(cell, new RecordingSink());
            Assert.Null(outcome.Error?.Message);
            pieces.Add((number, session.Last!));
        }

        return CellDependencies.Of(pieces, cells.Length);
    }
}
