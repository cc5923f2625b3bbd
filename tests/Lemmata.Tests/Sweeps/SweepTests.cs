using System.Text.Json.Nodes;
using Lemmata.Display;
using Lemmata.Sweeps;

namespace Lemmata.Tests.Sweeps;

public class SweepTests
{
    [Fact]
    public void A_row_keeps_its_numbers_to_the_last_bit_and_its_columns_in_order()
    {
        var row = Sweep.Row(new { steps = 120L, loss = 0.1 + 0.2, ok = true, name = "a,b", none = (int?)null, far = double.NaN });
        Assert.Equal(["steps", "loss", "ok", "name", "none", "far"], row.Columns);
        var json = JsonNode.Parse(FormatterSource.Write(row, Mime.Rows))!;
        Assert.Equal("""[120,0.30000000000000004,true,"a,b",null,"NaN"]""", json["rows"]![0]!.ToJsonString());
    }

    [Fact]
    public void Rows_are_shown_as_a_table()
    {
        var rows = Sweep.Rows(new[] { (1, 0.5), (2, 0.25) }.Select(pair => new { step = pair.Item1, loss = pair.Item2 }));
        Assert.Equal(2, rows.RowCount);
        Assert.Equal("step  loss\n   1   0.5\n   2  0.25", rows.ToString());
        Assert.Contains("<th scope=\"col\" class=\"n\">loss</th>", FormatterSource.Write(rows, Mime.Html));
    }

    [Fact]
    public void What_is_no_row_is_refused_with_what_a_row_is()
    {
        Assert.Contains("such as new { steps, accuracy }; got Int32", Assert.Throws<ArgumentException>(() => Sweep.Row(5)).Message);
        Assert.Contains("column x holds Int32[]", Assert.Throws<ArgumentException>(() => Sweep.Row(new { x = new[] { 1 } })).Message);
    }

    [Theory]
    [InlineData("")]
    [InlineData("a/b")]
    public void The_name_of_a_state_is_that_of_a_file(string name) =>
        Assert.Throws<ArgumentException>(() => Sweep.StateFile(name));

    [Fact]
    public void Outside_of_a_sweep_no_state_is_kept() => Assert.Null(Sweep.StateFile("training.state"));
}
