using System.Numerics;
using Lemmata.Arguments;
using Lemmata.Display;

namespace Lemmata.Learning.Topics.Hint;

/// <summary>
/// The integral of a decreasing function over [0, 1], bounded from below and above by rectangles over a partition that
/// grows by one interval at a time: the one with the largest gap between its two rectangles is bisected.
/// </summary>
/// <typeparam name="T">The number type; with <c>Rational</c> everything is exact.</typeparam>
/// <remarks>
/// <para>Definition: an interval [a, b] has the gap <c>(b − a)(f(a) − f(b))</c>; the quality of the answer is
/// <c>Q = 1/(upper − lower)</c>, one over the sum of all gaps.</para>
/// <para>Edge cases: among equal gaps the interval that is older, and of two born together the left one, comes
/// first.</para>
/// <para>Cost: one value of f and of order log N comparisons a step; 56 bytes an interval in double.</para>
/// <para>Determinism: in double only sums, products and quotients, hence the same bits on every machine; sums of gaps
/// are taken afresh each time they are asked for.</para>
/// <para>Source: J. L. Gustafson, Q. O. Snell 1995, HINT: a new way to measure computer performance.</para>
/// </remarks>
public sealed class HierarchicalIntegration<T>
    where T : INumber<T>
{
    private readonly Func<T, T> function;
    private readonly T two = T.One + T.One;
    private readonly List<Interval<T>> intervals = [];
    private readonly PriorityQueue<int, (T Gap, int Age)> queue =
        new(Comparer<(T Gap, int Age)>.Create((a, b) =>
            b.Gap.CompareTo(a.Gap) is not 0 and var order ? order : a.Age.CompareTo(b.Age)));

    private int born;

    /// <summary>Starts with the one interval [0, 1].</summary>
    /// <param name="function">f, decreasing on [0, 1].</param>
    /// <exception cref="ArgumentException">f is larger at 1 than at 0.</exception>
    public HierarchicalIntegration(Func<T, T> function)
    {
        ArgumentNullException.ThrowIfNull(function);
        var (left, right) = (function(T.Zero), function(T.One));
        Require.That(
            left >= right,
            nameof(function),
            $"f(0) is {left} but f(1) is {right}; the rectangles bound the integral of a decreasing function only, so "
                + $"integrate −f.");

        this.function = function;
        intervals.Add(new(T.Zero, T.One, left, right));
        queue.Enqueue(0, (intervals[0].Gap, born++));
    }

    /// <summary>The number of intervals N.</summary>
    public int Count => intervals.Count;

    /// <summary>The intervals, in no particular order.</summary>
    public IReadOnlyList<Interval<T>> Intervals => intervals;

    /// <summary>The sum of all gaps, upper less lower bound.</summary>
    public T Gap => Total(static i => i.Gap);

    /// <summary>The lower bound, a sum of rectangles under the graph.</summary>
    public T Lower => Total(static i => (i.To - i.From) * i.Right);

    /// <summary>The upper bound, a sum of rectangles over the graph.</summary>
    public T Upper => Total(static i => (i.To - i.From) * i.Left);

    /// <summary>The quality <c>1/(upper − lower)</c>.</summary>
    /// <exception cref="InvalidOperationException">The gap is 0: the function is constant, and the answer
    /// exact.</exception>
    public T Quality => Gap is var gap && T.IsZero(gap)
        ? throw new InvalidOperationException($"the gap is 0 after {Count} intervals; the quality 1/gap has no bound")
        : T.One / gap;

    /// <summary>Bisects until there are N intervals.</summary>
    /// <param name="count">N, at least the present number.</param>
    /// <returns>This object.</returns>
    /// <exception cref="ArgumentOutOfRangeException">N is below the present number.</exception>
    /// <exception cref="OperationCanceledException">The host cancelled the cell.</exception>
    public HierarchicalIntegration<T> BisectTo(int count)
    {
        Require.AtLeast(count, Count, "the number of intervals, which only grows");
        var cancellation = Ambient.Cancellation;
        while (intervals.Count < count)
        {
            if ((intervals.Count & 1023) == 0)
                cancellation.ThrowIfCancellationRequested();
            var place = queue.Dequeue();
            var interval = intervals[place];
            var middle = (interval.From + interval.To) / two;
            var value = function(middle);
            intervals[place] = interval with { To = middle, Right = value };
            intervals.Add(new(middle, interval.To, value, interval.Right));
            queue.Enqueue(place, (intervals[place].Gap, born++));
            queue.Enqueue(intervals.Count - 1, (intervals[^1].Gap, born++));
        }

        return this;
    }

    /// <summary>A sum with compensation, which is exact in exact types.</summary>
    private T Total(Func<Interval<T>, T> part)
    {
        var (sum, lost) = (T.Zero, T.Zero);
        foreach (var interval in intervals)
        {
            var term = part(interval);
            var next = sum + term;
            lost += T.Abs(sum) >= T.Abs(term) ? sum - next + term : term - next + sum;
            sum = next;
        }

        return sum + lost;
    }
}

/// <summary>A piece of the partition with the function's values at its ends.</summary>
/// <typeparam name="T">The number type.</typeparam>
/// <param name="From">The left end a.</param>
/// <param name="To">The right end b.</param>
/// <param name="Left">f(a).</param>
/// <param name="Right">f(b).</param>
public readonly record struct Interval<T>(T From, T To, T Left, T Right)
    where T : INumber<T>
{
    /// <summary>The area between the two rectangles, <c>(b − a)(f(a) − f(b))</c>.</summary>
    public T Gap => (To - From) * (Left - Right);
}
