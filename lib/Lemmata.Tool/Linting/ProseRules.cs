using System.Text.RegularExpressions;
using Lemmata.Tool.Starting;

namespace Lemmata.Tool.Linting;

/// <summary>Rules about prose.</summary>
internal static partial class ProseRules
{
    private static readonly (string Name, string[] Words)[] Sections =
    [
        ("Claims", ["claims"]),
        ("Explore", ["explore"]),
        ("What this does not show", ["not", "show"]),
        ("References", ["references"]),
    ];

    /// <summary>The rules.</summary>
    public static readonly LintRule[] All =
    [
        new(
            "NB40",
            "The first cell is prose: one heading of level one, and under it the question in plain words.",
            OpensWithQuestion),
        new(
            "NB41",
            "Headings are unique, since they are link targets, and there is one of level one.",
            HeadingsAreUnique),
        new("NB42", "There are the sections Claims, Explore, What this does not show, and References.", HasSections),
        new("NB43", "Pictures in prose come with the notebook, not from the network.", PicturesAreLocal),
        new("NB44", "References name where to find each source: a link, or a title with a year.", ReferencesHavePlaces),
        new("NB45", "Sentences that a new notebook starts with have given way to its own.", HoldsNoPlaceholders),
    ];

    private static IEnumerable<LintFinding> OpensWithQuestion(LintSubject subject)
    {
        if (
            subject.Notebook.Cells.FirstOrDefault() is not { Type: "markdown" } first
            || !first.Source.StartsWith("# ", StringComparison.Ordinal))
        {
            yield return new(
                subject.Notebook.Cells.FirstOrDefault(),
                "the notebook must start with a prose cell whose first line is # and the topic");
        }
        else if (!Opening(subject).Contains('?', StringComparison.Ordinal))
        {
            yield return new(first, "the title needs a question in plain words under it");
        }
    }

    /// <summary>The prose before the first code cell.</summary>
    private static string Opening(LintSubject subject) =>
        string.Join("\n\n", subject.Notebook.Cells.TakeWhile(cell => !cell.IsCode).Select(cell => cell.Source));

    private static IEnumerable<LintFinding> HoldsNoPlaceholders(LintSubject subject) =>
        from cell in subject.Notebook.Cells
        where !cell.IsCode
        from words in Starter.Placeholders
        where cell.Source.Contains(words, StringComparison.Ordinal)
        select new LintFinding(cell, $"“{words}” holds the place of your own words");

    private static IEnumerable<LintFinding> HeadingsAreUnique(LintSubject subject)
    {
        var seen = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        var titles = 0;
        foreach (var (level, text, cell, line) in subject.Headings())
        {
            if (!seen.Add(text))
                yield return new(cell, $"the heading “{text}” stands here again; headings are link targets", line);
            if (level == 1 && ++titles == 2)
                yield return new(cell, $"“{text}” is a second heading of level one", line);
        }
    }

    private static IEnumerable<LintFinding> HasSections(LintSubject subject)
    {
        var headings = subject.Headings().Select(heading => heading.Text).ToList();
        foreach (var (name, words) in Sections)
        {
            if (!headings.Any(heading => words.All(word => heading.Contains(word, StringComparison.OrdinalIgnoreCase))))
                yield return new(null, $"there is no section “{name}”");
        }
    }

    private static IEnumerable<LintFinding> PicturesAreLocal(LintSubject subject)
    {
        foreach (var cell in subject.Prose)
        {
            if (RemotePicture().Match(cell.Source) is { Success: true } found)
                yield return new(cell, $"the picture {found.Groups[1].Value} is loaded from the network");
        }
    }

    private static IEnumerable<LintFinding> ReferencesHavePlaces(LintSubject subject)
    {
        var cells = subject.Notebook.Cells;
        var heading = subject
            .Headings()
            .LastOrDefault(found => found.Text.Contains("references", StringComparison.OrdinalIgnoreCase));
        if (heading.Cell is null)
            yield break; // NB42 says it already.
        var text = string.Join(
            '\n',
            cells.Skip(cells.IndexOf(heading.Cell)).Where(cell => cell.Type == "markdown").Select(cell => cell.Source));
        var entries = text[text.IndexOf(heading.Text, StringComparison.Ordinal)..]
            .Split('\n')
            .Where(line => Entry().IsMatch(line))
            .ToList();
        if (entries.Count == 0)
        {
            yield return new(
                heading.Cell,
                "the references list no source; write one a line, starting with -",
                heading.Line);
        }

        foreach (var entry in entries.Where(entry => !Place().IsMatch(entry)))
            yield return new(heading.Cell, $"“{entry.Trim()}” has neither a year nor a link");
    }

    [GeneratedRegex(@"(?:!\[[^\]]*\]\(|<img[^>]+src=[""'])(https?://[^)""'\s]+)")]
    private static partial Regex RemotePicture();

    [GeneratedRegex(@"^\s*(?:[-*]|\d+\.) ")]
    private static partial Regex Entry();

    [GeneratedRegex(@"\b1[6-9]\d\d\b|\b20\d\d\b|https?://|arXiv|doi|post \d+|note |\]\(", RegexOptions.IgnoreCase)]
    private static partial Regex Place();
}
