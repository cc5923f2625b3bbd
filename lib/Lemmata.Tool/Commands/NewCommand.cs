using System.CommandLine;
using Lemmata.Tool.Running;
using Lemmata.Tool.Starting;

namespace Lemmata.Tool.Commands;

/// <summary><c>new</c>: a notebook and a register that already follow the style.</summary>
internal static class NewCommand
{
    /// <summary>The command.</summary>
    public static Command Create()
    {
        var slug = new Argument<string>("slug")
        {
            Description = "The topic in lower-case words joined by hyphens, such as poisson-limit.",
        };
        var command = new Command("new", "Write a notebook and its claim register that follow the style, and run it.")
        {
            slug,
        };
        command.SetAction(
            async (parsed, token) =>
            {
                var root = NotebookPaths.Root(Environment.CurrentDirectory);
                if (root is null)
                {
                    Console.Error.WriteLine(
                        $"new: {Environment.CurrentDirectory} is not inside a collection, which has folders "
                            + "notebooks and lib"
                    );
                    return 1;
                }
                string path;
                try
                {
                    path = Starter.Write(root, parsed.GetRequiredValue(slug));
                }
                catch (Exception error)
                    when (error is IOException or UnauthorizedAccessException or ArgumentException)
                {
                    Console.Error.WriteLine($"new: {error.Message}");
                    return 1;
                }
                var results = await RunProgress
                    .RunAsync(
                        [Path.GetRelativePath(Environment.CurrentDirectory, path)],
                        new RunOptions { WriteBack = true },
                        token)
                    .ConfigureAwait(false);
                if (RunProgress.ExitStatus(results) == 0)
                {
                    var slugged = parsed.GetRequiredValue(slug);
                    Console.WriteLine(
                        $"Its claims stand in data/claims/{slugged}.json. Next: write your own text over the example's, "
                            + $"then `lint {slugged}` says what is still missing, `check {slugged}` recomputes the "
                            + $"verdicts, and `export {slugged}` makes the page.");
                }

                return RunProgress.ExitStatus(results);
            }
        );
        return command;
    }
}
