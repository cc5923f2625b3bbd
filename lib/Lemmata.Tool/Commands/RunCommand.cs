using System.CommandLine;
using Lemmata.Tool.Running;

namespace Lemmata.Tool.Commands;

/// <summary><c>run</c>: executes notebooks and writes their outputs back.</summary>
internal static class RunCommand
{
    /// <summary>The command.</summary>
    public static Command Create()
    {
        var notebooks = new Argument<string[]>("notebooks")
        {
            Description = "Notebook files or folders; all of notebooks/ when none is named.",
            Arity = ArgumentArity.ZeroOrMore,
        };
        var command = new Command("run", "Execute notebooks and write their outputs back.") { notebooks };
        command.SetAction(async (parsed, token) =>
        {
            var results = await NotebookRunner.RunAllAsync(NotebookPaths.Find(parsed.GetValue(notebooks) ?? []), new RunOptions(), token)
                .ConfigureAwait(false);
            foreach (var result in results)
            {
                if (result.Error is { } error)
                {
                    Console.Error.WriteLine(error);
                    foreach (var line in error.Details) Console.Error.WriteLine("  " + line);
                    continue;
                }
                StoredOutputs.Strip(result.Notebook!.Clone()).Save(result.Path);
                Console.WriteLine($"{result.Path}: {result.CellTimes.Count} cells in {result.CellTimes.Sum(time => time.TotalSeconds):0.0} s");
            }
            return results.All(result => result.Succeeded) ? 0 : 1;
        });
        return command;
    }
}
