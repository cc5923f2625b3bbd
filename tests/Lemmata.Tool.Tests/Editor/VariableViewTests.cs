using Lemmata.Session.Compilation;
using Lemmata.Session.Editing;

namespace Lemmata.Tool.Tests.Editor;

/// <summary>Variables as an editor lists them.</summary>
public sealed class VariableViewTests
{
    [Fact]
    public void A_value_stands_on_one_line_with_its_size()
    {
        Assert.Equal(new VariableSummary("n", "int", "3", ""), Summary("n", 3));
        Assert.Equal(new VariableSummary("words", "string", "\"a b\"", ""), Summary("words", "a\nb"));
        Assert.Equal(new VariableSummary("x", "double[]", "[0.5, 1, 2]", "3"), Summary("x", new[] { 0.5, 1, 2 }));
        Assert.Equal("2 × 3", Summary("m", new double[2, 3]).Size);
        Assert.Equal(121, Summary("long", new string('a', 500)).Text.Length);
    }

    [Fact]
    public void A_matrix_has_its_rows_and_a_list_of_objects_their_members()
    {
        var matrix = VariableView.Rows(new[,] { { 1, 2 }, { 3, 4 }, { 5, 6 } }, 1, 5)!;
        Assert.Equal(3, matrix.Total);
        Assert.Equal([["3", "4"], ["5", "6"]], matrix.Cells);
        var points = VariableView.Rows(new[] { new { X = 1.5, Name = "a" }, new { X = 2.0, Name = "b" } }, 0, 10)!;
        Assert.Equal(["X", "Name"], points.Columns);
        Assert.Equal(["2", "b"], points.Cells[1]);
        Assert.Null(VariableView.Rows("text", 0, 10));
    }

    [Fact]
    public void A_range_outside_gives_no_rows() =>
        Assert.Empty(VariableView.Rows(new[,] { { 1, 2 } }, 7, -3)!.Cells);

    private static VariableSummary Summary(string name, object value) =>
        VariableView.Summary(new SessionVariable(name, value.GetType(), value));
}
