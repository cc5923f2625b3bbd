using Lemmata.Session.Cells;
using Lemmata.Session.Formatting;

namespace Lemmata.Session.Functions;

/// <summary>A value on display, which can be replaced while the cell runs or later.</summary>
public sealed class DisplayedValue : IDisplayed
{
    private static long count;

    private readonly CellContext? context;
    private readonly string[] mimeTypes;

    internal DisplayedValue(CellContext? context, string[] mimeTypes)
    {
        (this.context, this.mimeTypes) = (context, mimeTypes);
        DisplayId = $"display-{Interlocked.Increment(ref count)}";
    }

    /// <summary>Ids begin anew, as in a process that has just started.</summary>
    internal static void CountAnew() => count = 0;

    /// <summary>The id front ends know the display by.</summary>
    public string DisplayId { get; }

    /// <summary>Replaces what is displayed.</summary>
    public void Update(object? updatedValue) => context?.Output.Update(Bundle(updatedValue), DisplayId);

    internal void Show(object? value) => context?.Output.Display(Bundle(value), DisplayId);

    private MimeBundle Bundle(object? value)
    {
        if (mimeTypes.Length > 0 && value is string text)
            return new MimeBundle { Data = { [mimeTypes[0]] = text } };
        var bundle = ValueFormatter.Format(value);
        if (mimeTypes.Length == 0) return bundle;
        foreach (var unwanted in bundle.Data.Select(member => member.Key).Except(mimeTypes).ToList())
            if (bundle.Data.Count > 1) bundle.Data.Remove(unwanted);
        return bundle;
    }
}
