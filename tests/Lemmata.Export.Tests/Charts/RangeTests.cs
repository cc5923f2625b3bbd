using Lemmata.Export.Plotly.Axes;
using Lemmata.Export.Plotly.Cartesian;
using Lemmata.Export.Plotly.Reading;

namespace Lemmata.Export.Tests.Charts;

/// <summary>Ranges and marks of axes, by what they promise in pixels and by counting.</summary>
public sealed class RangeTests
{
    private const double Length = 400;

    [Fact]
    public void Points_keep_a_twentieth_of_the_axis_and_their_own_radius_free()
    {
        var (low, high) = ChartFixture.Range("""{"data":[{"mode":"markers","x":[0,10],"y":[3,7]}]}""", "y", Length);
        // Read backwards: where do 3 and 7 come to lie? Plotly's markers of 6 pixels ask 6 / 1.6 pixels.
        double Pixel(double value) => (value - low) / (high - low) * Length;
        Assert.Equal(0.05 * Length + 6 / 1.6, Pixel(3), 1e-9);
        Assert.Equal(Length - 0.05 * Length - 6 / 1.6, Pixel(7), 1e-9);
    }

    [Fact]
    public void Lines_end_where_the_axis_ends()
    {
        var range = ChartFixture.Range("""{"data":[{"mode":"lines","x":[2,5,9],"y":[1,2,3]}]}""", "x", Length);
        Assert.Equal((2.0, 9.0), range);
    }

    [Theory]
    [InlineData("[4,8]", 0, 8)]
    [InlineData("[-4,-8]", -8, 0)]
    public void Bars_stand_on_zero_without_room_below(string heights, double foot, double top)
    {
        var (low, high) = ChartFixture.Range($$"""{"data":[{"type":"bar","x":["a","b"],"y":{{heights}}}]}""", "y", Length);
        Assert.Equal(foot == 0 ? 0 : foot / 0.95, low, 1e-9);
        Assert.Equal(top == 0 ? 0 : top / 0.95, high, 1e-9);
    }

    [Fact]
    public void Bars_take_half_their_distance_on_both_sides()
    {
        Assert.Equal((-0.5, 2.5), ChartFixture.Range("""{"data":[{"type":"bar","x":["a","b","c"],"y":[1,2,3]}]}""", "x", Length));
        Assert.Equal((5.0, 35.0), ChartFixture.Range("""{"data":[{"type":"bar","x":[10,20,30],"y":[1,2,3]}]}""", "x", Length));
    }

    [Fact]
    public void A_stack_reaches_the_sum()
    {
        const string json = """{"data":[{"type":"bar","x":[1,2],"y":[1,5]},{"type":"bar","x":[1,2],"y":[3,4]}],"layout":{"barmode":"stack"}}""";
        Assert.Equal((5 + 4) / 0.95, ChartFixture.Range(json, "y", Length).To, 1e-9);
    }

    [Fact]
    public void Logarithmic_axes_pad_the_exponent()
    {
        var (low, high) = ChartFixture.Range("""{"data":[{"mode":"lines","x":[1,2],"y":[0.01,1000]}],"layout":{"yaxis":{"type":"log"}}}""", "y", Length);
        Assert.Equal(-2 - 0.05 * (high - low), low, 1e-9);
        Assert.Equal(3 + 0.05 * (high - low), high, 1e-9);
    }

    [Fact]
    public void Values_far_from_zero_and_close_together_have_marks_that_differ()
    {
        var drawing = ChartFixture.Draw("""{"data":[{"mode":"lines","x":[0,1,2],"y":[1000000000,1000000000.001,1000000000.002]}]}""");
        var marks = ChartFixture.Texts(drawing.Wide).Where(text => text.StartsWith("1000000000", StringComparison.Ordinal)).ToList();
        Assert.True(marks.Count >= 3, string.Join(" ", ChartFixture.Texts(drawing.Wide)));
        Assert.Equal(marks.Count, marks.Distinct().Count());
    }

    [Theory]
    [InlineData(0.013, 0.02), InlineData(0.02, 0.05), InlineData(0.021, 0.05), InlineData(7, 10), InlineData(120, 200)]
    public void Steps_are_the_next_of_one_two_and_five(double rough, double step)
    {
        // By search among all candidates instead of by the logarithm.
        var found = Enumerable.Range(-6, 12).SelectMany(power => new[] { 1, 2, 5 }.Select(digit => digit * Math.Pow(10, power)))
            .Order().First(one => one > rough * (1 + 1e-9));
        Assert.Equal(step, found, 1e-12);
        Assert.Equal(found, TickStep.Linear(rough).Size, 1e-12);
    }

    [Fact]
    public void Month_steps_end_on_the_first_of_a_month_through_leap_years()
    {
        var at = DateText.Of(2023, 11, 1);
        var step = new TickStep(0, 3);
        string[] dates = [.. Enumerable.Range(0, 4).Select(_ => DateText.Write(at = step.After(at)))];
        Assert.Equal(["2024-02-01", "2024-05-01", "2024-08-01", "2024-11-01"], dates);
    }

    [Fact]
    public void Dates_count_as_the_calendar_does()
    {
        foreach (var text in new[] { "2024-02-29", "1969-07-20 20:17", "2000-01-01T00:00:00.25Z" })
        {
            var expected = DateTime.Parse(text.TrimEnd('Z'), System.Globalization.CultureInfo.InvariantCulture).Subtract(DateTime.UnixEpoch).TotalMilliseconds;
            Assert.Equal(expected, DateText.Parse(text));
        }

        Assert.Null(DateText.Parse("2023-02-29"));
        Assert.Null(DateText.Parse("12 apples"));
    }

    [Fact]
    public void Whole_numbers_are_counted_in_bins_around_themselves()
    {
        var axis = new Axis("x", default);
        double[] values = [1, 2, 2, 3, 3, 3, 4, 4, 5, 7, 7];
        var edges = Binning.Of(values, axis, 0, default).Edges;
        Assert.All(edges, edge => Assert.Equal(0.5, Math.Abs(edge % 1), 1e-9));
        Assert.Equal(values.Length, edges.Zip(edges.Skip(1)).Sum(bin => values.Count(value => value >= bin.First && value < bin.Second)));
    }

    [Fact]
    public void Quartiles_split_twelve_values_in_four_equal_parts()
    {
        double[] values = [.. Enumerable.Range(1, 12).Select(value => (double)value)];
        double[] cuts = [.. new[] { 0.25, 0.5, 0.75 }.Select(part => Positions.Quantile(values, part))];
        Assert.Equal([3, 3, 3, 3], new[] { double.NegativeInfinity }.Concat(cuts).Zip(cuts.Append(double.PositiveInfinity), (low, high) => values.Count(value => value > low && value < high)));
    }

    [Fact]
    public void A_density_encloses_the_area_one()
    {
        var sample = Sample.Of(0, [1, 2, 2.5, 4, 4.2, 7]);
        var width = sample.Bandwidth(null);
        var area = Enumerable.Range(0, 4000).Sum(i => sample.Density(-10 + i * 0.01, width) * 0.01);
        Assert.Equal(1, area, 1e-3);
    }
}
