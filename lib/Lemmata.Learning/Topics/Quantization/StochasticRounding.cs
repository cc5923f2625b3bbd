using System.Numerics;
using Lemmata.Arguments;

namespace Lemmata.Learning.Topics.Quantization;

/// <summary>Unbiased random rounding to the ends of the grid cell that holds a number.</summary>
/// <remarks>
/// Source: D. Alistarh, D. Grubic, J. Li, R. Tomioka, M. Vojnovic 2017, arXiv:1610.02132, section 3.1.
/// </remarks>
public static class StochasticRounding
{
    /// <summary>The total variance of a vector that is rounded to <paramref name="intervals"/> equal cells between its
    /// smallest and largest coordinate.</summary>
    /// <typeparam name="T">The number type; with <c>Rational</c> the variance is exact.</typeparam>
    /// <param name="gradient">g, <c>[n]</c>, not empty.</param>
    /// <param name="intervals">s, at least 1; s = 1 is the one-bit code, s = 2^k − 1 uses k bits.</param>
    /// <returns>
    /// <c>Σ (g − low)(high − g)</c> with the ends of the cell of each g; at most <c>n (M−m)²/(4s²)</c>.
    /// </returns>
    /// <exception cref="ArgumentException">The vector is empty.</exception>
    /// <exception cref="ArgumentOutOfRangeException">There is no cell.</exception>
    public static T TotalVariance<T>(IReadOnlyCollection<T> gradient, int intervals)
        where T : INumber<T>
    {
        Require.That(gradient.Count != 0, nameof(gradient), "A grid is fitted to at least one coordinate; got none.");

        Require.InRange(intervals >= 1, nameof(intervals), $"The grid needs at least 1 cell; got {intervals}.");

        var (low, high) = (gradient.Min()!, gradient.Max()!);
        var width = (high - low) / T.CreateChecked(intervals);
        var total = T.Zero;
        if (width == T.Zero)
        {
            return total;
        }

        foreach (var g in gradient)
        {
            var inside = (g - low) % width;
            total += inside * (width - inside);
        }

        return total;
    }
}
