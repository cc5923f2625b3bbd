using System.Globalization;
using System.Numerics;
using System.Text;
using Lemmata.Arguments;

namespace Lemmata.Learning.Numerics.Tensors;

/// <summary>
/// A dense array of <c>float</c> or <c>double</c> values, contiguous and row-major: the last index moves fastest.
/// </summary>
/// <typeparam name="T">The element type, <c>float</c> or <c>double</c>.</typeparam>
/// <remarks>
/// <para><b>Definition.</b> Element <c>(i₁, …, i_r)</c> of a tensor of shape <c>[d₁, …, d_r]</c> stands at
/// <c>((i₁·d₂ + i₂)·d₃ + …) + i_r</c> of <see cref="Data"/>. The order of dimensions is batch, head, time,
/// channel.</para>
/// <para><b>Edge cases.</b> A dimension may be 0 (the tensor is then empty); without dimensions the tensor is a scalar
/// of one element.</para>
/// </remarks>
public sealed class Tensor<T> where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly int[] shape;

    /// <summary>Makes a tensor of zeros.</summary>
    /// <param name="shape">The dimensions, each at least 0; none for a scalar.</param>
    /// <exception cref="ArgumentException">A dimension is negative, or the elements do not fit one array.</exception>
    /// <exception cref="NotSupportedException"><typeparamref name="T"/> is neither <c>float</c> nor
    /// <c>double</c>.</exception>
    public Tensor(params int[] shape) : this(null, shape)
    {
    }

    private Tensor(T[]? data, int[] shape)
    {
        ArgumentNullException.ThrowIfNull(shape);
        if (typeof(T) != typeof(float) && typeof(T) != typeof(double))
        {
            throw new NotSupportedException(
                $"a tensor holds float or double, got {typeof(T).Name}; convert the values first");
        }

        this.shape = (int[])shape.Clone();
        var count = CountOf(shape);
        Require.That(
            data is null || data.Length == count,
            nameof(data),
            $"shape {Format(shape)} needs {count} elements but data has {data!.Length}; pass as many values as "
                + $"the shape holds");

        Data = data ?? new T[count];
    }

    /// <summary>Makes a tensor over an existing array, without copying.</summary>
    /// <param name="data">The elements in row-major order; writes through the tensor change it.</param>
    /// <param name="shape">The dimensions; their product is the length of <paramref name="data"/>.</param>
    /// <returns>A tensor whose <see cref="Data"/> is <paramref name="data"/>.</returns>
    /// <exception cref="ArgumentException">The product of the dimensions is not the length of the array.</exception>
    public static Tensor<T> Wrap(T[] data, params int[] shape)
    {
        ArgumentNullException.ThrowIfNull(data);
        return new Tensor<T>(data, shape);
    }

    /// <summary>Copies a two-dimensional array.</summary>
    /// <param name="values">The elements, <c>[rows, columns]</c>.</param>
    /// <returns>A tensor of the same shape.</returns>
    public static Tensor<T> From(T[,] values)
    {
        ArgumentNullException.ThrowIfNull(values);
        var tensor = new Tensor<T>(values.GetLength(0), values.GetLength(1));
        for (var i = 0; i < tensor.Rows; i++)
        {
            for (var j = 0; j < tensor.Columns; j++)
                tensor.Data[i * tensor.Columns + j] = values[i, j];
        }

        return tensor;
    }

    /// <summary>The elements in row-major order; the array is the tensor's own.</summary>
    public T[] Data { get; }

    /// <summary>The elements in row-major order.</summary>
    public Span<T> Span => Data;

    /// <summary>The dimensions.</summary>
    public ReadOnlySpan<int> Shape => shape;

    /// <summary>The number of dimensions.</summary>
    public int Rank => shape.Length;

    /// <summary>The number of elements, the product of the dimensions.</summary>
    public int Count => Data.Length;

    /// <summary>The last dimension, 1 for a scalar: the length of a row when the tensor is read as a matrix.</summary>
    public int Columns => shape.Length == 0 ? 1 : shape[^1];

    /// <summary>
    /// The product of all dimensions but the last, 1 for a vector or a scalar: the number of rows when the tensor is
    /// read as a matrix.
    /// </summary>
    public int Rows
    {
        get
        {
            var rows = 1;
            for (var axis = 0; axis < shape.Length - 1; axis++)
                rows *= shape[axis];
            return rows;
        }
    }

    /// <summary>The element at a position of <see cref="Data"/>.</summary>
    /// <param name="index">The position in row-major order, 0 to <see cref="Count"/> − 1.</param>
    public ref T this[int index] => ref Data[index];

    /// <summary>The element of a matrix.</summary>
    /// <param name="row">The row, 0 to <see cref="Rows"/> − 1.</param>
    /// <param name="column">The column, 0 to <see cref="Columns"/> − 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">The row or the column does not exist.</exception>
    public ref T this[int row, int column]
    {
        get
        {
            Require.InRange(
                (uint)row < (uint)Rows && (uint)column < (uint)Columns,
                nameof(row),
                $"element ({row}, {column}) was asked of shape {Format(shape)}, which has {Rows} rows and "
                    + $"{Columns} columns, counted from 0");

            return ref Data[row * Columns + column];
        }
    }

    /// <summary>The element at one index per dimension.</summary>
    /// <param name="indices">As many indices as the tensor has dimensions.</param>
    /// <exception cref="ArgumentException">The number of indices is not <see cref="Rank"/>.</exception>
    /// <exception cref="ArgumentOutOfRangeException">An index lies outside its dimension.</exception>
    public ref T this[params ReadOnlySpan<int> indices]
    {
        get
        {
            Require.That(
                indices.Length == shape.Length,
                nameof(indices),
                $"shape {Format(shape)} needs {shape.Length} indices, got {indices.Length}");

            var offset = 0;
            for (var axis = 0; axis < shape.Length; axis++)
            {
                Require.InRange(
                    (uint)indices[axis] < (uint)shape[axis],
                    nameof(indices),
                    $"index {indices[axis]} of dimension {axis} is outside 0 … {shape[axis] - 1} of shape "
                        + $"{Format(shape)}");

                offset = offset * shape[axis] + indices[axis];
            }
            return ref Data[offset];
        }
    }

    /// <summary>One row of the tensor read as a matrix.</summary>
    /// <param name="row">The row, 0 to <see cref="Rows"/> − 1.</param>
    /// <returns>The row's elements, <c>[Columns]</c>; writes change the tensor.</returns>
    public Span<T> Row(int row) => Data.AsSpan(row * Columns, Columns);

    /// <summary>The same elements under another shape, without copying.</summary>
    /// <param name="newShape">Dimensions with the same product.</param>
    /// <returns>A tensor that shares <see cref="Data"/> with this one.</returns>
    /// <exception cref="ArgumentException">The product of the dimensions differs.</exception>
    public Tensor<T> Reshape(params int[] newShape)
    {
        Require.That(
            CountOf(newShape) == Count,
            nameof(newShape),
            $"reshape from {Format(shape)} ({Count} elements) to {Format(newShape)} ({CountOf(newShape)} "
                + $"elements) changes the number of elements");

        return new Tensor<T>(Data, newShape);
    }

    /// <summary>A copy with its own elements.</summary>
    /// <returns>A tensor of the same shape.</returns>
    public Tensor<T> Clone() => new((T[])Data.Clone(), shape);

    /// <summary>Says whether two tensors have the same dimensions in the same order.</summary>
    /// <param name="other">The tensor compared with.</param>
    /// <returns>True when the shapes are equal.</returns>
    public bool HasShapeOf(Tensor<T> other) => shape.AsSpan().SequenceEqual(other.shape);

    /// <summary>The shape as text, such as <c>[3, 4]</c>, for messages.</summary>
    public string ShapeText => Format(shape);

    /// <summary>Writes the shape and the first elements.</summary>
    /// <returns>Text such as <c>Tensor [2, 2]: 1, 2, 3, 4</c>.</returns>
    public override string ToString()
    {
        const int shown = 8;
        var text = new StringBuilder("Tensor ").Append(ShapeText).Append(": ");
        for (var i = 0; i < Math.Min(shown, Count); i++)
            text.Append(i == 0 ? "" : ", ").Append(Data[i].ToString("G6", CultureInfo.InvariantCulture));
        return text.Append(Count > shown ? ", …" : "").ToString();
    }

    internal static string Format(ReadOnlySpan<int> shape)
    {
        var text = new StringBuilder("[");
        for (var axis = 0; axis < shape.Length; axis++)
            text.Append(axis == 0 ? "" : ", ").Append(shape[axis]);
        return text.Append(']').ToString();
    }

    private static int CountOf(ReadOnlySpan<int> shape)
    {
        var count = 1L;
        foreach (var dimension in shape)
        {
            Require.That(
                dimension >= 0,
                nameof(shape),
                $"shape {Format(shape)} has the negative dimension {dimension}; dimensions are at least 0");

            count = Math.Min(count * dimension, long.MaxValue / int.MaxValue);
        }
        Require.That(
            count <= Array.MaxLength,
            nameof(shape),
            $"shape {Format(shape)} holds more than {Array.MaxLength} elements, the most one array can have");

        return (int)count;
    }
}
