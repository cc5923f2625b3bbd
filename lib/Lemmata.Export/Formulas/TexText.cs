using System.Text;
using System.Text.RegularExpressions;

namespace Lemmata.Export.Formulas;

/// <summary>TeX as a person would say it in plain text; good enough for a search index or a label.</summary>
internal static partial class TexText
{
    private static readonly Dictionary<string, string> Symbols = new()
    {
        ["alpha"] = "α", ["beta"] = "β", ["gamma"] = "γ", ["delta"] = "δ", ["epsilon"] = "ε", ["varepsilon"] = "ε",
            ["eta"] = "η",
        ["theta"] = "θ", ["kappa"] = "κ", ["lambda"] = "λ", ["mu"] = "μ", ["nu"] = "ν", ["xi"] = "ξ", ["pi"] = "π",
            ["rho"] = "ρ",
        ["sigma"] = "σ", ["tau"] = "τ", ["phi"] = "φ", ["varphi"] = "φ", ["chi"] = "χ", ["psi"] = "ψ", ["omega"] = "ω",
        ["Gamma"] = "Γ", ["Delta"] = "Δ", ["Lambda"] = "Λ", ["Sigma"] = "Σ", ["Phi"] = "Φ", ["Omega"] = "Ω",
            ["infty"] = "∞",
        ["le"] = "≤", ["leq"] = "≤", ["ge"] = "≥", ["geq"] = "≥", ["ne"] = "≠", ["neq"] = "≠", ["approx"] = "≈",
            ["sim"] = "∼",
        ["to"] = "→", ["cdot"] = "·", ["times"] = "×", ["pm"] = "±", ["sum"] = "∑", ["prod"] = "∏", ["int"] = "∫",
            ["in"] = "∈",
        ["sqrt"] = "√", ["partial"] = "∂", ["nabla"] = "∇", ["dots"] = "…", ["ldots"] = "…", ["cdots"] = "…",
            ["quad"] = " ", ["ast"] = "∗", ["star"] = "⋆", ["dagger"] = "†", ["prime"] = "′",
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
