using System.Collections.Immutable;
using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;
using Lemmata.Export.Formulas;

#pragma warning disable RS0030 // A door: the compiler sees to it that literals of templates come from the source code.

namespace Lemmata.Export.Markup;

/// <summary>Gathers markup; what it is given as a string is a template or is escaped.</summary>
internal sealed class HtmlBuilder
{
    private readonly ImmutableArray<object>.Builder parts = ImmutableArray.CreateBuilder<object>();
    private readonly StringBuilder text = new();

    public HtmlBuilder Append(HtmlTemplate template) => Append(template.ToSafe());

    public HtmlBuilder Append(SafeHtml html)
    {
        foreach (var part in html.Parts)
        {
            if (part is Formula formula) { Append(formula); }
            else { text.Append((string)part); }
        }

        return this;
    }

    public HtmlBuilder Append(Formula formula)
    {
        Flush();
        parts.Add(formula);
        return this;
    }

    /// <summary>Words, escaped.</summary>
    public HtmlBuilder AppendText(string? words)
    {
        text.Append(HtmlText.Escape(words));
        return this;
    }

    /// <summary>Characters of markup from a door; see <see cref="SafeHtml.Trusted"/>.</summary>
    internal void AppendTrusted(ReadOnlySpan<char> markup) => text.Append(markup);

    public SafeHtml ToSafe()
    {
        Flush();
        return new SafeHtml(parts.ToImmutable());
    }

    private void Flush()
    {
        if (text.Length == 0) { return; }
        parts.Add(text.ToString());
        text.Clear();
    }
}

/// <summary>
/// The compiler's view of a template: the pieces between the braces come from the source code and are markup; strings
/// and numbers in the braces are escaped, markup in them stays. Other types do not compile.
/// </summary>
[InterpolatedStringHandler]
internal sealed class HtmlTemplate(int literalLength, int formattedCount)
{
    private readonly HtmlBuilder html = literalLength + formattedCount >= 0 ? new()
        : throw new ArgumentOutOfRangeException(nameof(literalLength));

    public void AppendLiteral(string literal) => html.AppendTrusted(literal);

    public void AppendFormatted(string? words) => html.AppendText(words);

    public void AppendFormatted(int number) => html.AppendText(number.ToString(CultureInfo.InvariantCulture));

    public void AppendFormatted(SafeHtml markup) => html.Append(markup);

    public SafeHtml ToSafe() => html.ToSafe();
}
