using System.Collections.Immutable;
using System.Text;

namespace Lemmata.Plotting.Model;

/// <summary>
/// Labels as they are set. Between dollars stands mathematics: <c>$a_n^2$</c>, <c>$e^{-\lambda t}$</c>; letters are
/// italic, <c>_</c> and <c>^</c> lower and raise, and commands name Greek letters and signs.
/// </summary>
internal static class LabelText
{
    /// <summary>Size of indices and exponents as a part of the text's.</summary>
    public const double Small = 0.72;

    /// <summary>In the order of the alphabet's code points; the letter after rho is the other sigma.</summary>
    private const string Greek =
        "alpha beta gamma delta epsilon zeta eta theta iota kappa lambda mu nu xi omicron pi rho - sigma tau upsilon phi "
            + "chi psi omega";

    private static readonly ImmutableDictionary<string, string> Signs = Named();

    /// <summary>A piece of one kind.</summary>
    /// <param name="Text">Its letters.</param>
    /// <param name="Level">1 for an exponent, −1 for an index, 0 on the line.</param>
    /// <param name="Italic">Whether it is a variable.</param>
    public readonly record struct Run(string Text, int Level, bool Italic);

    /// <summary>Whether a label has anything to set.</summary>
    public static bool IsPlain(string label) => !label.Contains('$');

    /// <summary>The pieces of a label, from left to right.</summary>
    public static IReadOnlyList<Run> Runs(string label)
    {
        var runs = new List<Run>();
        var at = 0;
        while (at < label.Length)
        {
            var start = label.IndexOf('$', at);
            var end = start < 0 ? -1 : End(label, start);
            if (end < 0)
            {
                // A dollar without another is money.
                Add(runs, label[at..], 0, false);
                break;
            }

            Add(runs, label[at..start], 0, false);
            Formula(runs, label.AsSpan(start + 1, end - start - 1), 0);
            at = end + 1;
        }

        return runs;
    }

    /// <summary>The label for readers of plain text: x², aₙ where the letters exist, else x^(n+1).</summary>
    public static string Plain(string label)
    {
        if (IsPlain(label)) return label;
        var runs = Runs(label);
        var text = new StringBuilder();
        for (var (i, next) = (0, 0); i < runs.Count; i = next)
        {
            for (next = i + 1; next < runs.Count && runs[next].Level == runs[i].Level;) next++;
            var piece = string.Concat(runs.Skip(i).Take(next - i).Select(run => run.Text));
            text.Append(runs[i].Level switch
            {
                0 => piece,
                1 => Raised(piece, "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻ⁿ", "0123456789+−n", "^"),
                _ => Raised(piece, "₀₁₂₃₄₅₆₇₈₉₊₋ₙ", "0123456789+−n", "_"),
            });
        }

        return text.ToString();
    }

    /// <summary>The label in the few tags that plotly reads; signs of its own stay words.</summary>
    public static string Html(string label) => string.Concat(Runs(label).Select(run =>
    {
        var text = run.Text.Replace("&", "&amp;", StringComparison.Ordinal).Replace("<", "&lt;", StringComparison.Ordinal)
            .Replace(">", "&gt;", StringComparison.Ordinal);
        var styled = run.Italic ? $"<i>{text}</i>" : text;
        return run.Level switch
        {
            1 => $"<sup>{styled}</sup>",
            -1 => $"<sub>{styled}</sub>",
            _ => styled,
        };
    }));

    private static string Raised(string text, string letters, string of, string mark) =>
        text.All(c => of.Contains(c)) ? string.Concat(text.Select(c => letters[of.IndexOf(c)]))
        : text.Length == 1 ? mark + text : $"{mark}({text})";

    /// <summary>The dollar that ends a formula, by the rule of Markdown: no blank inside it, no digit after.</summary>
    private static int End(string label, int start)
    {
        if (start + 1 >= label.Length || char.IsWhiteSpace(label[start + 1])) return -1;
        for (var end = label.IndexOf('$', start + 1); end >= 0; end = label.IndexOf('$', end + 1))
        {
            var closes = end > start + 1 && !char.IsWhiteSpace(label[end - 1])
                && !(end + 1 < label.Length && char.IsAsciiDigit(label[end + 1]));
            if (closes) return end;
        }

        return -1;
    }

