namespace Lemmata.Export.Plotly.Drawing;

/// <summary>Estimates how wide a text is in the sans-serif of figures, a little on the wide side.</summary>
internal static class TextSize
{
    private const string Narrow = "ijlI.,:;'|!’", Slim = "ftr()[] /·", Broad = "mwMW→—∞≈%", Raised = "⁰¹²³⁴⁵⁶⁷⁸⁹⁻₀₁₂";

    /// <summary>Width in pixels.</summary>
    public static double Width(string text, double size = 13) => size * text.Sum(c =>
        Narrow.Contains(c, StringComparison.Ordinal) ? 0.28
        : Slim.Contains(c, StringComparison.Ordinal) ? 0.36
        : Raised.Contains(c, StringComparison.Ordinal) ? 0.4
        : Broad.Contains(c, StringComparison.Ordinal) ? 0.9
        : char.IsAsciiLetterUpper(c) ? 0.68 : c >= '\u2e80' ? 1 : 0.58);

    /// <summary>The text, cut so that it fits into so many pixels; empty where nothing of it does.</summary>
    public static string Fit(string text, double width, double size = 13)
    {
        if (Width(text, size) <= width)
            return text;

        var length = text.Length;
        while (length > 1 && Width(text[..length] + "…", size) > width)
        {
            length--;
        }

        return length < 2 ? "" : text[..length].TrimEnd() + "…";
    }
}
