using System.Numerics;
using Lemmata.Learning.Numerics.Probability;
using Lemmata.Learning.Numerics.Random;
using static Lemmata.Learning.Tests.Numerics.Probability.ExactLaws;

namespace Lemmata.Learning.Tests.Numerics.Probability;

public class PoissonApproximationTests
{
    [Theory]
    [InlineData(10, 1, "0.0293115717428")]
    [InlineData(100, 1, "0.00277529471743")]
    [InlineData(1000, 1, "2.76070631671e-4")]
    [InlineData(10, 3, "0.0864088822028")]
    [InlineData(20, 3, "0.0402003652283")]
    [InlineData(100, 3, "0.00760696653555")]
    [InlineData(10000, 3, "7.50640327336e-5")]
    [InlineData(20, 10, "0.166509092635")]
    [InlineData(100, 10, "0.025828569579")]
    [InlineData(1000, 10, "0.0024579161906")]
    [InlineData(50, 10, "0.0548")]
    [InlineData(10000, 500, "0.0124141428685")]
    public void Total_variation_equals_the_reference_and_exact_arithmetic(int n, int lambda, string reference)
    {
        var exact = new ExactLaws(n, lambda).TotalVariation;
        AssertDigits(reference, exact);
        AssertDigits(reference, PoissonApproximation.WithMean(n, lambda).TotalVariation);
        Assert.Equal(1, PoissonApproximation.WithMean(n, lambda).TotalVariation / exact, 2e-13);
        Assert.Equal(
            exact,
            Divergence.TotalVariation(DiscreteLaw.Binomial(n, (double)lambda / n), DiscreteLaw.Poisson(lambda)),
            1e-14);
    }

    [Theory]
    [InlineData(20, 3, "0.0042104540")]
    [InlineData(100, 3, "1.5197627e-4")]
    [InlineData(1000, 3, "1.4864e-6")]
    public void First_Charlier_correction_leaves_the_reference_distance(int n, int lambda, string reference)
    {
        AssertDigits(reference, new ExactLaws(n, lambda).CorrectedTotalVariation(n, lambda));
        AssertDigits(reference, PoissonApproximation.WithMean(n, lambda).CorrectedTotalVariation);
    }

    [Fact]
    public void Corrected_weights_are_a_signed_measure_of_total_one()
    {
        var pair = PoissonApproximation.WithMean(5, 3);
        var corrected = Enumerable
            .Range(0, pair.Largest + 3)
            .Select(k => pair.Poisson(k) + pair.LeadingDifference(k))
            .ToArray();
        Assert.True(corrected.Min() < 0);
        Assert.Equal(1, corrected.Sum(), 1e-14);
    }

    [Theory]
    [InlineData(1, "0.275909580878582")]
    [InlineData(3, "0.750540055645549")]
    public void Leading_constant_equals_the_reference_the_closed_form_and_the_plain_sum(double mean, string reference)
    {
        var law = DiscreteLaw.Poisson(mean);
        var plain = mean * mean / 4 * Enumerable.Range(0, 200).Sum(k => Math.Abs(Charlier.SecondDifference(law, k)));
        var closed = mean == 1 ? 3 / (4 * Math.E) : 15.075 * Math.Exp(-3);
        Assert.All([plain, closed, Charlier.LeadingConstant(mean)], value => AssertDigits(reference, value));
    }

    [Fact]
    public void Leading_constant_equals_the_plain_sum_for_means_of_every_size()
    {
        foreach (var mean in new[] { 0.01, 0.3, 0.75, 2, 6, 12, 33.3, 500 })       // 2, 6 and 12 have whole roots
        {
            var law = DiscreteLaw.Poisson(mean);
            var plain =
                mean
                * mean
                / 4
                * Enumerable.Range(0, law.Largest + 3).Sum(k => Math.Abs(Charlier.SecondDifference(law, k)));
            Assert.Equal(1, Charlier.LeadingConstant(mean) / plain, 1e-10);
        }
    }

    [Fact]
    public void Charlier_roots_are_zeros_of_the_quadratic_and_sign_changes_of_the_difference()
    {
        foreach (var mean in new[] { 0.2, 1, 3, 10 })
        {
            var (smaller, larger) = Charlier.Roots(mean);
            Assert.All(
                [smaller, larger],
                root => Assert.Equal(0, root * root - (2 * mean + 1) * root + mean * mean, 1e-12));
            var law = DiscreteLaw.Poisson(mean);
            for (var k = 0; k < 30; k++) Assert.Equal(k > smaller && k < larger, Charlier.SecondDifference(law, k) < 0);
        }
    }

