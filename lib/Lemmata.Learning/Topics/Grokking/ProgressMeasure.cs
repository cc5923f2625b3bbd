using System.Numerics;
using Lemmata.Arguments;
using Lemmata.Learning.Numerics.Tensors;

namespace Lemmata.Learning.Topics.Grokking;

/// <summary>
/// How far the network's answers depend on c − (a ∘ b) alone: the logits averaged over entries at a fixed distance from
/// the right answer.
/// </summary>
/// <remarks><em>Definition.</em> mean(d) is the mean over the entries of logit[(a ∘ b) + d mod p]; the right answer is
/// d = 0. Averaged over
/// test entries it tells about generalisation. Averaged over all entries it also contains the memorised answers, and
/// falls for a random table
/// as well: a leak.</remarks>
/// <param name="MeanLogits">mean(d), d = 0 … p − 1.</param>
public sealed record ProgressMeasure(double[] MeanLogits)
{
    /// <summary>mean(0) − max over d ≠ 0 of mean(d): positive when the averaged network answers right.</summary>
    public double Margin => MeanLogits[0] - MeanLogits.Skip(1).Max();

    /// <summary>
    /// The cross-entropy of the mean logits, ln Σ e^mean(d) − mean(0), in nats; ln p when they are all equal.
    /// </summary>
    public double CrossEntropy
    {
        get
        {
            var largest = MeanLogits.Max();
            return largest + Elementary.Log(MeanLogits.Sum(mean => Elementary.Exp(mean - largest))) - MeanLogits[0];
        }
    }

    /// <summary>Measures a network on some entries of a table.</summary>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <param name="network">The network.</param>
    /// <param name="table">The operation.</param>
    /// <param name="entries">Entry numbers: the test entries for a measure that does not leak.</param>
    /// <returns>The mean logits by distance.</returns>
    /// <exception cref="ArgumentException">There are no entries.</exception>
    public static ProgressMeasure Of<T>(QuadraticNetwork<T> network, OperationTable table, int[] entries)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(table);
        Require.That(entries is { Length: > 0 }, nameof(entries), "a mean needs at least one entry");
        var logits = network.Logits([.. entries.Select(i => table.Left[i])], [.. entries.Select(i => table.Right[i])]);
        var means = new double[table.ClassCount];
        for (var i = 0; i < entries.Length; i++)
        {
            for (var d = 0; d < means.Length; d++)
                means[d] += double.CreateChecked(logits[i, (table.Result[entries[i]] + d) % means.Length]);
        }

        return new ProgressMeasure([.. means.Select(sum => sum / entries.Length)]);
    }
}
