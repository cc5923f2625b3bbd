using System.Numerics;
using Lemmata.Learning.Numerics.Tensors;

namespace Lemmata.Learning.Numerics.Autodiff.Operations;

internal sealed class MatrixMultiply<T> : Operation<T> where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    // y = op(a)·op(b): [m, k], [k, n] → [m, n], operands stored transposed where Integer says so
    // ā = g·op(b)ᵀ,  b̄ = op(a)ᵀ·g, each read transposed where the operand was
    public static readonly MatrixMultiply<T> Instance = new();

    public override void Forward(Variable<T> y)
    {
        var (transposeA, transposeB) = Transposes(y);
        MatrixProduct.Multiply(y.A!.Value, transposeA ? Transpose.Yes : Transpose.No,
            y.B!.Value, transposeB ? Transpose.Yes : Transpose.No, y.Value);
    }

    public override void Backward(Variable<T> y, Variable<T> g)
    {
        var (transposeA, transposeB) = Transposes(y);
        if (y.A!.Needed)
            Pass(y.A, transposeA ? y.B!.Multiply(g, transposeB, true) : g.Multiply(y.B!, false, !transposeB));
        if (y.B!.Needed)
            Pass(y.B, transposeB ? g.Multiply(y.A, true, transposeA) : y.A.Multiply(g, !transposeA, false));
    }

    private static (bool A, bool B) Transposes(Variable<T> y) => ((y.Integer & 1) != 0, (y.Integer & 2) != 0);
}

internal sealed class BatchMultiply<T> : Operation<T> where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    // y[i] = op(a[i])·op(b[i]): [s, m, k], [s, k, n] → [s, m, n], transposes as in MatrixMultiply
    public static readonly BatchMultiply<T> Instance = new();

    public override void Forward(Variable<T> y)
    {
        bool transposeA = (y.Integer & 1) != 0, transposeB = (y.Integer & 2) != 0;
        int m = y.Shape[1], n = y.Shape[2], k = y.A!.Shape[transposeA ? 1 : 2];
        ReadOnlySpan<T> a = y.A.Span, b = y.B!.Span;
        var result = y.Span;
        for (var s = 0; s < y.Shape[0]; s++)
        {
            var left = a.Slice(s * m * k, m * k);
            var right = b.Slice(s * k * n, k * n);
            var product = result.Slice(s * m * n, m * n);
            if (m * n * k >= 8192)
            {
                MatrixProduct.Multiply(
                    transposeA ? Transpose.Yes : Transpose.No,
                    transposeB ? Transpose.Yes : Transpose.No,
                    m,
                    n,
                    k,
                    left,
                    right,
                    product);
            }
            else
            {
                Small(left, right, product, m, n, k, transposeA, transposeB);
            }
        }
    }

    // The same order of additions as the packed product, so that the choice above never shows in the bits.
    private static void Small(
        ReadOnlySpan<T> a,
        ReadOnlySpan<T> b,
        Span<T> y,
        int m,
        int n,
        int k,
        bool transposeA,
        bool transposeB)
    {
        y.Clear();
        for (var i = 0; i < m; i++)
        {
            var row = y.Slice(i * n, n);
            for (var l = 0; l < k; l++)
            {
                var factor = a[transposeA ? l * m + i : i * k + l];
                if (transposeB)
                {
                    for (var j = 0; j < n; j++)
                        row[j] = T.FusedMultiplyAdd(factor, b[j * k + l], row[j]);
                }
                else
                {
                    RowUpdate.AddMultiple(factor, b.Slice(l * n, n), row);
                }
            }
        }
    }

    public override void Backward(Variable<T> y, Variable<T> g)
    {
        bool transposeA = (y.Integer & 1) != 0, transposeB = (y.Integer & 2) != 0;
        if (y.A!.Needed)
            Pass(y.A, transposeA ? y.B!.BatchMultiply(g, transposeB, true) : g.BatchMultiply(y.B!, false, !transposeB));
        if (y.B!.Needed)
            Pass(y.B, transposeB ? g.BatchMultiply(y.A, true, transposeA) : y.A.BatchMultiply(g, !transposeA, false));
    }
}

internal static class RowUpdate
{
    /// <summary>y ← fma(factor, x, y), the same bits for every vector width.</summary>
    public static void AddMultiple<T>(T factor, ReadOnlySpan<T> x, Span<T> y)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var i = 0;
        if (typeof(T) == typeof(float))
        {
            var c = new Vector<float>((float)(object)factor);
            for (; i <= x.Length - Vector<float>.Count; i += Vector<float>.Count)
            {
                Vector
                    .FusedMultiplyAdd(
                        c,
                        Vector.As<T, float>(new Vector<T>(x[i..])),
                        Vector.As<T, float>(new Vector<T>(y[i..])))
                    .As<float, T>()
                    .CopyTo(y[i..]);
            }
        }
        else if (typeof(T) == typeof(double))
        {
            var c = new Vector<double>((double)(object)factor);
            for (; i <= x.Length - Vector<double>.Count; i += Vector<double>.Count)
            {
                Vector
                    .FusedMultiplyAdd(
                        c,
                        Vector.As<T, double>(new Vector<T>(x[i..])),
                        Vector.As<T, double>(new Vector<T>(y[i..])))
                    .As<double, T>()
                    .CopyTo(y[i..]);
            }
        }
        for (; i < x.Length; i++)
            y[i] = T.FusedMultiplyAdd(factor, x[i], y[i]);
    }
}

internal sealed class TransposeMatrix<T> : Operation<T> where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    // y = aᵀ: [m, n] → [n, m];  ā = gᵀ
    public static readonly TransposeMatrix<T> Instance = new();

    public override string Name => "Transpose";

    public override void Forward(Variable<T> y)
    {
        ReadOnlySpan<T> a = y.A!.Span;
        var result = y.Span;
        int m = y.A.Rows, n = y.A.Columns;
        for (var i = 0; i < m; i++)
        {
            for (var j = 0; j < n; j++)
                result[j * m + i] = a[i * n + j];
        }
    }

    public override void Backward(Variable<T> y, Variable<T> g)
    {
        if (y.A!.Needed) Pass(y.A, g.Transpose());
    }
}

internal sealed class Reshape<T> : Operation<T> where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    // y = a under another shape, no copy: [n…] → [m…];  ā = g under the old shape
    public static readonly Reshape<T> Instance = new();

    public override void Provide(Variable<T> record, ReadOnlySpan<int> shape)
    {
        if (record.Value is { } old && old.Data == record.A!.Value.Data && old.Shape.SequenceEqual(shape)) return;
        record.Value = record.A!.Value.Reshape(shape.ToArray());
        record.OwnsValue = false;
    }

    public override void Forward(Variable<T> y) { }

    public override void Backward(Variable<T> y, Variable<T> g)
    {
        if (y.A!.Needed) Pass(y.A, g.Reshape(y.A.Shape));
    }
}
