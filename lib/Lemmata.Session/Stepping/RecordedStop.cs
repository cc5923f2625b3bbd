using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Lemmata.Session.Stepping;

/// <summary>How a kept value is written.</summary>
internal enum ValueTag : byte
{
    Text, Bool, Char, SByte, Byte, Int16, UInt16, Int32, UInt32, Int64, UInt64, Single, Double,
}

/// <summary>A stop as it was kept.</summary>
/// <param name="Place">Where.</param>
/// <param name="Sequence">Its number among all stops of the process.</param>
/// <param name="Depth">How many functions of cells the thread was in.</param>
/// <param name="Thread">The thread.</param>
/// <param name="Values">What was seen, one for each of the place's values: numbers as such, all others as texts.</param>
internal sealed record RecordedStop(StopPlace Place, long Sequence, int Depth, int Thread, IReadOnlyList<object?> Values)
{
    /// <summary>Bytes before the values: place, depth, sequence, length.</summary>
    public const int Header = 20;

    /// <summary>Where among them the length stands.</summary>
    public const int LengthAt = 16;

    /// <summary>Reads a stop.</summary>
    public static RecordedStop Read(RecordedAt at)
    {
        var bytes = at.Chunk!.Bytes.AsSpan(at.Offset);
        var place = CellStops.PlaceAt(MemoryMarshal.Read<int>(bytes));
        var length = MemoryMarshal.Read<int>(bytes[LengthAt..]);
        var values = new List<object?>(place.Values.Count);
        for (var rest = bytes[Header..length]; rest.Length > 0;) values.Add(Value(ref rest, at.Chunk));
        return new RecordedStop(
            place, SequenceAt(at), MemoryMarshal.Read<int>(bytes[4..]), at.Chunk.Thread, values);
    }

    /// <summary>Where the stop ends.</summary>
    public static int End(RecordingChunk chunk, int offset) =>
        offset + MemoryMarshal.Read<int>(chunk.Bytes.AsSpan(offset + LengthAt));

    /// <summary>Its number among all stops.</summary>
    public static long SequenceAt(RecordedAt at) => MemoryMarshal.Read<long>(at.Chunk!.Bytes.AsSpan(at.Offset + 8));

    private static object? Value(ref Span<byte> rest, RecordingChunk chunk)
    {
        var tag = (ValueTag)rest[0];
        rest = rest[1..];
        return tag switch
        {
            ValueTag.Bool => Take<bool>(ref rest),
            ValueTag.Char => Take<char>(ref rest),
            ValueTag.SByte => Take<sbyte>(ref rest),
            ValueTag.Byte => Take<byte>(ref rest),
            ValueTag.Int16 => Take<short>(ref rest),
            ValueTag.UInt16 => Take<ushort>(ref rest),
            ValueTag.Int32 => Take<int>(ref rest),
            ValueTag.UInt32 => Take<uint>(ref rest),
            ValueTag.Int64 => Take<long>(ref rest),
            ValueTag.UInt64 => Take<ulong>(ref rest),
            ValueTag.Single => Take<float>(ref rest),
            ValueTag.Double => Take<double>(ref rest),
            _ => new KeptText(chunk.Texts[Take<int>(ref rest)] ?? ""),
        };
    }

    private static T Take<T>(ref Span<byte> rest)
        where T : struct
    {
        var value = MemoryMarshal.Read<T>(rest);
        rest = rest[Unsafe.SizeOf<T>()..];
        return value;
    }

}

/// <summary>The text of a value that is no number, as it was at the stop.</summary>
internal sealed record KeptText(string Text)
{
    /// <inheritdoc/>
    public override string ToString() => Text;
}
