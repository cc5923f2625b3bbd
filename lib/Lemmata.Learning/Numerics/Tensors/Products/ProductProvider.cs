using System.Numerics;
using System.Reflection;
using MathNet.Numerics.Providers.LinearAlgebra;
using MathNetTranspose = MathNet.Numerics.Providers.LinearAlgebra.Transpose;

namespace Lemmata.Learning.Numerics.Tensors.Products;

/// <summary>
/// A linear-algebra provider that computes real matrix products itself and forwards every other call.
/// </summary>
/// <remarks>
/// Math.NET stores matrices by columns, which row-major is the transpose: <c>Cᵀ = op(B)ᵀ·op(A)ᵀ</c> needs no copy.
/// </remarks>
internal class ProductProvider : DispatchProxy
{
    private ILinearAlgebraProvider inner = null!;

    public static ILinearAlgebraProvider Over(ILinearAlgebraProvider inner)
    {
        var provider = Create<ILinearAlgebraProvider, ProductProvider>();
        ((ProductProvider)(object)provider).inner = inner;
        return provider;
    }

    protected override object? Invoke(MethodInfo? method, object?[]? arguments)
    {
        var handled = (method!.Name, arguments) switch
        {
            (
                "MatrixMultiply",
                [double[] x, int rows, int columns, double[] y, int otherRows, int otherColumns, double[] result]
            ) => TryMultiply(
                MathNetTranspose.DontTranspose,
                MathNetTranspose.DontTranspose,
                1,
                x,
                rows,
                columns,
                y,
                otherRows,
                otherColumns,
                0,
                result),
            (
                "MatrixMultiply",
                [float[] x, int rows, int columns, float[] y, int otherRows, int otherColumns, float[] result]
            ) => TryMultiply(
                MathNetTranspose.DontTranspose,
                MathNetTranspose.DontTranspose,
                1,
                x,
                rows,
                columns,
                y,
                otherRows,
                otherColumns,
                0,
                result),
            (
                "MatrixMultiplyWithUpdate",
                [
                    MathNetTranspose a,
                    MathNetTranspose b,
                    double alpha,
                    double[] x,
                    int rows,
                    int columns,
                    double[] y,
                    int otherRows,
                    int otherColumns,
                    double beta,
                    double[] result,
                ]) => TryMultiply(a, b, alpha, x, rows, columns, y, otherRows, otherColumns, beta, result),
            (
                "MatrixMultiplyWithUpdate",
                [
                    MathNetTranspose a,
                    MathNetTranspose b,
                    float alpha,
                    float[] x,
                    int rows,
                    int columns,
                    float[] y,
                    int otherRows,
                    int otherColumns,
                    float beta,
                    float[] result,
                ]) => TryMultiply(a, b, alpha, x, rows, columns, y, otherRows, otherColumns, beta, result),
            _ => false,
        };
        return handled ? null : method.Invoke(inner, BindingFlags.DoNotWrapExceptions, null, arguments, null);
    }

    // False leaves the call, and the message about a wrong size, to the provider underneath.
    private static bool TryMultiply<T>(
        MathNetTranspose transposeA,
        MathNetTranspose transposeB,
        T alpha,
        T[] a,
        int rowsA,
        int columnsA,
        T[] b,
        int rowsB,
        int columnsB,
        T beta,
        T[] c)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var (left, right) = (Read(transposeA), Read(transposeB));
        var (m, k) = left == Transpose.No ? (rowsA, columnsA) : (columnsA, rowsA);
        var (inner, n) = right == Transpose.No ? (rowsB, columnsB) : (columnsB, rowsB);
        if (k != inner || a.Length != (long)m * k || b.Length != (long)k * n || c.Length != (long)m * n)
            return false;
        var direct =
            alpha == T.One && (T.IsZero(beta) || beta == T.One) && !ReferenceEquals(a, c) && !ReferenceEquals(b, c);
        var product = direct ? c : new T[c.Length];
        MatrixProduct.Multiply<T>(right, left, n, m, k, b, a, product, accumulate: direct && beta == T.One);
        for (var i = 0; !direct && i < c.Length; i++)
            c[i] = T.IsZero(beta) ? alpha * product[i] : alpha * product[i] + beta * c[i];
        return true;
    }

    private static Transpose Read(MathNetTranspose transpose) =>
        transpose == MathNetTranspose.DontTranspose ? Transpose.No : Transpose.Yes;
}
