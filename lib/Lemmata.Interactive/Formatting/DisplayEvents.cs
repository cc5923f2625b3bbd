using System.Runtime.CompilerServices;
using Lemmata.Session.Cells;
using Lemmata.Session.Formatting;
using Microsoft.DotNet.Interactive.Formatting;

namespace Lemmata.Interactive.Formatting;

/// <summary>What the package displays goes to the cell that asked for it.</summary>
internal static class DisplayEvents
{
    private static readonly Lock Gate = new();
    private static readonly ConditionalWeakTable<DisplayedValue, string[]> Forms = [];
    private static IDisposable? subscription;

    /// <summary>Passes every display on, once a process.</summary>
    public static void Pass()
    {
        lock (Gate) subscription ??= Formatter.SubscribeToDisplayedValues(Shown);
    }

    /// <summary>Shows what is displayed, and from then on what replaces it, in these forms.</summary>
    public static void Show(DisplayedValue displayed, MimeBundle bundle, string[] mimeTypes)
    {
        Forms.AddOrUpdate(displayed, mimeTypes);
        CellContext.CurrentOrLatest?.Output.Display(bundle, displayed.DisplayId);
    }

    /// <summary>A value in the forms asked for; where none are, as the session shows it.</summary>
    public static MimeBundle Format(object? value, string[] mimeTypes) =>
        mimeTypes.Length > 0 ? ChosenFormats.Format(value, mimeTypes) : ValueFormatter.Format(value);

    private static void Shown(DisplayedValue displayed)
    {
        if (CellContext.CurrentOrLatest is not { } context) return;
        Guard.Registered();
        var bundle = Forms.TryGetValue(displayed, out var mimeTypes)
            ? Format(displayed.Value, mimeTypes)
            : ChosenFormats.Bundle(displayed.FormattedValues);
        if (displayed.IsUpdated) context.Output.Update(bundle, displayed.DisplayId);
        else context.Output.Display(bundle, displayed.DisplayId);
    }
}
