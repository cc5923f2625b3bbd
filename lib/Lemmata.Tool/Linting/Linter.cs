using Lemmata.Notebooks;
using Lemmata.Tool.Checking;
using Lemmata.Tool.Running;

namespace Lemmata.Tool.Linting;

/// <summary>Judges notebooks by the style's rules.</summary>
internal static class Linter
{
    /// <summary>The code of a file that is no notebook at all.</summary>
    public const string Unreadable = "NB00";

    /// <summary>All rules in the order of their codes.</summary>
    public static readonly IReadOnlyList<LintRule> Rules =
    [
        .. FileRules.All,
        .. OrderRules.All,
        .. CodeRules.All,
        .. OutputRules.All,
        .. ProseRules.All,
        .. ClaimRules.All,
    ];

    /// <summary>The findings in a file as lines "file:cell: code message".</summary>
    public static IReadOnlyList<string> Lint(string path)
    {
        try
        {
            var notebook = Notebook.Load(path);
            return [.. Lint(new LintSubject(path, File.ReadAllText(path), notebook, RegisterFile.Of(path)))];
        }
        catch (Exception error)
        {
            // Whatever it is, it is this file's: the others are judged.
            return [$"{path}: {Unreadable} {RunError.Of(path, error).Message}"];
        }
    }

    /// <summary>The findings in a notebook, in the order of the rules.</summary>
    public static IEnumerable<string> Lint(LintSubject subject) =>
        Rules.SelectMany(rule =>
            rule.Find(subject)
                .Select(found =>
                    found.Cell is null
                        ? $"{subject.Path}: {rule.Code} {found.Message}"
                        : $"{subject.Path}:{CellPlace.Of(subject.Notebook.Cells, found.Cell.Id, found.Line)}: "
                            + $"{rule.Code} {found.Message}"
                ));
}
