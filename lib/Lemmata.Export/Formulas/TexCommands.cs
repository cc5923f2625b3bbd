using System.Text;

namespace Lemmata.Export.Formulas;

/// <summary>Commands that mean something outside their formula: numbers, labels, references, definitions.</summary>
internal static class TexCommands
{
    private static readonly HashSet<string> Definitions =
        ["newcommand", "renewcommand", "providecommand", "def", "gdef", "edef", "xdef", "let", "futurelet", "global",
            "long"];

    private static readonly HashSet<string> Environments =
    [
        .. "matrix array darray pmatrix bmatrix Bmatrix vmatrix Vmatrix smallmatrix subarray cases dcases rcases drcases".Split(' '),
        .. "matrix* pmatrix* bmatrix* Bmatrix* vmatrix* Vmatrix* align align* aligned split gather gather* gathered".Split(' '),
        .. "alignat alignat* alignedat equation equation* CD".Split(' '),
    ];

    /// <summary>A command with its argument.</summary>
    /// <param name="Name">Name, with the star where it has one.</param>
    /// <param name="Argument">What stands in its braces.</param>
    /// <param name="Start">Where it starts.</param>
    /// <param name="End">Where it ends.</param>
    public readonly record struct Call(string Name, string Argument, int Start, int End);

    /// <summary>Whether the typesetter knows an environment.</summary>
    public static bool Knows(string environment) => Environments.Contains(environment);

    /// <summary>Whether a formula defines commands for those after it.</summary>
    public static bool Defines(string tex) => Names(tex).Any(name => Definitions.Contains(name.Name));

    /// <summary>The numbers that an author gave: <c>\tag{…}</c>.</summary>
    public static IReadOnlyList<Call> Tags(string tex) => Calls(tex, name => name == "tag");

    public static IReadOnlyList<Call> Labels(string tex) => Calls(tex, name => name == "label");

    /// <summary><c>\ref{…}</c> and <c>\eqref{…}</c>.</summary>
    public static IReadOnlyList<Call> References(string tex) => Calls(tex, name => name is "ref" or "eqref");

    /// <summary>A text with some calls taken out or replaced.</summary>
    public static string Replace(string tex, IEnumerable<Call> calls, Func<Call, string> replacement)
    {
        var result = new StringBuilder(tex.Length);
        var at = 0;
        foreach (var call in calls.OrderBy(call => call.Start))
        {
            result.Append(tex, at, call.Start - at).Append(replacement(call));
            at = call.End;
        }

        return result.Append(tex, at, tex.Length - at).ToString();
    }

    private static List<Call> Calls(string tex, Func<string, bool> wanted)
    {
        var calls = new List<Call>();
        foreach (var (name, start, end) in Names(tex))
        {
            if (!wanted(name)) { continue; }
            var star = end < tex.Length && tex[end] == '*';
            if (TexScan.Argument(tex, end + (star ? 1 : 0)) is var (content, after))
            {
                calls.Add(new Call(name + (star ? "*" : ""), content, start, after));
            }
        }

        return calls;
    }

    private static IEnumerable<(string Name, int Start, int End)> Names(string tex)
    {
        for (var at = tex.IndexOf('\\'); at >= 0 && at + 1 < tex.Length; at = tex.IndexOf('\\', at))
        {
            var length = TexScan.NameLength(tex.AsSpan(at + 1));
            if (length > 0) { yield return (tex.Substring(at + 1, length), at, at + 1 + length); }
            at = Math.Min(tex.Length, at + 1 + Math.Max(1, length));
        }
    }
}
