using System.Numerics;
using Lemmata.Learning.Numerics.Tensors;

namespace Lemmata.Learning.Topics.Grokking;

/// <summary>Fourier coefficients over the cyclic group of p elements, p any number.</summary>
internal static class CyclicFourier
{
    /// <summary>
    /// z[k, f − 1] with x[a] ≈ (2/p) |z| cos(2πfa/p + arg z), for each column k of a matrix <c>[p, width]</c>.
    /// </summary>
    public static Complex[,] Columns<T>(Tensor<T> matrix) where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        Transform(matrix.Columns, matrix.Rows, (k, a) => double.CreateChecked(matrix[a, k]));

    /// <summary>The same for each row of a matrix <c>[width, p]</c>.</summary>
    public static Complex[,] Rows<T>(Tensor<T> matrix) where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        Transform(matrix.Rows, matrix.Columns, (k, a) => double.CreateChecked(matrix[k, a]));

    /// <summary>cos and sin of 2πm/p for m = 0 … p − 1.</summary>
    public static (double[] Cosine, double[] Sine) Circle(int p)
    {
        var (cosine, sine) = (new double[p], new double[p]);
        for (var m = 0; m < p; m++)
            (cosine[m], sine[m]) = (Elementary.Cos(2 * Math.PI * m / p), Elementary.Sin(2 * Math.PI * m / p));
        return (cosine, sine);
    }

    private static Complex[,] Transform(int count, int p, Func<int, int, double> element)
    {
        // Σ x[a] e^(−2πifa/p) as two matrix products, real and imaginary part.
        var (cosine, sine) = Circle(p);
        var frequencies = (p - 1) / 2;
        Tensor<double> values = new(count, p), real = new(p, frequencies), imaginary = new(p, frequencies);
        for (var a = 0; a < p; a++)
        {
            for (var k = 0; k < count; k++)
                values[k, a] = element(k, a);
            for (var f = 1; f <= frequencies; f++)
            {
                var turn = (int)((long)f * a % p);
                (real[a, f - 1], imaginary[a, f - 1]) = (cosine[turn], -sine[turn]);
            }
        }
        Tensor<double> re = MatrixProduct.Multiply(values, real), im = MatrixProduct.Multiply(values, imaginary);
        var result = new Complex[count, frequencies];
        for (var k = 0; k < count; k++)
        {
            for (var f = 0; f < frequencies; f++)
                result[k, f] = new Complex(re[k, f], im[k, f]);
        }

        return result;
    }
}
