using System.Numerics;
using Lemmata.Arguments;
using Lemmata.Learning.Numerics.Autodiff.Operations;
using Lemmata.Learning.Numerics.Tensors;

namespace Lemmata.Learning.Numerics.Autodiff;

public sealed partial class Variable<T>
{
    /// <summary>The sum a + b; the smaller operand is repeated.</summary>
    /// <param name="a">First operand.</param>
    /// <param name="b">Second operand.</param>
    /// <exception cref="ArgumentException">Neither shape repeats to the other.</exception>
    public static Variable<T> operator +(Variable<T> a, Variable<T> b) =>
        a.Value.Count < b.Value.Count
            ? Elementwise("+", Add<T>.Instance, b, a)
            : Elementwise("+", Add<T>.Instance, a, b);

    /// <summary>The difference a − b; the smaller operand is repeated.</summary>
    /// <param name="a">First operand.</param>
    /// <param name="b">Second operand.</param>
    /// <exception cref="ArgumentException">Neither shape repeats to the other.</exception>
    public static Variable<T> operator -(Variable<T> a, Variable<T> b) =>
        a.Value.Count < b.Value.Count ? -b + a : Elementwise("-", Subtract<T>.Instance, a, b);

    /// <summary>The product element by element, a ∘ b; the smaller operand is repeated.</summary>
    /// <param name="a">First operand.</param>
    /// <param name="b">Second operand.</param>
    /// <exception cref="ArgumentException">Neither shape repeats to the other.</exception>
    public static Variable<T> operator *(Variable<T> a, Variable<T> b) =>
        a.Value.Count < b.Value.Count
            ? Elementwise("*", Multiply<T>.Instance, b, a)
            : Elementwise("*", Multiply<T>.Instance, a, b);

    /// <summary>The quotient element by element, a / b; the smaller operand is repeated.</summary>
    /// <param name="a">First operand.</param>
    /// <param name="b">Second operand.</param>
    /// <exception cref="ArgumentException">Neither shape repeats to the other.</exception>
    public static Variable<T> operator /(Variable<T> a, Variable<T> b) =>
        a.Value.Count < b.Value.Count && Broadcast.TryFind(b.Shape, a.Shape, out var repeat)
            ? a.Expand(repeat, b.Shape) / b
            : Elementwise("/", Divide<T>.Instance, a, b);

    /// <summary>The negative, −a.</summary>
    /// <param name="a">The operand.</param>
    public static Variable<T> operator -(Variable<T> a) => a * -T.One;

    /// <summary>The multiple c·a.</summary>
    /// <param name="a">The tensor.</param>
    /// <param name="factor">The number c.</param>
    public static Variable<T> operator *(Variable<T> a, T factor) =>
        a.Record(Scale<T>.Instance, a.Shape, number: factor);

    /// <summary>The multiple c·a.</summary>
    /// <param name="factor">The number c.</param>
    /// <param name="a">The tensor.</param>
    public static Variable<T> operator *(T factor, Variable<T> a) => a * factor;

    /// <summary>Every element divided by a number, a / c.</summary>
    /// <param name="a">The tensor.</param>
    /// <param name="divisor">The number c.</param>
    public static Variable<T> operator /(Variable<T> a, T divisor) => a * (T.One / divisor);

    /// <summary>Every element plus a number, a + c.</summary>
    /// <param name="a">The tensor.</param>
    /// <param name="offset">The number c.</param>
    public static Variable<T> operator +(Variable<T> a, T offset) =>
        a.Record(Shift<T>.Instance, a.Shape, number: offset);

    /// <summary>Every element minus a number, a − c.</summary>
    /// <param name="a">The tensor.</param>
    /// <param name="offset">The number c.</param>
    public static Variable<T> operator -(Variable<T> a, T offset) => a + -offset;

    /// <summary>A number minus every element, c − a.</summary>
    /// <param name="offset">The number c.</param>
    /// <param name="a">The tensor.</param>
    public static Variable<T> operator -(T offset, Variable<T> a) => -a + offset;

