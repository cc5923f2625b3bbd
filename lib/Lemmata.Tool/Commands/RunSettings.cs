using System.CommandLine;
using System.CommandLine.Parsing;
using Lemmata.Tool.Reading;
using Lemmata.Tool.Running;

namespace Lemmata.Tool.Commands;

/// <summary>The arguments that run, check and export share.</summary>
internal sealed class RunSettings
{
    private readonly Argument<string[]> notebooks = new("notebooks")
    {
        Description = "Notebook files, slugs or folders; all of notebooks/ when none is named.",
        Arity = ArgumentArity.ZeroOrMore,
    };

    private readonly Option<bool> noCache = new("--no-cache") { Description = "Execute even what has not changed." };

    private readonly Option<double> cellTimeout = new("--timeout")
    {
        Description = "Seconds a cell may take.", DefaultValueFactory = _ => new RunOptions().CellTimeout.TotalSeconds,
    };

    private readonly Option<double> notebookTimeout = new("--notebook-timeout")
    {
        Description = "Seconds a notebook may take.",
        DefaultValueFactory = _ => new RunOptions().NotebookTimeout.TotalSeconds,
    };

    private readonly Option<int> processes = new("--processes", "-j")
    {
        Description = "Notebooks that run at once.", DefaultValueFactory = _ => new RunOptions().Processes,
    };

    /// <summary>Adds the arguments to a command.</summary>
    public void AddTo(Command command)
    {
        processes.Validators.Add(found =>
        {
            if (found.GetValueOrDefault<int>() < 1) found.AddError("--processes must be at least 1");
        });
        foreach (var timeout in new[] { cellTimeout, notebookTimeout })
        {
            timeout.Validators.Add(found =>
            {
                if (found.GetValueOrDefault<double>() is not (> 0 and < 1e6))
                    found.AddError($"{timeout.Name} must be a number of seconds above 0");
            });
        }

        // What looks like an option and is none would be taken for a notebook.
        command.Validators.Add(found =>
        {
            foreach (var typed in (found.GetValue(notebooks) ?? []).Where(name => name.StartsWith('-')))
            {
                var known = command.Options.SelectMany(option => option.Aliases.Append(option.Name));
                found.AddError($"there is no option {typed}" + Suggestion.Question(typed, known));
            }
        });
        command.Arguments.Add(notebooks);
        foreach (var option in new Option[] { noCache, cellTimeout, notebookTimeout, processes })
            command.Options.Add(option);
    }

    /// <summary>The first option given that only says how to run; null where there is none.</summary>
    public Option? GivenFor(CommandResult found) => new Option[] { noCache, cellTimeout, notebookTimeout, processes }
        .FirstOrDefault(option => found.GetResult(option) is { Implicit: false });

    /// <summary>The notebooks meant.</summary>
    public IReadOnlyList<string> Paths(ParseResult parsed) => NotebookPaths.Find(parsed.GetValue(notebooks) ?? []);

    /// <summary>Whether no notebook was named, so that all are meant.</summary>
    public bool IsWholeCollection(ParseResult parsed) => parsed.GetValue(notebooks) is not { Length: > 0 };

    /// <summary>How to run them.</summary>
    public RunOptions Options(ParseResult parsed) => new()
    {
        UseCache = !parsed.GetValue(noCache),
        CellTimeout = TimeSpan.FromSeconds(parsed.GetValue(cellTimeout)),
        NotebookTimeout = TimeSpan.FromSeconds(parsed.GetValue(notebookTimeout)),
        Processes = parsed.GetValue(processes),
    };
}
