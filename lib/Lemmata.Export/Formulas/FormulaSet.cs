using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Lemmata.Export.Formulas;

/// <summary>
/// All formulas of the site. Pages are first written with a mark where each formula stands; one process then
/// renders the formulas that the cache does not hold, and the marks are replaced.
/// </summary>
internal sealed class FormulaSet
{
    private const char Start = '\uE000', End = '\uE001';

    private readonly List<Formula> formulas = [];
    private readonly Dictionary<(string, Form), string?> rendered = [];

    /// <summary>How a formula is set: within a line, on its own, or within a line as MathML alone, a fifth of the size.</summary>
    public enum Form { Inline, Display, Compact }

    /// <summary>TeX with its place, for messages.</summary>
    public sealed record Formula(string Tex, Form Form, string Notebook, int Cell)
    {
        public bool Display => Form == Form.Display;
    }

    /// <summary>True once formulas were rendered; false leaves readable TeX in the pages.</summary>
    public bool Rendered { get; private set; }

    public int Count => formulas.Count;

    /// <summary>Takes a formula and returns the mark to put into the page.</summary>
    public string Add(string tex, Form form, string notebook, int cell)
    {
        formulas.Add(new Formula(tex.Trim(), form, notebook, cell));
        return $"{Start}{(formulas.Count - 1).ToString(CultureInfo.InvariantCulture)}{End}";
    }

    public Formula this[int index] => formulas[index];

    /// <summary>The formula's mark anywhere in a text.</summary>
    public static bool IsMark(string text) => text.Length > 2 && text[0] == Start && text.IndexOf(End) == text.Length - 1;

    /// <summary>Number behind a mark.</summary>
    public static int NumberOf(string mark) => int.Parse(mark.AsSpan(1, mark.Length - 2), CultureInfo.InvariantCulture);

    /// <summary>Renders everything.</summary>
    /// <param name="node">The installed packages, or null where Node is absent.</param>
    /// <param name="cacheFile">File with earlier results, keyed by content.</param>
    /// <param name="warnings">Receives one line per formula that does not parse.</param>
    public void Render(NodePackages? node, string cacheFile, ICollection<string> warnings)
    {
        if (node is null)
        {
            return;
        }

        var cache = FormulaCache.Load(cacheFile, node.Version);
        var missing = formulas.Select(formula => (formula.Tex, formula.Form)).Distinct()
            .Where(formula => !cache.Contains(formula.Tex, formula.Form)).ToList();
        if (missing.Count > 0)
        {
            var request = new JsonArray([.. missing.Select(formula =>
                (JsonNode)new JsonObject { ["tex"] = formula.Tex, ["form"] = formula.Form.ToString() })]);
            var reply = JsonNode.Parse(node.Run("formulas.cjs", node.KatexPath, request.ToJsonString()))!.AsArray();
            for (var i = 0; i < missing.Count; i++)
            {
                cache.Put(missing[i].Tex, missing[i].Form, reply[i]!["html"]?.ToString(), reply[i]!["error"]?.ToString());
            }
        }

        foreach (var formula in formulas)
        {
            var (html, error) = cache.Get(formula.Tex, formula.Form);
            rendered[(formula.Tex, formula.Form)] = html;
            if (html is null)
            {
                warnings.Add($"{formula.Notebook}, cell {formula.Cell}: the formula {Shorten(formula.Tex)} does not parse "
                    + $"and is shown as code ({error}).");
            }
        }

        cache.Save(cacheFile, formulas.Select(formula => (formula.Tex, formula.Form)));
        Rendered = true;
    }

    /// <summary>Replaces every mark by its formula, tied to the punctuation at it: a browser would break the line between them.</summary>
    public string Resolve(string html) => Punctuated.Replace(html, match =>
    {
        var formula = formulas[NumberOf(match.Groups["mark"].Value)];
        var (before, after) = (match.Groups["before"].Value, match.Groups["after"].Value);
        return formula.Display || before + after == "" ? before + Html(formula) + after
            : $"<span class=\"tied\">{before}{TieEnd(Html(formula))}{after}</span>";
    });

