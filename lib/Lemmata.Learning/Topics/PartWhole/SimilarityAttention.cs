using Lemmata.Arguments;
using Lemmata.Display;
using Lemmata.Learning.Numerics.Tensors;

namespace Lemmata.Learning.Topics.PartWhole;

/// <summary>
/// Attention without queries and keys: each vector becomes the mean of all, weighted by similarity,
/// <c>softmax(βXXᵀ)X</c>.
/// </summary>
/// <remarks><b>Source:</b> Hinton 2021, "How to represent part-whole hierarchies in a neural network",
/// arXiv 2102.12627.</remarks>
public static class SimilarityAttention
{
    /// <summary>The weights of one level, or of one level seen together with the levels above it.</summary>
    /// <param name="levels">X of this level first, then of those above, each <c>[n, d]</c> with its own d.</param>
    /// <param name="beta">Inverse temperature β, at least 0.</param>
    /// <param name="decay">λ, at least 0: similarity k levels up counts λᵏ.</param>
    /// <returns>Softmax by rows of β Σ λᵏ X₍ₖ₎X₍ₖ₎ᵀ, <c>[n, n]</c>.</returns>
    /// <exception cref="ArgumentException">There is no level, or levels differ in their rows.</exception>
    /// <exception cref="ArgumentOutOfRangeException">β or λ is negative or not finite.</exception>
    public static Tensor<double> Weights(IReadOnlyList<Tensor<double>> levels, double beta, double decay)
    {
        ArgumentNullException.ThrowIfNull(levels);
        Require.That(levels.Count > 0, nameof(levels), "there is no level; pass at least the one that attends");
        RequireAtLeastZero(beta, nameof(beta));
        RequireAtLeastZero(decay, nameof(decay));
        var n = levels[0].Rows;
        var weights = new Tensor<double>(n, n);
        var factor = beta;
        for (var k = 0; k < levels.Count; k++, factor *= decay)
        {
            Require.That(
                levels[k].Rows == n,
                nameof(levels),
                $"the first level has {n} locations but level {k} has {levels[k].Rows}; all share them");
            for (var i = 0; i < n; i++)
            {
                for (var j = 0; j < n; j++)
                    weights[i, j] += factor * Dot(levels[k].Row(i), levels[k].Row(j));
            }
        }

        for (var i = 0; i < n; i++)
            SoftmaxInPlace(weights.Row(i));
        return weights;
    }

    /// <summary>Repeats the attention, every time scaled back to unit vectors, until it is done.</summary>
    /// <param name="start">Unit vectors, <c>[n, d]</c>; not changed.</param>
    /// <param name="beta">Inverse temperature β, at least 0.</param>
    /// <param name="iterations">Number of times, at least 0.</param>
    /// <returns>The vectors after that, <c>[n, d]</c>.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A number is outside its range.</exception>
    /// <exception cref="OperationCanceledException">The cell was cancelled.</exception>
    /// <remarks><b>Cost:</b> O(n²d) an iteration, without allocation.</remarks>
    public static Tensor<double> Converge(Tensor<double> start, double beta, int iterations)
    {
        ArgumentNullException.ThrowIfNull(start);
        RequireAtLeastZero(beta, nameof(beta));
        Require.AtLeast(iterations, 0);
        var (now, next, scores) = (start.Clone(), start.Clone(), new double[start.Rows]);
        var cancellation = Ambient.Cancellation;
        for (var t = 0; t < iterations; t++)
        {
            cancellation.ThrowIfCancellationRequested();
            for (var i = 0; i < now.Rows; i++)
            {
                for (var j = 0; j < now.Rows; j++)
                    scores[j] = beta * Dot(now.Row(i), now.Row(j));
                SoftmaxInPlace(scores);
                var row = next.Row(i);
                row.Clear();
                for (var j = 0; j < now.Rows; j++)
                    AddTimes(row, scores[j], now.Row(j));
                var length = Math.Sqrt(Dot(row, row));
                for (var k = 0; k < row.Length; k++)
                    row[k] /= length;
            }

            (now, next) = (next, now);
        }

        return now;
    }

