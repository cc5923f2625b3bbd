using Lemmata.Arguments;

namespace Lemmata.Learning.Topics.Hyperdimensional;

/// <summary>A heap of vectors, of which only the votes at each bit are kept.</summary>
public sealed class Bundle
{
    private readonly int[] votes;

    /// <summary>An empty heap.</summary>
    /// <param name="dimension">D, at least 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">D is below 1.</exception>
    public Bundle(int dimension)
    {
        Require.AtLeast(dimension, 1);
        votes = new int[dimension];
    }

    /// <summary>Number of vectors added.</summary>
    public int Count { get; private set; }

    /// <summary>At each bit the ones less the zeros, <c>[D]</c>: the sum of the vectors as numbers ±1.</summary>
    public ReadOnlySpan<int> Votes => votes;

    /// <summary>Adds a vector.</summary>
    /// <param name="vector">A vector of the heap's dimension.</param>
    /// <returns>This heap.</returns>
    /// <exception cref="ArgumentException">The dimensions differ.</exception>
    /// <remarks><b>Cost:</b> O(D), without allocation.</remarks>
    public Bundle Add(Hypervector vector)
    {
        ArgumentNullException.ThrowIfNull(vector);
        Require.That(
            vector.Dimension == votes.Length,
            nameof(vector),
            $"the bundle has {votes.Length} bits and the vector {vector.Dimension}; make both with the same dimension");
        vector.Vote(votes);
        Count++;
        return this;
    }

    /// <summary>The vector of majorities.</summary>
    /// <param name="ties">What decides where votes are equal; needed when the count is even.</param>
    /// <returns>1 where ones prevail, 0 where zeros do.</returns>
    /// <exception cref="InvalidOperationException">Nothing was added.</exception>
    /// <exception cref="ArgumentException">The count is even and nothing decides ties, or dimensions differ.</exception>
    public Hypervector Majority(Hypervector? ties = null)
    {
        if (Count == 0) throw new InvalidOperationException("the bundle is empty; add a vector first");
        Require.That(
            Count % 2 == 1 || ties is not null,
            nameof(ties),
            $"{Count} vectors can tie; pass a vector that decides then, such as a random one");
        Require.That(
            ties is null || ties.Dimension == votes.Length,
            nameof(ties),
            $"the bundle has {votes.Length} bits and the vector for ties {ties?.Dimension}; they must match");
        return Hypervector.Of(votes.Length, i => votes[i] > 0 || (votes[i] == 0 && ties![i]));
    }
}
