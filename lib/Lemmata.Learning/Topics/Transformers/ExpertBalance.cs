using Lemmata.Arguments;
using Lemmata.Learning.Numerics.Tensors;

namespace Lemmata.Learning.Topics.Transformers;

/// <summary>How evenly a router spreads tokens over experts, and the loss that is meant to keep it even.</summary>
/// <remarks><b>Source.</b> Fedus, Zoph and Shazeer 2021, "Switch Transformers", equations 4 to 6,
/// arXiv 2101.03961.</remarks>
public static class ExpertBalance
{
    /// <summary>The share of tokens that each expert gets, when each token goes to its most probable one.</summary>
    /// <param name="probabilities"><c>[tokens, experts]</c>, rows that sum to 1; among equals the first wins.</param>
    /// <returns>f, one share an expert, with the sum 1.</returns>
    /// <exception cref="ArgumentException">A row is no law.</exception>
    public static double[] Loads(Tensor<double> probabilities)
    {
        RequireLaws(probabilities);
        var counts = new int[probabilities.Columns];
        for (var token = 0; token < probabilities.Rows; token++)
        {
            var best = 0;
            for (var expert = 1; expert < counts.Length; expert++)
            {
                if (probabilities[token, expert] > probabilities[token, best]) best = expert;
            }

            counts[best]++;
        }

        return [.. counts.Select(count => (double)count / probabilities.Rows)];
    }

    /// <summary>The mean probability of each expert.</summary>
    /// <param name="probabilities"><c>[tokens, experts]</c>, rows that sum to 1.</param>
    /// <returns>P, one mean an expert, with the sum 1.</returns>
    /// <exception cref="ArgumentException">A row is no law.</exception>
    public static double[] MeanProbabilities(Tensor<double> probabilities)
    {
        RequireLaws(probabilities);
        return [.. Enumerable.Range(0, probabilities.Columns).Select(expert =>
            Enumerable.Range(0, probabilities.Rows).Sum(token => probabilities[token, expert]) / probabilities.Rows)];
    }

    /// <summary>The loss <c>N Σ f P</c> over N experts, without its weight.</summary>
    /// <param name="probabilities"><c>[tokens, experts]</c>, rows that sum to 1.</param>
    /// <returns>A number in (0, N]; 1 if all loads, or all mean probabilities, are equal.</returns>
    /// <exception cref="ArgumentException">A row is no law.</exception>
    public static double Loss(Tensor<double> probabilities) => probabilities.Columns
        * Loads(probabilities).Zip(MeanProbabilities(probabilities), (load, mean) => load * mean).Sum();

    private static void RequireLaws(Tensor<double> probabilities)
    {
        ArgumentNullException.ThrowIfNull(probabilities);
        for (var token = 0; token < probabilities.Rows; token++)
        {
            var row = probabilities.Row(token);
            var sum = 0.0;
            foreach (var p in row) sum += p >= 0 ? p : double.NaN;
            Require.That(
                Math.Abs(sum - 1) < 1e-9,
                nameof(probabilities),
                $"the row of token {token} has to hold probabilities that sum to 1, but sums to {sum}.");
        }
    }
}