    /// <summary>Groups of vectors that a chain of short steps connects.</summary>
    /// <param name="vectors">Vectors, <c>[n, d]</c>.</param>
    /// <param name="gap">Longest step within a group, at least 0.</param>
    /// <returns>The number of each vector's group, from 0 in order of appearance.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The gap is negative or not finite.</exception>
    public static int[] Islands(Tensor<double> vectors, double gap)
    {
        ArgumentNullException.ThrowIfNull(vectors);
        RequireAtLeastZero(gap, nameof(gap));
        var (groups, count) = (new int[vectors.Rows], 0);
        Array.Fill(groups, -1);
        var open = new Stack<int>();
        for (var first = 0; first < groups.Length; first++)
        {
            if (groups[first] >= 0) continue;
            groups[first] = count;
            open.Push(first);
            while (open.TryPop(out var i))
            {
                for (var j = 0; j < groups.Length; j++)
                {
                    if (groups[j] >= 0 || SquaredDistance(vectors.Row(i), vectors.Row(j)) > gap * gap) continue;
                    groups[j] = count;
                    open.Push(j);
                }
            }

            count++;
        }

        return groups;
    }

    /// <summary>
    /// One column of levels at one location, all networks the identity: level l takes 2e(l) + e(l+1) + e(l−1), for the
    /// attention over one location is the level itself; the ends see themselves.
    /// </summary>
    /// <param name="levels">One vector a level, <c>[levels, d]</c>; not changed.</param>
    /// <param name="steps">Number of updates, at least 0.</param>
    /// <param name="average">Whether the four contributions are averaged, or else added.</param>
    /// <returns>The levels after that.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The number of steps is negative.</exception>
    public static Tensor<double> Column(Tensor<double> levels, int steps, bool average)
    {
        ArgumentNullException.ThrowIfNull(levels);
        Require.AtLeast(steps, 0);
        var (now, next, share) = (levels.Clone(), levels.Clone(), average ? 0.25 : 1);
        for (var t = 0; t < steps; t++)
        {
            for (var l = 0; l < now.Rows; l++)
            {
                var row = next.Row(l);
                row.Clear();
                AddTimes(row, 2 * share, now.Row(l));
                AddTimes(row, share, now.Row(Math.Min(l + 1, now.Rows - 1)));
                AddTimes(row, share, now.Row(Math.Max(l - 1, 0)));
            }

            (now, next) = (next, now);
        }

        return now;
    }

    private static double Dot(ReadOnlySpan<double> a, ReadOnlySpan<double> b)
    {
        var sum = 0.0;
        for (var k = 0; k < a.Length; k++)
            sum += a[k] * b[k];
        return sum;
    }

    private static double SquaredDistance(ReadOnlySpan<double> a, ReadOnlySpan<double> b)
    {
        var sum = 0.0;
        for (var k = 0; k < a.Length; k++)
            sum += (a[k] - b[k]) * (a[k] - b[k]);
        return sum;
    }

    private static void AddTimes(Span<double> sum, double factor, ReadOnlySpan<double> term)
    {
        for (var k = 0; k < sum.Length; k++)
            sum[k] += factor * term[k];
    }

    private static void SoftmaxInPlace(Span<double> scores)
    {
        var largest = double.NegativeInfinity;
        foreach (var score in scores)
            largest = Math.Max(largest, score);
        var sum = 0.0;
        for (var j = 0; j < scores.Length; j++)
        {
            scores[j] = Elementary.Exp(scores[j] - largest);
            sum += scores[j];
        }

        for (var j = 0; j < scores.Length; j++)
            scores[j] /= sum;
    }

    private static void RequireAtLeastZero(double value, string name) => Require.InRange(
        value >= 0 && double.IsFinite(value), name, $"{name} must be at least 0 and finite, but is {value}");
}
