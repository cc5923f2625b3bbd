using System.Numerics;
using Lemmata.Learning.Numerics.Tensors;

namespace Lemmata.Learning.Numerics.Autodiff;

/// <summary>One value on a <see cref="Tape{T}"/>: a tensor together with the operation that made it.</summary>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
/// <remarks>Operations are methods and operators, so that code reads like the formula:
/// <c>(x.Multiply(w) + bias).Tanh().Square().Mean()</c>. The smaller operand of +, −, ∗ and / is repeated when it has
/// one element, when its shape equals the last dimensions of the other (a row), or when its last dimension is 1
/// (a column).</remarks>
public sealed partial class Variable<T> where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    internal Variable(Tape<T> tape, int index) => (Tape, Index) = (tape, index);

    /// <summary>The tape that recorded the variable.</summary>
    public Tape<T> Tape { get; }

    /// <summary>The value, valid until the tape is reset.</summary>
    public Tensor<T> Value { get; internal set; } = null!;

    /// <summary>The only element of a scalar.</summary>
    /// <exception cref="InvalidOperationException">The value has more than one element.</exception>
    public T Scalar => Value.Count == 1
        ? Value.Data[0]
        : throw new InvalidOperationException($"a scalar has one element but the value has shape {Value.ShapeText}");

    internal int Index { get; }
    internal Operation<T> Operation { get; set; } = null!;
    internal Variable<T>? A { get; set; }
    internal Variable<T>? B { get; set; }
    internal int Integer { get; set; }
    internal T Number { get; set; }
    internal int[]? Indices { get; set; }
    internal object? State { get; set; }
    internal bool OwnsValue { get; set; }
    internal bool Needed { get; set; }
    internal Variable<T>? Adjoint { get; set; }

    internal Span<T> Span => Value.Span;
    internal ReadOnlySpan<int> Shape => Value.Shape;

    /// <summary>The last dimension; rows are counted over all others.</summary>
    internal int Columns => Value.Columns;

    internal int Rows => Value.Rows;

    /// <summary>Shape and operation, for error messages and debugging.</summary>
    /// <returns>Such as <c>Softmax [4, 7]</c>.</returns>
    public override string ToString() => $"{Operation.Name} {Value.ShapeText}";
}