    // A line may break within a formula but not after its last part, which the browser decides by what is around that part.
    private static string TieEnd(string html)
    {
        const string part = "<span class=\"katex-base\">", end = "</span></span>";
        var at = html.LastIndexOf(part, StringComparison.Ordinal);
        return at < 0 || !html.EndsWith(end, StringComparison.Ordinal) ? html
            : $"{html[..at]}<span class=\"tied\">{html[at..^end.Length]}</span>{end}";
    }

    /// <summary>Replaces every mark by readable text, for titles, labels and the search index.</summary>
    public string ResolveAsText(string text) => Mark().Replace(text, match => TexText.Readable(formulas[NumberOf(match.Value)].Tex));

    /// <summary>Replaces every mark by the TeX it came from.</summary>
    public string ResolveAsTex(string text) => Mark().Replace(text, match =>
        formulas[NumberOf(match.Value)] is { Display: true } display ? $"$${display.Tex}$$" : $"${formulas[NumberOf(match.Value)].Tex}$");

    private string Html(Formula formula) => rendered.TryGetValue((formula.Tex, formula.Form), out var html) && html is not null
        ? html
        : $"<code class=\"tex\">{HtmlText.Escape(formula.Tex)}</code>";

    private static string Shorten(string tex)
    {
        var line = HtmlText.Squeeze(tex);
        return line.Length <= 60 ? line : line[..57] + "…";
    }

    private static readonly Regex MarkPattern = new($"{Start}[0-9]+{End}", RegexOptions.Compiled);

    private static readonly Regex Punctuated = new($@"(?<before>\(?)(?<mark>{Start}[0-9]+{End})(?<after>[,.;:!?)]*)", RegexOptions.Compiled);

    private static Regex Mark() => MarkPattern;
}

/// <summary>TeX as a person would say it in plain text; good enough for a search index or a label.</summary>
internal static partial class TexText
{
    private static readonly Dictionary<string, string> Symbols = new()
    {
        ["alpha"] = "α", ["beta"] = "β", ["gamma"] = "γ", ["delta"] = "δ", ["epsilon"] = "ε", ["varepsilon"] = "ε", ["eta"] = "η",
        ["theta"] = "θ", ["kappa"] = "κ", ["lambda"] = "λ", ["mu"] = "μ", ["nu"] = "ν", ["xi"] = "ξ", ["pi"] = "π", ["rho"] = "ρ",
        ["sigma"] = "σ", ["tau"] = "τ", ["phi"] = "φ", ["varphi"] = "φ", ["chi"] = "χ", ["psi"] = "ψ", ["omega"] = "ω",
        ["Gamma"] = "Γ", ["Delta"] = "Δ", ["Lambda"] = "Λ", ["Sigma"] = "Σ", ["Phi"] = "Φ", ["Omega"] = "Ω", ["infty"] = "∞",
        ["le"] = "≤", ["leq"] = "≤", ["ge"] = "≥", ["geq"] = "≥", ["ne"] = "≠", ["neq"] = "≠", ["approx"] = "≈", ["sim"] = "∼",
        ["to"] = "→", ["cdot"] = "·", ["times"] = "×", ["pm"] = "±", ["sum"] = "∑", ["prod"] = "∏", ["int"] = "∫", ["in"] = "∈",
        ["sqrt"] = "√", ["partial"] = "∂", ["nabla"] = "∇", ["dots"] = "…", ["ldots"] = "…", ["cdots"] = "…", ["quad"] = " ",
    };

    public static string Readable(string tex)
    {
        var text = Command().Replace(tex, match => Symbols.TryGetValue(match.Groups[1].Value, out var symbol) ? symbol
            : match.Groups[1].Value is "left" or "right" or "mathrm" or "mathbf" or "mathbb" or "text" or "operatorname" or "frac"
                or "tfrac" or "dfrac" or "displaystyle" or "big" or "Big" or "bigl" or "bigr" or "bar" or "hat" or "tilde" ? " "
            : match.Groups[1].Value + " ");
        var builder = new StringBuilder(text.Length);
        foreach (var c in text.Where(c => c is not ('{' or '}' or '\\' or '&' or '$')))
        {
            builder.Append(c is '~' ? ' ' : c);
        }

        return HtmlText.Squeeze(builder.ToString());
    }

    [GeneratedRegex(@"\\([A-Za-z]+)\s?")]
    private static partial Regex Command();
}
