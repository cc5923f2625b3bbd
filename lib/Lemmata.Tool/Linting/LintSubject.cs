using System.Text.Json.Nodes;
using Lemmata.Notebooks;
using Lemmata.Session.Compilation;
using Lemmata.Tool.Checking;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Lemmata.Tool.Linting;

/// <summary>A notebook as the rules look at it.</summary>
internal sealed class LintSubject(string path, string text, Notebook notebook, RegisterFile? register)
{
    private readonly Dictionary<NotebookCell, SyntaxNode> trees = [];

    /// <summary>The file's path as it was named.</summary>
    public string Path => path;

    /// <summary>The file's text.</summary>
    public string Text => text;

    /// <summary>The file name without extension.</summary>
    public string Slug { get; } = System.IO.Path.GetFileNameWithoutExtension(path);

    /// <summary>The notebook.</summary>
    public Notebook Notebook => notebook;

    /// <summary>Its claim register; null when there is none.</summary>
    public RegisterFile? Register => register;

    /// <summary>The code cells.</summary>
    public IReadOnlyList<NotebookCell> Code { get; } = [.. notebook.CodeCells];

    /// <summary>The prose cells.</summary>
    public IReadOnlyList<NotebookCell> Prose { get; } = [.. notebook.Cells.Where(cell => cell.Type == "markdown")];

    /// <summary>The syntax tree of a code cell.</summary>
    public SyntaxNode Tree(NotebookCell cell)
    {
        if (trees.TryGetValue(cell, out var tree)) return tree;
        return trees[cell] = CSharpSyntaxTree.ParseText(cell.Source, ScriptReferences.ParseOptions).GetRoot();
    }

    /// <summary>The line of a node within its cell, from 1.</summary>
    public static int Line(SyntaxNode node) => node.GetLocation().GetLineSpan().StartLinePosition.Line + 1;

    /// <summary>Every textual part of the stored outputs, with its cell.</summary>
    public IEnumerable<(NotebookCell Cell, string MimeType, string Text)> OutputTexts()
    {
        foreach (var cell in Code)
        {
            foreach (var output in cell.Outputs.OfType<JsonObject>())
            {
                if (output["text"] is { } stream) yield return (cell, "stream", MultilineText.Join(stream));
                foreach (var (mimeType, value) in output["data"] as JsonObject ?? [])
                {
                    yield return (
                        cell,
                        mimeType,
                        MultilineText.IsJson(mimeType) ? value?.ToJsonString() ?? "" : MultilineText.Join(value));
                }
            }
        }
    }

    /// <summary>The headings of the prose: level, text, cell and line.</summary>
    public IEnumerable<(int Level, string Text, NotebookCell Cell, int Line)> Headings()
    {
        foreach (var cell in Prose)
        {
            var fenced = false;
            var line = 0;
            foreach (var content in cell.Source.Split('\n'))
            {
                line++;
                if (content.StartsWith("```", StringComparison.Ordinal)) fenced = !fenced;
                var level = content.TakeWhile(letter => letter == '#').Count();
                if (!fenced && level is > 0 and < 7 && content.Length > level && content[level] == ' ')
                    yield return (level, content[level..].Trim(), cell, line);
            }
        }
    }
}