    [Fact]
    public void Bounds_equal_their_closed_forms_and_enclose_the_distance()
    {
        AssertDigits("0.02850638795", PoissonApproximation.WithMean(100, 3).SteinChen);
        Assert.Equal(2, PoissonApproximation.WithMean(50, 10).LeCam, 1e-15);
        foreach (var n in new[] { 1, 2, 5, 20, 200, 5000 })
        {
            foreach (var p in new[] { 1e-6, 0.001, 0.05, 0.4, 1 })
        {
            var pair = new PoissonApproximation(n, p);
            var lambda = n * p;
            Assert.Equal(1, pair.LeCam / (n * p * p), 1e-13);
            Assert.Equal(1, pair.SteinChen / ((1 - Math.Exp(-lambda)) * p), 1e-9);
            Assert.Equal(1, pair.BarbourHall / (Math.Min(1, 1 / lambda) * n * p * p / 32), 1e-13);
            Assert.InRange(pair.TotalVariation, pair.BarbourHall, Math.Min(pair.LeCam, pair.SteinChen) * (1 + 1e-12));
        }
        }
    }

    [Fact]
    public void Bounds_for_unequal_probabilities_equal_their_closed_forms_and_enclose_the_distance_counted_over_all_outcomes()
    {
        var generator = new SplitMix64(1960);
        foreach (var size in new[] { 0.001, 0.05, 0.3, 1 })
        {
            foreach (var n in new[] { 1, 2, 3, 7, 10 })
        {
            double[] p = [.. Enumerable.Range(0, n).Select(_ => size * generator.NextDouble())];
            var (mean, squares) = (p.Sum(), p.Sum(x => x * x));
            Assert.Equal(1, PoissonApproximation.LeCamBound(p) / squares, 1e-14);
            Assert.Equal(1, PoissonApproximation.SteinChenBound(p) / ((1 - Math.Exp(-mean)) / mean * squares), 1e-9);
            Assert.Equal(1, PoissonApproximation.BarbourHallBound(p) / (Math.Min(1, 1 / mean) * squares / 32), 1e-13);
            var distance = DistanceOverAllOutcomes(p);
            Assert.InRange(
                distance,
                PoissonApproximation.BarbourHallBound(p),
                PoissonApproximation.SteinChenBound(p) + 1e-14);
            Assert.InRange(PoissonApproximation.SteinChenBound(p), 0, PoissonApproximation.LeCamBound(p));
            if (n == 1)
                Assert.Equal(distance, PoissonApproximation.SteinChenBound(p), 1e-14);
        }
        }

        // Each of the 2^n outcomes on its own, with e^−λ λ^k/k! beside it; half the sum of what differs.
        static double DistanceOverAllOutcomes(double[] p)
        {
            var counts = new double[p.Length + 1];
            for (var outcome = 0; outcome < 1 << p.Length; outcome++)
            {
                counts[BitOperations.PopCount((uint)outcome)] +=
                    p.Select((x, i) => (outcome >> i & 1) == 1 ? x : 1 - x).Aggregate((a, b) => a * b);
            }

            var (weight, poisson, difference) = (Math.Exp(-p.Sum()), 0.0, 0.0);
            for (var k = 0; k <= p.Length; weight *= p.Sum() / ++k)
                (poisson, difference) = (poisson + weight, difference + Math.Abs(counts[k] - weight));
            return (difference + 1 - poisson) / 2;
        }
    }

    [Fact]
    public void Bounds_for_unequal_probabilities_are_those_of_the_pair_where_all_are_equal()
    {
        foreach (var (n, p) in new[] { (1, 0.3), (20, 0.15), (500, 0.002), (50, 1.0) })
        {
            var (pair, all) = (new PoissonApproximation(n, p), Enumerable.Repeat(p, n).ToArray());
            Assert.Equal(1, PoissonApproximation.LeCamBound(all) / pair.LeCam, 1e-13);
            Assert.Equal(1, PoissonApproximation.SteinChenBound(all) / pair.SteinChen, 1e-13);
            Assert.Equal(1, PoissonApproximation.BarbourHallBound(all) / pair.BarbourHall, 1e-13);
        }
    }

