namespace Lemmata.Session.Editing;

/// <summary>What is wrong with a cell while it is being typed.</summary>
/// <param name="Start">UTF-16 offset in the cell.</param>
/// <param name="Length">UTF-16 units, at least 1 unless the cell is empty.</param>
/// <param name="Code">The compiler's number, such as CS0103.</param>
/// <param name="Message">What is wrong.</param>
/// <param name="IsError">Whether the cell cannot run; else it is a warning.</param>
internal sealed record Finding(int Start, int Length, string Code, string Message, bool IsError);

/// <summary>A stretch of a cell with what it is, for its colour.</summary>
/// <param name="Start">UTF-16 offset in the cell.</param>
/// <param name="Length">UTF-16 units.</param>
/// <param name="Kind">class, struct, method, variable, …: the names of semantic tokens in the language protocol.</param>
internal sealed record Coloured(int Start, int Length, string Kind);

/// <summary>A declaration of a cell, for an outline.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Detail">Its type or parameters.</param>
/// <param name="Kind">class, struct, enum, interface, method or variable.</param>
/// <param name="Start">UTF-16 offset of the whole declaration.</param>
/// <param name="Length">UTF-16 units of the whole declaration.</param>
/// <param name="NameStart">UTF-16 offset of its name.</param>
internal sealed record Declared(string Name, string Detail, string Kind, int Start, int Length, int NameStart);

/// <summary>The overloads of the call around the cursor.</summary>
/// <param name="Overloads">Each with its parameters.</param>
/// <param name="Active">Index of the overload that fits what is typed.</param>
/// <param name="Parameter">Index of the parameter at the cursor.</param>
internal sealed record CallHelp(IReadOnlyList<Overload> Overloads, int Active, int Parameter);

/// <summary>One overload of a call.</summary>
/// <param name="Label">The whole declaration.</param>
/// <param name="Documentation">Its summary, or empty.</param>
/// <param name="Parameters">Each as it stands in the label, with its documentation.</param>
internal sealed record Overload(
    string Label, string Documentation, IReadOnlyList<(string Label, string Documentation)> Parameters);
