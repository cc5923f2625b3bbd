using System.Collections.Immutable;
using Lemmata.Session.Compilation;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Text;

namespace Lemmata.Session.Completion;

/// <summary>
/// The cells that ran, and those that will have run, as a chain of submission projects, so that Roslyn can answer
/// questions about the cell being typed.
/// </summary>
/// <remarks>
/// Projects of cells that were asked about before are kept: a question costs one new document, whatever the history.
/// </remarks>
internal sealed class SubmissionWorkspace : IDisposable
{
    private static readonly CSharpParseOptions Parse =
        new(LanguageVersion.Latest, DocumentationMode.Parse, SourceCodeKind.Script);

    private readonly AdhocWorkspace workspace = new();
    private readonly Dictionary<Submission, ProjectId> projects = new(ReferenceEqualityComparer.Instance);

    // Pieces that have not run, by what they stand on; a change in one makes all below it new.
    private readonly Dictionary<(ProjectId? After, string Code, int References), ProjectId> planned = [];
    private ProjectId? typed;

    /// <summary>A document with the code being typed.</summary>
    /// <param name="code">Code of the cell, directives blanked out.</param>
    /// <param name="previous">The last piece that ran, or null before the first.</param>
    /// <param name="scope">What will run before the cell.</param>
    /// <param name="imports">Namespaces in scope where nothing ran.</param>
    /// <param name="references">Assemblies in scope where nothing ran.</param>
    public Document Open(
        string code,
        Submission? previous,
        CellScope scope,
        IReadOnlyList<string> imports,
        IReadOnlyList<MetadataReference> references)
    {
        if (typed is not null) workspace.TryApplyChanges(workspace.CurrentSolution.RemoveProject(typed));
        var after = previous is null ? null : ProjectOf(previous);
        var used = new HashSet<ProjectId>();
        foreach (var piece in scope.Pieces)
        {
            var key = (after, piece.Code, piece.References.Count);
            if (!planned.TryGetValue(key, out var known))
            {
                known = Add("above", piece.Code, after, imports, [.. references, .. piece.References]);
                planned[key] = known;
            }

            used.Add(known);
            after = known;
        }

        typed = Add("typed", code, after, imports, [.. references, .. scope.References]);
        Forget(used);
        return workspace.CurrentSolution.GetProject(typed)!.Documents.Single();
    }

    private void Forget(HashSet<ProjectId> used)
    {
        foreach (var (key, project) in planned.Where(entry => !used.Contains(entry.Value)).ToList())
        {
            planned.Remove(key);
            workspace.TryApplyChanges(workspace.CurrentSolution.RemoveProject(project));
        }
    }

    /// <inheritdoc/>
    public void Dispose() => workspace.Dispose();

    private ProjectId ProjectOf(Submission submission)
    {
        // Oldest first and without recursion: a long session must not overflow the stack.
        var missing = new Stack<Submission>();
        for (var at = submission; at is not null && !projects.ContainsKey(at); at = at.Previous) missing.Push(at);
        foreach (var step in missing)
        {
            var after = step.Previous is null ? null : projects[step.Previous];
            projects[step] = Add(
                $"cell {projects.Count + 1}",
                step.Code,
                after,
                step.Imports,
                step.Compilation.References);
        }
        return projects[submission];
    }

    private ProjectId Add(
        string name,
        string code,
        ProjectId? after,
        IEnumerable<string> imports,
        IEnumerable<MetadataReference> references)
    {
        var id = ProjectId.CreateNewId(name);
        var options = new CSharpCompilationOptions(
            OutputKind.DynamicallyLinkedLibrary,
            usings: imports.ToImmutableArray(),
            allowUnsafe: true);
        workspace.AddProject(
            ProjectInfo.Create(
                id,
                VersionStamp.Default,
                name,
                name,
                LanguageNames.CSharp,
                compilationOptions: options,
                parseOptions: Parse,
                isSubmission: true,
                metadataReferences: references.Where(reference => reference is not CompilationReference),
                projectReferences: after is null ? [] : [new ProjectReference(after)]));
        workspace.AddDocument(
            DocumentInfo.Create(
                DocumentId.CreateNewId(id),
                name,
                sourceCodeKind: SourceCodeKind.Script,
                loader: TextLoader.From(TextAndVersion.Create(SourceText.From(code), VersionStamp.Default))));
        return id;
    }
}
