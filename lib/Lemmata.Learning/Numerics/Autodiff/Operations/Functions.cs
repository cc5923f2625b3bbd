using System.Numerics;
using Lemmata.Learning.Numerics.Tensors;
using TensorPrimitives = System.Numerics.Tensors.TensorPrimitives;

namespace Lemmata.Learning.Numerics.Autodiff.Operations;

internal sealed class Square<T> : Operation<T> where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    // y = a²: [n…] → [n…];  ā = 2 g ∘ a
    public static readonly Square<T> Instance = new();

    public override void Forward(Variable<T> y) => TensorPrimitives.Multiply(y.A!.Span, y.A.Span, y.Span);

    public override void Backward(Variable<T> y, Variable<T> g)
    {
        if (y.A!.Needed) Pass(y.A, g * y.A * T.CreateChecked(2));
    }
}

internal sealed class SquareRoot<T> : Operation<T> where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    // y = √a: [n…] → [n…];  ā = g / 2y
    public static readonly SquareRoot<T> Instance = new();

    public override void Forward(Variable<T> y) => TensorPrimitives.Sqrt(y.A!.Span, y.Span);

    public override void Backward(Variable<T> y, Variable<T> g)
    {
        if (y.A!.Needed) Pass(y.A, g / y * T.CreateChecked(0.5));
    }
}

internal sealed class Relu<T> : Operation<T> where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    // y = max(a, 0): [n…] → [n…];  ā = g where a > 0, else 0
    public static readonly Relu<T> Instance = new();

    public override void Forward(Variable<T> y) => TensorPrimitives.Max(y.A!.Span, T.Zero, y.Span);

    public override void Backward(Variable<T> y, Variable<T> g)
    {
        if (y.A!.Needed) Pass(y.A, g.WherePositive(y.A));
    }
}

internal sealed class WherePositive<T> : Operation<T> where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    // y = a where b > 0, else 0: [n…], [n…] → [n…];  ā = g where b > 0;  b̄ = 0 almost everywhere
    public static readonly WherePositive<T> Instance = new();

    public override void Forward(Variable<T> y)
    {
        ReadOnlySpan<T> a = y.A!.Span, b = y.B!.Span;
        var result = y.Span;
        var i = 0;
        for (; i <= a.Length - Vector<T>.Count; i += Vector<T>.Count)
        {
            Vector
                .ConditionalSelect(
                    Vector.GreaterThan(new Vector<T>(b[i..]), Vector<T>.Zero),
                    new Vector<T>(a[i..]),
                    Vector<T>.Zero)
                .CopyTo(result[i..]);
        }

        for (; i < a.Length; i++)
            result[i] = b[i] > T.Zero ? a[i] : T.Zero;
    }

    public override void Backward(Variable<T> y, Variable<T> g)
    {
        if (y.A!.Needed) Pass(y.A, g.WherePositive(y.B!));
    }
}

internal sealed class Exponential<T> : Operation<T> where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    // y = eᵃ: [n…] → [n…];  ā = g ∘ y
    public static readonly Exponential<T> Instance = new();

    public override void Forward(Variable<T> y) => Elementwise.Exp<T>(y.A!.Span, y.Span);

    public override void Backward(Variable<T> y, Variable<T> g)
    {
        if (y.A!.Needed) Pass(y.A, g * y);
    }
}

internal sealed class Logarithm<T> : Operation<T> where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    // y = ln a: [n…] → [n…];  ā = g / a
    public static readonly Logarithm<T> Instance = new();

    public override void Forward(Variable<T> y) => Elementwise.Log<T>(y.A!.Span, y.Span);

    public override void Backward(Variable<T> y, Variable<T> g)
    {
        if (y.A!.Needed) Pass(y.A, g / y.A);
    }
}

internal sealed class HyperbolicTangent<T> : Operation<T> where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    // y = tanh a: [n…] → [n…];  ā = g ∘ (1 − y²)
    public static readonly HyperbolicTangent<T> Instance = new();

    public override void Forward(Variable<T> y) => Elementwise.Tanh<T>(y.A!.Span, y.Span);

    public override void Backward(Variable<T> y, Variable<T> g)
    {
        if (y.A!.Needed) Pass(y.A, g - g * y.Square());
    }
}

internal sealed class Logistic<T> : Operation<T> where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    // y = 1 / (1 + e⁻ᵃ): [n…] → [n…];  ā = g ∘ y ∘ (1 − y)
    public static readonly Logistic<T> Instance = new();

    public override string Name => "Sigmoid";

    public override void Forward(Variable<T> y) => Elementwise.Sigmoid<T>(y.A!.Span, y.Span);

    public override void Backward(Variable<T> y, Variable<T> g)
    {
        if (!y.A!.Needed) return;
        var product = g * y;
        Pass(y.A, product - product * y);
    }
}

internal sealed class Sine<T> : Operation<T> where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    // y = sin a: [n…] → [n…];  ā = g ∘ cos a
    public static readonly Sine<T> Instance = new();

    public override void Forward(Variable<T> y) => Elementwise.Sin<T>(y.A!.Span, y.Span);

    public override void Backward(Variable<T> y, Variable<T> g)
    {
        if (y.A!.Needed) Pass(y.A, g * y.A.Cos());
    }
}

internal sealed class Cosine<T> : Operation<T> where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    // y = cos a: [n…] → [n…];  ā = −g ∘ sin a
    public static readonly Cosine<T> Instance = new();

    public override void Forward(Variable<T> y) => Elementwise.Cos<T>(y.A!.Span, y.Span);

    public override void Backward(Variable<T> y, Variable<T> g)
    {
        if (y.A!.Needed) Pass(y.A, -(g * y.A.Sin()));
    }
}
