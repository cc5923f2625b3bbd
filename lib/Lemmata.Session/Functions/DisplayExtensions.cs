using Lemmata.Session.Cells;
using Lemmata.Session.Functions;

#pragma warning disable IDE0130 // The namespace is part of the convention.
namespace System;
#pragma warning restore IDE0130

/// <summary>
/// Displays any value from a cell; has the name and shape that .NET Interactive gives it. Where both are known, the
/// compiler prefers the other's array of MIME types to a sequence of them.
/// </summary>
public static class DisplayExtensions
{
    /// <summary>Displays a value now, before the cell ends.</summary>
    /// <param name="value">Any value; null shows nothing.</param>
    /// <param name="mimeTypes">When given, only these of the value's MIME types; a string is shown as the first of
    /// them.</param>
    /// <returns>A handle by which the display can be replaced.</returns>
    public static DisplayedValue Display(this object? value, params IEnumerable<string> mimeTypes) =>
        Display(value, mimeTypes.ToArray());

    /// <summary>The same, in the shape by which libraries find it without a reference.</summary>
    public static DisplayedValue Display(object? value, string[] mimeTypes)
    {
        var displayed = new DisplayedValue(CellContext.CurrentOrLatest, mimeTypes);
        displayed.Show(value);
        return displayed;
    }
}
