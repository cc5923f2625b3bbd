using System.CommandLine;
using System.Globalization;
using Lemmata.Tool.Running;

namespace Lemmata.Tool.Commands;

/// <summary><c>session</c>: the process in which one notebook runs; started by the tool or an editor, not by people.</summary>
internal static class SessionCommand
{
    /// <summary>
    /// Serves notebooks whose cells are compiled already, where the arguments are those that the tool gives; null where
    /// they are others.
    /// </summary>
    public static Task<int>? ServeAsync(string[] arguments) =>
        arguments is ["session", var pipe, var folder, var limit, "--patience", var patience, .. var cells]
        && int.TryParse(limit, CultureInfo.InvariantCulture, out var textLimit)
        && double.TryParse(patience, CultureInfo.InvariantCulture, out var seconds)
            ? cells switch
            {
                ["--runs"] => SessionServer.ServeRunsAsync(pipe, folder, textLimit, seconds),
                ["--prepared", var prepared] =>
                    SessionServer.ServeAsync(pipe, folder, textLimit, asks: false, prepared, seconds),
                _ => null,
            }
            : null;

    /// <summary>The hidden command.</summary>
    public static Command Create()
    {
        var pipe = new Argument<string>("pipe");
        var folder = new Argument<string>("folder");
        var textLimit = new Argument<int>("text-limit");
        var asks = new Option<bool>("--asks") { Description = "Somebody answers cells that ask for input." };
        var prepared = new Option<string?>("--prepared") { Description = "The file of the cells, compiled already." };
        var patience = new Option<double?>("--patience") { Description = "Seconds that an interrupted cell may take." };
        var command = new Command("session", "Serve one notebook over a pipe.")
        {
            pipe,
            folder,
            textLimit,
            asks,
            prepared,
            patience,
        };
        command.Hidden = true;
        command.SetAction((parsed, _) => SessionServer.ServeAsync(
            parsed.GetRequiredValue(pipe), parsed.GetRequiredValue(folder), parsed.GetRequiredValue(textLimit),
            parsed.GetValue(asks), parsed.GetValue(prepared), parsed.GetValue(patience)));
        return command;
    }
}
