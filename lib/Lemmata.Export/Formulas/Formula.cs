using System.Collections.Immutable;

namespace Lemmata.Export.Formulas;

/// <summary>TeX with its place; what it looks like is known once <see cref="FormulaSet.Render"/> has run.</summary>
internal sealed class Formula(string tex, FormulaSet.Form form, string notebook, int cell, ImmutableList<string> macros)
{
    private const string LastPart = "<span class=\"katex-base\">", End = "</span></span>";

    private string? markup;

    public string Tex { get; } = tex;

    /// <summary>How it is set.</summary>
    public FormulaSet.Form Form { get; } = form;

    public string Notebook { get; } = notebook;

    public int Cell { get; } = cell;

    /// <summary>The formulas before it in the notebook that define commands.</summary>
    public ImmutableList<string> Macros { get; } = macros;

    public bool Display => Form == FormulaSet.Form.Display;

    /// <summary>Its words, for titles, labels and the search index.</summary>
    public string Readable => TexText.Readable(Tex);

    /// <summary>Its markup; its TeX as code where it could not be set.</summary>
    public string Markup => markup ?? $"<code class=\"tex\">{HtmlText.Escape(Tex)}</code>";

    /// <summary>
    /// The markup with its last part kept on one line with what follows: a line may break within a formula but not
    /// after
    /// its last part, which the browser decides by what is around that part.
    /// </summary>
    public string TiedMarkup
    {
        get
        {
            var html = Markup;
            var at = html.LastIndexOf(LastPart, StringComparison.Ordinal);
            return at < 0 || !html.EndsWith(End, StringComparison.Ordinal) ? html
                : $"{html[..at]}<span class=\"tied\">{html[at..^End.Length]}</span>{End}";
        }
    }

    /// <summary>What the typesetter made of it; null where it does not parse.</summary>
    public void Set(string? typeset) => markup = typeset;
}
