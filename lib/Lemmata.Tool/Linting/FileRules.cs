using System.Text.Json.Nodes;
using Lemmata.Notebooks;
using Lemmata.Tool.Reading;
using Lemmata.Tool.Running;

namespace Lemmata.Tool.Linting;

/// <summary>Rules about the file.</summary>
internal static class FileRules
{
    private static readonly string[] NotebookMetadata = ["kernelspec", "language_info", "polyglot_notebook"];
    private static readonly string[] CellMetadata = ["tags", "polyglot_notebook", "dotnet_interactive"];

    /// <summary>The rules.</summary>
    public static readonly LintRule[] All =
    [
        new(
            "NB01",
            "The file name is the slug: lower-case words of letters and digits joined by hyphens.",
            SlugIsPlain),
        new("NB02", "The file is normalised JSON: nbformat 4.5, keys sorted, one space of indent.", IsNormalised),
        new(
            "NB03",
            "The metadata names the kernel .net-csharp and nothing that an editor left behind.",
            MetadataIsClean),
        new("NB04", "Code cells are executed, with counts 1 to n from top to bottom.", CountsAreInOrder),
        new("NB05", "Tags that mean something are spelt as they are, and stand at code cells.", TagsAreKnown),
    ];

    private static IEnumerable<LintFinding> SlugIsPlain(LintSubject subject)
    {
        if (!NotebookPaths.IsSlug(subject.Slug))
            yield return new(null, $"the file name {subject.Slug} is no slug; name it like poisson-limit");
    }

    private static IEnumerable<LintFinding> IsNormalised(LintSubject subject)
    {
        var expected = subject.Notebook.ToString();
        if (subject.Text == expected)
            yield break;
        var line =
            subject.Text.Split('\n').Zip(expected.Split('\n')).TakeWhile(pair => pair.First == pair.Second).Count()
            + 1;
        yield return new(null, $"the JSON is not normalised from line {line} on; `run` writes it so");
    }

    private static IEnumerable<LintFinding> MetadataIsClean(LintSubject subject)
    {
        var metadata = subject.Notebook.Metadata;
        var kernel = metadata.TextAt("kernelspec", "name");
        if (kernel != ".net-csharp")
            yield return new(null, $"the kernelspec is {kernel ?? "missing"}; required is .net-csharp");
        if (metadata.At("polyglot_notebook", "kernelInfo") is not JsonObject)
            yield return new(null, "metadata.polyglot_notebook.kernelInfo is missing; `new` writes it");
        if (!JsonNode.DeepEquals(metadata["language_info"], CellLanguage.Info()))
            yield return new(null, "metadata.language_info is not what the kernel says of C#; front ends would change it");
        foreach (var name in metadata.Select(member => member.Key).Except(NotebookMetadata))
            yield return new(null, $"metadata.{name} was left behind by an editor; remove it");
        foreach (var cell in subject.Notebook.Cells)
        {
            foreach (var name in cell.Metadata.Select(member => member.Key).Except(CellMetadata))
                yield return new(cell, $"metadata.{name} was left behind by an editor; remove it");
        }
    }

    private static IEnumerable<LintFinding> TagsAreKnown(LintSubject subject)
    {
        foreach (var cell in subject.Notebook.Cells)
        {
            foreach (var tag in cell.Tags)
            {
                // A word of a few letters is near to many that are somebody's own.
                if (tag.Length > 5 && !CellTags.All.Contains(tag) && Suggestion.For(tag, CellTags.All) is { Length: > 5 } meant)
                    yield return new(cell, $"the tag {tag} means nothing here; did you mean {meant}?");
            }

            if (!cell.Tags.Contains(CellTags.StepThrough)) continue;
            if (!cell.IsCode || cell.Language is { } language && language != CellLanguage.CSharp)
                yield return new(cell, "only a C# cell can be stepped through; remove its tag step-through");
            else if (cell.ExecutionCount is not null && !cell.Outputs.Any(HasWalk))
                yield return new(cell, "the cell is tagged step-through and stores no steps; `run` the notebook");
        }
    }

    private static bool HasWalk(JsonNode? output) => output.At("data", MimeTypes.Walk) is not null;

    private static IEnumerable<LintFinding> CountsAreInOrder(LintSubject subject)
    {
        for (var index = 0; index < subject.Code.Count; index++)
        {
            if (subject.Code[index].ExecutionCount is var count && count == index + 1) continue;
            yield return new(subject.Code[index], count is null
                ? $"the cell was not executed; its count must be {index + 1}; `run` the notebook"
                : $"its count is {count} where {index + 1} is required; `run` the notebook");
            yield break; // One missing count shifts all that follow.
        }
    }
}