    [Fact]
    public void Where_no_trial_can_succeed_all_bounds_are_zero_and_a_probability_outside_its_range_is_named()
    {
        Func<IReadOnlyList<double>, double>[] bounds =
        [
            PoissonApproximation.LeCamBound,
            PoissonApproximation.SteinChenBound,
            PoissonApproximation.BarbourHallBound,
        ];
        foreach (var bound in bounds)
        {
            Assert.Equal(0, bound([]));
            Assert.Equal(0, bound([0, 0, 0]));
            Assert.Contains(
                "probabilities[1] is 1.2",
                Assert.Throws<ArgumentOutOfRangeException>(() => bound([0.5, 1.2])).Message);
            Assert.Throws<ArgumentOutOfRangeException>(() => bound([double.NaN]));
        }
    }

    [Fact]
    public void Differences_equal_exact_arithmetic_with_a_small_relative_error()
    {
        foreach (var (n, lambda) in new[] { (5, 4), (20, 3), (1000, 1), (10000, 3) })
        {
            var (exact, pair) = (new ExactLaws(n, lambda), PoissonApproximation.WithMean(n, lambda));
            for (var k = 0; k < 12; k++) Assert.Equal(1, pair.Difference(k) / exact.Difference(k), 1e-11);
            Assert.Equal(Number(exact.Binomial[2]), pair.Binomial(2), 1e-15);
            Assert.Equal(Number(exact.Poisson[2]), pair.Poisson(2), 1e-15);
        }
    }

    [Fact]
    public void Only_the_success_probability_matters_for_large_means()
    {
        AssertDigits("0.2419321435", new PoissonApproximation(2000, 0.01).TotalVariation / 0.01);
        AssertDigits("0.241970724519143", 1 / Math.Sqrt(2 * Math.PI * Math.E));
        // Two centred normal laws of variances 0.95 and 1 cross where x² = ln(1/0.95)/(1/0.95 − 1).
        var cross = Math.Sqrt(-Math.Log(0.95) / (1 / 0.95 - 1));
        var gaussian = 2 * (Phi(cross / Math.Sqrt(0.95)) - Phi(cross));
        AssertDigits("0.0124107953", gaussian);
        AssertDigits("0.0124141428685", new PoissonApproximation(10000, 0.05).TotalVariation);

        static double Phi(double x) => MathNet.Numerics.Distributions.Normal.CDF(0, 1, x);
    }

    [Fact]
    public void Relative_entropy_equals_the_reference_and_the_plain_sum_over_exact_weights()
    {
        var exact = new ExactLaws(100, 3);
        var plain = Enumerable
            .Range(0, 40)
            .Sum(k => Number(exact.Binomial[k]) * Math.Log(Number(exact.Binomial[k]) / Number(exact.Poisson[k])));
        AssertDigits("2.30380950e-4", plain);
        var pair = PoissonApproximation.WithMean(100, 3);
        AssertDigits("2.30380950e-4", pair.RelativeEntropy);
        AssertDigits(
            "2.30380950e-4",
            Divergence.RelativeEntropy(DiscreteLaw.Binomial(100, 0.03), DiscreteLaw.Poisson(3)));
        Assert.Equal(0.03 * 0.03 / 4, 2.25e-4, 1e-18);
    }

    [Fact]
    public void Certain_success_puts_all_weight_on_the_number_of_trials()
    {
        var pair = new PoissonApproximation(4, 1);
        Assert.Equal(1, pair.Binomial(4), 1e-14);
        Assert.Equal(0, pair.Binomial(3), 1e-16);
        Assert.Equal(1 - pair.Poisson(4), pair.TotalVariation, 1e-14);
        Assert.Equal(-Math.Log(pair.Poisson(4)), pair.RelativeEntropy, 1e-13);
    }

    [Theory]
    [InlineData(0, 0.5, "must be at least 1, but is 0")]
    [InlineData(10, 0, "must lie in (0, 1], but is 0")]
    [InlineData(10, 1.5, "must lie in (0, 1], but is 1.5")]
    [InlineData(10, double.NaN, "not a number")]
    public void Arguments_outside_their_range_are_refused_with_the_number(int n, double p, string message) =>
        Assert.Contains(
            message,
            Assert.Throws<ArgumentOutOfRangeException>(() => new PoissonApproximation(n, p)).Message);

    [Fact]
    public void A_mean_above_the_trials_is_refused() =>
        Assert.Contains(
            "must lie in (0, 5] for 5 trials, but is 6",
            Assert.Throws<ArgumentOutOfRangeException>(() => PoissonApproximation.WithMean(5, 6)).Message);
}
