using Lemmata.Arguments;
using Lemmata.Display;

namespace Lemmata.Learning.Topics.MarkovDecision;

/// <summary>Optimal values by repeating Bellman's operator.</summary>
/// <remarks><em>Error</em>: after k steps from V₀ at most <c>γ^k max |V₀ − V*|</c>.</remarks>
public static class ValueIteration
{
    /// <summary>The values after 0, 1, 2, … steps.</summary>
    /// <param name="process">The process.</param>
    /// <param name="start">V₀, one per state; zero when omitted.</param>
    /// <returns>An endless sequence that begins with V₀.</returns>
    /// <exception cref="ArgumentException">The number of start values is not the number of states.</exception>
    public static IEnumerable<double[]> Steps(MarkovDecisionProcess process, IReadOnlyList<double>? start = null)
    {
        ArgumentNullException.ThrowIfNull(process);
        process.RequireCount(start?.Count ?? process.States, "start");
        return Endless(process, start);
    }

    /// <summary>The optimal values to a stated accuracy.</summary>
    /// <param name="process">The process.</param>
    /// <param name="accuracy">Largest error allowed, positive.</param>
    /// <returns>
    /// V with <c>max |V − V*|</c> at most <paramref name="accuracy"/> (up to rounding) and the number of steps.
    /// </returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="accuracy"/> is not positive.</exception>
    /// <exception cref="OperationCanceledException">The host cancelled the cell.</exception>
    public static (double[] Values, int Steps) Solve(MarkovDecisionProcess process, double accuracy)
    {
        ArgumentNullException.ThrowIfNull(process);
        Require.InRange(accuracy > 0, nameof(accuracy), "the accuracy must be positive.");

        var cancellation = Ambient.Cancellation;
        var values = new double[process.States];
        for (var step = 1; ; step++)
        {
            cancellation.ThrowIfCancellationRequested();
            var next = process.Bellman(values);
            var change = Distance(next, values);
            values = next;

            // The distance to V* is at most γ/(1 − γ) times the last change; below rounding nothing moves any more.
            if (change * process.Discount <= accuracy * (1 - process.Discount) || change <= 1e-15 * next.Max(Math.Abs))
            {
                return (values, step);
            }
        }
    }

    /// <summary>The distance of two value vectors in the maximum norm.</summary>
    /// <param name="a">One vector.</param>
    /// <param name="b">Another of the same length.</param>
    /// <returns><c>max |a − b|</c>.</returns>
    /// <exception cref="ArgumentException">The lengths differ.</exception>
    public static double Distance(IReadOnlyList<double> a, IReadOnlyList<double> b)
    {
        Require.That(
            a.Count == b.Count,
            nameof(b),
            $"a has {a.Count} values but b has {b.Count}; both are indexed by state.");
        return a.Select((v, i) => Math.Abs(v - b[i])).DefaultIfEmpty(0).Max();
    }

    private static IEnumerable<double[]> Endless(MarkovDecisionProcess process, IReadOnlyList<double>? start)
    {
        double[] values = start is null ? new double[process.States] : [.. start];
        while (true)
        {
            yield return values;
            values = process.Bellman(values);
        }
    }
}
