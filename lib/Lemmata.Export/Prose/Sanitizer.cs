using System.Text;
using System.Text.RegularExpressions;

namespace Lemmata.Export.Prose;

/// <summary>
/// Lets through the elements and attributes a page may carry and nothing else: no scripts, no event handlers,
/// no addresses that run code, no requests. What it returns is balanced, so a fragment cannot break its page.
/// </summary>
internal static partial class Sanitizer
{
    private static readonly HashSet<string> Elements = new(StringComparer.OrdinalIgnoreCase)
    {
        "a", "abbr", "article", "aside", "b", "blockquote", "br", "caption", "cite", "code", "col", "colgroup", "dd", "del",
        "details", "dfn", "div", "dl", "dt", "em", "figcaption", "figure", "h2", "h3", "h4", "h5", "h6", "hr", "i", "img",
        "ins", "kbd", "li", "mark", "ol", "p", "pre", "q", "s", "samp", "section", "small", "span", "strong", "sub",
        "summary", "sup", "table", "tbody", "td", "tfoot", "th", "thead", "time", "tr", "u", "ul", "var", "wbr",
        "svg", "g", "path", "line", "polyline", "polygon", "rect", "circle", "ellipse", "text", "tspan", "defs", "clipPath",
        "linearGradient", "radialGradient", "stop", "pattern", "marker", "symbol", "use", "mask", "title", "desc",
        "math", "semantics", "mrow", "mi", "mo", "mn", "ms", "mtext", "mspace", "msup", "msub", "msubsup", "mfrac", "msqrt",
        "mroot", "mover", "munder", "munderover", "mtable", "mtr", "mtd", "mstyle", "mpadded", "annotation",
        "progress", "meter",
    };

    /// <summary>Elements whose content goes with them.</summary>
    private static readonly HashSet<string> Dropped = new(StringComparer.OrdinalIgnoreCase)
    {
        "script", "style", "iframe", "object", "embed", "template", "noscript", "textarea", "select", "form", "foreignObject",
        "audio", "video", "canvas", "applet", "frameset", "head",
    };

    private static readonly HashSet<string> Void = new(StringComparer.OrdinalIgnoreCase)
    { "br", "hr", "img", "col", "wbr", "input", "meta", "link", "base", "source", "embed" };

    private static readonly HashSet<string> PlainAttributes = new(StringComparer.OrdinalIgnoreCase)
    {
        "class", "title", "alt", "colspan", "rowspan", "scope", "role", "lang", "dir", "start", "open", "width", "height",
        "tabindex", "focusable", "datetime", "value", "max", "min", "type", "display", "encoding", "xmlns",
        "viewBox", "preserveAspectRatio", "d", "x", "y", "x1", "x2", "y1", "y2", "cx", "cy", "r", "rx", "ry", "dx", "dy",
        "points", "transform", "fill", "stroke", "color", "opacity", "offset", "rotate", "pathLength", "visibility",
        "font-size", "font-weight", "font-family", "font-style", "text-anchor", "dominant-baseline", "letter-spacing",
        "paint-order", "shape-rendering", "vector-effect", "clip-path", "clip-rule", "mask", "gradientUnits",
        "gradientTransform", "spreadMethod", "patternUnits", "patternTransform", "clipPathUnits", "markerWidth",
        "markerHeight", "refX", "refY", "orient", "markerUnits", "marker-start", "marker-mid", "marker-end", "baseline-shift",
    };

    /// <summary>Cleans a fragment.</summary>
    /// <param name="html">Any text; it need not be well formed.</param>
    /// <param name="idPrefix">Put before every id and every reference to one, so that two outputs never share an id.</param>
    public static string Clean(string html, string idPrefix = "")
    {
        var output = new StringBuilder(html.Length);
        var open = new Stack<string>();
        var position = 0;
        while (position < html.Length)
        {
            var next = html.IndexOf('<', position);
            if (next < 0) { next = html.Length; }
            output.Append(html, position, next - position);
            if (next == html.Length) { break; }

            if (html.AsSpan(next).StartsWith("<!--"))
            {
                var end = html.IndexOf("-->", next + 4, StringComparison.Ordinal);
                position = end < 0 ? html.Length : end + 3;
                continue;
            }

            var tag = TagPattern().Match(html, next);
            if (!tag.Success || tag.Index != next)
            {
                var declaration = next + 1 < html.Length && html[next + 1] is '!' or '?';
                var end = declaration ? html.IndexOf('>', next) : -1;
                if (!declaration) { output.Append("&lt;"); }
                position = end < 0 ? next + 1 : end + 1;
                continue;
            }

            position = tag.Index + tag.Length;
            var name = tag.Groups["name"].Value;
            if (tag.Groups["close"].Length > 0)
            {
                Close(output, open, name);
            }
            else if (Dropped.Contains(name))
            {
                position = EndOf(html, name, position, tag.Value.EndsWith("/>", StringComparison.Ordinal));
            }
            else if (name.Equals("img", StringComparison.OrdinalIgnoreCase) && !SafeSource().IsMatch(tag.Groups["attributes"].Value))
            {
                // An image from elsewhere would be a request; without its source nothing is left to show.
            }
            else if (Elements.Contains(name))
            {
                output.Append('<').Append(name);
                Attributes(output, name, tag.Groups["attributes"].Value, idPrefix);
                if (name.Equals("img", StringComparison.OrdinalIgnoreCase) && !AltAttribute().IsMatch(tag.Groups["attributes"].Value)) { output.Append(" alt=\"\""); }
                var empty = tag.Value.EndsWith("/>", StringComparison.Ordinal);
                output.Append('>');
                if (empty && !Void.Contains(name)) { output.Append("</").Append(name).Append('>'); }
                else if (!Void.Contains(name)) { open.Push(name); }
            }
        }

        while (open.Count > 0) { output.Append("</").Append(open.Pop()).Append('>'); }
        return output.ToString();
    }

