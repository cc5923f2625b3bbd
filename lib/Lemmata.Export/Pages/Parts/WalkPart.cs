using Lemmata.Export.Markup;

namespace Lemmata.Export.Pages.Parts;

/// <summary>The recorded steps of a cell, as a table and for the walk through its code.</summary>
/// <param name="Names">The variables, in the order in which they come.</param>
/// <param name="Steps">The steps, in their order.</param>
/// <param name="Cut">Whether the cell went on after the last.</param>
/// <param name="HasCalls">Whether steps stand in functions besides the cell itself.</param>
internal sealed record Walk(IReadOnlyList<string> Names, IReadOnlyList<WalkStep> Steps, bool Cut, bool HasCalls);

/// <summary>One step.</summary>
/// <param name="Line">The line of the cell that comes next, from 1.</param>
/// <param name="Function">The function it stands in.</param>
/// <param name="Values">One for each name; null where it is what the row above says.</param>
internal sealed record WalkStep(int Line, string Function, IReadOnlyList<WalkValue?> Values);

/// <summary>What a variable is at a step.</summary>
/// <param name="Text">Its text.</param>
/// <param name="Mark"><c>c</c> where the step before has changed it, <c>a</c> where it is new; else null.</param>
internal sealed record WalkValue(string Text, string? Mark)
{
    /// <summary>A variable that is not there.</summary>
    public static WalkValue Gone { get; } = new("–", null);

    /// <summary>A matrix, by rows.</summary>
    public IReadOnlyList<IReadOnlyList<string>>? Rows { get; init; }

    /// <summary>A figure.</summary>
    public SafeHtml? Picture { get; init; }
}
