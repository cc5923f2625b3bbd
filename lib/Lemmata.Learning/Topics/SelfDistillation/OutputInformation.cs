using Lemmata.Arguments;
using Lemmata.Learning.Numerics.Tensors;

namespace Lemmata.Learning.Topics.SelfDistillation;

/// <summary>How much an output says about its input.</summary>
public static class OutputInformation
{
    /// <summary>Entropy of a law.</summary>
    /// <param name="law">Probabilities.</param>
    /// <returns>In nats, from 0 to the logarithm of their number.</returns>
    public static double Entropy(ReadOnlySpan<double> law)
    {
        double sum = 0;
        foreach (var p in law)
        {
            if (p > 0) sum -= p * Elementary.Log(p);
        }

        return sum;
    }

    /// <summary>
    /// Mutual information of the output and a property of the input: the entropy of the mean law, less the mean entropy
    /// of the laws given the property.
    /// </summary>
    /// <param name="laws">The output's law for each of some equally likely inputs.</param>
    /// <param name="property">A number for each input; inputs with equal numbers share the property.</param>
    /// <returns>In nats, from 0 to the property's entropy, but for rounding.</returns>
    /// <exception cref="ArgumentException">There are no laws, or not one number for each.</exception>
    public static double Of(IReadOnlyList<double[]> laws, IReadOnlyList<int> property)
    {
        ArgumentNullException.ThrowIfNull(laws);
        Require.That(laws.Count > 0, nameof(laws), "laws is empty; pass the law of at least one input.");
        Require.Length(property.Count, laws.Count, nameof(property), "one number for each input");
        var inside = Enumerable.Range(0, laws.Count).GroupBy(i => property[i]).OrderBy(group => group.Key)
            .Sum(group => group.Count() * Entropy(Mean([.. group.Select(i => laws[i])])));
        return Entropy(Mean(laws)) - inside / laws.Count;
    }

    private static double[] Mean(IReadOnlyList<double[]> laws)
    {
        var mean = new double[laws[0].Length];
        foreach (var law in laws)
        {
            for (var k = 0; k < mean.Length; k++) mean[k] += law[k] / laws.Count;
        }

        return mean;
    }
}