    /// <summary>True for an address that a page may point to: web, mail, or a place relative to the page.</summary>
    public static bool IsSafeAddress(string address)
    {
        var bare = new string([.. System.Net.WebUtility.HtmlDecode(address).Where(c => c > ' ')]);
        var colon = bare.IndexOf(':');
        if (colon < 0 || bare.AsSpan(0, colon).IndexOfAny('/', '?', '#') >= 0) { return true; }
        return bare[..colon].ToLowerInvariant() is "http" or "https" or "mailto";
    }

    private static void Close(StringBuilder output, Stack<string> open, string name)
    {
        if (!open.Contains(name, StringComparer.OrdinalIgnoreCase)) { return; }
        string closed;
        do
        {
            closed = open.Pop();
            output.Append("</").Append(closed).Append('>');
        }
        while (!closed.Equals(name, StringComparison.OrdinalIgnoreCase));
    }

    private static int EndOf(string html, string name, int position, bool empty)
    {
        if (empty) { return position; }
        var end = html.IndexOf("</" + name, position, StringComparison.OrdinalIgnoreCase);
        if (end < 0) { return html.Length; }
        var close = html.IndexOf('>', end);
        return close < 0 ? html.Length : close + 1;
    }

    private static void Attributes(StringBuilder output, string element, string text, string idPrefix)
    {
        foreach (Match match in AttributePattern().Matches(text))
        {
            var name = match.Groups["name"].Value;
            var value = match.Groups["quoted"].Success ? match.Groups["quoted"].Value
                : match.Groups["single"].Success ? match.Groups["single"].Value : match.Groups["bare"].Value;
            value = System.Net.WebUtility.HtmlDecode(value);
            var kept = Keep(element, name.ToLowerInvariant(), value, idPrefix);
            if (kept is null && PlainAttributes.Contains(name)) { kept = Prefixed(value, idPrefix); }
            if (kept is null) { continue; }
            output.Append(' ').Append(name);
            if (kept.Length > 0 || name is "alt" or "class" || match.Groups["quoted"].Success)
            {
                output.Append("=\"").Append(HtmlText.Escape(kept)).Append('"');
            }
        }
    }

    private static string? Keep(string element, string name, string value, string idPrefix)
    {
        switch (name)
        {
            case "id": return value.Length > 0 ? idPrefix + value : null;
            case "for" or "aria-labelledby" or "aria-describedby" or "aria-controls" or "headers":
                return string.Join(' ', value.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(id => idPrefix + id));
            case "href" or "xlink:href":
                if (value.StartsWith('#')) { return idPrefix.Length > 0 && value.Length > 1 ? "#" + idPrefix + value[1..] : value; }
                return element.Equals("a", StringComparison.OrdinalIgnoreCase) && IsSafeAddress(value) ? value : null;
            case "src":
                return ImageData().IsMatch(value) ? value : null;
            case "style":
                return UnsafeStyle().IsMatch(value) ? null : value;
        }

        return name.StartsWith("aria-", StringComparison.Ordinal) || name.StartsWith("data-", StringComparison.Ordinal)
            || name.StartsWith("stroke-", StringComparison.Ordinal) || name.StartsWith("fill-", StringComparison.Ordinal)
            || name.StartsWith("stop-", StringComparison.Ordinal) ? value : null;
    }

    /// <summary>References such as <c>url(#clip)</c> follow the prefix; references to anything else are removed.</summary>
    private static string? Prefixed(string value, string idPrefix) => !value.Contains("url(", StringComparison.OrdinalIgnoreCase)
        ? value
        : LocalUrl().IsMatch(value) ? LocalUrl().Replace(value, match => $"url(#{idPrefix}{match.Groups[1].Value})") : null;

    [GeneratedRegex("""<(?<close>/?)(?<name>[A-Za-z][A-Za-z0-9]*)(?<attributes>(?:\s+|/|[^<>"'\s]+|"[^"]*"|'[^']*')*?)\s*/?>""")]
    private static partial Regex TagPattern();

    [GeneratedRegex("""(?<name>[A-Za-z_:][-A-Za-z0-9_:.]*)(?:\s*=\s*(?:"(?<quoted>[^"]*)"|'(?<single>[^']*)'|(?<bare>[^\s"'<>`]+)))?""")]
    private static partial Regex AttributePattern();

    [GeneratedRegex(@"^(data:image/(png|jpeg|gif|webp|svg\+xml);base64,[A-Za-z0-9+/=\s]*|images/[0-9a-f]{16}\.[a-z]{3,4})$")]
    private static partial Regex ImageData();

    [GeneratedRegex("""\bsrc\s*=\s*["']?(data:image/|images/)""", RegexOptions.IgnoreCase)]
    private static partial Regex SafeSource();

    [GeneratedRegex(@"(^|\s)alt\s*=", RegexOptions.IgnoreCase)]
    private static partial Regex AltAttribute();

    [GeneratedRegex(@"url\s*\(|expression|@import|position\s*:|behaviou?r\s*:|javascript|-moz-binding|\\", RegexOptions.IgnoreCase)]
    private static partial Regex UnsafeStyle();

    [GeneratedRegex(@"url\(\s*['""]?#([^'"")\s]+)['""]?\s*\)", RegexOptions.IgnoreCase)]
    private static partial Regex LocalUrl();
}
