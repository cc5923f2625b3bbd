using System.Text.Json.Nodes;

namespace Lemmata.Notebooks;

/// <summary>The languages that cells can be in, whatever the front end called them.</summary>
public static class CellLanguage
{
    /// <summary>The language that runs here.</summary>
    public const string CSharp = "csharp";

    /// <summary>What is shown as it stands, or kept under a name.</summary>
    private static readonly string[] Shown = ["markdown", "html", "javascript", "mermaid", "value"];

    private static readonly Dictionary<string, string> OtherNames = new(StringComparer.OrdinalIgnoreCase)
    {
        ["fsharp"] = "F#", ["pwsh"] = "PowerShell", ["sql"] = "SQL", ["kql"] = "KQL", ["http"] = "HTTP",
        ["python"] = "Python", ["r"] = "R", ["bash"] = "a shell", ["vb"] = "Visual Basic",
    };

    private static readonly Dictionary<string, string> Spellings = new(StringComparer.OrdinalIgnoreCase)
    {
        ["c#"] = CSharp, ["f#"] = "fsharp", ["powershell"] = "pwsh", ["js"] = "javascript", ["ipython"] = "python",
        ["python3"] = "python", ["md"] = "markdown", ["httprequest"] = "http", ["sh"] = "bash",
    };

    // What front ends write in front of a language, or instead of one.
    private static readonly string[] Prefixes = ["dotnet-interactive.", "polyglot-notebook.", ".net-"];

    /// <summary>The names of languages that do not run here, as directives spell them.</summary>
    public static IReadOnlyCollection<string> Others => OtherNames.Keys;

    // Where front ends say in which language a cell is.
    internal static readonly string[][] Places =
    [
        ["metadata", "polyglot_notebook", "kernelName"],
        ["metadata", "dotnet_interactive", "language"],
        ["metadata", "vscode", "languageId"],
    ];

    // Where they say what the cells of a notebook are in that name no language.
    private static readonly string[][] PlacesOfNotebook =
    [
        ["metadata", "polyglot_notebook", "kernelInfo", "defaultKernelName"],
        ["metadata", "kernelspec", "language"],
        ["metadata", "language_info", "name"],
        ["metadata", "kernelspec", "name"],
    ];

    /// <summary>The language that a cell names; null for the notebook's own.</summary>
    /// <param name="cell">The cell as JSON.</param>
    public static string? Of(JsonObject cell) => First(cell, Places);

    /// <summary>What the cells of a notebook are in that name no language: C# where nothing is said.</summary>
    /// <param name="notebook">The notebook as JSON.</param>
    public static string OfNotebook(JsonObject notebook) => First(notebook, PlacesOfNotebook) ?? CSharp;

    /// <summary>Whether C# has no place in a notebook: its kernel speaks another language and no cell is in C#.</summary>
    /// <param name="notebook">What the cells are in that name no language.</param>
    /// <param name="codeCells">What the code cells name; null where they name none.</param>
    public static bool IsForeign(string notebook, IEnumerable<string?> codeCells) =>
        notebook != CSharp && !codeCells.Contains(CSharp);

    private static string? First(JsonObject json, string[][] places) =>
        places.Select(place => Normal(json.TextAt(place))).FirstOrDefault(name => name is not null);

    /// <summary>Every language by its one name.</summary>
    public static IReadOnlyList<string> All { get; } = [CSharp, .. Shown, .. OtherNames.Keys];

    /// <summary>The other names of a language.</summary>
    public static IReadOnlyList<string> AliasesOf(string language) =>
        [.. Spellings.Where(spelling => spelling.Value == language).Select(spelling => spelling.Key)];

    /// <summary>One name for a language that has several; null where nothing is named.</summary>
    public static string? Normal(string? name)
    {
        if (name is null) return null;
        name = name.Trim();
        foreach (var prefix in Prefixes.Where(prefix => name.StartsWith(prefix, StringComparison.OrdinalIgnoreCase)))
            name = name[prefix.Length..];
        // The name of an editor's mode, which says nothing about the cell.
        if (name is "" || name.Equals("polyglot-notebook", StringComparison.OrdinalIgnoreCase)) return null;
        return Spellings.GetValueOrDefault(name, name.ToLowerInvariant());
    }

    /// <summary>Whether cells of a language are run or shown here.</summary>
    public static bool IsKnown(string language) => language == CSharp || Shown.Contains(language);

    /// <summary>
    /// Whether a directive names a kernel that another directive has connected, such as <c>sql-orders</c>.
    /// </summary>
    public static bool IsConnection(string directive) =>
        directive.StartsWith("sql-", StringComparison.Ordinal) || directive.StartsWith("kql-", StringComparison.Ordinal);

    /// <summary>A language as people write it.</summary>
    public static string Title(string language)
    {
        if (language == CSharp) return "C#";
        return OtherNames.GetValueOrDefault(language)
            ?? string.Concat(language.Take(1).Select(char.ToUpperInvariant).Concat(language.Skip(1)));
    }
}
