using Lemmata.Export.Formulas;
using Markdig.Helpers;
using Markdig.Parsers;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace Lemmata.Export.Prose.Parsing;

/// <summary>
/// <c>$…$</c>, <c>$$…$$</c>, <c>\(…\)</c>, <c>\[…\]</c>, <c>\begin…\end</c>, <c>\ref</c> and <c>\eqref</c> inside
/// paragraphs, headings
/// and cells of tables. Code and addresses were taken by their own parsers before.
/// </summary>
internal sealed class MathInlineParser : InlineParser
{
    /// <summary>A cell with so many openings that never close has no more formulas: looking for each end takes
    /// time.</summary>
    private const int MaxUnclosed = 100;

    public MathInlineParser() => OpeningCharacters = ['$', '\\'];

    public override bool Match(InlineProcessor processor, ref StringSlice slice)
    {
        var text = slice.Text.AsSpan(slice.Start, slice.Length);
        if (Read(text, slice.PeekCharExtra(-1), processor) is not var (inline, length)) { return false; }
        inline.Span = new SourceSpan(processor.GetSourcePosition(slice.Start, out var line, out var column),
            processor.GetSourcePosition(slice.Start + length - 1));
        (inline.Line, inline.Column) = (line, column);
        processor.Inline = inline;
        slice.Start += length;
        return true;
    }

    private static (Inline Inline, int Length)? Read(ReadOnlySpan<char> text, char before, InlineProcessor processor)
    {
        if (text.StartsWith("$$", StringComparison.Ordinal))
        {
            return Marked(text, "$$", "$$", display: true, processor);
        }
        if (text[0] == '$')
        {
            return before == '$' || text.Length < 2 || char.IsWhiteSpace(text[1]) ? null
                : Marked(text, "$", "$", display: false, processor);
        }

        if (text.StartsWith("\\(", StringComparison.Ordinal))
        {
            return Marked(text, "\\(", "\\)", display: false, processor);
        }
        if (text.StartsWith("\\[", StringComparison.Ordinal))
        {
            // Brackets that are escaped because they would make a link are no formula.
            return Marked(text, "\\[", "\\]", display: true, processor) is var (formula, length)
                && !(length < text.Length && text[length] is '(' or '[' or ':')
                ? (formula, length) : null;
        }

        if (TexScan.Environment(text) is { } environment)
        {
            var end = Count(processor) < MaxUnclosed ? TexScan.EnvironmentEnd(text, environment) : -1;
            if (end < 0) { return Unclosed(processor); }
            var tex = text[..end].ToString();
            return (new MathInline(tex, display: true, tex), end);
        }

        foreach (var name in (ReadOnlySpan<string>)["\\eqref", "\\ref"])
        {
            if (text.StartsWith(name, StringComparison.Ordinal) && TexScan.NameLength(text[1..]) == name.Length - 1
                && TexScan.Argument(text, name.Length) is var (label, end))
            {
                return (new ReferenceInline(label, name == "\\eqref", text[..end].ToString()), end);
            }
        }

        return null;
    }

    private static (Inline, int)? Marked(ReadOnlySpan<char> text, string open, string close, bool display,
        InlineProcessor processor)
    {
        if (Count(processor) >= MaxUnclosed) { return null; }
        var end = TexScan.Close(text[open.Length..], close);
        if (end < 0) { return Unclosed(processor); }
        var tex = text.Slice(open.Length, end).ToString();
        if (tex.Trim().Length == 0 || open[0] == '\\' && !tex.Any(char.IsLetterOrDigit)) { return null; }
        var length = open.Length + end + close.Length;
        return TexCommands.References(tex.Trim()) is [var call] && call.Start == 0 && call.End == tex.Trim().Length
            ? (new ReferenceInline(call.Argument, call.Name == "eqref", text[..length].ToString()), length)
            : (new MathInline(tex, display, text[..length].ToString()), length);
    }

    private static (Inline, int)? Unclosed(InlineProcessor processor)
    {
        processor.Document.SetData(typeof(MathInlineParser), Count(processor) + 1);
        return null;
    }

    private static int Count(InlineProcessor processor) => processor.Document.GetData(typeof(MathInlineParser)) as int?
        ?? 0;
}
