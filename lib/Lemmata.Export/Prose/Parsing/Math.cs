using Markdig.Parsers;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace Lemmata.Export.Prose.Parsing;

/// <summary>A formula within a paragraph; of a displayed one the paragraph ends before it.</summary>
internal sealed class MathInline(string tex, bool display, string written) : LeafInline
{
    public string Tex { get; } = tex;

    public bool Display { get; } = display;

    /// <summary>As the author wrote it, marks included.</summary>
    public string Written { get; } = written;
}

/// <summary>A displayed formula that starts a line.</summary>
internal sealed class MathBlock(BlockParser parser, string opening, string closing) : LeafBlock(parser)
{
    public string Opening { get; } = opening;

    public string Closing { get; } = closing;

    /// <summary>True once the closing mark was met.</summary>
    public bool Whole { get; set; }

    /// <summary>What stands behind the closing mark, up to the end of its paragraph.</summary>
    public ParagraphBlock? Tail { get; set; }

    /// <summary>How often the same environment is open.</summary>
    public int Depth { get; set; }

    /// <summary>The formula; an environment keeps its own marks.</summary>
    public string Tex => Lines.ToString().ReplaceLineEndings("\n").Trim();
}

/// <summary>A reference such as <c>\eqref{name}</c> in a sentence.</summary>
internal sealed class ReferenceInline(string label, bool parentheses, string written) : LeafInline
{
    public string Label { get; } = label;

    public bool Parentheses { get; } = parentheses;

    public string Written { get; } = written;
}
