using Lemmata.Display;

namespace Lemmata.Tests.Display;

public class TableTests
{
    private sealed record Row(int Trials, double Distance);

    [Fact]
    public void Records_give_a_column_a_property_with_numbers_to_the_right()
    {
        var table = Table.Of([new Row(10, 0.0864088822028), new Row(10000, 7.50640327336e-5)]);
        Assert.Equal("Trials  Distance\n    10   0.08641\n 10000  7.506e-5", table.ToString());
        Assert.Contains("<td class=\"n\">7.506&nbsp;×&nbsp;10<sup>−5</sup></td>", table.ToHtml());
    }

    [Fact]
    public void Tuples_dictionaries_arrays_and_plain_values_are_rows_too()
    {
        Assert.Equal("k  word\n1  one\n2  two", Table.Of([(1, "one"), (2, "two")], "k", "word").ToString());
        Assert.Equal("a  b\n1  2", Table.Of([new Dictionary<string, int> { ["a"] = 1, ["b"] = 2 }]).ToString());
        Assert.Equal("x  y\n1  2", Table.Of([new[] { 1, 2 }], "x", "y").ToString());
        Assert.Equal("value\n    3", Table.Of([3]).ToString());
        Assert.Equal("n  square\n2       4", Table.Of(new[] { 2 }.Select(n => new { n, square = n * n })).ToString());
    }

    [Fact]
    public void A_row_of_another_length_is_refused_with_both_numbers() =>
        Assert.Contains(
            "row 1 has 2 values but there are 3 columns (a, b, c)",
            Assert.Throws<ArgumentException>(() => Table.Of([(1, 2)], "a", "b", "c")).Message);

    [Fact]
    public void Long_tables_stay_within_twenty_lines_of_text_and_say_how_much_is_missing()
    {
        var text = Table.Of(Enumerable.Range(0, 50)).ToString();
        Assert.True(text.Split('\n').Length <= 20);
        Assert.EndsWith("… 33 more rows", text);
    }

    [Fact]
    public void An_empty_table_has_its_head_only() =>
        Assert.Equal("a  b", Table.Of(Array.Empty<(int, int)>(), "a", "b").ToString());

    [Fact]
    public void Digits_and_caption_make_a_new_table()
    {
        var table = Table.Of([1.23456789]);
        Assert.Contains("1.2345679", table.Digits(8).ToString());
        Assert.Contains("<caption>Values &amp; more</caption>", table.Caption("Values & more").ToHtml());
        Assert.DoesNotContain("caption>", table.ToHtml());
    }
}
