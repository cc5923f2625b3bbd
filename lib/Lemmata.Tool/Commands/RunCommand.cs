using System.CommandLine;
using Lemmata.Tool.Reading;
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
            Description = "name=value for the cell tagged parameters, or @file with many of them in JSON or YAML; the "
                + "stored notebook then stays as it is.",
        };
        var file = new Option<string?>("--parameters") { Description = "A file of parameters, in JSON or YAML." };
        var list = new Option<bool>("--list-parameters") { Description = "Say which parameters there are; nothing runs." };
        var output = new Option<string?>("--output", "-o")
        {
            Description = "Write executed notebooks to this folder, not over the originals: those that failed too, and "
                + "with the parameters that were set in their names. Beside each stands NAME.run.json: status, parameters, "
                + "error and the rows that Sweep.Row gave.",
        };
        var keepGoing = new Option<bool>("--keep-going")
        {
            Description = "Run the cells after one that failed too. A cell tagged raises-exception is there to fail, and "
                + "the others run in any case.",
        };
        var trace = new Option<string?>("--trace")
        {
            Description = "cell=7: write the values at each statement of the seventh code cell, and of the functions of "
                + "cells that it calls, as a table to --out. Runs up to that cell and stores nothing in the notebook.",
        };
        var table = new Option<string?>("--out") { Description = "The file of --trace, CSV; trace.csv if not given." };
        var command = new Command(
            "run",
            "Execute notebooks, which runs their code with your rights, and write their outputs back.\n\n"
                + "  run                                  all notebooks of this folder or collection\n"
                + "  run tides.ipynb -p n=20 -o results   one, with another value, beside the original\n"
                + "  run tides.ipynb --list-parameters    which values can be set\n"
                + "  run tides.ipynb --trace cell=7       the values at each statement of a cell, as a table")
        {
            parameters,
            file,
            list,
            output,
            keepGoing,
            trace,
            table,
        };
        running.AddTo(command);
        command.SetAction(
            async (parsed, token) =>
            {
                if (parsed.GetValue(list)) return ListParameters(running.Paths(parsed));
                IReadOnlyDictionary<string, string> values;
                try
                {
                    values = Values([.. Files(parsed.GetValue(file)), .. parsed.GetValue(parameters) ?? []]);
                }
                catch (ParameterException wrong)
                {
                    await Console.Error.WriteLineAsync(wrong.Message).ConfigureAwait(false);
                    return 1;
                }

                if (parsed.GetValue(trace) is { } asked)
                {
                    var traced = running.Options(parsed) with { Parameters = values };
                    return await TraceRun.RunAsync(
                        asked, parsed.GetValue(table), running.Paths(parsed), traced, token).ConfigureAwait(false);
                }

                if (parsed.GetValue(table) is not null)
                {
                    await Console.Error.WriteLineAsync("--out is the file of --trace: add --trace cell=7").ConfigureAwait(false);
                    return 1;
                }

                var folder = parsed.GetValue(output);
                var options = running.Options(parsed) with
                {
                    Parameters = values,
                    OutputFolder = folder,
                    KeepsGoing = parsed.GetValue(keepGoing),
                    WriteBack = folder is null && values.Count == 0,
                };
                using var stop = Termination.Or(token);
                var results = await RunProgress.RunAsync(running.Paths(parsed), options, stop.Token).ConfigureAwait(false);
                if (values.Count > 0 && folder is null)
                {
                    Console.WriteLine(
                        "Stored notebooks hold the default parameters and were left as they are; --output keeps this "
                            + "run."
                    );
                }

                return results.Any(result => result.Cancelled) ? Termination.Status : RunProgress.ExitStatus(results);
            }
        );
        return command;
    }

    private static IEnumerable<string> Files(string? path) => path is null ? [] : ["@" + path];

    // What stands later goes before what stands earlier.
    private static Dictionary<string, string> Values(IEnumerable<string> given)
    {
        var values = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var text in given)
        {
            if (text.StartsWith('@'))
            {
                foreach (var (name, value) in ParameterFile.Read(text[1..])) values[name] = value;
                continue;
            }

            var equals = text.IndexOf('=', StringComparison.Ordinal);
            if (equals < 1)
                throw new ParameterException($"-p {text}: required is name=value, such as -p lambda=5, or @file");
            values[text[..equals].Trim()] = text[(equals + 1)..];
        }

        return values;
    }

    private static int ListParameters(IReadOnlyList<string> paths)
    {
        var status = 0;
        foreach (var path in paths)
        {
            var read = StoredOutputs.Read(path);
            if (read.Notebook is not { } notebook)
            {
                Console.Error.WriteLine(read.Error);
                status = 1;
                continue;
            }

            var known = Parameters.Of(notebook);
            Console.WriteLine(known.Count == 0 ? $"{path}: no parameters" : $"{path}:");
            foreach (var (name, type, value) in known) Console.WriteLine($"  {name} ({type}) = {value}");
        }

        return status;
    }
}
