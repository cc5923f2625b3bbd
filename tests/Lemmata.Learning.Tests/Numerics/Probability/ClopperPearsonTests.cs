using Lemmata.Learning.Numerics.Probability;
using MathNet.Numerics.Distributions;

namespace Lemmata.Learning.Tests.Numerics.Probability;

public class ClopperPearsonTests
{
    [Fact]
    public void Ends_are_quantiles_of_beta_laws()
    {
        foreach (var (k, n, confidence) in new[] { (1, 10, 0.95), (4, 40, 0.95), (39, 40, 0.99), (17, 33, 0.5) })
        {
            var tail = (1 - confidence) / 2;
            var (low, high) = ClopperPearson.Interval(k, n, confidence);
            Assert.Equal(Beta.InvCDF(k, n - k + 1, tail), low, 1e-9);
            Assert.Equal(Beta.InvCDF(k + 1, n - k, 1 - tail), high, 1e-9);
        }
    }

    [Fact]
    public void None_and_all_have_closed_forms()
    {
        foreach (var n in new[] { 1, 7, 40, 300 })
        {
            var (low, high) = ClopperPearson.Interval(0, n);
            Assert.Equal(0, low);
            Assert.Equal(1 - Math.Pow(0.025, 1.0 / n), high, 1e-12);
            (low, high) = ClopperPearson.Interval(n, n);
            Assert.Equal(1, high);
            Assert.Equal(Math.Pow(0.025, 1.0 / n), low, 1e-12);
        }
    }

    [Fact]
    public void It_covers_every_probability_as_often_as_it_says()
    {
        const int Trials = 12;
        var intervals = Enumerable.Range(0, Trials + 1).Select(k => ClopperPearson.Interval(k, Trials, 0.9)).ToArray();
        for (var p = 0.0; p <= 1; p += 0.01)
        {
            var covered = Enumerable.Range(0, Trials + 1).Where(k => intervals[k].Low <= p && p <= intervals[k].High)
                .Sum(k => Binomial.PMF(p, Trials, k));
            Assert.True(covered >= 0.9 - 1e-12, $"{covered} at {p}");
        }
    }

    [Fact]
    public void What_does_not_fit_is_refused_with_the_numbers()
    {
        Assert.Contains(
            "from 0 to 3 trials, got 4",
            Assert.Throws<ArgumentOutOfRangeException>(() => ClopperPearson.Interval(4, 3)).Message);
        Assert.Throws<ArgumentOutOfRangeException>(() => ClopperPearson.Interval(0, 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => ClopperPearson.Interval(1, 3, 1));
    }
}
