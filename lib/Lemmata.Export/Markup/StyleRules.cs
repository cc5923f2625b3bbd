using System.Buffers;
using System.Text;

namespace Lemmata.Export.Markup;

/// <summary>Which declarations of style a page takes over: properties by a list, values by their form.</summary>
internal static class StyleRules
{
    private static readonly HashSet<string> Properties = new(StringComparer.OrdinalIgnoreCase)
    {
        "color", "background", "background-color", "opacity", "font", "font-size", "font-family", "font-style",
            "font-weight", "line-height",
        "letter-spacing", "text-align", "text-decoration", "text-transform", "text-indent", "vertical-align",
            "white-space", "word-break", "direction",
        "width", "height", "min-width", "min-height", "max-width", "max-height", "aspect-ratio",
        "margin", "margin-top", "margin-right", "margin-bottom", "margin-left", "padding", "padding-top",
            "padding-right", "padding-bottom", "padding-left",
        "border", "border-top", "border-right", "border-bottom", "border-left", "border-color", "border-style",
            "border-width", "border-radius",
        "border-collapse", "border-spacing", "table-layout", "empty-cells", "caption-side", "list-style-type",
            "display", "float", "clear", "overflow",
        "overflow-x", "overflow-y", "gap", "row-gap", "column-gap", "flex", "flex-direction", "flex-wrap",
            "align-items", "justify-content",
        "grid-template-columns", "fill", "fill-opacity", "fill-rule", "stroke", "stroke-width", "stroke-opacity",
            "stroke-dasharray", "stroke-dashoffset",
        "stroke-linecap", "stroke-linejoin", "stop-color", "stop-opacity", "text-anchor", "dominant-baseline",
            "paint-order", "visibility",
    };

    private static readonly HashSet<string> Functions = new(StringComparer.OrdinalIgnoreCase)
    {
        "rgb", "rgba", "hsl", "hsla", "oklch", "color-mix", "light-dark", "var", "calc", "min", "max", "clamp",
            "repeat", "minmax",
        "translate", "translatex", "translatey", "scale", "scalex", "scaley", "rotate", "skewx", "skewy", "matrix", "",
    };

    /// <summary>No backslash, no mark of a comment or rule, no colon: with these, a value is what it looks
    /// like.</summary>
    private static readonly SearchValues<char> Plain =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789 \t\n\r#%.,+-()'\"!_/");

    /// <summary>The declarations that a page takes over.</summary>
    public static string Declarations(string style)
    {
        var kept = new StringBuilder();
        foreach (var declaration in style.Split(';'))
        {
            var colon = declaration.IndexOf(':');
            if (colon < 0) { continue; }
            var (property, value) = (declaration[..colon].Trim(), declaration[(colon + 1)..].Trim());
            // A negative margin would lay one thing over another.
            if (!Properties.Contains(property) || !IsValue(value)
                || property.StartsWith("margin", StringComparison.OrdinalIgnoreCase) && value.Contains('-'))
            {
                continue;
            }
            kept.Append(kept.Length > 0 ? ";" : "").Append(property).Append(':').Append(value);
        }

        return kept.ToString();
    }

    /// <summary>A value that asks for nothing: words, numbers, colours, and functions of these.</summary>
    public static bool IsValue(string value)
    {
        if (value.Length > 2_000 || value.AsSpan().IndexOfAnyExcept(Plain) >= 0
            || value.Contains("/*", StringComparison.Ordinal))
        {
            return false;
        }
        for (var at = value.IndexOf('('); at >= 0; at = value.IndexOf('(', at + 1))
        {
            var start = at;
            while (start > 0 && (char.IsAsciiLetterOrDigit(value[start - 1]) || value[start - 1] is '-' or '_'))
            {
                start--;
            }
            if (!Functions.Contains(value[start..at])) { return false; }
        }

        return true;
    }

    /// <summary>The id in <c>url(#id)</c>, the one form of a reference to a paint, clip or marker; null for all
    /// else.</summary>
    public static string? LocalReference(string value)
    {
        value = value.Trim();
        if (!value.StartsWith("url(", StringComparison.OrdinalIgnoreCase) || !value.EndsWith(')')) { return null; }
        var inside = value[4..^1].Trim();
        if (inside.Length > 2 && inside[0] is '"' or '\'' && inside[^1] == inside[0]) { inside = inside[1..^1]; }
        return inside.Length > 1 && inside[0] == '#'
            && inside.Skip(1).All(c => char.IsLetterOrDigit(c) || c is '-' or '_' or '.' or ':') ? inside[1..] : null;
    }
}
