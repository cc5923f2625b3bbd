using System.Text.RegularExpressions;
using Lemmata.Export.Formulas;
using Markdig.Helpers;
using Markdig.Parsers;
using Markdig.Syntax;

namespace Lemmata.Export.Prose.Parsing;

/// <summary>
/// Displayed formulas that start a line: nothing in them is a list, a heading or a quotation, and blank lines do not
/// end them. Marks of quotations and lists around them are taken off each line before.
/// </summary>
internal sealed partial class MathBlockParser : BlockParser
{
    /// <summary>Longer ones are not looked through again at each of their lines.</summary>
    private const int LongestParagraph = 5_000;

    public MathBlockParser() => OpeningCharacters = ['$', '\\'];

    public override bool CanInterrupt(BlockProcessor processor, Block block) => true;

    public override BlockState TryOpen(BlockProcessor processor)
    {
        if (processor.IsCodeIndent) { return BlockState.None; }
        var line = processor.Line.AsSpan();
        var (opening, closing) = Marks(line);
        if (opening is null || closing is null || !ClosesLater(processor, opening, closing)
            || IsInsideFormula(processor))
        {
            return BlockState.None;
        }

        var environment = opening[0] == '\\' && opening.Length > 2;
        var block = new MathBlock(this, opening, closing) { Column = processor.Column,
            Span = { Start = processor.Start, End = processor.Line.End } };
        for (var i = 0; !environment && i < opening.Length; i++) { processor.NextChar(); }
        processor.NewBlocks.Push(block);
        return Take(processor, block, processor.Line);
    }

    public override BlockState TryContinue(BlockProcessor processor, Block block)
    {
        var math = (MathBlock)block;
        if (!math.Whole)
        {
            return Take(processor, math, new StringSlice(processor.Line.Text, processor.StartBeforeIndent,
                processor.Line.End, processor.Line.NewLine));
        }
        // Only a formula with words behind its end is still open here; they go on as a paragraph does.
        if (processor.IsBlankLine || processor.Line.AsSpan().TrimStart().IndexOfAny("-*+#>`~$|<\\0123456789") == 0)
        {
            return BlockState.None;
        }
        Append(processor, math.Tail!, processor.Line);
        return BlockState.ContinueDiscard;
    }

    public override bool Close(BlockProcessor processor, Block block)
    {
        var math = (MathBlock)block;
        if (math.Parent is not { } parent) { return true; }
        if (math.Tail is { } tail) { parent.Insert(parent.IndexOf(math) + 1, tail); }
        if (math.Whole) { return true; }
        // The quotation or list around it ended first: what was written stands as a paragraph.
        var paragraph = new ParagraphBlock { Column = math.Column, Line = math.Line, Span = math.Span,
            Lines = math.Lines };
        parent[parent.IndexOf(math)] = paragraph;
        return true;
    }

    /// <summary>Takes the line, or its part before the closing mark; what stands behind it goes on as text.</summary>
    private static BlockState Take(BlockProcessor processor, MathBlock math, StringSlice line)
    {
        var end = End(math, line.AsSpan());
        if (end < 0)
        {
            Append(processor, math, line);
            return BlockState.ContinueDiscard;
        }

        var kept = math.Opening.Length > 2 ? end : end - math.Closing.Length;
        Append(processor, math, new StringSlice(line.Text, line.Start, line.Start + kept - 1, line.NewLine));
        math.Whole = true;
        math.UpdateSpanEnd(line.Start + end - 1);
        var rest = new StringSlice(line.Text, line.Start + end, line.End, line.NewLine);
        rest.TrimStart();
        if (rest.IsEmptyOrWhitespace()) { return BlockState.BreakDiscard; }
        math.Tail = new ParagraphBlock { Column = processor.Column, Line = processor.LineIndex,
            Span = new SourceSpan(rest.Start, rest.End) };
        Append(processor, math.Tail, rest);
        return BlockState.ContinueDiscard;
    }

    private static void Append(BlockProcessor processor, LeafBlock block, StringSlice line)
    {
        block.AppendLine(ref line, processor.Column, processor.LineIndex, processor.CurrentLineStartPosition,
            processor.TrackTrivia);
        block.UpdateSpanEnd(line.End);
    }

    /// <summary>Where the formula ends in a line, behind its closing mark, or -1.</summary>
    private static int End(MathBlock math, ReadOnlySpan<char> line)
    {
        for (var at = 0; at < line.Length; at++)
        {
            if (line[at..].StartsWith(math.Closing, StringComparison.Ordinal))
            {
                if (math.Opening.Length <= 2 || --math.Depth == 0) { return at + math.Closing.Length; }
                at += math.Closing.Length - 1;
            }
            else if (math.Opening.Length > 2 && line[at..].StartsWith(math.Opening, StringComparison.Ordinal))
            {
                math.Depth++;
            }
            else if (line[at] == '\\')
            {
                at++;
            }
        }

        return -1;
    }

    private static (string? Opening, string? Closing) Marks(ReadOnlySpan<char> line)
    {
        if (line.StartsWith("$$", StringComparison.Ordinal)) { return ("$$", "$$"); }
        if (line.StartsWith("\\[", StringComparison.Ordinal)) { return ("\\[", "\\]"); }
        return TexScan.Environment(line) is { } name ? ($"\\begin{{{name}}}", $"\\end{{{name}}}") : (null, null);
    }

    /// <summary>Whether the paragraph before has a formula open, which goes on in this line.</summary>
    private static bool IsInsideFormula(BlockProcessor processor)
    {
        if (processor.CurrentBlock is not ParagraphBlock { Lines.Count: > 0 } paragraph) { return false; }
        var before = paragraph.Lines.ToString();
        if (before.Length > LongestParagraph) { return false; }
        var rest = processor.Line.Text.AsSpan(processor.Line.Start);
        var end = BlankLine().EnumerateMatches(rest) is var blank && blank.MoveNext() ? blank.Current.Index : rest.Length;
        return MathText.EndsInside(before, rest[..Math.Min(end, LongestParagraph)]);
    }

    [GeneratedRegex(@"\n[ \t>]*\r?\n")]
    private static partial Regex BlankLine();

    /// <summary>
    /// Whether the closing mark stands in a later line. A formula on one line is left to the paragraph that it stands
    /// in, and an opening without an end is no formula.
    /// </summary>
    private static bool ClosesLater(BlockProcessor processor, string opening, string closing)
    {
        var text = processor.Line.Text;
        if (text is null) { return false; }
        var rest = text.AsSpan(processor.Line.Start + opening.Length);
        var end = opening.Length > 2 ? TexScan.EnvironmentEnd(text.AsSpan(processor.Line.Start),
            opening[7..^1]) - opening.Length : TexScan.Close(rest, closing);
        return end >= 0 && end <= rest.Length && rest[..end].IndexOfAny('\n', '\r') >= 0;
    }
}