    /// <summary>The matrix product op(this)·op(b), where a transposed operand is stored transposed.</summary>
    /// <param name="b">Right factor, <c>[k, n]</c>, or <c>[n, k]</c> when transposed.</param>
    /// <param name="transposeThis">Read this <c>[k, m]</c> as its transpose.</param>
    /// <param name="transposeOther">Read <paramref name="b"/> as its transpose.</param>
    /// <returns>The product, <c>[m, n]</c>.</returns>
    /// <exception cref="ArgumentException">The inner dimensions differ.</exception>
    public Variable<T> Multiply(Variable<T> b, bool transposeThis = false, bool transposeOther = false)
    {
        var (m, inner) = transposeThis ? (Columns, Rows) : (Rows, Columns);
        var (k, n) = transposeOther ? (b.Columns, b.Rows) : (b.Rows, b.Columns);
        Require.That(
            inner == k,
            nameof(b),
            $"a matrix product needs equal inner dimensions but the left operand {Value.ShapeText}"
                + $"{(transposeThis ? " transposed" : "")} has {inner} columns and the right operand "
                + $"{b.Value.ShapeText}"
                + $"{(transposeOther ? " transposed" : "")} has {k} rows");

        return Record(MatrixMultiply<T>.Instance, [m, n], b, (transposeThis ? 1 : 0) + (transposeOther ? 2 : 0));
    }

    /// <summary>One matrix product per entry of the first dimension.</summary>
    /// <param name="b">Right factors, <c>[s, k, n]</c>, or <c>[s, n, k]</c> when transposed.</param>
    /// <param name="transposeThis">Read each matrix of this <c>[s, k, m]</c> as its transpose.</param>
    /// <param name="transposeOther">Read each matrix of <paramref name="b"/> as its transpose.</param>
    /// <returns>The products, <c>[s, m, n]</c>.</returns>
    /// <exception cref="ArgumentException">An operand is not of rank 3, or dimensions differ.</exception>
    public Variable<T> BatchMultiply(Variable<T> b, bool transposeThis = false, bool transposeOther = false)
    {
        Require.That(
            Shape.Length == 3 && b.Shape.Length == 3 && Shape[0] == b.Shape[0],
            nameof(b),
            $"a batch of matrix products needs two tensors [s, ·, ·] with equal s, got {Value.ShapeText} and "
                + $"{b.Value.ShapeText}");

        var (m, inner) = transposeThis ? (Shape[2], Shape[1]) : (Shape[1], Shape[2]);
        var (k, n) = transposeOther ? (b.Shape[2], b.Shape[1]) : (b.Shape[1], b.Shape[2]);
        Require.That(
            inner == k,
            nameof(b),
            $"a batch of matrix products needs equal inner dimensions, got {inner} and {k} from "
                + $"{Value.ShapeText} and {b.Value.ShapeText}");

        return Record(
            BatchMultiply<T>.Instance,
            [Shape[0], m, n],
            b,
            (transposeThis ? 1 : 0) + (transposeOther ? 2 : 0));
    }

    /// <summary>The transpose of a matrix, <c>[m, n]</c> to <c>[n, m]</c>.</summary>
    /// <returns>The transpose.</returns>
    public Variable<T> Transpose() => Record(TransposeMatrix<T>.Instance, [Columns, Rows]);

    /// <summary>The same elements in the same order under another shape; nothing is copied.</summary>
    /// <param name="shape">The new shape, with as many elements.</param>
    /// <returns>The reshaped variable.</returns>
    /// <exception cref="ArgumentException">The number of elements differs.</exception>
    public Variable<T> Reshape(params ReadOnlySpan<int> shape) => Record(Reshape<T>.Instance, shape);

    /// <summary>The square of every element.</summary>
    /// <returns>a².</returns>
    public Variable<T> Square() => Record(Square<T>.Instance, Shape);

    /// <summary>The square root of every element.</summary>
    /// <returns>√a; NaN for negative elements.</returns>
    public Variable<T> Sqrt() => Record(SquareRoot<T>.Instance, Shape);

