using System.Numerics;
using Lemmata.Learning.Numerics.Numbers;
using Lemmata.Learning.Topics.Hint;

namespace Lemmata.Learning.Tests.Topics.Hint;

public class HintTests
{
    private static HierarchicalIntegration<double> Hint(int count) =>
        new HierarchicalIntegration<double>(Quips.Integrand).BisectTo(count);

    private static Rational Exact(Rational x) => (1 - x) / (1 + x);

    /// <summary>The same partition without a queue: look for the largest gap in a list.</summary>
    private static double SlowQuality(Func<double, double> f, int count)
    {
        var cuts = new List<double> { 0, 1 };
        while (cuts.Count <= count)
        {
            var best = Enumerable.Range(0, cuts.Count - 1)
                .MaxBy(i => (cuts[i + 1] - cuts[i]) * (f(cuts[i]) - f(cuts[i + 1])));
            cuts.Insert(best + 1, (cuts[best] + cuts[best + 1]) / 2);
        }

        return 1 / cuts.Zip(cuts.Skip(1), (a, b) => (b - a) * (f(a) - f(b))).Sum();
    }

    [Fact]
    public void Quality_is_the_number_of_intervals_exactly()
    {
        var run = new HierarchicalIntegration<Rational>(Exact);
        for (var n = 1; n <= 200; n++)
        {
            Assert.Equal((Rational)n, run.BisectTo(n).Quality);
            Assert.Equal(run.Gap, run.Upper - run.Lower);
        }

        Assert.Equal(7, Hint(7).Quality, 1e-13);
        Assert.Equal(777, Hint(777).Quality, 777e-12);
        Assert.Equal(777, SlowQuality(Quips.Integrand, 777), 777e-12);
        Assert.Equal(100_000, Hint(100_000).Quality, 100_000e-12);
    }

    [Fact]
    public void Sum_of_gaps_is_right_to_its_last_place()
    {
        // Gaps are multiples of 2^-120 by far; whole numbers add without rounding, and a plain sum is off by 10^-15.
        var unit = Math.Pow(2, 120);
        foreach (var count in new[] { 777, 3000, 20_000 })
        {
            var run = Hint(count);
            var exact = run.Intervals.Aggregate(BigInteger.Zero, (sum, i) => sum + (BigInteger)(i.Gap * unit));
            var plain = run.Intervals.Sum(i => i.Gap);
            Assert.InRange(Off(run.Gap), 0, Math.Pow(2, -53));
            Assert.True(Off(plain) > Math.Pow(2, -52), "a plain sum is as good here; take more intervals");

            double Off(double sum) => (double)BigInteger.Abs((BigInteger)(sum * unit) - exact) / (double)exact;
        }
    }

    [Fact]
    public void Bounds_enclose_the_integral_and_have_the_tabulated_values_for_equal_widths()
    {
        Assert.Equal(0.386294361119891, 2 * Math.Log(2) - 1, 5e-16);
        double lower = 0, upper = 0;
        for (var k = 0; k < 16; k++)
            (lower, upper) = (lower + Quips.Integrand((k + 1) / 16.0) / 16, upper + Quips.Integrand(k / 16.0) / 16);
        Assert.Equal(0.355532404, lower, 5e-10);
        Assert.Equal(0.418032404, upper, 5e-10);
        var run = Hint(3000);
        Assert.InRange(2 * Math.Log(2) - 1, run.Lower, run.Upper);
        Assert.Equal(1 / 3000.0, run.Upper - run.Lower, 1e-14);
    }

    [Fact]
    public void Other_integrands_have_the_tabulated_qualities()
    {
        double Square(double x) => 1 - x * x;
        double[] expected = [1.055670103, 1.093861882, 1.068475841];
        Assert.All(new[] { 10, 100, 1000 }, (n, i) =>
        {
            Assert.Equal(expected[i], SlowQuality(Square, n) / n, 5e-10);
            Assert.Equal(expected[i], new HierarchicalIntegration<double>(Square).BisectTo(n).Quality / n, 5e-10);
        });
        // Bisection halves a gap of 1 − x too, and still three intervals have the quality 8/3.
        Assert.Equal(new Rational(8, 3), new HierarchicalIntegration<Rational>(x => 1 - x).BisectTo(3).Quality);
    }

