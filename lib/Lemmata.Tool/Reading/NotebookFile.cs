using Lemmata.Notebooks;

namespace Lemmata.Tool.Reading;

/// <summary>The files that hold notebooks, of either kind.</summary>
internal static class NotebookFile
{
    private const string Jupyter = ".ipynb", Interactive = ".dib";

    /// <summary>Whether a file is called as notebooks are.</summary>
    public static bool IsOne(string path) => IsScript(path) || StoresOutputs(path);

    /// <summary>Whether a file holds cells alone, as .NET Interactive's scripts do, and no outputs.</summary>
    public static bool IsScript(string path) => Has(path, Interactive);

    /// <summary>Whether a file is called as those are that store outputs.</summary>
    public static bool StoresOutputs(string path) => Has(path, Jupyter);

    /// <summary>Where a notebook's outputs can be stored.</summary>
    public static string Storing(string path) => IsScript(path) ? Path.ChangeExtension(path, Jupyter) : path;

    /// <summary>Reads a notebook.</summary>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="NotebookFormatException">The file is no notebook.</exception>
    public static Notebook Load(string path) => IsScript(path) ? ScriptFile.Load(path) : Notebook.Load(path);

    private static bool Has(string path, string ending) =>
        Path.GetExtension(path).Equals(ending, StringComparison.OrdinalIgnoreCase);
}