    private static void Formula(List<Run> runs, ReadOnlySpan<char> tex, int level)
    {
        for (var at = 0; at < tex.Length;)
        {
            if (tex[at] is '_' or '^' && at + 1 < tex.Length)
            {
                var argument = Argument(tex, at + 1);
                // Levels do not nest in a label: an exponent's index stands beside it.
                Formula(runs, Bare(tex[(at + 1)..argument]), level != 0 ? level : tex[at] == '^' ? 1 : -1);
                at = argument;
                continue;
            }

            var next = Argument(tex, at);
            var piece = tex[at..next];
            at = next;
            if (piece[0] == '{')
            {
                Formula(runs, Bare(piece), level);
                continue;
            }

            var text = piece[0] switch
            {
                '\\' => Sign(piece[1..].ToString()),
                '-' => "−",
                '}' => "",
                _ => piece.ToString(),
            };
            Add(runs, text, level, IsVariable(text));
            // The blank after a command ends its name; after a word it parts it from what follows.
            if (piece[0] == '\\' && text.Length == 1 && at < tex.Length && tex[at] == ' ') at++;
        }
    }

    /// <summary>The end of what stands at a place: a group, a command, or one letter.</summary>
    private static int Argument(ReadOnlySpan<char> tex, int at)
    {
        var end = at + 1;
        if (tex[at] == '\\')
        {
            while (end < tex.Length && char.IsAsciiLetter(tex[end])) end++;
            return Math.Min(tex.Length, Math.Max(end, at + 2));
        }

        if (tex[at] != '{') return end;
        for (var depth = 1; end < tex.Length && depth > 0; end++)
        {
            depth += tex[end] == '{' ? 1 : tex[end] == '}' ? -1 : 0;
        }

        return end;
    }

    private static ReadOnlySpan<char> Bare(ReadOnlySpan<char> group) =>
        group is ['{', .. var inside, '}'] ? inside : group;

    private static bool IsVariable(string letter) => letter.Length == 1
        && (char.IsAsciiLetter(letter[0]) || letter[0] is >= 'α' and <= 'ω');

    private static string Sign(string command) => Signs.GetValueOrDefault(command, command);

    /// <summary>Neighbours of one kind are one piece.</summary>
    private static void Add(List<Run> runs, string text, int level, bool italic)
    {
        if (text.Length == 0) return;
        if (runs.Count > 0 && runs[^1].Level == level && runs[^1].Italic == italic)
        {
            runs[^1] = runs[^1] with { Text = runs[^1].Text + text };
            return;
        }

        runs.Add(new Run(text, level, italic));
    }

    private static ImmutableDictionary<string, string> Named()
    {
        var signs = new Dictionary<string, string>
        {
            ["infty"] = "∞", ["to"] = "→", ["le"] = "≤", ["leq"] = "≤", ["ge"] = "≥", ["geq"] = "≥", ["ne"] = "≠",
            ["cdot"] = "·", ["times"] = "×", ["pm"] = "±", ["approx"] = "≈", ["sqrt"] = "√", ["ell"] = "ℓ",
            ["nabla"] = "∇", ["partial"] = "∂", ["sum"] = "∑", ["in"] = "∈", ["lVert"] = "‖", ["rVert"] = "‖",
            ["|"] = "‖", [","] = "\u2009", [" "] = " ", ["$"] = "$",
        };
        var letters = Greek.Split(' ');
        for (var i = 0; i < letters.Length; i++)
        {
            if (letters[i] == "-") continue;
            signs[letters[i]] = ((char)('α' + i)).ToString();
            signs[char.ToUpperInvariant(letters[i][0]) + letters[i][1..]] = ((char)('Α' + i)).ToString();
        }

        return signs.ToImmutableDictionary();
    }
}
