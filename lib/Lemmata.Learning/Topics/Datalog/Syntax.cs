using System.Globalization;

namespace Lemmata.Learning.Topics.Datalog;

/// <summary>A place in a program's text.</summary>
/// <param name="Line">From 1.</param>
/// <param name="Column">From 1, in characters.</param>
public readonly record struct Place(int Line, int Column)
{
    /// <summary>The place in words.</summary>
    /// <returns>Such as <c>line 3, column 7</c>.</returns>
    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"line {Line}, column {Column}");
}

/// <summary>A variable or a constant.</summary>
/// <param name="Name">The variable's name or the constant's value.</param>
/// <param name="IsVariable">Which of the two.</param>
public readonly record struct Term(string Name, bool IsVariable)
{
    /// <summary>The term as written.</summary>
    /// <returns>Its name.</returns>
    public override string ToString() => Name;
}

/// <summary>A predicate applied to terms, such as <c>edge(X, 2)</c>; none for a proposition.</summary>
/// <param name="Predicate">Its name.</param>
/// <param name="Terms">The arguments.</param>
/// <param name="At">Where it stands.</param>
/// <param name="Negated">Whether a <c>!</c> stands before it.</param>
public sealed record Atom(string Predicate, IReadOnlyList<Term> Terms, Place At, bool Negated = false)
{
    /// <summary>The variables, each once, in order of appearance.</summary>
    public IEnumerable<string> Variables => Terms.Where(term => term.IsVariable).Select(term => term.Name).Distinct();

    /// <summary>The atom as written.</summary>
    /// <returns>Such as <c>!edge(X, 2)</c>.</returns>
    public override string ToString() =>
        (Negated ? "!" : "") + Predicate + (Terms.Count == 0 ? "" : $"({string.Join(", ", Terms)})");
}

/// <summary>A rule, head if body; a fact when the body is empty.</summary>
/// <param name="Head">What follows.</param>
/// <param name="Body">What it follows from, all of it.</param>
public sealed record Rule(Atom Head, IReadOnlyList<Atom> Body)
{
    /// <summary>The rule as written.</summary>
    /// <returns>One line.</returns>
    public override string ToString() => Body.Count == 0 ? $"{Head}." : $"{Head} :- {string.Join(", ", Body)}.";
}
