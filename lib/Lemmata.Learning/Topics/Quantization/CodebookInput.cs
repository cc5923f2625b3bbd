using System.Globalization;
using System.Numerics;
using Lemmata.Arguments;
using Lemmata.Learning.Numerics.Tensors;

namespace Lemmata.Learning.Topics.Quantization;

/// <summary>Conditions on data and codebooks, with messages that carry the numbers.</summary>
internal static class CodebookInput
{
    internal static void Check<T>(Tensor<T> data, Tensor<T> codes) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        CheckRows(data, nameof(data), "row of data");
        CheckRows(codes, nameof(codes), "code");
        Require.That(
            data.Columns == codes.Columns,
            nameof(codes),
            $"data has rows of width {data.Columns} but codes have width {codes.Columns}; both are points of one "
                + $"space.");
    }

    internal static void CheckRows<T>(Tensor<T> rows, string name, string meaning)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(rows, name);
        Require.That(
            rows.Rank == 2 && rows.Rows >= 1 && rows.Columns >= 1,
            name,
            $"{name} has shape {rows.ShapeText}; at least one {meaning} of width at least 1 is needed, as a "
                + $"matrix.");

        var span = rows.Span;
        for (var i = 0; i < span.Length; i++)
        {
            Require.That(
                T.IsFinite(span[i]),
                name,
                $"{name} has {span[i].ToString(null, CultureInfo.InvariantCulture)} at row {i / rows.Columns}, "
                    + $"column {i % rows.Columns}; "
                    + $"distances need finite values.");
        }
    }

    internal static void CheckLength(int got, int expected, string name, string meaning)
    {
        Require.That(got == expected, name, $"{name} has {got} entries but there are {expected} {meaning}.");
    }

    internal static void CheckCount(int codeCount, int dataCount)
    {
        Require.InRange(codeCount >= 1, nameof(codeCount), $"a codebook has at least 1 code, got K = {codeCount}.");

        Require.That(
            codeCount <= dataCount,
            nameof(codeCount),
            $"a codebook of {codeCount} codes for {dataCount} rows of data: at least {codeCount - dataCount} "
                + $"codes could never "
                + $"be used; ask for at most {dataCount}.");
    }
}
