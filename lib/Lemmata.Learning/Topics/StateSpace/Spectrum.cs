using System.Numerics;
using MathNet.Numerics.LinearAlgebra;

namespace Lemmata.Learning.Topics.StateSpace;

/// <summary>Eigenvalues in one fixed order.</summary>
internal static class Spectrum
{
    /// <summary>The eigenvalues of a real matrix, by real part, then imaginary part.</summary>
    internal static Complex[] Of(Matrix<double> matrix)
    {
        // Reading the diagonal is exact; the QR iteration loses the eigenvalues −1 … −N of LegS from N = 12 on.
        var values = IsLowerTriangular(matrix)
            ? matrix.Diagonal().Select(value => new Complex(value, 0))
            : Iterated(matrix);
        return [.. values.OrderBy(value => value.Real).ThenBy(value => value.Imaginary)];
    }

    // Scaled to entries of size 1: the iteration does not converge on entries near the smallest double.
    private static IEnumerable<Complex> Iterated(Matrix<double> matrix)
    {
        var size = matrix.Enumerate().Max(Math.Abs);
        return (matrix / size).Evd(Symmetricity.Asymmetric).EigenValues.Select(value => value * size);
    }

    internal static double Radius(Matrix<double> matrix) => Of(matrix).Max(value => value.Magnitude);

    internal static bool IsLowerTriangular(Matrix<double> matrix)
    {
        for (var row = 0; row < matrix.RowCount; row++)
        {
            for (var column = row + 1; column < matrix.ColumnCount; column++)
                if (matrix[row, column] != 0) return false;
        }

        return true;
    }
}
