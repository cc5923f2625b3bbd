using System.Numerics;
using TensorPrimitives = System.Numerics.Tensors.TensorPrimitives;

namespace Lemmata.Learning.Numerics.Autodiff.Operations;

/// <summary>A tensor of the caller; nothing flows further back.</summary>
internal sealed class Leaf<T> : Operation<T> where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public static readonly Leaf<T> Instance = new();

    public override bool PassesGradient => false;

    public override void Forward(Variable<T> y) { }

    public override void Backward(Variable<T> y, Variable<T> g) { }
}

/// <summary>A constant in every element.</summary>
internal sealed class Fill<T> : Operation<T> where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    // → [any], all elements equal Number
    public static readonly Fill<T> Instance = new();

    public override bool PassesGradient => false;

    public override void Forward(Variable<T> y) => y.Span.Fill(y.Number);

    public override void Backward(Variable<T> y, Variable<T> g) { }
}

/// <summary>An operation on elements of the same place, the second operand repeated where it is smaller.</summary>
internal abstract class Elementwise2<T> : Operation<T> where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    protected abstract void Apply(ReadOnlySpan<T> a, ReadOnlySpan<T> b, Span<T> y);

    protected abstract void Apply(ReadOnlySpan<T> a, T b, Span<T> y);

    public override void Forward(Variable<T> y)
    {
        ReadOnlySpan<T> a = y.A!.Span, b = y.B!.Span;
        var result = y.Span;
        switch ((Repeat)y.Integer)
        {
            case Repeat.None:
                Apply(a, b, result);
                break;
            case Repeat.Scalar:
                Apply(a, b[0], result);
                break;
            case Repeat.Row:
                for (var i = 0; i < a.Length; i += b.Length)
                    Apply(a.Slice(i, b.Length), b, result.Slice(i, b.Length));
                break;
            default:
                var columns = y.Columns;
                for (var i = 0; i < b.Length; i++)
                    Apply(a.Slice(i * columns, columns), b[i], result.Slice(i * columns, columns));
                break;
        }
    }

    /// <summary>Passes a gradient of the large shape to the repeated operand.</summary>
    protected static void PassRepeated(Variable<T> y, Variable<T> gradient) =>
        Pass(y.B, gradient.Reduce((Repeat)y.Integer, y.B!.Shape));
}

internal sealed class Add<T> : Elementwise2<T> where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    // y = a + b: [n…], [n… | row | column | scalar] → [n…];  ā = g,  b̄ = Σ g over the repeats
    public static readonly Add<T> Instance = new();

    protected override void Apply(ReadOnlySpan<T> a, ReadOnlySpan<T> b, Span<T> y) => TensorPrimitives.Add(a, b, y);

    protected override void Apply(ReadOnlySpan<T> a, T b, Span<T> y) => TensorPrimitives.Add(a, b, y);

    public override void Backward(Variable<T> y, Variable<T> g)
    {
        if (y.A!.Needed) Pass(y.A, g);
        if (y.B!.Needed) PassRepeated(y, g);
    }
}

internal sealed class Subtract<T> : Elementwise2<T> where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    // y = a − b: [n…], [n… | row | column | scalar] → [n…];  ā = g,  b̄ = −Σ g over the repeats
    public static readonly Subtract<T> Instance = new();

    protected override void Apply(ReadOnlySpan<T> a, ReadOnlySpan<T> b, Span<T> y) =>
        TensorPrimitives.Subtract(a, b, y);

    protected override void Apply(ReadOnlySpan<T> a, T b, Span<T> y) => TensorPrimitives.Subtract(a, b, y);

    public override void Backward(Variable<T> y, Variable<T> g)
    {
        if (y.A!.Needed) Pass(y.A, g);
        if (y.B!.Needed) PassRepeated(y, -g);
    }
}

internal sealed class Multiply<T> : Elementwise2<T> where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    // y = a ∘ b: [n…], [n… | row | column | scalar] → [n…];  ā = g ∘ b,  b̄ = Σ g ∘ a over the repeats
    public static readonly Multiply<T> Instance = new();

    protected override void Apply(ReadOnlySpan<T> a, ReadOnlySpan<T> b, Span<T> y) =>
        TensorPrimitives.Multiply(a, b, y);

    protected override void Apply(ReadOnlySpan<T> a, T b, Span<T> y) => TensorPrimitives.Multiply(a, b, y);

    public override void Backward(Variable<T> y, Variable<T> g)
    {
        if (y.A!.Needed) Pass(y.A, g * y.B!);
        if (y.B!.Needed) PassRepeated(y, g * y.A);
    }
}

internal sealed class Divide<T> : Elementwise2<T> where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    // y = a / b: [n…], [n… | row | column | scalar] → [n…];  ā = g / b,  b̄ = −Σ g ∘ y / b over the repeats
    public static readonly Divide<T> Instance = new();

    protected override void Apply(ReadOnlySpan<T> a, ReadOnlySpan<T> b, Span<T> y) => TensorPrimitives.Divide(a, b, y);

    protected override void Apply(ReadOnlySpan<T> a, T b, Span<T> y) => TensorPrimitives.Divide(a, b, y);

    public override void Backward(Variable<T> y, Variable<T> g)
    {
        var quotient = g / y.B!;
        if (y.A!.Needed) Pass(y.A, quotient);
        if (y.B!.Needed) PassRepeated(y, -(quotient * y));
    }
}

internal sealed class Scale<T> : Operation<T> where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    // y = c·a: [n…] → [n…];  ā = c·g
    public static readonly Scale<T> Instance = new();

    public override void Forward(Variable<T> y) => TensorPrimitives.Multiply(y.A!.Span, y.Number, y.Span);

    public override void Backward(Variable<T> y, Variable<T> g)
    {
        if (y.A!.Needed) Pass(y.A, g * y.Number);
    }
}

internal sealed class Shift<T> : Operation<T> where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    // y = a + c: [n…] → [n…];  ā = g
    public static readonly Shift<T> Instance = new();

    public override void Forward(Variable<T> y) => TensorPrimitives.Add(y.A!.Span, y.Number, y.Span);

    public override void Backward(Variable<T> y, Variable<T> g)
    {
        if (y.A!.Needed) Pass(y.A, g);
    }
}
