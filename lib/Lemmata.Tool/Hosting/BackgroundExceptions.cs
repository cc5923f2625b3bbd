using System.Runtime.ExceptionServices;
using Lemmata.Session.Cells;

namespace Lemmata.Tool.Hosting;

/// <summary>
/// Keeps the process alive when a thread that a cell started ends with an exception, and shows the error
/// at the cell, whether it still runs or not.
/// </summary>
internal static class BackgroundExceptions
{
    private static int installed;

    /// <summary>Installs the process-wide handler once.</summary>
    public static void Install()
    {
        if (Interlocked.Exchange(ref installed, 1) == 0) ExceptionHandling.SetUnhandledExceptionHandler(Handle);
    }

    private static bool Handle(Exception exception)
    {
        var context = CellContext.Current ?? (CellErrors.IsOfCells(exception) ? CellContext.CurrentOrLatest : null);
        if (context is null)
            return false; // A fault of the host itself must not be hidden: somebody may wait for that thread.
        if (exception is OperationCanceledException && context.Token.IsCancellationRequested)
            return true;
        var error = CellErrors.Thrown(exception, "", "");
        context.Output.Error(
            error with
            {
                Message = $"a thread started by the cell ended with it: {error.Message}",
                IsLate = true,
            }
        );
        return true;
    }
}
