using System.CommandLine;
using Lemmata.Tool.Running;

namespace Lemmata.Tool.Commands;

/// <summary><c>run</c>: executes notebooks and writes their outputs back.</summary>
internal static class RunCommand
{
    /// <summary>The command.</summary>
    public static Command Create()
    {
        var running = new RunSettings();
        var parameters = new Option<string[]>("-p", "--parameter")
        {
            Description = "name=value for the cell tagged parameters; the stored notebook then stays as it is.",
        };
        var output = new Option<string?>("--output", "-o")
        {
            Description = "Write executed notebooks to this folder, not over the originals.",
        };
        var command = new Command(
            "run",
            "Execute notebooks, which runs their code with your rights, and write their outputs back.")
        {
            parameters,
            output,
        };
        running.AddTo(command);
        command.SetAction(
            async (parsed, token) =>
            {
                var values = new Dictionary<string, string>(StringComparer.Ordinal);
                foreach (var text in parsed.GetValue(parameters) ?? [])
                {
                    var equals = text.IndexOf('=', StringComparison.Ordinal);
                    if (equals < 1)
                    {
                        Console.Error.WriteLine($"-p {text}: required is name=value, such as -p lambda=5");
                        return 1;
                    }
                    values[text[..equals].Trim()] = text[(equals + 1)..];
                }
                var folder = parsed.GetValue(output);
                var options = running.Options(parsed) with
                {
                    Parameters = values,
                    OutputFolder = folder,
                    WriteBack = folder is null && values.Count == 0,
                };
                var results = await RunProgress.RunAsync(running.Paths(parsed), options, token).ConfigureAwait(false);
                if (values.Count > 0 && folder is null)
                {
                    Console.WriteLine(
                        "Stored notebooks hold the default parameters and were left as they are; --output keeps this "
                            + "run."
                    );
                }

                return RunProgress.ExitStatus(results);
            }
        );
        return command;
    }
}
