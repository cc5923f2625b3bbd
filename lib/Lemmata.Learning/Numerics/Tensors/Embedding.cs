using System.Numerics;
using Lemmata.Arguments;

namespace Lemmata.Learning.Numerics.Tensors;

/// <summary>Rows of a table chosen by index, and the adjoint: adding rows back to the table.</summary>
/// <remarks><b>Determinism.</b> Rows are added in the order of the indices, one after the other.</remarks>
public static class Embedding
{
    /// <summary>Copies <c>table[indices[i]]</c> to row i of the output.</summary>
    /// <param name="table">The table, <c>[entries, width]</c>.</param>
    /// <param name="indices">The entries wanted, each 0 to entries − 1.</param>
    /// <param name="output">The rows, <c>[indices, width]</c>.</param>
    /// <exception cref="ArgumentException">The output has another shape.</exception>
    /// <exception cref="ArgumentOutOfRangeException">An index is outside the table.</exception>
    public static void Gather<T>(Tensor<T> table, ReadOnlySpan<int> indices, Tensor<T> output)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Validate("gather", table, indices, output);
        for (var i = 0; i < indices.Length; i++)
            table.Row(indices[i]).CopyTo(output.Row(i));
    }

    /// <summary>Adds row i of the rows to <c>table[indices[i]]</c>; an entry named twice gets both.</summary>
    /// <param name="rows">The rows, <c>[indices, width]</c>.</param>
    /// <param name="indices">The entry of each row, 0 to entries − 1.</param>
    /// <param name="table">The table added to, <c>[entries, width]</c>.</param>
    /// <exception cref="ArgumentException">The rows have another shape.</exception>
    /// <exception cref="ArgumentOutOfRangeException">An index is outside the table.</exception>
    public static void ScatterAdd<T>(Tensor<T> rows, ReadOnlySpan<int> indices, Tensor<T> table)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Validate("scatter-add", table, indices, rows);
        for (var i = 0; i < indices.Length; i++)
            Add(rows.Row(i), table.Row(indices[i]));
    }

    private static void Add<T>(Span<T> row, Span<T> target) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var j = 0;
        for (; j + Vector<T>.Count <= row.Length; j += Vector<T>.Count)
            (new Vector<T>(target[j..]) + new Vector<T>(row[j..])).CopyTo(target[j..]);
        for (; j < row.Length; j++)
            target[j] += row[j];
    }

    private static void Validate<T>(string operation, Tensor<T> table, ReadOnlySpan<int> indices, Tensor<T> rows)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Require.That(
            rows.Rows == indices.Length && rows.Columns == table.Columns,
            nameof(rows),
            $"{operation} with a table {table.ShapeText} and {indices.Length} indices needs rows of shape "
                + $"[{indices.Length}, {table.Columns}], got {rows.ShapeText}");

        foreach (var index in indices)
        {
            Require.InRange(
                (uint)index < (uint)table.Rows,
                nameof(indices),
                $"{operation} got index {index}, but the table {table.ShapeText} has entries 0 to {table.Rows - 1}");
        }
    }
}
