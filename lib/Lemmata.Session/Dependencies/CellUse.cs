namespace Lemmata.Session.Dependencies;

/// <summary>A variable, function or type that a cell declares.</summary>
/// <param name="Cell">Number of the cell.</param>
/// <param name="Name">Its name.</param>
internal readonly record struct CellName(int Cell, string Name);

/// <summary>What a cell takes from others.</summary>
/// <param name="Uses">What it names, and what the functions that it names use in their turn.</param>
/// <param name="Changes">
/// Of that, what it may leave in another state than it found it in: what it assigns to, and objects with a state of
/// their own, such as a generator of random numbers, that it calls or hands on.
/// </param>
/// <param name="Absent">What it calls that a browser has not, in words.</param>
internal sealed record CellUse(
    IReadOnlySet<CellName> Uses, IReadOnlySet<CellName> Changes, IReadOnlyList<string> Absent);
