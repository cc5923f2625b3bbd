using System.Globalization;
using Lemmata.Export.Formulas;
using Lemmata.Export.Markup;
using Lemmata.Export.Prose.Parsing;

namespace Lemmata.Export.Prose;

/// <summary>The formulas of one page as things to point to: numbers, labels, anchors.</summary>
internal sealed class Equations(Slugs slugs)
{
    private readonly Dictionary<string, string> ids = [];
    private readonly Dictionary<string, (string Number, string Id)> labels = [];
    private readonly HashSet<string> placed = [];
    private int plain;

    /// <summary>The anchor of a number, or null where no formula has it.</summary>
    public string? Anchor(string number) => ids.GetValueOrDefault(number);

    /// <summary>Number and anchor of a label, or null where no formula has it.</summary>
    public (string Number, string Id)? Label(string label) => labels.TryGetValue(label, out var found) ? found : null;

    /// <summary>Notes the numbers and labels of a formula, in the order of the page, before anything is
    /// written.</summary>
    public void Note(string tex)
    {
        var tags = TexCommands.Tags(tex);
        foreach (var tag in tags)
        {
            var number = Words(tag.Argument);
            if (!ids.ContainsKey(number))
            {
                ids[number] = slugs.Take("eq-" + (number.Any(char.IsLetterOrDigit) ? number : "mark"));
            }
        }

        foreach (var label in TexCommands.Labels(tex))
        {
            var row = tags.FirstOrDefault(tag => !Between(tex, tag, label).Contains("\\\\", StringComparison.Ordinal));
            var number = row.Argument is { } own ? Words(own) : tags.Count == 0 ? Unused() : Words(tags[0].Argument);
            labels.TryAdd(label.Argument, (number, ids[number]));
        }
    }

    /// <summary>What stands between two commands; nothing where one stands within the other.</summary>
    private static string Between(string tex, TexCommands.Call one, TexCommands.Call other)
    {
        var (start, end) = (Math.Min(one.End, other.End), Math.Max(one.Start, other.Start));
        return start < end ? tex[start..end] : "";
    }

    /// <summary>A formula as the page shows it.</summary>
    /// <param name="tex">The formula as written.</param>
    /// <param name="display">True for one on its own.</param>
    /// <param name="page">The page.</param>
    public SafeHtml Html(string tex, bool display, PageText page)
    {
        if (Unknown(tex) is { } environment)
        {
            page.Warn($"the environment {environment} is none that the typesetter knows; its source is shown.");
            return display ? SafeHtml.Html(
                $"<div class=\"listing\"><pre role=\"group\" aria-label=\"Listing\"><code>{tex.Trim()}</code></pre></div>") : SafeHtml.Html($"<code class=\"tex\">{tex}</code>");
        }

        tex = TexCommands.Replace(tex, TexCommands.References(tex), call => Label(call.Argument) is { } known
            ? $"\\text{{{(call.Name == "eqref" ? $"({known.Number})" : known.Number)}}}"
                : $"\\text{{{Escaped(call.Argument)}}}");
        if (!display)
        {
            return SafeHtml.Of(page.Add(tex, page.Compact ? FormulaSet.Form.Compact : FormulaSet.Form.Inline));
        }
        var labelled = TexCommands.Labels(tex);
        var numbered = labelled.Count > 0 && TexCommands.Tags(tex).Count == 0 ? Label(labelled[0].Argument)?.Number
            : null;
        tex = TexCommands.Replace(tex, labelled, _ => "");
        var tags = TexCommands.Tags(tex);
        if (tags.Count > 1) { return Several(tex, tags, page); }
        if (tags.Count == 0 && numbered is null) { return Plain(tex, page); }
        var number = numbered ?? Words(tags[0].Argument);
        var id = Place(number);
        var shown = numbered is null ? Set(tags[0].Argument, page) : SafeHtml.Text(numbered);
        if (numbered is not null || !tags[0].Name.EndsWith('*')) { shown = SafeHtml.Html($"({shown})"); }
        var formula = page.Add(TexCommands.Replace(tex, tags, _ => ""), FormulaSet.Form.Display);
        return Box(id, $"formula {number}", SafeHtml.Of(formula),
            SafeHtml.Html($"<a href=\"#{id}\" aria-label=\"Link to formula {number}\">{shown}</a>"));
    }

    /// <summary>An environment in a formula that the typesetter does not know, or null.</summary>
    public static string? Unknown(string tex)
    {
        for (var at = tex.IndexOf("\\begin{", StringComparison.Ordinal); at >= 0; at = tex.IndexOf("\\begin{", at + 1,
            StringComparison.Ordinal))
        {
            if (TexScan.Environment(tex.AsSpan(at)) is { } name && !TexCommands.Knows(name)) { return name; }
        }

        return null;
    }

    /// <summary>The words of a number; formulas in it read as their symbols.</summary>
    private static string Words(string tag) =>
        HtmlText.Squeeze(string.Concat(MathText.Pieces(tag)
        .Select(piece => piece.Formula is { } formula ? TexText.Readable(formula.Tex) : piece.Text)));

    private static SafeHtml Set(string tag, PageText page) =>
        SafeHtml.Concat(MathText.Pieces(tag).Select(piece => piece.Formula is { } formula
        ? SafeHtml.Of(page.Add(formula.Tex, FormulaSet.Form.Inline)) : SafeHtml.Text(piece.Text)));

    private SafeHtml Plain(string tex, PageText page)
    {
        var id = slugs.Take($"formula-{++plain}");
        var name = $"formula {plain}";
        return Box(id, name, SafeHtml.Of(page.Add(tex, FormulaSet.Form.Display)),
            SafeHtml.Html($"<a class=\"anchor\" href=\"#{id}\" aria-label=\"Link to {name}\">§</a>"));
    }

    /// <summary>Lines with numbers of their own: the typesetter puts each beside its line, and every one is a
    /// place.</summary>
    private SafeHtml Several(string tex, IReadOnlyList<TexCommands.Call> tags, PageText page)
    {
        var numbers = tags.Select(tag => Words(tag.Argument)).ToList();
        var places = numbers.Select(Place).ToList();
        var others = SafeHtml.Concat(places.Skip(1).Select(place => SafeHtml.Html($"<span id=\"{place}\"></span>")));
        var name = "formulas " + string.Join(", ", numbers);
        return Box(places[0], name, others + SafeHtml.Of(page.Add(tex, FormulaSet.Form.Display)),
            SafeHtml.Html($"<a class=\"anchor\" href=\"#{places[0]}\" aria-label=\"Link to {name}\">§</a>"));
    }

    private static SafeHtml Box(string id, string name, SafeHtml formula, SafeHtml link) =>
        SafeHtml.Html($"<div class=\"eq\" id=\"{id}\"><div role=\"group\" aria-label=\"{char.ToUpperInvariant(name[0]) + name[1..]}\">{formula}</div>{link}</div>");

    /// <summary>The anchor for a number's first formula; a second one of the same number gets another.</summary>
    private string Place(string number) => ids.TryGetValue(number, out var id) && placed.Add(id) ? id
        : slugs.Take("eq-" + number);

    private string Unused()
    {
        for (var number = 1; ; number++)
        {
            var text = number.ToString(CultureInfo.InvariantCulture);
            if (ids.ContainsKey(text)) { continue; }
            ids[text] = slugs.Take("eq-" + text);
            return text;
        }
    }

    private static string Escaped(string label) =>
        string.Concat(label.Where(c => char.IsLetterOrDigit(c) || c is ':' or '-' or '.'));
}
