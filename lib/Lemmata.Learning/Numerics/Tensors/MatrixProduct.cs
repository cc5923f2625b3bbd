using System.Numerics;
using Lemmata.Arguments;
using Lemmata.Learning.Numerics.Tensors.Products;

namespace Lemmata.Learning.Numerics.Tensors;

/// <summary>
/// Products of dense row-major matrices, <c>C = op(A)·op(B)</c> or <c>C += op(A)·op(B)</c>, where <c>op</c> may
/// transpose.
/// </summary>
/// <remarks>
/// <para><b>Definition.</b> Each element of C is
/// <c>fma(op(A)[i,k−1], op(B)[k−1,j], … fma(op(A)[i,0], op(B)[0,j], c₀))</c> with <c>c₀ = 0</c>, or the old element
/// when accumulating:
/// one fused multiply-add after the other in the order of the inner index.</para>
/// <para><b>Determinism.</b> That order holds for every shape, transpose, vector width and number of threads, so the
/// bits are those of the
/// scalar triple loop in <see cref="Naive{T}"/> on every machine.</para>
/// <para><b>Edge cases.</b> With an inner dimension of 0 the product is zero (C is cleared, or kept when accumulating);
/// empty C is left alone.
/// NaN and infinity propagate as IEEE 754 says: an element of C is NaN as soon as one term of its sum is NaN, and
/// <c>0·∞</c> is NaN, not skipped.</para>
/// <para><b>Error.</b> At most <c>k·u·Σ|aᵢ||bᵢ|</c> per element to first order, u the unit roundoff (2⁻²⁴ for float,
/// 2⁻⁵³ for double).</para>
/// </remarks>
public static class MatrixProduct
{
    /// <summary>The product <c>A·B</c> as a new tensor.</summary>
    /// <param name="a">The left matrix, <c>[m, k]</c>; leading dimensions count as rows.</param>
    /// <param name="b">The right matrix, <c>[k, n]</c>.</param>
    /// <returns>The product, <c>[m, n]</c>.</returns>
    /// <exception cref="ArgumentException">The inner dimensions differ.</exception>
    public static Tensor<T> Multiply<T>(Tensor<T> a, Tensor<T> b) where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        Multiply(a, Transpose.No, b, Transpose.No);

