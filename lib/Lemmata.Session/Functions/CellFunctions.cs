using Lemmata.Session.Cells;
using Lemmata.Session.Formatting;

namespace Lemmata.Session.Functions;

#pragma warning disable IDE1006 // Named as .NET Interactive names them.
/// <summary>The functions every cell may call without a class name.</summary>
public static class CellFunctions
{
    /// <summary>Displays a value now, before the cell ends.</summary>
    public static DisplayedValue display(object? value, params string[] mimeTypes) => value.Display(mimeTypes);

    /// <summary>Markup that is shown as HTML when it is displayed.</summary>
    public static object HTML(string html) => new Markup("text/html", html);

    /// <summary>Runs a script in the page.</summary>
    public static void Javascript(string code) => new Markup("application/javascript", code).Display();

    /// <summary>
    /// Clears the outputs of the running cell; with <paramref name="wait"/>, when the next one comes.
    /// </summary>
    public static void clear_output(bool wait = false) => CellContext.CurrentOrLatest?.Output.ClearOutput(wait);
}
#pragma warning restore IDE1006
