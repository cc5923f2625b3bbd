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
    public static ulong HashOf(IReadOnlyList<string> names, int[] order, string[] values)
    {
        var text = new StringBuilder();
        foreach (var index in order) text.Append(names[index]).Append('=').Append(values[index]).Append('\n');
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString()), hash);
        return System.Buffers.Binary.BinaryPrimitives.ReadUInt64BigEndian(hash);
    }

    /// <summary>Parameters as messages tell them: seed = 1, share = 0.3.</summary>
    public static string Described(IEnumerable<string> names, string[] values) =>
        string.Join(", ", names.Zip(values, (name, value) => $"{name} = {value}"));

    /// <summary>The indices of names in the order of their letters.</summary>
    public static int[] OrderOf(IReadOnlyList<string> names) =>
        [.. Enumerable.Range(0, names.Count).OrderBy(index => names[index], StringComparer.Ordinal)];
}
