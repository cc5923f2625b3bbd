using System.Buffers.Binary;

namespace Lemmata.Export.Plotly.Reading;

/// <summary>Lists that are written as the bytes of their numbers: <c>{"dtype": "f8", "bdata": "…"}</c>.</summary>
internal static class TypedArray
{
    private const int MostText = 32_000_000;

    /// <summary>The numbers; null where the place holds no such list or a damaged one.</summary>
    public static double[]? Read(PlotNode node)
    {
        if (!node.IsObject || node["bdata"].Text is not { Length: > 0 and <= MostText } text)
            return null;

        var kind = node["dtype"].Text.TrimStart('<', '|', '=');
        var size = Size(kind);
        var bytes = new byte[text.Length / 4 * 3 + 3];
        if (size == 0 || !Convert.TryFromBase64String(text, bytes, out var length))
            return null;

        var numbers = new double[Math.Min(length / size, Column.Most)];
        for (var i = 0; i < numbers.Length; i++)
        {
            numbers[i] = Number(kind, bytes.AsSpan(i * size, size));
        }

        return numbers;
    }

    /// <summary>Rows and columns of a list of two dimensions; null for one of another number.</summary>
    public static (int Rows, int Columns)? Shape(PlotNode node)
    {
        var parts = node["shape"].IsList
            ? [.. node["shape"].Items.Select(item => item.Number ?? 0)]
            : node["shape"].Text.Split(',').Select(part => PlotNode.Parse(part.Trim()) ?? 0).ToArray();
        return parts is [>= 1 and <= Column.Most, >= 1 and <= Column.Most] ? ((int)parts[0], (int)parts[1]) : null;
    }

    private static int Size(string kind) => kind switch
    {
        "i1" or "u1" or "u1c" or "int8" or "uint8" or "uint8c" => 1,
        "i2" or "u2" or "int16" or "uint16" => 2,
        "i4" or "u4" or "f4" or "int32" or "uint32" or "float32" => 4,
        "f8" or "float64" => 8,
        _ => 0,
    };

    private static double Number(string kind, ReadOnlySpan<byte> bytes) => kind switch
    {
        "i1" or "int8" => (sbyte)bytes[0],
        "i2" or "int16" => BinaryPrimitives.ReadInt16LittleEndian(bytes),
        "u2" or "uint16" => BinaryPrimitives.ReadUInt16LittleEndian(bytes),
        "i4" or "int32" => BinaryPrimitives.ReadInt32LittleEndian(bytes),
        "u4" or "uint32" => BinaryPrimitives.ReadUInt32LittleEndian(bytes),
        "f4" or "float32" => BinaryPrimitives.ReadSingleLittleEndian(bytes),
        "f8" or "float64" => BinaryPrimitives.ReadDoubleLittleEndian(bytes),
        _ => bytes[0],
    };
}
