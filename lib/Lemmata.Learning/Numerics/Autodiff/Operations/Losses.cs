using System.Numerics;
using Lemmata.Learning.Numerics.Tensors;

namespace Lemmata.Learning.Numerics.Autodiff.Operations;

internal sealed class SoftmaxRows<T> : Operation<T> where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    // y = eᵃ / Σ eᵃ over the last dimension: [m…, n] → [m…, n];  ā = y ∘ (g − Σ g ∘ y)
    public static readonly SoftmaxRows<T> Instance = new();

    public override string Name => "Softmax";

    public override void Forward(Variable<T> y)
    {
        ReadOnlySpan<T> a = y.A!.Span;
        var columns = y.Columns;
        for (var i = 0; i < a.Length; i += columns)
            Softmax.Of(a.Slice(i, columns), y.Span.Slice(i, columns));
    }

    public override void Backward(Variable<T> y, Variable<T> g)
    {
        if (!y.A!.Needed) return;
        var product = g * y;
        Pass(y.A, product - y * product.SumColumns());
    }
}

internal sealed class LogSumExpRows<T> : Operation<T> where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    // y = ln Σ eᵃ over the last dimension: [m…, n] → [m…, 1];  ā = g ∘ softmax(a)
    public static readonly LogSumExpRows<T> Instance = new();

    public override string Name => "LogSumExp";

    public override void Forward(Variable<T> y)
    {
        ReadOnlySpan<T> a = y.A!.Span;
        var columns = y.A.Columns;
        for (var i = 0; i < y.Span.Length; i++)
            y.Span[i] = Softmax.LogSumExp(a.Slice(i * columns, columns));
    }

    public override void Backward(Variable<T> y, Variable<T> g)
    {
        if (y.A!.Needed) Pass(y.A, y.A.Softmax() * g);
    }
}

internal sealed class CrossEntropy<T> : Operation<T> where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    // y = mean over rows of ln Σ eᵃ − a[label]: [m, n], m labels → [];  ā = g (softmax(a) − onehot) / m
    public static readonly CrossEntropy<T> Instance = new();

    public override void Forward(Variable<T> y)
    {
        ReadOnlySpan<T> a = y.A!.Span;
        var columns = y.A.Columns;
        var sum = T.Zero;
        for (var i = 0; i < y.Indices!.Length; i++)
        {
            var row = a.Slice(i * columns, columns);
            sum += Softmax.LogSumExp(row) - row[y.Indices[i]];
        }
        y.Span[0] = sum / T.CreateChecked(y.Indices.Length);
    }

    public override void Backward(Variable<T> y, Variable<T> g)
    {
        if (!y.A!.Needed) return;
        var error = y.A.Softmax().SubtractOneHot(y.Indices!);
        Pass(y.A, error * (g * (T.One / T.CreateChecked(y.Indices!.Length))));
    }
}

internal sealed class SubtractOneHot<T> : Operation<T> where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    // y = a − onehot: [m, n], m labels → [m, n];  ā = g
    public static readonly SubtractOneHot<T> Instance = new();

    public override void Forward(Variable<T> y)
    {
        y.A!.Span.CopyTo(y.Span);
        for (var i = 0; i < y.Indices!.Length; i++)
            y.Span[i * y.Columns + y.Indices[i]] -= T.One;
    }

    public override void Backward(Variable<T> y, Variable<T> g)
    {
        if (y.A!.Needed) Pass(y.A, g);
    }
}
