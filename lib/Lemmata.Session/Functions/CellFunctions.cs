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
    /// <remarks>A text; taken as an object, so that .NET Interactive's function for texts goes first.</remarks>
    public static object HTML(object html) => new Markup("text/html", html.ToString() ?? "");

    /// <summary>Runs a script in the page.</summary>
    public static void Javascript(object code) =>
        new Markup("application/javascript", code.ToString() ?? "").Display();

    /// <summary>
    /// Clears the outputs of the running cell; with <paramref name="wait"/>, when the next one comes.
    /// </summary>
    public static void clear_output(bool wait = false) => CellContext.CurrentOrLatest?.Output.ClearOutput(wait);
}
#pragma warning restore IDE1006
