using Lemmata.Learning.Numerics.Random;
using Lemmata.Learning.Topics.Descent;
using static Lemmata.Learning.Tests.Numerics.Probability.ExactLaws;

namespace Lemmata.Learning.Tests.Topics.Descent;

public class OnlineDescentTests
{
    private static readonly double Golden = (Math.Sqrt(5) - 1) / 2;

    private static double Point(int t) => t * Golden % 1;

    private static double Loss(int t, double theta) => Math.Abs(theta - Point(t));

    private static double Slope(int t, double theta) => Math.Sign(theta - Point(t));

    [Theory]
    [InlineData(100, "0.0557072977", "0.0853461511", "0.1429480191")]
    [InlineData(1000, "0.0175383881", "0.0295002659", "0.0467118927")]
    [InlineData(10000, "0.0056154001", "0.0097032372", "0.0149272323")]
    public void Average_regret_on_golden_points_equals_the_reference(
        int steps,
        string constant,
        string falling,
        string bound)
    {
        // The best fixed point is a median of the points: the losses are distances.
        var median = Enumerable.Range(1, steps).Select(Point).Order().ElementAt(steps / 2);
        var still = OnlineDescent.Run(steps, Slope, _ => 1 / Math.Sqrt(steps), 0, 0, 1);
        var slowing = OnlineDescent.Run(steps, Slope, t => 1 / Math.Sqrt(t), 0, 0, 1);
        AssertDigits(constant, still.AverageRegret(Loss, median));
        AssertDigits(falling, slowing.AverageRegret(Loss, median));
        AssertDigits(bound, OnlineDescent.RegretBound(slowing.Rates, 1, 1));
        Assert.Equal(1 / Math.Sqrt(steps), OnlineDescent.RegretBound(still.Rates, 1, 1), 1e-12);
    }

    [Fact]
    public void Regret_stays_below_the_bound_for_every_sequence_of_convex_losses()
    {
        var random = new SplitMix64(9902);
        for (var round = 0; round < 300; round++)
        {
            // Random slopes and kinks: L_t(θ) = a|θ − x| with a in [0, 2].
            var steps = 1 + random.NextInt(60);
            var (slopes, kinks) = (Numbers(steps, 2), Numbers(steps, 1));
            var (alpha, power) = (0.01 + 3 * random.NextDouble(), random.NextDouble());
            var run = OnlineDescent.Run(
                steps,
                (t, theta) => slopes[t - 1] * Math.Sign(theta - kinks[t - 1]),
                t => alpha / Math.Pow(t, power),
                random.NextDouble(),
                0,
                1);
            var bound = OnlineDescent.RegretBound(run.Rates, 1, slopes.Max());
            foreach (var comparator in kinks)
            {
                Assert.True(
                    run.AverageRegret((t, theta) => slopes[t - 1] * Math.Abs(theta - kinks[t - 1]), comparator)
                        <= bound + 1e-12);
            }
        }

        double[] Numbers(int count, double scale) =>
            [.. Enumerable.Range(0, count).Select(_ => scale * random.NextDouble())];
    }

    [Fact]
    public void Regret_averaged_over_all_sign_sequences_is_the_mean_distance_of_a_random_walk()
    {
        // Whatever the method, a random sign makes its expected loss 0; the best fixed end gains |S|/T.
        const int steps = 10;
        var total = 0.0;
        for (var signs = 0; signs < 1 << steps; signs++)
        {
            double Sign(int t) => (signs >> (t - 1) & 1) == 1 ? 1 : -1;
            var run = OnlineDescent.Run(steps, (t, _) => Sign(t), _ => 2 / Math.Sqrt(steps), 0, -1, 1);
            var sum = Enumerable.Range(1, steps).Sum(Sign);
            total += run.AverageRegret((t, theta) => Sign(t) * theta, -Math.Sign(sum));
        }
        Assert.Equal(252.0 / 1024, total / (1 << steps), 1e-14); // C(10,5)/2^10
        AssertDigits(
            "0.0795892374",
            (double)Lemmata.Learning.Numerics.Probability.Urn.Choose(100, 50) / Math.Pow(2, 100));
    }

    [Fact]
    public void A_constant_rate_oscillates_about_a_kink_while_the_average_sits_on_it()
    {
        var run = OnlineDescent.Run(1000, (_, theta) => Math.Sign(theta), _ => 0.125, 0.0625, -1, 1);
        Assert.Equal(0.0625, Math.Abs(run.Iterates[^1]));
        Assert.Equal(0, run.Average);
    }

    [Fact]
    public void What_is_outside_its_domain_is_refused_with_the_number()
    {
        Assert.Contains("must be at least 1, but is 0", Message(() => OnlineDescent.Run(0, Slope, _ => 1, 0, 0, 1)));
        Assert.Contains(
            "must be at least 1, but is -5",
            Message(() => OnlineDescent.Run(-5, Slope, _ => 1, 0, 0, 1)));
        Assert.Contains(
            "of step 3 must be positive and finite, but is 0",
            Message(() => OnlineDescent.Run(5, Slope, t => 3 - t, 0, 0, 1)));
        Assert.Contains("must lie in [0, 1], but is 2", Message(() => OnlineDescent.Run(5, Slope, _ => 1, 2, 0, 1)));
        Assert.Contains("from 1 to 0 is empty", Message(() => OnlineDescent.Run(5, Slope, _ => 1, 0, 1, 0)));
        Assert.Contains(
            "rises from 0.5 to 1 at step 2",
            Assert.Throws<ArgumentException>(() => OnlineDescent.RegretBound([0.5, 1], 1, 1)).Message);

        static string Message(Action action) => Assert.Throws<ArgumentOutOfRangeException>(action).Message;
    }
}
