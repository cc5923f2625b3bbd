using Lemmata.Learning.Topics.Approximation;

namespace Lemmata.Learning.Tests.Topics.Approximation;

public class SquasherNetworkTests
{
    private static double Wave(double x) => Math.Sin(2 * Math.PI * x);

    [Theory]
    [InlineData(10, 10, 0.117510859)]
    [InlineData(20, 5, 0.023596392)]
    [InlineData(40, 5, 0.011951722)]
    public void Staircase_errors_on_a_sine_have_the_tabulated_values(int cells, double steepness, double error) =>
        Assert.Equal(error, new StaircaseNetwork(Wave, cells, steepness).SupremumError(Wave).Error, 5e-10);

    [Fact]
    public void Staircase_value_is_the_tabulated_one() =>
        Assert.Equal(0.610264859222, new StaircaseNetwork(Wave, 10, 10).Value(0.123), 5e-13);

    [Fact]
    public void Infinite_steepness_gives_the_step_function()
    {
        var steps = new StaircaseNetwork(Wave, 20, double.PositiveInfinity);
        Assert.Equal(Math.Sin(Math.PI / 20), steps.SupremumError(Wave).Error, 1e-12);
        Assert.Equal(0.156434465, steps.SupremumError(Wave).Error, 5e-10);
        Assert.Equal(Wave(0.3), steps.Value(0.31), 1e-12);
    }

    [Theory]
    [InlineData(20, 0.026891569)]
    [InlineData(40, 0.013367944)]
    public void Product_from_two_ridges_has_the_tabulated_error(int cells, double error)
    {
        var square = new StaircaseNetwork(u => (4 * u - 2) * (4 * u - 2), cells, 8);
        double worst = 0;
        var ridge = Enumerable.Range(0, 401).Select(k => square.Value(((k - 200) / 100.0 + 2) / 4)).ToArray();
        for (var i = 0; i <= 200; i++)
        {
            for (var j = 0; j <= 200; j++)
            {
                var (x, y) = ((i - 100) / 100.0, (j - 100) / 100.0);
                worst = Math.Max(worst, Math.Abs((ridge[i + j] - ridge[i - j + 200]) / 4 - x * y));
            }
        }

        Assert.Equal(error, worst, 5e-10);
    }

    [Fact]
    public void Alternating_cosine_squashers_are_a_sine_on_the_compact_and_constant_beyond()
    {
        for (var i = 0; i <= 2000; i++)
        {
            var z = -Math.PI / 2 + i / 2000.0 * 8 * Math.PI;
            Assert.Equal(Math.Sin(z), CosineSquasher.Sine(z, 7), 1e-14);
        }

        Assert.Equal(-1, CosineSquasher.Sine(1000, 7), 1e-14);
        Assert.Equal(0.5, CosineSquasher.Value(0));
    }

    [Fact]
    public void Bad_arguments_are_refused_with_numbers()
    {
        Assert.Contains(
            "got 0",
            Assert.Throws<ArgumentOutOfRangeException>(() => new StaircaseNetwork(Wave, 0, 1)).Message);
        Assert.Contains(
            "got -2",
            Assert.Throws<ArgumentOutOfRangeException>(() => new StaircaseNetwork(Wave, 5, -2)).Message);
        Assert.Throws<ArgumentOutOfRangeException>(() => new StaircaseNetwork(Wave, 5, 2).SupremumError(Wave, 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => CosineSquasher.Sine(0, -1));
    }
}
