using System.CommandLine;
using Lemmata.Export;
using Lemmata.Tool.Linting;
using Lemmata.Tool.Running;

namespace Lemmata.Tool.Commands;

/// <summary><c>lint</c>: the rules of the notebook style that a program can judge.</summary>
internal static class LintCommand
{
    /// <summary>The command.</summary>
    public static Command Create()
    {
        var notebooks = new Argument<string[]>("notebooks")
        {
            Description = "Notebook files or folders; all of notebooks/ when none is named.",
            Arity = ArgumentArity.ZeroOrMore,
        };
        var rules = new Option<bool>("--rules") { Description = "List the rules with their codes." };
        var command = new Command("lint", "Judge notebooks by the style's rules.") { notebooks, rules };
        command.SetAction(parsed =>
        {
            if (parsed.GetValue(rules))
            {
                Console.WriteLine($"{Linter.Unreadable}  The file is a notebook of nbformat 4.0 to 4.5.");
                foreach (var rule in Linter.Rules) Console.WriteLine($"{rule.Code}  {rule.Statement}");
                return 0;
            }
            var paths = NotebookPaths.Find(parsed.GetValue(notebooks) ?? []);
            var findings = paths.SelectMany(Linter.Lint).ToList();
            foreach (var finding in findings)
                Console.Error.WriteLine(finding);
            Console.WriteLine(
                $"{HtmlText.Count(paths.Count, "notebook")}, {HtmlText.Count(findings.Count, "finding")}");
            return findings.Count == 0 ? 0 : 1;
        });
        return command;
    }
}
