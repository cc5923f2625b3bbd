using Lemmata.Interactive.Formatting;
using Lemmata.Session.Formatting;
using Microsoft.DotNet.Interactive.Formatting;

#pragma warning disable IDE0130 // The namespace is part of the convention.
namespace System;
#pragma warning restore IDE0130

/// <summary>
/// Displays any value from a cell as .NET Interactive does. The compiler prefers a span of MIME types to the arrays and
/// sequences of the other methods of this name, so that this one is meant wherever it is known.
/// </summary>
public static class InteractiveDisplayExtensions
{
    /// <summary>Displays a value now, before the cell ends.</summary>
    /// <param name="value">Any value.</param>
    /// <param name="mimeTypes">When given, these forms of the value.</param>
    /// <returns>A handle by which the display can be replaced.</returns>
    public static DisplayedValue Display(this object? value, params ReadOnlySpan<string> mimeTypes)
    {
        Guard.Registered();
        var forms = mimeTypes.ToArray();
        return Show(value, DisplayEvents.Format(value, forms), forms);
    }

    /// <summary>Displays a value in forms already made.</summary>
    internal static DisplayedValue Show(object? value, MimeBundle bundle, string[] mimeTypes)
    {
        var displayed = new DisplayedValue(
            value, [.. bundle.Data.Select(form => new FormattedValue(form.Key, form.Value?.ToString() ?? ""))]);
        DisplayEvents.Show(displayed, bundle, mimeTypes);
        return displayed;
    }
}
