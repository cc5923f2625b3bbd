using System.Collections.Immutable;
using System.Text;
using Lemmata.Export.Formulas;

namespace Lemmata.Export.Markup;

/// <summary>
/// Markup that may stand on a page. Text becomes such a value by being escaped, and nothing else turns a string into
/// one except the doors that <see cref="Trusted"/> names. Formulas are parts of their own: they are set together, by
/// one process, after all notebooks were read, so no mark has to stand in the text for them.
/// </summary>
internal sealed class SafeHtml
{
    /// <summary>Text of markup, or a <see cref="Formula"/>.</summary>
    private readonly ImmutableArray<object> parts;

    internal SafeHtml(ImmutableArray<object> parts) => this.parts = parts;

    /// <summary>No markup at all.</summary>
    public static SafeHtml Empty { get; } = new([]);

    public bool IsEmpty => parts.All(part => part is string { Length: 0 });

    public bool HasFormulas => parts.Any(part => part is Formula);

    internal ImmutableArray<object> Parts => parts;

    /// <summary>Words, escaped for content and for quoted attribute values.</summary>
    public static SafeHtml Text(string? text) => string.IsNullOrEmpty(text) ? Empty : new([HtmlText.Escape(text)]);

    /// <summary>A formula, set when the page is written.</summary>
    public static SafeHtml Of(Formula formula) => new([formula]);

    /// <summary>A template: what is written out is markup, what is filled in is escaped unless it is markup
    /// already.</summary>
    public static SafeHtml Html(HtmlTemplate template) => template.ToSafe();

    /// <summary>
    /// A string that is markup already. Only the sanitiser, the renderer of Markdown, the drawings, the formulas, the
    /// colours of code and the components may say so; the rule of banned symbols refuses it everywhere else.
    /// </summary>
    public static SafeHtml Trusted(string markup) => markup.Length == 0 ? Empty : new([markup]);

    public static SafeHtml operator +(SafeHtml first, SafeHtml second) =>
        first.parts.IsEmpty ? second : second.parts.IsEmpty ? first : new(first.parts.AddRange(second.parts));

    public static SafeHtml Concat(IEnumerable<SafeHtml> pieces) => new([.. pieces.SelectMany(piece => piece.parts)]);

    /// <summary>Pieces with words between them.</summary>
    public static SafeHtml Join(string separator, IEnumerable<SafeHtml> pieces)
    {
        var between = Text(separator);
        return Concat(pieces.SelectMany((piece, i) => i == 0 ? [piece] : new[] { between, piece }));
    }

    /// <summary>The first words in bold, or null without such.</summary>
    public SafeHtml? FirstStrong()
    {
        foreach (var element in (ReadOnlySpan<string>)["strong", "b"])
        {
            var (open, close) = ($"<{element}>", $"</{element}>");
            var start = IndexOf(part => part is string text && text.Contains(open, StringComparison.Ordinal));
            if (start < 0) { continue; }
            var builder = ImmutableArray.CreateBuilder<object>();
            var from = ((string)parts[start]).IndexOf(open, StringComparison.Ordinal) + open.Length;
            for (var i = start; i < parts.Length; i++, from = 0)
            {
                if (parts[i] is not string text)
                {
                    builder.Add(parts[i]);
                    continue;
                }

                var end = text.IndexOf(close, from, StringComparison.Ordinal);
                builder.Add(end < 0 ? text[from..] : text[from..end]);
                if (end >= 0) { return new SafeHtml(builder.ToImmutable()); }
            }
        }

        return null;
    }

    private int IndexOf(Predicate<object> wanted)
    {
        for (var i = 0; i < parts.Length; i++) { if (wanted(parts[i])) { return i; } }
        return -1;
    }

    /// <summary>The same with other formulas.</summary>
    public SafeHtml With(Func<Formula, Formula> other) =>
        new([.. parts.Select(part => part is Formula formula ? other(formula) : part)]);

    /// <summary>Without line ends at start and end.</summary>
    public SafeHtml Trimmed()
    {
        if (parts.IsEmpty) { return this; }
        var builder = parts.ToBuilder();
        if (builder[0] is string first) { builder[0] = first.TrimStart('\n'); }
        if (builder[^1] is string last) { builder[^1] = last.TrimEnd('\n'); }
        return new SafeHtml(builder.ToImmutable());
    }

    /// <summary>The content of the one element that this is, or null where it is something else.</summary>
    public SafeHtml? Unwrap(string element)
    {
        if (parts.IsEmpty || parts[0] is not string first || parts[^1] is not string last) { return null; }
        var (open, close) = ("<" + element, $"</{element}>");
        var end = first.IndexOf('>');
        if (!first.StartsWith(open, StringComparison.Ordinal) || end < 0 || first[open.Length] is not ('>' or ' ')
            || !last.EndsWith(close, StringComparison.Ordinal))
        {
            return null;
        }
        var builder = parts.ToBuilder();
        builder[^1] = last[..^close.Length];
        builder[0] = ((string)builder[0])[(end + 1)..];
        return new SafeHtml(builder.ToImmutable());
    }

    /// <summary>The markup as it goes into a file.</summary>
    /// <remarks>A formula is tied to the punctuation at it: a browser would break the line between them.</remarks>
    public string Write()
    {
        if (parts is [string whole]) { return whole; }
        var html = new StringBuilder();
        var taken = 0;
        for (var i = 0; i < parts.Length; i++)
        {
            if (parts[i] is string text)
            {
                html.Append(text, taken, text.Length - taken);
                taken = 0;
                continue;
            }

            var formula = (Formula)parts[i];
            var next = i + 1 < parts.Length && !formula.Display ? parts[i + 1] as string ?? "" : "";
            taken = next.AsSpan().IndexOfAnyExcept(",.;:!?)") is var end && end < 0 ? next.Length : end;
            var opened = !formula.Display && html.Length > 0 && html[^1] == '(';
            if (taken == 0 && !opened)
            {
                html.Append(formula.Markup);
                continue;
            }

            if (opened) { html.Length--; }
            html.Append("<span class=\"tied\">").Append(opened ? "(" : "").Append(formula.TiedMarkup)
                .Append(next, 0, taken).Append("</span>");
        }

        return html.ToString();
    }

    /// <summary>The words without markup; formulas read as a person would say them.</summary>
    public string ToPlainText()
    {
        var text = new StringBuilder();
        var markup = new StringBuilder();
        foreach (var part in parts)
        {
            if (part is Formula formula)
            {
                text.Append(HtmlText.Strip(markup.ToString())).Append(formula.Readable);
                markup.Clear();
            }
            else
            {
                markup.Append((string)part);
            }
        }

        return HtmlText.Squeeze(text.Append(HtmlText.Strip(markup.ToString())).ToString());
    }

    /// <summary>As <see cref="Write"/> does, for messages and failing tests.</summary>
    public override string ToString() => Write();
}
