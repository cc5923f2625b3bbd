using Lemmata.Export.Diagrams;
using Lemmata.Export.Markup;
using Lemmata.Export.Reading;

namespace Lemmata.Export.Pages.Parts;

/// <summary>
/// One part of a notebook's page, in the order of the page. Parts are facts; a component of a similar name shows each,
/// after the formulas of all pages were set.
/// </summary>
internal abstract record PagePart;

/// <summary>A block of prose.</summary>
internal sealed record ProsePart(SafeHtml Html) : PagePart;

/// <summary>A heading below the title.</summary>
internal sealed record HeadingPart(int Level, string Id, string Title, SafeHtml Words) : PagePart;

/// <summary>The code of a cell.</summary>
internal sealed record CodePart(int Number, string Id, string Label, int Lines, bool Folded, SafeHtml Code) : PagePart
{
    /// <summary>The steps that the run has kept; null where the cell is not to be stepped through.</summary>
    public Walk? Walk { get; init; }
}

/// <summary>Text that a cell printed or showed.</summary>
/// <param name="Label">What it is, for screen readers.</param>
/// <param name="Text">The text with its colours.</param>
/// <param name="Cut">What was left out, or null.</param>
/// <param name="RightToLeft">True where its words run from right to left.</param>
internal sealed record TextPart(string Label, SafeHtml Text, string? Cut, bool RightToLeft) : PagePart;

/// <summary>Where the outputs of a cell begin or end, on pages that compute.</summary>
/// <param name="Cell">Number of the cell among the code cells, from 0.</param>
/// <param name="Number">The number that the page gives it.</param>
/// <param name="IsEnd">Whether they end here.</param>
internal sealed record OutputMark(int Cell, int Number, bool IsEnd) : PagePart;

/// <summary>The error that ended a cell.</summary>
internal sealed record FaultPart(string Name, SafeHtml Trace) : PagePart;

/// <summary>Markup that a cell showed, cleaned.</summary>
internal sealed record FragmentPart(SafeHtml Html) : PagePart;

/// <summary>A picture that a cell showed.</summary>
internal sealed record PicturePart(SafeHtml Image) : PagePart;

/// <summary>A diagram, drawn or as its text.</summary>
internal sealed record DiagramPart(Diagram Diagram) : PagePart;

/// <summary>What stands in the place of an output that a page cannot show: a sentence, and its text to unfold.</summary>
internal sealed record SourcePart(string Sentence, TextPart Source) : PagePart;

/// <summary>A sentence in the place of what a page cannot show.</summary>
internal sealed record AbsentPart(string Sentence) : PagePart;

/// <summary>One row of the table of claims.</summary>
internal sealed record ClaimRow(ClaimRecord Claim, SafeHtml Statement, SafeHtml Place);

/// <summary>The table of claims with the verdicts of the whole run, of this one or of the one that was stored.</summary>
internal sealed record ClaimTablePart(IReadOnlyList<ClaimRow> Rows, bool Stored) : PagePart;

/// <summary>The strip of verdicts and the controls, where the notebook shows its sheet again.</summary>
internal sealed record ClaimSummaryPart(ClaimsOfNotebook Claims, bool Stored) : PagePart;

/// <summary>One row of evidence, under its anchor.</summary>
internal sealed record EvidencePart(string Anchor, SafeHtml Row) : PagePart;

/// <summary>What is wrong in a claim, and what is right.</summary>
internal sealed record ErratumPart(
    ClaimRecord Claim, SafeHtml Statement, SafeHtml Correction, SafeHtml Counterexample) : PagePart;