    /// <summary>The positive part of every element.</summary>
    /// <returns>max(a, 0); the derivative at 0 is taken as 0.</returns>
    public Variable<T> Relu() => Record(Relu<T>.Instance, Shape);

    /// <summary>The exponential of every element.</summary>
    /// <returns>eᵃ.</returns>
    public Variable<T> Exp() => Record(Exponential<T>.Instance, Shape);

    /// <summary>The natural logarithm of every element.</summary>
    /// <returns>ln a.</returns>
    public Variable<T> Log() => Record(Logarithm<T>.Instance, Shape);

    /// <summary>The hyperbolic tangent of every element.</summary>
    /// <returns>tanh a, in [−1, 1].</returns>
    public Variable<T> Tanh() => Record(HyperbolicTangent<T>.Instance, Shape);

    /// <summary>The logistic function of every element.</summary>
    /// <returns>1 / (1 + e⁻ᵃ), in [0, 1].</returns>
    public Variable<T> Sigmoid() => Record(Logistic<T>.Instance, Shape);

    /// <summary>The sine of every element.</summary>
    /// <returns>sin a, a in radians.</returns>
    public Variable<T> Sin() => Record(Sine<T>.Instance, Shape);

    /// <summary>The cosine of every element.</summary>
    /// <returns>cos a, a in radians.</returns>
    public Variable<T> Cos() => Record(Cosine<T>.Instance, Shape);

    /// <summary>Softmax over the last dimension.</summary>
    /// <returns>Positive numbers of the same shape whose rows sum to 1.</returns>
    public Variable<T> Softmax() => Record(SoftmaxRows<T>.Instance, Shape);

    /// <summary>ln Σ eᵃ over the last dimension.</summary>
    /// <returns>A column, the last dimension replaced by 1.</returns>
    public Variable<T> LogSumExp() => ColumnRecord(LogSumExpRows<T>.Instance, 0);

    /// <summary>The mean cross-entropy of rows of logits, −ln softmax(a)[label].</summary>
    /// <param name="labels">One class per row, from 0 to columns − 1.</param>
    /// <returns>A scalar in nats.</returns>
    /// <exception cref="ArgumentException">The number of labels is not the number of rows.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A label is no column.</exception>
    public Variable<T> CrossEntropy(int[] labels)
    {
        RequireIndices(labels, Rows, Columns, "label", "row of logits");
        return Record(CrossEntropy<T>.Instance, [], indices: labels);
    }

    /// <summary>The mean squared difference to another tensor of the same shape.</summary>
    /// <param name="target">What the values should be.</param>
    /// <returns>A scalar, the mean over all elements.</returns>
    /// <exception cref="ArgumentException">The shapes differ.</exception>
    public Variable<T> MeanSquaredError(Variable<T> target)
    {
        Require.That(
            Value.HasShapeOf(target.Value),
            nameof(target),
            $"the mean squared error needs equal shapes but the prediction has {Value.ShapeText} and the target "
                + $"{target.Value.ShapeText}");

        return (this - target).Square().Mean();
    }

    /// <summary>The sum of all elements.</summary>
    /// <returns>A scalar.</returns>
    public Variable<T> Sum() => Reduce(Repeat.Scalar, []);

    /// <summary>The mean of all elements.</summary>
    /// <returns>A scalar; NaN for an empty tensor.</returns>
    public Variable<T> Mean() => Sum() / T.CreateChecked(Value.Count);

    /// <summary>The sum over all rows.</summary>
    /// <returns>A row, <c>[columns]</c>.</returns>
    public Variable<T> SumRows() => Reduce(Repeat.Row, [Columns]);

    /// <summary>The sum over the last dimension.</summary>
    /// <returns>A column, the last dimension replaced by 1.</returns>
    public Variable<T> SumColumns() => ColumnRecord(Reduce<T>.Instance, (int)Repeat.Column);

