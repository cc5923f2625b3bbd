using System.Globalization;
using System.Numerics;
using Lemmata.Learning.Numerics.Tensors;

namespace Lemmata.Learning.Topics.Quantization;

/// <summary>Conditions on data and codebooks, with messages that carry the numbers.</summary>
internal static class CodebookInput
{
    internal static void Check<T>(Tensor<T> data, Tensor<T> codes) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        CheckRows(data, nameof(data), "row of data");
        CheckRows(codes, nameof(codes), "code");
        if (data.Columns != codes.Columns)
        {
            throw new ArgumentException(
                $"data has rows of width {data.Columns} but codes have width {codes.Columns}; both are points of one "
                    + "space.",
                nameof(codes));
        }
    }

    internal static void CheckRows<T>(Tensor<T> rows, string name, string meaning)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(rows, name);
        if (rows.Rank != 2 || rows.Rows < 1 || rows.Columns < 1)
        {
            throw new ArgumentException(
                $"{name} has shape {rows.ShapeText}; at least one {meaning} of width at least 1 is needed, as a "
                    + "matrix.",
                name);
        }

        var span = rows.Span;
        for (var i = 0; i < span.Length; i++)
        {
            if (!T.IsFinite(span[i]))
            {
                throw new ArgumentException(
                    $"{name} has {span[i].ToString(null, CultureInfo.InvariantCulture)} at row {i / rows.Columns}, "
                        + $"column {i % rows.Columns}; "
                        + "distances need finite values.",
                    name);
            }
        }
    }

    internal static void CheckLength(int got, int expected, string name, string meaning)
    {
        if (got != expected)
            throw new ArgumentException($"{name} has {got} entries but there are {expected} {meaning}.", name);
    }

    internal static void CheckCount(int codeCount, int dataCount)
    {
        if (codeCount < 1)
        {
            throw new ArgumentOutOfRangeException(
                nameof(codeCount),
                $"a codebook has at least 1 code, got K = {codeCount}.");
        }

        if (codeCount > dataCount)
        {
            throw new ArgumentException(
                $"a codebook of {codeCount} codes for {dataCount} rows of data: at least {codeCount - dataCount} "
                    + "codes could never "
                    + $"be used; ask for at most {dataCount}.",
                nameof(codeCount));
        }
    }
}
