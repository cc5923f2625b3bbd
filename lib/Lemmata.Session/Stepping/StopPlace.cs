using Lemmata.Session.Compilation;

namespace Lemmata.Session.Stepping;

/// <summary>Where in a function a stop stands.</summary>
internal enum StopKind
{
    /// <summary>Before a statement, or before the expression that is a function's body.</summary>
    Statement,

    /// <summary>Before a function gives its value back; the value is seen.</summary>
    Return,

    /// <summary>At the closing brace, where a function ends without a value, or at an empty body.</summary>
    End,
}

/// <summary>A method, lambda, local function, iterator or accessor of a cell, or the cell itself.</summary>
/// <param name="Id">Its number, unique in the process.</param>
/// <param name="Name">As a reader names it: <c>Fib</c>, <c>lambda in Fib</c>, <c>cell</c>.</param>
/// <param name="Source">The cell it stands in, as the host names cells.</param>
/// <param name="Line">The first line of its text, from 1.</param>
/// <param name="EndLine">The last.</param>
/// <param name="Resumes">Whether it leaves and comes back, as iterators and async functions do.</param>
/// <param name="IsAsync">Whether it awaits, so that it may come back on another thread.</param>
internal sealed record StopFunction(
    int Id, string Name, string Source, int Line, int EndLine, bool Resumes, bool IsAsync);

/// <summary>A value that a stop sees.</summary>
/// <param name="Name">The variable's name; <c>this</c>, and <c>return</c> for what a function gives back.</param>
/// <param name="Type">Its type, for readers.</param>
/// <param name="Speakable">Its type as a watch declares it; <c>dynamic</c> for types without a name.</param>
/// <param name="CanSet">Whether the reader may give it another value at the stop.</param>
internal sealed record StopValue(string Name, string Type, string Speakable, bool CanSet);

/// <summary>A place of a cell where it can stop.</summary>
internal sealed record StopPlace
{
    /// <summary>Its number, unique in the process.</summary>
    public required int Id { get; init; }

    /// <summary>Where in the function it stands.</summary>
    public required StopKind Kind { get; init; }

    /// <summary>The function it stands in.</summary>
    public required StopFunction Function { get; init; }

    /// <summary>The line of the reader's text, from 1.</summary>
    public required int Line { get; init; }

    /// <summary>What it sees, in the order of declaration.</summary>
    public required IReadOnlyList<StopValue> Values { get; init; }

    /// <summary>Exceptions caught around it within the function, by the simple names of their types.</summary>
    public IReadOnlyList<string> Caught { get; init; } = [];

    /// <summary>The last text of each value, so that a value that stays is kept once.</summary>
    internal string?[] LastTexts { get; init; } = [];

    /// <summary>The compiled piece that it is in; set before the cell runs.</summary>
    internal Submission? Piece { get; set; }

    /// <summary>The session whose cell it is; set before the cell runs.</summary>
    internal Stepper? Owner { get; set; }
}

/// <summary>What carries no stop, and why.</summary>
/// <param name="Line">Its line, from 1.</param>
/// <param name="Why">The reason, as a sentence without its full stop.</param>
internal sealed record StopLeftOut(int Line, string Why);

/// <summary>A cell's text with stops.</summary>
/// <param name="Text">What to compile; its lines are those of the reader's text.</param>
/// <param name="Places">The stops, in the order of their numbers.</param>
/// <param name="LeftOut">What carries none.</param>
internal sealed record StoppedText(
    string Text, IReadOnlyList<StopPlace> Places, IReadOnlyList<StopLeftOut> LeftOut);
