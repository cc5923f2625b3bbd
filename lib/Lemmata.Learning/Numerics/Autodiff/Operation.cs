using System.Numerics;
using Lemmata.Learning.Numerics.Tensors;

namespace Lemmata.Learning.Numerics.Autodiff;

/// <summary>
/// A pair of rules: <see cref="Forward"/> computes a value, <see cref="Backward"/> passes the adjoint of the value to
/// the inputs. Backward rules are written with the recorded operations, so that they can be differentiated again.
/// </summary>
internal abstract class Operation<T> where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public virtual string Name => GetType().Name.Split('`')[0];

    public virtual bool PassesGradient => true;

    /// <summary>Gives the record a buffer of the shape, the old one where it fits.</summary>
    public virtual void Provide(Variable<T> record, ReadOnlySpan<int> shape)
    {
        if (record.OwnsValue && record.Value.Shape.SequenceEqual(shape)) return;
        record.Value = new Tensor<T>(shape.ToArray());
        record.OwnsValue = true;
    }

    public abstract void Forward(Variable<T> y);

    public abstract void Backward(Variable<T> y, Variable<T> g);

    /// <summary>Adds a gradient to the adjoint of an input.</summary>
    protected static void Pass(Variable<T>? input, Variable<T> gradient) => gradient.Tape.Accumulate(input!, gradient);
}

/// <summary>How the smaller operand of an elementwise operation is repeated.</summary>
internal enum Repeat
{
    None,
    Scalar,
    Row,
    Column,
}

internal static class Broadcast
{
    /// <summary>
    /// The way in which <paramref name="small"/> is repeated to the shape <paramref name="large"/>, if any.
    /// </summary>
    public static bool TryFind(ReadOnlySpan<int> large, ReadOnlySpan<int> small, out Repeat repeat)
    {
        repeat = Repeat.None;
        if (large.SequenceEqual(small)) return true;
        if (Count(small) == 1)
            repeat = Repeat.Scalar;
        else if (small.Length < large.Length && large[^small.Length..].SequenceEqual(small))
            repeat = Repeat.Row;
        else if (small.Length == large.Length && small[^1] == 1 && large[..^1].SequenceEqual(small[..^1]))
            repeat = Repeat.Column;
        return repeat != Repeat.None;
    }

    public static int Count(ReadOnlySpan<int> shape)
    {
        var count = 1;
        foreach (var dimension in shape) count *= dimension;
        return count;
    }
}
