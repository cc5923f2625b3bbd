using Lemmata.Arguments;

namespace Lemmata.Learning.Topics.Quantization;

/// <summary>How evenly a codebook is used: the counts of its codes and what follows from them.</summary>
public sealed class CodeUsage
{
    private CodeUsage(int[] counts, int total) => (Counts, Total) = (counts, total);

    /// <summary>How often each code was chosen, <c>[K]</c>.</summary>
    public IReadOnlyList<int> Counts { get; }

    /// <summary>The number of choices.</summary>
    public int Total { get; }

    /// <summary>The share of codes chosen at least once, in (0, 1].</summary>
    public double Utilization => (double)Counts.Count(count => count > 0) / Counts.Count;

    /// <summary>
    /// <c>exp(−Σ p_k ln p_k)</c>, from 1 (one code does everything) to K (all alike): the number of equally used codes
    /// with the same entropy.
    /// </summary>
    public double Perplexity => Math.Exp(-Counts.Where(count => count > 0)
        .Sum(count => (double)count / Total * Math.Log((double)count / Total)));

    /// <summary>Counts choices.</summary>
    /// <param name="indices">One code index per row of data.</param>
    /// <param name="codeCount">K, at least 1.</param>
    /// <returns>The usage.</returns>
    /// <exception cref="ArgumentException">No choices, or an index outside 0 … K−1.</exception>
    /// <exception cref="ArgumentOutOfRangeException">K &lt; 1.</exception>
    public static CodeUsage Of(ReadOnlySpan<int> indices, int codeCount)
    {
        Require.InRange(codeCount >= 1, nameof(codeCount), $"a codebook has at least 1 code, got K = {codeCount}.");

        Require.That(!indices.IsEmpty, nameof(indices), "indices is empty; usage is counted over at least one choice.");

        var counts = new int[codeCount];
        foreach (var index in indices)
        {
            Require.That(
                (uint)index < (uint)codeCount,
                nameof(indices),
                $"index {index} is outside 0 … {codeCount - 1}, the codes of a codebook of {codeCount}.");

            counts[index]++;
        }
        return new CodeUsage(counts, indices.Length);
    }

    /// <inheritdoc />
    public override string ToString() => FormattableString.Invariant(
        $"{Counts.Count(count => count > 0)} of {Counts.Count} codes used, perplexity {Perplexity:G4}");
}
