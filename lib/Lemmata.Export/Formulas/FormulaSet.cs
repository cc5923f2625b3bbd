using System.Collections.Immutable;
using System.Text.Json.Nodes;

namespace Lemmata.Export.Formulas;

/// <summary>All formulas of the site: gathered while notebooks are read, then set by one process.</summary>
internal sealed class FormulaSet
{
    private readonly List<Formula> formulas = [];
    private readonly Dictionary<string, ImmutableList<string>> macros = [];

    /// <summary>How a formula is set: within a line, on its own, or within a line as MathML alone, a fifth of the
    /// size.</summary>
    public enum Form { Inline, Display, Compact }

    /// <summary>Takes a formula; commands that it defines hold for all later ones of its notebook.</summary>
    public Formula Add(string tex, Form form, string notebook, int cell)
    {
        var known = macros.GetValueOrDefault(notebook, []);
        var formula = new Formula(tex.Trim(), form, notebook, cell, known);
        formulas.Add(formula);
        if (TexCommands.Defines(tex)) { macros[notebook] = known.Add(formula.Tex); }
        return formula;
    }

    /// <summary>Takes a formula once more, as MathML alone.</summary>
    public Formula Compact(Formula formula)
    {
        var compact = new Formula(formula.Tex, Form.Compact, formula.Notebook, formula.Cell, formula.Macros);
        formulas.Add(compact);
        return compact;
    }

    /// <summary>Sets everything.</summary>
    /// <param name="node">The installed packages; where they are absent, formulas stay readable TeX.</param>
    /// <param name="cache">Earlier results, which take the new ones.</param>
    /// <param name="warnings">Receives one line per formula that does not parse.</param>
    public void Render(NodePackages node, FormulaCache cache, ICollection<string> warnings)
    {
        var missing = formulas.Where(formula => !cache.Contains(formula)).DistinctBy(FormulaCache.Key).ToList();
        if (missing.Count > 0)
        {
            var reply = JsonNode.Parse(node.Run("formulas.cjs", node.KatexPath, Request(missing)))!.AsArray();
            for (var i = 0; i < missing.Count; i++)
            {
                cache.Put(missing[i], reply[i]!["html"]?.ToString(), reply[i]!["error"]?.ToString());
            }
        }

        foreach (var formula in formulas)
        {
            var (html, error) = cache.Get(formula);
            formula.Set(html);
            if (html is not null) { continue; }
            var warning = $"{formula.Notebook}, cell {formula.Cell}: the formula {Shorten(formula.Tex)} does not parse "
                + $"and is shown as code ({error}).";
            if (!warnings.Contains(warning)) warnings.Add(warning);
        }

        cache.Save(formulas);
    }

    /// <summary>Formulas with the same commands before them share one list of those.</summary>
    private static string Request(List<Formula> missing)
    {
        var contexts = missing.Select(formula => formula.Macros).Distinct().ToList();
        return new JsonObject
        {
            ["contexts"] = new JsonArray(
                [.. contexts.Select(context => (JsonNode)new JsonArray([.. context.Select(tex => (JsonNode)tex)]))]),
            ["formulas"] = new JsonArray([.. missing.Select(formula => (JsonNode)new JsonObject
            {
                ["tex"] = formula.Tex, ["form"] = formula.Form.ToString(),
                    ["context"] = contexts.IndexOf(formula.Macros),
            })]),
        }.ToJsonString();
    }

    private static string Shorten(string tex)
    {
        var line = HtmlText.Squeeze(tex);
        return line.Length <= 60 ? line : line[..57] + "…";
    }
}
