namespace Lemmata.Display;

/// <summary>An object that writes itself as one or more MIME types.</summary>
public interface IRendered
{
    /// <summary>Writes the object as one MIME type.</summary>
    /// <param name="mimeType">One of the types that the object's formatter source names.</param>
    /// <param name="writer">Where the text goes.</param>
    /// <returns>False, with nothing written, when the object has no such form.</returns>
    bool Render(string mimeType, TextWriter writer);
}

/// <summary>The names of the MIME types that the assembly emits.</summary>
public static class Mime
{
    /// <summary>Hypertext for hosts that know nothing else.</summary>
    public const string Html = "text/html";
    /// <summary>Plain text.</summary>
    public const string Text = "text/plain";
    /// <summary>A formula in TeX between dollar signs.</summary>
    public const string Latex = "text/latex";
    /// <summary>One check row, machine-readable.</summary>
    public const string Check = "application/vnd.lemmata.check+json";
    /// <summary>The sheet of claims, machine-readable.</summary>
    public const string Claims = "application/vnd.lemmata.claims+json";
    /// <summary>Rows that a run gives to the table of a sweep, machine-readable.</summary>
    public const string Rows = "application/vnd.lemmata.rows+json";
}
