using System.Buffers;
using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Lemmata.Tool.Sweeps.Planning;

/// <summary>One run of a sweep.</summary>
/// <param name="Id">Sixteen hexadecimal digits, made of the parameters alone.</param>
/// <param name="Values">The values in the order of the plan's parameters, each in its one form.</param>
internal sealed record PlannedRun(string Id, string[] Values)
{
    /// <summary>The id of a set of parameters: the same in every plan and whatever the order of their names.</summary>
    /// <param name="names">The parameters' names.</param>
    /// <param name="order">The indices of the names in the order of their letters; see <see cref="OrderOf"/>.</param>
    /// <param name="values">Their values.</param>
    /// <param name="text">Room for what is hashed; used again from run to run, since a plan may have millions.</param>
    public static ulong HashOf(IReadOnlyList<string> names, int[] order, string[] values, ArrayBufferWriter<byte> text)
    {
        text.ResetWrittenCount();
        foreach (var index in order)
        {
            Encoding.UTF8.GetBytes(names[index], text);
            text.Write("="u8);
            Encoding.UTF8.GetBytes(values[index], text);
            text.Write("\n"u8);
        }

        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(text.WrittenSpan, hash);
        return BinaryPrimitives.ReadUInt64BigEndian(hash);
    }

    /// <summary>Parameters as messages tell them: seed = 1, share = 0.3.</summary>
    public static string Described(IEnumerable<string> names, string[] values) =>
        string.Join(", ", names.Zip(values, (name, value) => $"{name} = {value}"));

    /// <summary>The indices of names in the order of their letters.</summary>
    public static int[] OrderOf(IReadOnlyList<string> names) =>
        [.. Enumerable.Range(0, names.Count).OrderBy(index => names[index], StringComparer.Ordinal)];
}
