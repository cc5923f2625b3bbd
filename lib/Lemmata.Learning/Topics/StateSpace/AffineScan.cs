using MathNet.Numerics.LinearAlgebra;

namespace Lemmata.Learning.Topics.StateSpace;

/// <summary>Prefix sums of the recurrence <c>x_k = A x_{k−1} + v_k</c> by a work-efficient tree.</summary>
internal static class AffineScan
{
    /// <summary>Replaces v_k by x_k, k = 0 … count−1, starting from a zero state.</summary>
    /// <param name="a">A, [N, N].</param>
    /// <param name="values">[count, N] row-major: on entry v, on return x.</param>
    /// <param name="count">Number of steps.</param>
    internal static void InPlace(Matrix<double> a, double[] values, int count)
    {
        var width = a.RowCount;
        var powers = new List<double[]>();
        var power = a;
        // Up: after the round with stride s, entry k holds the effect of the last 2s inputs for k+1 divisible by 2s.
        for (var stride = 1; stride < count; stride *= 2)
        {
            var matrix = power.ToRowMajorArray();
            powers.Add(matrix);
            for (var k = 2 * stride - 1; k < count; k += 2 * stride) Join(matrix, values, k - stride, k, width);
            if (stride < count - stride) power *= power;
        }
        // Down: entry k with k+1 an odd multiple of s still lacks what happened before its own s inputs.
        for (var round = powers.Count - 1; round >= 0; round--)
        {
            var stride = 1 << round;
            for (var k = 3 * stride - 1; k < count; k += 2 * stride) Join(powers[round], values, k - stride, k, width);
        }
    }

    private static void Join(double[] matrix, double[] values, int earlier, int later, int width)
    {
        var source = values.AsSpan(earlier * width, width);
        var target = values.AsSpan(later * width, width);
        for (var n = 0; n < width; n++)
        {
            var row = matrix.AsSpan(n * width, width);
            var sum = 0.0;
            for (var k = 0; k < width; k++) sum += row[k] * source[k];
            target[n] += sum;
        }
    }
}
