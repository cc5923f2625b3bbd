using System.Runtime.CompilerServices;
using System.Text.Json.Nodes;
using Lemmata.Notebooks;
using Microsoft.DotNet.Interactive.Documents;

namespace Lemmata.Tool.Reading;

/// <summary>A <c>.dib</c>: cells under lines such as <c>#!csharp</c>, as .NET Interactive writes them.</summary>
internal static class ScriptFile
{
    /// <summary>Reads a script as a notebook without outputs.</summary>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="NotebookFormatException">The text cannot be read.</exception>
    // Not inlined: where this is compiled, the package is loaded, which other notebooks have no use for.
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static Notebook Load(string path)
    {
        if (!File.Exists(path)) throw new FileNotFoundException($"{path}: there is no such file", path);
        InteractiveDocument document;
        try
        {
            document = CodeSubmission.Parse(StrictJson.ReadText(path).ReplaceLineEndings("\n"), Kernels());
        }
        catch (Exception error) when (error is not (IOException or UnauthorizedAccessException))
        {
            throw new NotebookFormatException($"{path} cannot be read as cells: {error.Message}", error);
        }

        var notebook = Notebook.Create();
        foreach (var element in document.Elements) notebook.Cells.Add(Cell(element));
        // Ids come from the content, as for other files that bring none.
        return Notebook.Parse(notebook.ToString(), path);
    }

    private static NotebookCell Cell(InteractiveDocumentElement element)
    {
        var language = CellLanguage.Normal(element.KernelName) ?? CellLanguage.CSharp;
        if (language == "markdown") return NotebookCell.Of("markdown", element.Contents);
        var cell = NotebookCell.Of("code", element.Contents);
        if (language != CellLanguage.CSharp)
            cell.Metadata["polyglot_notebook"] = new JsonObject { ["kernelName"] = language };
        return cell;
    }

    // What lines may name: the package takes any other for a part of the cell above.
    private static KernelInfoCollection Kernels()
    {
        var kernels = new KernelInfoCollection { DefaultKernelName = CellLanguage.CSharp };
        foreach (var name in CellLanguage.All)
            kernels.Add(new KernelInfo(name, languageName: name, aliases: CellLanguage.AliasesOf(name)));
        return kernels;
    }
}
