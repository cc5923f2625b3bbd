using System.Numerics;
using Lemmata.Learning.Numerics.Tensors;
using TensorPrimitives = System.Numerics.Tensors.TensorPrimitives;

namespace Lemmata.Learning.Numerics.Autodiff.Operations;

internal sealed class Reduce<T> : Operation<T> where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    // Scalar: [n…] → []   Row: [m…, n…] → [n…]   Column: [m…, n] → [m…, 1];  ā repeats g
    public static readonly Reduce<T> Instance = new();

    public override string Name => "Sum";

    public override void Forward(Variable<T> y)
    {
        ReadOnlySpan<T> a = y.A!.Span;
        var sum = y.Span;
        switch ((Repeat)y.Integer)
        {
            case Repeat.Scalar:
                sum[0] = Reduction.Sum(a);
                break;
            case Repeat.Row:
                sum.Clear();
                for (var i = 0; i < a.Length; i += sum.Length)
                    TensorPrimitives.Add(sum, a.Slice(i, sum.Length), sum);
                break;
            default:
                var columns = y.A.Columns;
                for (var i = 0; i < sum.Length; i++)
                    sum[i] = Reduction.Sum(a.Slice(i * columns, columns));
                break;
        }
    }

    public override void Backward(Variable<T> y, Variable<T> g)
    {
        if (y.A!.Needed) Pass(y.A, g.Expand((Repeat)y.Integer, y.A.Shape));
    }
}

internal sealed class Expand<T> : Operation<T> where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    // Scalar: [] → [n…]   Row: [n…] → [m…, n…]   Column: [m…, 1] → [m…, n];  ā sums g over the repeats
    public static readonly Expand<T> Instance = new();

    public override void Forward(Variable<T> y)
    {
        ReadOnlySpan<T> a = y.A!.Span;
        var result = y.Span;
        switch ((Repeat)y.Integer)
        {
            case Repeat.Scalar:
                result.Fill(a[0]);
                break;
            case Repeat.Row:
                for (var i = 0; i < result.Length; i += a.Length)
                    a.CopyTo(result[i..]);
                break;
            default:
                var columns = y.Columns;
                for (var i = 0; i < a.Length; i++)
                    result.Slice(i * columns, columns).Fill(a[i]);
                break;
        }
    }

    public override void Backward(Variable<T> y, Variable<T> g)
    {
        if (y.A!.Needed) Pass(y.A, g.Reduce((Repeat)y.Integer, y.A.Shape));
    }
}
