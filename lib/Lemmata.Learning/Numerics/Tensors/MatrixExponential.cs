using Lemmata.Arguments;
using MathNet.Numerics.LinearAlgebra;

namespace Lemmata.Learning.Numerics.Tensors;

/// <summary>
/// The exponential of a square matrix, <c>e^A = Σ Aʲ/j!</c>, by scaling and squaring with Padé approximants.
/// </summary>
/// <remarks>
/// <para><b>Definition.</b> <c>e^A = (r(A/2ˢ))^(2ˢ)</c> with the [m/m] Padé approximant r of the exponential; the
/// smallest m of 3, 5, 7, 9
/// whose bound on <c>‖A‖₁</c> holds is taken with s = 0, otherwise m = 13 and the smallest s that brings the norm below
/// 5.372.</para>
/// <para><b>Error.</b> In exact arithmetic the result is the exponential of <c>A + E</c> with <c>‖E‖₁ ≤ 2⁻⁵³ ‖A‖₁</c>;
/// rounding adds to it while squaring.</para>
/// <para><b>Source.</b> Higham 2005, "The scaling and squaring method for the matrix exponential revisited", table 2.3
/// and algorithm 2.3, doi:10.1137/04061101X.</para>
/// </remarks>
public static class MatrixExponential
{
    private const double LargestNorm = 5.371920351148152;

    private static readonly (int Order, double Norm)[] SmallOrders =
        [(3, 1.495585217958292e-2), (5, 2.539398330063230e-1), (7, 9.504178996162932e-1), (9, 2.097847961257068)];

    /// <summary>The exponential of a matrix.</summary>
    /// <param name="matrix">A, square.</param>
    /// <returns><c>e^A</c>, of the same size.</returns>
    /// <exception cref="ArgumentException">The matrix is not square, or an element is not finite.</exception>
    /// <remarks>
    /// <b>Cost.</b> 3 to 6 products and one solution, and one product more each time the norm doubles beyond 5.372.
    /// </remarks>
    public static Matrix<double> Of(Matrix<double> matrix)
    {
        ArgumentNullException.ThrowIfNull(matrix);
        Require.That(
            matrix.RowCount == matrix.ColumnCount,
            nameof(matrix),
            $"the matrix exponential needs a square matrix, got {matrix.RowCount} × {matrix.ColumnCount}");

        var norm = matrix.L1Norm();
        Require.That(
            double.IsFinite(norm) && !matrix.Exists(x => !double.IsFinite(x)),
            nameof(matrix),
            $"the matrix exponential needs finite elements, but the 1-norm is {norm}");
        foreach (var (order, bound) in SmallOrders)
        {
            if (norm <= bound)
                return Padé(matrix, order);
        }

        var squarings = Math.Max(0, (int)Math.Ceiling(Math.Log2(norm / LargestNorm)));
        var result = Padé(matrix * Math.ScaleB(1, -squarings), 13);
        for (var i = 0; i < squarings; i++)
            result *= result;
        return result;
    }

    private static Matrix<double> Padé(Matrix<double> a, int order)
    {
        var coefficients = Coefficients(order);
        var identity = Matrix<double>.Build.DenseIdentity(a.RowCount);
        var (even, odd) = (identity * coefficients[0], identity * coefficients[1]);
        var square = a * a;
        var power = square;
        for (var j = 2; j <= order; j += 2)
        {
            even += power * coefficients[j];
            odd += power * coefficients[j + 1];
            if (j + 2 <= order)
                power *= square;
        }
        odd = a * odd;
        return (even - odd).Solve(even + odd);
    }

    // b_j = (2m − j)! m! / ((2m)! (m − j)! j!), times (2m)!/m! so that all are integers
    private static double[] Coefficients(int order)
    {
        var coefficients = new double[order + 1];
        coefficients[order] = 1;
        for (var j = order - 1; j >= 0; j--)
            coefficients[j] = coefficients[j + 1] * (2 * order - j) * (j + 1) / (order - j);
        return coefficients;
    }
}
