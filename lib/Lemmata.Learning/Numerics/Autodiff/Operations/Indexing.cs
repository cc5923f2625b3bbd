using System.Numerics;
using Lemmata.Learning.Numerics.Tensors;

namespace Lemmata.Learning.Numerics.Autodiff.Operations;

internal sealed class Gather<T> : Operation<T> where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    // y[i] = a[index[i]]: [v, d], n indices → [n, d];  ā adds each row of g at its index
    public static readonly Gather<T> Instance = new();

    public override void Forward(Variable<T> y) => Embedding.Gather(y.A!.Value, y.Indices, y.Value);

    public override void Backward(Variable<T> y, Variable<T> g)
    {
        if (y.A!.Needed) Pass(y.A, g.ScatterAdd(y.Indices!, y.A.Rows));
    }
}

internal sealed class ScatterAdd<T> : Operation<T> where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    // y[index[i]] += a[i], in the order of i: [n, d], n indices → [v, d];  ā gathers the rows of g
    public static readonly ScatterAdd<T> Instance = new();

    public override void Forward(Variable<T> y)
    {
        y.Span.Clear();
        Embedding.ScatterAdd(y.A!.Value, y.Indices, y.Value);
    }

    public override void Backward(Variable<T> y, Variable<T> g)
    {
        if (y.A!.Needed) Pass(y.A, g.Gather(y.Indices!));
    }
}

internal sealed class StopGradient<T> : Operation<T> where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    // y = a: [n…] → [n…];  ā = 0
    public static readonly StopGradient<T> Instance = new();

    public override bool PassesGradient => false;

    public override void Forward(Variable<T> y) => y.A!.Span.CopyTo(y.Span);

    public override void Backward(Variable<T> y, Variable<T> g) { }
}

internal sealed class Custom<T> : Operation<T> where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    // y = f(a): [n…] → [n…];  ā is whatever the caller's rule says
    public static readonly Custom<T> Instance = new();

    public override void Forward(Variable<T> y) => ((CustomGradient<T>)y.State!).Forward(y.A!.Value, y.Value);

    public override void Backward(Variable<T> y, Variable<T> g)
    {
        if (!y.A!.Needed) return;
        var gradient = ((CustomGradient<T>)y.State!).Backward(y.A, y, g);
        if (!gradient.Value.HasShapeOf(y.A.Value))
        {
            throw new InvalidOperationException(
                $"the gradient of a custom operation has shape {gradient.Value.ShapeText} but its input has shape "
                    + $"{y.A.Value.ShapeText}; return one number per element of the input"
            );
        }

        Pass(y.A, gradient);
    }
}
