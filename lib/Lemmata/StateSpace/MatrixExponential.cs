using MathNet.Numerics.LinearAlgebra;

namespace Lemmata.StateSpace;

/// <summary>The matrix exponential by scaling, squaring and the [13/13] Padé approximant (Higham 2005).</summary>
internal static class MatrixExponential
{
    private static readonly double[] Padé =
    [
        64764752532480000, 32382376266240000, 7771770303897600, 1187353796428800, 129060195264000, 10559470521600,
        670442572800, 33522128640, 1323241920, 40840800, 960960, 16380, 182, 1,
    ];

    internal static Matrix<double> Of(Matrix<double> matrix)
    {
        var squarings = Math.Max(0, (int)Math.Ceiling(Math.Log2(Math.Max(matrix.L1Norm() / 5.371920351148152, 1))));
        var a = matrix * Math.Pow(2, -squarings);
        var identity = Matrix<double>.Build.DenseIdentity(a.RowCount);
        var (even, odd) = (identity * Padé[0], identity * Padé[1]);
        var square = a * a;
        var power = square;
        for (var j = 2; j < Padé.Length; j += 2, power *= square)
        {
            even += power * Padé[j];
            odd += power * Padé[j + 1];
        }
        odd = a * odd;
        var result = (even - odd).Solve(even + odd);
        for (var j = 0; j < squarings; j++) result *= result;
        return result;
    }
}
