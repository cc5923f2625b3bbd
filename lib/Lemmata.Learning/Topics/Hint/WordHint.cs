using Lemmata.Arguments;
using Lemmata.Display;

namespace Lemmata.Learning.Topics.Hint;

/// <summary>
/// The bounds of <c>∫₀¹ (1 − x)/(1 + x) dx</c> in whole numbers: the unit square is cut into columns and rows, and the
/// squares wholly under the graph and those that it touches or that lie under it are counted.
/// </summary>
/// <remarks>
/// <para>Definition: with a word of w bits there are <c>2^⌊w/2⌋</c> columns and <c>2^⌈w/2⌉</c> rows, so that a count of
/// squares fits the word. Heights are rounded down for the lower bound and up for the upper one, and an interval one
/// column wide cannot be bisected.</para>
/// <para>Error: none; the arithmetic is that of 64-bit integers, whose range is not reached.</para>
/// <para>Source: the integer form of J. L. Gustafson, Q. O. Snell 1995; the division of the word is ours.</para>
/// </remarks>
public static class WordHint
{
    /// <summary>The quality of the answer after each bisection.</summary>
    /// <param name="bits">w, 4 to 40.</param>
    /// <param name="most">The most intervals, at least 1; the number of columns ends the run earlier.</param>
    /// <returns>Q for N = 1, 2, …: the number of squares over those in doubt.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A number is outside its range.</exception>
    /// <exception cref="OperationCanceledException">The host cancelled the cell.</exception>
    public static double[] Qualities(int bits, int most)
    {
        Require.InRange(
            bits is >= 4 and <= 40,
            nameof(bits),
            $"The word has 4 to 40 bits, got {bits}; with more, every run within memory is exact anyway.");

        Require.AtLeast(most, 1, "the most intervals");
        long columns = 1L << (bits / 2), rows = 1L << (bits - bits / 2);
        var cancellation = Ambient.Cancellation;
        var queue = new PriorityQueue<(long From, long Width), (long Gap, long From)>(
            Comparer<(long Gap, long From)>.Create((a, b) =>
                b.Gap.CompareTo(a.Gap) is not 0 and var order ? order : a.From.CompareTo(b.From)));
        var doubt = Gap(0, columns);
        queue.Enqueue((0, columns), (doubt, 0));
        var qualities = new List<double>();
        while (qualities.Count < most)
        {
            if ((qualities.Count & 1023) == 0)
                cancellation.ThrowIfCancellationRequested();
            qualities.Add((double)(columns * rows) / doubt);
            if (!queue.TryDequeue(out var interval, out var gap))
                break;
            var half = interval.Width / 2;
            var (left, right) = (Gap(interval.From, half), Gap(interval.From + half, half));
            doubt += left + right - gap.Gap;
            Add(interval.From, half, left);
            Add(interval.From + half, half, right);
        }

        return [.. qualities];

        long Gap(long from, long width) => width * (Ceiling(from) - (Height(from + width)));

        // Heights in rows: rows·(columns − k)/(columns + k), rounded down and up.
        long Height(long k) => rows * (columns - k) / (columns + k);
        long Ceiling(long k) => (rows * (columns - k) + columns + k - 1) / (columns + k);

        void Add(long from, long width, long gap)
        {
            if (width > 1)
                queue.Enqueue((from, width), (gap, from));
        }
    }
}
