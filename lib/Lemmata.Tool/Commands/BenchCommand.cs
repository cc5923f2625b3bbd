using System.CommandLine;
using System.Diagnostics;
using Lemmata.Tool.Running;

namespace Lemmata.Tool.Commands;

/// <summary><c>bench</c>: starts the benchmark project's comparison with OpenBLAS, PyTorch and SciPy.</summary>
internal static class BenchCommand
{
    /// <summary>The command.</summary>
    public static Command Create()
    {
        var seconds = new Option<double>("--seconds")
        {
            Description = "Seconds for each row of the tables.",
            DefaultValueFactory = _ => 3,
        };
        var write = new Option<bool>("--write") { Description = "Keep the report as data/benchmarks.md." };
        var command = new Command(
            "bench",
            "Measure products, elementary functions, grokking and convolution against OpenBLAS, PyTorch and SciPy.")
        {
            seconds,
            write,
        };
        command.SetAction(
            async (parsed, token) =>
            {
                var root = NotebookPaths.Root(Environment.CurrentDirectory);
                var project = root is null ? null : Path.Combine(root, "tests", "Lemmata.Benchmarks");
                if (!Directory.Exists(project))
                {
                    Console.Error.WriteLine(
                        $"bench: {Environment.CurrentDirectory} is not inside a collection that has "
                            + "tests/Lemmata.Benchmarks"
                    );
                    return 1;
                }
                var start = new ProcessStartInfo("dotnet");
                string[] arguments =
                [
                    "run",
                    "-c",
                    "Release",
                    "--project",
                    project,
                    "--",
                    "compare",
                    "--seconds",
                    parsed.GetValue(seconds).ToString(System.Globalization.CultureInfo.InvariantCulture),
                    .. parsed.GetValue(write)
                        ? new[] { "--write", Path.Combine(root!, "data", "benchmarks.md") }
                        : [],
                ];
                foreach (var argument in arguments)
                    start.ArgumentList.Add(argument);
                using var process = Process.Start(start)!;
                try
                {
                    await process.WaitForExitAsync(token).ConfigureAwait(false);
                }
                catch (OperationCanceledException)
                {
                    process.Kill(entireProcessTree: true);
                    return 130;
                }
                return process.ExitCode;
            }
        );
        return command;
    }
}