    [Fact]
    public void Geometric_partition_has_the_tabulated_quality_and_limit()
    {
        double Geometric(int n)
        {
            var cuts = Enumerable.Range(0, n + 1).Select(i => Math.Pow(2, (double)i / n) - 1).ToArray();
            return 1 / cuts.Zip(cuts.Skip(1), (a, b) => (b - a) * (Quips.Integrand(a) - Quips.Integrand(b))).Sum() / n;
        }

        Assert.Equal(1.0380842291186, Geometric(4), 5e-14);
        var limit = 1 / (2 * Math.Log(2) * Math.Log(2));
        Assert.Equal(1.040684490502804, limit, 5e-16);
        Assert.Equal(limit, Geometric(10_000), 1e-8);
        // 1/(8N² sinh²(ln 2/2N))
        Assert.Equal(Geometric(4), 1 / (128 * Math.Pow(Math.Sinh(Math.Log(2) / 8), 2)), 1e-14);
    }

    [Theory]
    [InlineData(4), InlineData(9), InlineData(16), InlineData(20)]
    public void Words_saturate_where_counting_squares_says(int bits)
    {
        var q = WordHint.Qualities(bits, 1 << 20);
        long columns = 1L << (bits / 2), rows = 1L << (bits - bits / 2);
        Assert.Equal(columns, q.Length);
        // All columns one by one, heights in exact fractions.
        var doubt = Enumerable.Range(0, (int)columns).Sum(k =>
        {
            var (left, right) = (rows * Exact(new Rational(k, columns)), rows * Exact(new Rational(k + 1, columns)));
            var up = left.Denominator.IsOne ? left.Numerator : left.Numerator / left.Denominator + 1;
            return (long)(up - right.Numerator / right.Denominator);
        });
        Assert.Equal((double)(columns * rows) / doubt, q[^1], 1e-9);
        Assert.All(q.Zip(q.Skip(1)), pair => Assert.True(pair.Second >= pair.First));
        Assert.All(q, (quality, i) => Assert.True(quality <= i + 1));
    }

    [Fact]
    public void Measured_quality_is_the_number_of_intervals_whatever_the_clock_says()
    {
        var points = Quips.Measure([5, 100], repeats: 2, leastSeconds: 1e-4);
        Assert.Equal([5, 100, 5, 100], points.Select(p => p.Intervals));
        Assert.All(points, p => Assert.Equal(p.Intervals, p.Quality, 1e-10));
        Assert.All(points, p => Assert.Equal(p.Quality, p.PerSecond * p.Seconds, 1e-10));
        Assert.All(Quips.Measure([5], 1, busy: true, 1e-4), p => Assert.True(p.Busy && p.Seconds > 0));
    }

    [Fact]
    public void Numbers_and_functions_that_do_not_fit_are_refused_with_numbers()
    {
        Assert.Contains("f(0) is 0 but f(1) is 1", Assert.Throws<ArgumentException>(
            () => new HierarchicalIntegration<double>(x => x)).Message);
        Assert.Contains("at least 1, got 0", Assert.Throws<ArgumentOutOfRangeException>(
            () => Hint(0)).Message);
        Assert.Contains("the gap is 0", Assert.Throws<InvalidOperationException>(
            () => new HierarchicalIntegration<double>(_ => 1).Quality).Message);
        Assert.Contains("got 41", Assert.Throws<ArgumentOutOfRangeException>(
            () => WordHint.Qualities(41, 1)).Message);
        Assert.Contains("got 0", Assert.Throws<ArgumentOutOfRangeException>(
            () => WordHint.Qualities(8, 0)).Message);
        Assert.Contains("no number of intervals", Assert.Throws<ArgumentException>(() => Quips.Measure([])).Message);
        Assert.Contains("got 0", Assert.Throws<ArgumentOutOfRangeException>(() => Quips.Measure([0])).Message);
        Assert.Contains("got 0", Assert.Throws<ArgumentOutOfRangeException>(() => Quips.Measure([1], 0)).Message);
        Assert.Contains("no point", Assert.Throws<ArgumentException>(() => QuipsRecord.Save([], "x")).Message);
    }
}
