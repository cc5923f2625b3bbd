using Lemmata.Session.Compilation;
using Lemmata.Session.Editing;

namespace Lemmata.Editor.Tests;

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
        var matrix = Rows(new[,] { { 1, 2 }, { 3, 4 }, { 5, 6 } }, 1, 5)!;
        Assert.Equal(3, matrix.Total);
        Assert.Equal([["3", "4"], ["5", "6"]], matrix.Cells);
        var points = Rows(new[] { new { X = 1.5, Name = "a" }, new { X = 2.0, Name = "b" } }, 0, 10)!;
        Assert.Equal(["X", "Name"], points.Columns);
        Assert.Equal(["2", "b"], points.Cells[1]);
        Assert.Null(Rows("text", 0, 10));
    }

    [Fact]
    public void A_range_outside_gives_no_rows() =>
        Assert.Empty(Rows(new[,] { { 1, 2 } }, 7, -3)!.Cells);

    [Fact]
    public void Rows_are_sorted_by_size_where_they_are_numbers_and_keep_their_places()
    {
        var values = new[] { 10.0, 9, double.NaN, 100, -1 };
        Assert.Equal([2, 4, 1, 0, 3], Sorted(values, descending: false));
        Assert.Equal([3, 0, 1, 4, 2], Sorted(values, descending: true));
        var named = new[] { new { Name = "b", N = 1 }, new { Name = "a", N = 1 }, new { Name = "c", N = 0 } };
        Assert.Equal([1, 0, 2], Sorted(named, descending: false));
        Assert.Equal([2, 0, 1], Sorted(named, descending: false, column: 1));
        Assert.Equal([0, 1, 2], Sorted(named, descending: false, column: 7));

        static IReadOnlyList<int> Sorted(object value, bool descending, int column = 0) =>
            VariableTable.Rows(value, new RowQuery(0, 10, column, descending))!.Numbers;
    }

    [Fact]
    public void Only_rows_that_hold_a_text_are_counted_where_one_is_looked_for()
    {
        var words = new[] { "alpha", "beta", "Alphabet", "gamma" };
        var found = VariableTable.Rows(words, new RowQuery(1, 10, Find: "ALPHA"))!;
        Assert.Equal((2, "Alphabet"), (found.Total, Assert.Single(Assert.Single(found.Cells))));
        Assert.Equal([2], found.Numbers);
        Assert.Empty(VariableTable.Rows(words, new RowQuery(0, 10, Find: "delta"))!.Cells);
    }

    private static VariableRows? Rows(object value, int from, int count) =>
        VariableTable.Rows(value, new RowQuery(from, count));

    private static VariableSummary Summary(string name, object value) =>
        VariableView.Summary(new SessionVariable(name, value.GetType(), value));
}