    /// <summary>Rows picked by number, as an embedding does.</summary>
    /// <param name="indices">Row numbers, from 0; the array is referred to until the next reset.</param>
    /// <returns>The rows, <c>[indices, columns]</c>.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A number is no row.</exception>
    public Variable<T> Gather(int[] indices)
    {
        RequireIndices(indices, indices.Length, Rows, "index", "picked row");
        return Record(Gather<T>.Instance, [indices.Length, Columns], indices: indices);
    }

    /// <summary>Each row added to the row of the result that its index names.</summary>
    /// <param name="indices">One row number of the result per row.</param>
    /// <param name="rows">Number of rows of the result.</param>
    /// <returns>The sums, <c>[rows, columns]</c>.</returns>
    /// <exception cref="ArgumentException">The number of indices is not the number of rows.</exception>
    /// <exception cref="ArgumentOutOfRangeException">An index is no row of the result.</exception>
    public Variable<T> ScatterAdd(int[] indices, int rows)
    {
        RequireIndices(indices, Rows, rows, "index", "row");
        return Record(ScatterAdd<T>.Instance, [rows, Columns], indices: indices);
    }

    /// <summary>The same value with derivative zero.</summary>
    /// <returns>A constant copy.</returns>
    public Variable<T> StopGradient() => Record(StopGradient<T>.Instance, Shape);

    /// <summary>An operation with a derivative of the caller's choice.</summary>
    /// <param name="operation">Value and derivative.</param>
    /// <param name="shape">Shape of the result; that of this variable when empty.</param>
    /// <returns>The result.</returns>
    public Variable<T> Apply(CustomGradient<T> operation, params ReadOnlySpan<int> shape)
    {
        ArgumentNullException.ThrowIfNull(operation);
        return Record(Custom<T>.Instance, shape.IsEmpty ? Shape : shape, state: operation);
    }

    internal Variable<T> WherePositive(Variable<T> b) => Record(WherePositive<T>.Instance, Shape, b);

    internal Variable<T> SubtractOneHot(int[] labels) => Record(SubtractOneHot<T>.Instance, Shape, indices: labels);

    internal Variable<T> Reduce(Repeat repeat, ReadOnlySpan<int> shape) =>
        repeat == Repeat.None ? this : Record(Reduce<T>.Instance, shape, integer: (int)repeat);

    internal Variable<T> Expand(Repeat repeat, ReadOnlySpan<int> shape) =>
        repeat == Repeat.None ? this : Record(Expand<T>.Instance, shape, integer: (int)repeat);

    private static Variable<T> Elementwise(string sign, Operation<T> operation, Variable<T> large, Variable<T> small)
    {
        Require.That(
            Broadcast.TryFind(large.Shape, small.Shape, out var repeat),
            nameof(small),
            $"{sign} needs equal shapes, or a smaller operand that is a scalar, a row or a column, "
                + $"but got {large.Value.ShapeText} and {small.Value.ShapeText}");
        return large.Record(operation, large.Shape, small, (int)repeat);
    }

    private static void RequireIndices(int[] indices, int count, int bound, string name, string place)
    {
        ArgumentNullException.ThrowIfNull(indices);
        Require.That(
            indices.Length == count,
            nameof(indices),
            $"one {name} per {place} is needed: {count}, got {indices.Length}");

        for (var i = 0; i < indices.Length; i++)
        {
            Require.InRange(
                (uint)indices[i] < (uint)bound,
                nameof(indices),
                $"{name} {indices[i]} at place {i} lies outside 0 to {bound - 1}");
        }
    }

    private Variable<T> ColumnRecord(Operation<T> operation, int integer)
    {
        Span<int> shape = stackalloc int[Math.Max(Shape.Length, 1)];
        Shape.CopyTo(shape);
        shape[^1] = 1;
        return Record(operation, shape, integer: integer);
    }

    private Variable<T> Record(Operation<T> operation, ReadOnlySpan<int> shape, Variable<T>? b = null, int integer = 0,
        T number = default, int[]? indices = null, object? state = null) =>
        Tape.Record(operation, shape, this, b, integer, number, indices, state);
}
