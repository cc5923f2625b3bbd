namespace Lemmata.Notebooks;

/// <summary>
/// MIME types of outputs that the tool treats specially; the assembly of the notebooks writes them, and the tool knows
/// that assembly by nothing else.
/// </summary>
public static class MimeTypes
{
    /// <summary>A figure for plotly.js, which VS Code and Jupyter front ends draw.</summary>
    public const string Plotly = "application/vnd.plotly.v1+json";

    /// <summary>A diagram in the language of mermaid.</summary>
    public const string Mermaid = "text/vnd.mermaid";

    /// <summary>How the collection's own types begin.</summary>
    public const string Own = "application/vnd.lemmata.";

    /// <summary>One check row.</summary>
    public const string Check = Own + "check+json";

    /// <summary>The sheet of claims.</summary>
    public const string Claims = Own + "claims+json";

    /// <summary>Rows that a run gives to the table of a sweep.</summary>
    public const string Rows = Own + "rows+json";

    /// <summary>The steps of a cell that a page walks through.</summary>
    public const string Walk = Own + "walk+json";

    /// <summary>Whether a MIME type is for the export only.</summary>
    public static bool IsExportOnly(string mimeType) =>
        mimeType.StartsWith(Own, StringComparison.Ordinal)
        && mimeType.Contains("figure", StringComparison.Ordinal);
}
