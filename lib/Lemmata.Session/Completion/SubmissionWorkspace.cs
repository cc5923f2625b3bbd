using System.Collections.Immutable;
using Lemmata.Session.Compilation;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Text;

namespace Lemmata.Session.Completion;

/// <summary>
/// The executed cells as a chain of submission projects, so that Roslyn can answer questions about the cell being
/// typed.
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
    private ProjectId? typed;

    /// <summary>
    /// A document with the code being typed, after all cells that led to <paramref name="previous"/>.
    /// </summary>
    /// <param name="code">Code of the cell, directives blanked out.</param>
    /// <param name="previous">The last piece that ran, or null before the first.</param>
    /// <param name="imports">Namespaces in scope.</param>
    /// <param name="references">Assemblies in scope.</param>
    public Document Open(
        string code,
        Submission? previous,
        IEnumerable<string> imports,
        IEnumerable<MetadataReference> references)
    {
        if (typed is not null) workspace.TryApplyChanges(workspace.CurrentSolution.RemoveProject(typed));
        var after = previous is null ? null : ProjectOf(previous);
        typed = Add("typed", code, after, imports, references);
        return workspace.CurrentSolution.GetProject(typed)!.Documents.Single();
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