    /// <summary>The product <c>op(A)·op(B)</c> as a new tensor.</summary>
    /// <param name="a">The left matrix, <c>[m, k]</c>, or <c>[k, m]</c> when transposed.</param>
    /// <param name="transposeA">Whether A is read transposed.</param>
    /// <param name="b">The right matrix, <c>[k, n]</c>, or <c>[n, k]</c> when transposed.</param>
    /// <param name="transposeB">Whether B is read transposed.</param>
    /// <returns>The product, <c>[m, n]</c>.</returns>
    /// <exception cref="ArgumentException">The inner dimensions differ.</exception>
    public static Tensor<T> Multiply<T>(Tensor<T> a, Transpose transposeA, Tensor<T> b, Transpose transposeB)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var c = new Tensor<T>(
            transposeA == Transpose.No ? a.Rows : a.Columns,
            transposeB == Transpose.No ? b.Columns : b.Rows);
        Multiply(a, transposeA, b, transposeB, c);
        return c;
    }

    /// <summary>Writes <c>op(A)·op(B)</c> into a tensor, or adds it.</summary>
    /// <param name="a">The left matrix, <c>[m, k]</c>, or <c>[k, m]</c> when transposed; leading dimensions count as
    /// rows.</param>
    /// <param name="transposeA">Whether A is read transposed.</param>
    /// <param name="b">The right matrix, <c>[k, n]</c>, or <c>[n, k]</c> when transposed.</param>
    /// <param name="transposeB">Whether B is read transposed.</param>
    /// <param name="c">The result, <c>[m, n]</c>; must not share elements with A or B.</param>
    /// <param name="accumulate">True to add the product to C, false to overwrite C.</param>
    /// <exception cref="ArgumentException">The shapes do not fit.</exception>
    /// <remarks>
    /// <b>Cost.</b> <c>2·m·n·k</c> floating-point operations; nothing is allocated after the first call of a size.
    /// </remarks>
    public static void Multiply<T>(
        Tensor<T> a, Transpose transposeA, Tensor<T> b, Transpose transposeB, Tensor<T> c, bool accumulate = false)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(a);
        ArgumentNullException.ThrowIfNull(b);
        ArgumentNullException.ThrowIfNull(c);
        var (m, inner) = transposeA == Transpose.No ? (a.Rows, a.Columns) : (a.Columns, a.Rows);
        var (k, n) = transposeB == Transpose.No ? (b.Rows, b.Columns) : (b.Columns, b.Rows);
        Require.That(
            inner == k,
            nameof(a),
            $"{Describe(transposeA, transposeB)} needs equal inner dimensions, but A has shape {a.ShapeText} and "
                + $"B has shape {b.ShapeText}: "
                + $"inner dimensions {inner} and {k}; transpose or reshape one of them");

        Require.That(
            c.Rows == m && c.Columns == n,
            nameof(c),
            $"{Describe(transposeA, transposeB)} of A {a.ShapeText} and B {b.ShapeText} has shape [{m}, {n}], "
                + $"but C has shape {c.ShapeText}; pass a C of that shape");

        Multiply<T>(transposeA, transposeB, m, n, k, a.Span, b.Span, c.Span, accumulate);
    }

    /// <summary>Writes <c>op(A)·op(B)</c> into a span, or adds it; all matrices are row-major without gaps.</summary>
    /// <param name="transposeA">Whether A is read transposed.</param>
    /// <param name="transposeB">Whether B is read transposed.</param>
    /// <param name="m">The rows of op(A) and of C.</param>
    /// <param name="n">The columns of op(B) and of C.</param>
    /// <param name="k">The columns of op(A) and rows of op(B).</param>
    /// <param name="a">A, <c>m·k</c> elements.</param>
    /// <param name="b">B, <c>k·n</c> elements.</param>
    /// <param name="c">C, <c>m·n</c> elements; must not overlap A or B.</param>
    /// <param name="accumulate">True to add the product to C, false to overwrite C.</param>
    /// <exception cref="ArgumentException">A dimension is negative, a span has not the length its dimensions say, or C
    /// overlaps A or B.</exception>
    public static void Multiply<T>(
        Transpose transposeA, Transpose transposeB, int m, int n, int k,
        ReadOnlySpan<T> a, ReadOnlySpan<T> b, Span<T> c, bool accumulate = false)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Validate(transposeA, transposeB, m, n, k, a.Length, b.Length, c.Length);
        Require.That(
            !a.Overlaps(c) && !b.Overlaps(c),
            nameof(a),
            $"{Describe(transposeA, transposeB)} cannot be written over its own operand; pass a C of its own, "
                + $"[{m}, {n}]");

        Multiply(transposeA, transposeB, m, n, k, a, b, c, accumulate, PackedProduct<T>.PreferredVectorBits);
    }

    internal static unsafe void Multiply<T>(
        Transpose transposeA, Transpose transposeB, int m, int n, int k,
        ReadOnlySpan<T> a, ReadOnlySpan<T> b, Span<T> c, bool accumulate, int vectorBits)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (k == 0 && !accumulate)
            c.Clear();
        if (m == 0 || n == 0 || k == 0)
            return;
        fixed (T* pa = a, pb = b, pc = c)
        {
            var product = new PackedProduct<T>
            {
                A = pa, B = pb, C = pc, M = m, N = n, K = k, Accumulate = accumulate, VectorBits = vectorBits,
                ATransposed = transposeA == Transpose.Yes, AStride = transposeA == Transpose.Yes ? m : k,
                BTransposed = transposeB == Transpose.Yes, BStride = transposeB == Transpose.Yes ? k : n, CStride = n,
            };
            if (product.IsBetterTransposed)
                product.RunTransposed();
            else
                product.RunOnThreads();
        }
    }

    /// <summary>
    /// The specification: the scalar triple loop of fused multiply-adds whose bits
    /// <see cref="Multiply{T}(Transpose, Transpose, int, int, int, ReadOnlySpan{T}, ReadOnlySpan{T}, Span{T}, bool)"/>
    /// has.
    /// </summary>
    /// <param name="transposeA">Whether A is read transposed.</param>
    /// <param name="transposeB">Whether B is read transposed.</param>
    /// <param name="m">The rows of op(A) and of C.</param>
    /// <param name="n">The columns of op(B) and of C.</param>
    /// <param name="k">The columns of op(A) and rows of op(B).</param>
    /// <param name="a">A, <c>m·k</c> elements.</param>
    /// <param name="b">B, <c>k·n</c> elements.</param>
    /// <param name="c">C, <c>m·n</c> elements.</param>
    /// <param name="accumulate">True to add the product to C, false to overwrite C.</param>
    /// <exception cref="ArgumentException">A dimension is negative or a span has not the length its dimensions
    /// say.</exception>
    public static void Naive<T>(
        Transpose transposeA, Transpose transposeB, int m, int n, int k,
        ReadOnlySpan<T> a, ReadOnlySpan<T> b, Span<T> c, bool accumulate = false)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Validate(transposeA, transposeB, m, n, k, a.Length, b.Length, c.Length);
        for (var i = 0; i < m; i++)
        {
            for (var j = 0; j < n; j++)
        {
            var sum = accumulate ? c[i * n + j] : T.Zero;
            for (var l = 0; l < k; l++)
                {
                    sum = T.FusedMultiplyAdd(
                    a[transposeA == Transpose.No ? i * k + l : l * m + i],
                    b[transposeB == Transpose.No ? l * n + j : j * k + l],
                    sum);
                }

                c[i * n + j] = sum;
        }
        }
    }

    private static void Validate(
        Transpose transposeA, Transpose transposeB, int m, int n, int k, int aLength, int bLength, int cLength)
    {
        Require.That(
            m >= 0 && n >= 0 && k >= 0,
            nameof(m),
            $"{Describe(transposeA, transposeB)} was asked with m = {m}, n = {n}, k = {k}; dimensions are at "
                + $"least 0");

        if ((long)m * k != aLength)
            throw Mismatch("A", "m·k", m, k, aLength);
        if ((long)k * n != bLength)
            throw Mismatch("B", "k·n", k, n, bLength);
        if ((long)m * n != cLength)
            throw Mismatch("C", "m·n", m, n, cLength);

        ArgumentException Mismatch(string name, string product, int rows, int columns, int got) =>
            new(
                $"{Describe(transposeA, transposeB)} needs {product} = {rows}·{columns} = {(long)rows * columns} "
                    + $"elements in {name}, got {got}; pass the whole matrix"
            );
    }

    private static string Describe(Transpose transposeA, Transpose transposeB) =>
        $"the matrix product A{(transposeA == Transpose.No ? "" : "ᵀ")}·B{(transposeB == Transpose.No ? "" : "ᵀ")}";
}
