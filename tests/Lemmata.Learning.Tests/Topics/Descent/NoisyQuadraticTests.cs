using Lemmata.Learning.Numerics.Optimization;
using Lemmata.Learning.Topics.Descent;
using static Lemmata.Learning.Tests.Numerics.Probability.ExactLaws;

namespace Lemmata.Learning.Tests.Topics.Descent;

public class NoisyQuadraticTests
{
    /// <summary>Mean and variance of θ and of the checkpoint, moved step by step as the covariance they are.</summary>
    private static (double Contraction, double Variance) ByRecursion(double rate, int k, double alpha, int outer)
    {
        var (mean, variance) = (1.0, 0.0);
        for (var n = 0; n < outer; n++)
        {
            // Fast weights start at the checkpoint: same mean, same variance, covariance equal to the variance.
            var (fast, fastVariance, covariance) = (mean, variance, variance);
            for (var j = 0; j < k; j++)
            {
                fast -= rate * fast;
                fastVariance = (1 - rate) * (1 - rate) * fastVariance + rate * rate;
                covariance *= 1 - rate;
            }
            mean = (1 - alpha) * mean + alpha * fast;
            variance = (1 - alpha) * (1 - alpha) * variance + 2 * alpha * (1 - alpha) * covariance
                + alpha * alpha * fastVariance;
        }
        return (mean, variance);
    }

    [Theory]
    [InlineData(5, "0.3402061856", "0.1134020619")]
    [InlineData(10, "0.3335502766", "0.1111834255")]
    public void Steady_variance_of_lookahead_has_the_tabulated_values(int k, string ratio, string variance)
    {
        var stepwise = ByRecursion(0.5, k, 0.5, 100).Variance;
        AssertDigits(variance, stepwise);
        AssertDigits(variance, NoisyQuadratic.LookaheadSteadyVariance(0.5, k, 0.5));
        AssertDigits(ratio, stepwise / ByRecursion(0.5, 1, 1, 200).Variance);
        AssertDigits(ratio, NoisyQuadratic.LookaheadSteadyVariance(0.5, k, 0.5) / NoisyQuadratic.SteadyVariance(0.5));
    }

    [Fact]
    public void Contraction_and_variance_follow_the_recursion_of_the_moments()
    {
        foreach (var rate in new[] { 0.05, 0.5, 1, 1.7 })
        {
            foreach (var alpha in new[] { 0.2, 0.5, 1 })
            {
                foreach (var k in new[] { 1, 2, 5, 9 })
                {
                    Assert.Equal(ByRecursion(rate, k, alpha, 1).Contraction,
                        NoisyQuadratic.LookaheadContraction(rate, k, alpha), 1e-14);
                    Assert.Equal(ByRecursion(rate, k, alpha, 5000).Variance,
                        NoisyQuadratic.LookaheadSteadyVariance(rate, k, alpha), 1e-12);
                }
            }
        }
    }

    [Fact]
    public void The_rate_of_a_variance_settles_in_it()
    {
        foreach (var variance in new[] { 0.01, 0.3, 1, 4 })
            Assert.Equal(variance, ByRecursion(NoisyQuadratic.RateOfVariance(variance), 1, 1, 5000).Variance, 1e-12);
    }

    [Fact]
    public void Simulated_copies_settle_in_the_steady_variance()
    {
        var lookahead = new Lookahead { Inner = Sgd.Default with { LearningRate = 0.25 } };
        var copies = NoisyQuadratic.Simulate(lookahead, 2, start: 0, steps: 100, copies: 20_000, seed: 18);
        // The mean square of n normal numbers has the relative standard error √(2/n); 4.9 of them is one in a million.
        Assert.Equal(1, copies.Average(x => x * x) / ByRecursion(0.5, 5, 0.5, 100).Variance, 4.9 * 0.01);
        var moved = NoisyQuadratic.Simulate(lookahead, 2, start: 1000, steps: 5, copies: 20_000, seed: 18);
        Assert.Equal(1000 * ByRecursion(0.5, 5, 0.5, 1).Contraction, moved.Average(), 0.02);
    }

    [Fact]
    public void What_is_outside_its_domain_is_refused_with_the_number()
    {
        Assert.Contains("in (0, 2), but is 2", Message(() => NoisyQuadratic.SteadyVariance(2)));
        Assert.Contains("in (0, 2), but is ", Message(() => NoisyQuadratic.LookaheadContraction(double.NaN, 5, 1)));
        Assert.Contains("in (0, 1], but is 0", Message(() => NoisyQuadratic.LookaheadSteadyVariance(1, 5, 0)));
        Assert.Contains("innerSteps", Message(() => NoisyQuadratic.LookaheadContraction(1, 0, 0.5)));
        Assert.Contains("variance", Message(() => NoisyQuadratic.RateOfVariance(0)));
        Assert.Contains("copies", Message(() => NoisyQuadratic.Simulate(Sgd.Default, 1, 0, 1, 0, 1)));
        Assert.Contains("curvature", Message(() => NoisyQuadratic.Simulate(Sgd.Default, 0, 0, 1, 1, 1)));

        static string Message(Action action) => Assert.Throws<ArgumentOutOfRangeException>(action).Message;
    }
}
