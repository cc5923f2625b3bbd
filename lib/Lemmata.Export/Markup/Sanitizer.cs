using System.Buffers;

namespace Lemmata.Export.Markup;

/// <summary>
/// Lets through the elements and attributes a page may carry and nothing else: no scripts, no event handlers, no
/// addresses that run code, no requests. It writes every tag anew, in time that grows with the length of the input, and
/// what it writes is balanced, so a fragment cannot break its page. Markup may come in pieces with other content
/// between.
/// </summary>
internal sealed class Sanitizer(HtmlRules rules, IHtmlSink sink)
{
    /// <summary>Deeper elements lose their tags; their words stay.</summary>
    private const int MaxDepth = 100;

    private static readonly SearchValues<char> Base64 =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/= \n\r\t");

    private readonly List<Element> open = [];

    /// <summary>An open element, with what closes after it.</summary>
    private readonly record struct Element(string Name, bool Wrapped);

    /// <summary>Number of elements that are open.</summary>
    public int Depth => open.Count;

    /// <summary>True once an image or a drawing came through.</summary>
    public bool HasPicture { get; private set; }

    /// <summary>Cleans a whole fragment.</summary>
    public static SafeHtml Clean(string html, HtmlRules rules) => Clean(html, rules, out _);

    /// <summary>The same, with the word whether there is a picture in it.</summary>
    public static SafeHtml Clean(string html, HtmlRules rules, out bool hasPicture)
    {
        var builder = new HtmlBuilder();
        var sanitizer = new Sanitizer(rules, new HtmlWriter(builder));
        sanitizer.Feed(html);
        sanitizer.CloseTo(0);
        hasPicture = sanitizer.HasPicture;
        return builder.ToSafe();
    }

    /// <summary>Takes a piece.</summary>
    /// <param name="html">Any text; it need not be well formed.</param>
    /// <param name="floor">Elements opened before that depth stay open.</param>
    public void Feed(string html, int floor = 0)
    {
        var scanner = new HtmlScanner(html);
        var again = false;
        while (again || scanner.Next())
        {
            again = false;
            switch (scanner.Token)
            {
                case HtmlToken.Text:
                    if (rules.Words is not null
                        && !open.Any(element => element.Name is "pre" or "code" or "svg" or "math"))
                    {
                        sink.Insert(rules.Words(scanner.Text));
                    }
                    else { sink.Words(scanner.Text); }
                    break;
                case HtmlToken.Close:
                    if (!CloseElement(scanner.Name, floor) && rules.UnknownIsText && !IsKnown(scanner.Name))
                    {
                        sink.Words(html[scanner.Start..scanner.End]);
                    }
                    break;
                case HtmlToken.Open when HtmlLists.Dropped.Contains(scanner.Name):
                    rules.LeftOut?.Invoke(scanner.Name.ToLowerInvariant());
                    if (!scanner.Closed) { scanner.SkipElement(scanner.Name); }
                    break;
                case HtmlToken.Open when scanner.Name.Equals("img", StringComparison.OrdinalIgnoreCase):
                    Image(scanner);
                    break;
                case HtmlToken.Open when Allowed(scanner.Name) is { } name:
                    again = OpenElement(name, scanner);
                    break;
                case HtmlToken.Open:
                    if (rules.UnknownIsText && !IsKnown(scanner.Name)) { sink.Words(html[scanner.Start..scanner.End]); }
                    rules.LeftOut?.Invoke(scanner.Name);
                    break;
            }
        }
    }

    /// <summary>Closes elements from the innermost on.</summary>
    public void CloseTo(int depth)
    {
        while (open.Count > depth)
        {
            var element = open[^1];
            open.RemoveAt(open.Count - 1);
            sink.Close(element.Name);
            if (element.Wrapped) { sink.Close("div"); }
        }
    }

    private static bool IsKnown(string name) => HtmlLists.Html.Contains(name) || HtmlLists.Known.Contains(name)
        || HtmlLists.Dropped.Contains(name)
        || HtmlLists.Drawing.Contains(name) && name.Equals("svg", StringComparison.OrdinalIgnoreCase);

    /// <summary>The element as a page spells it, or null where it may not stand.</summary>
    private string? Allowed(string name)
    {
        var list = open.Exists(element => element.Name == "svg")
            || name.Equals("svg", StringComparison.OrdinalIgnoreCase) ? HtmlLists.Drawing
            : open.Exists(element => element.Name == "math") || name.Equals("math", StringComparison.OrdinalIgnoreCase)
                ? HtmlLists.Formula : HtmlLists.Html;
        return list.TryGetValue(name, out var spelled) ? spelled : null;
    }

    /// <summary>Opens an element; true where the scanner has read on.</summary>
    private bool OpenElement(string name, HtmlScanner scanner)
    {
        if (rules.Formula is not null && name is "span" or "div" && scanner.Attributes is [("class", "math")])
        {
            if (!scanner.Next()) { return false; }
            if (scanner.Token != HtmlToken.Text) { return true; }
            var text = scanner.Text.Trim();
            var display = text.StartsWith("\\[", StringComparison.Ordinal)
                && text.EndsWith("\\]", StringComparison.Ordinal);
            if (text.Length < 4 || !display && !(text.StartsWith("\\(", StringComparison.Ordinal)
                && text.EndsWith("\\)", StringComparison.Ordinal)))
            {
                return true;
            }
            sink.Insert(rules.Formula(text[2..^2], display));
            return false;
        }

        if (open.Count >= MaxDepth && !HtmlLists.Void.Contains(name)) { return false; }
        var attributes = Attributes(name, scanner.Attributes);
        var wrapped = rules.ScrollTables && name == "table"
            && !open.Exists(element => element.Wrapped || element.Name == "table") && !inScroll;
        if (wrapped) { sink.Open("div", [("class", "scroll"), ("role", "group"), ("aria-label", "Table")]); }
        inScroll |= attributes.Any(attribute => attribute.Name == "class"
            && attribute.Value.StartsWith("scroll", StringComparison.Ordinal)
            || attribute.Name == "class" && attribute.Value.Contains(" scroll", StringComparison.Ordinal));
        HasPicture |= name == "svg";
        sink.Open(name, attributes);
        if (HtmlLists.Void.Contains(name)) { return false; }
        open.Add(new Element(name, wrapped));
        if (scanner.Closed && (HtmlLists.Drawing.Contains(name) || HtmlLists.Formula.Contains(name)
            || name is "a" or "span" or "div"))
        {
            CloseTo(open.Count - 1);
        }
        return false;
    }

    /// <summary>Whether the fragment brings its own scrolling regions.</summary>
    private bool inScroll;

    private bool CloseElement(string name, int floor)
    {
        var at = open.FindLastIndex(element => element.Name.Equals(name, StringComparison.OrdinalIgnoreCase));
        if (at < floor) { return false; }
        CloseTo(at);
        return true;
    }

    private void Image(HtmlScanner scanner)
    {
        var given = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var (name, value) in scanner.Attributes) { given.TryAdd(name, value); }
        var source = given.GetValueOrDefault("src", "");
        if (rules.Image is not null)
        {
            sink.Insert(rules.Image(source, given));
            return;
        }

        if (!IsImageData(source))
        {
            // An image from elsewhere would be a request; without its source nothing is left to show.
            rules.LeftOut?.Invoke("img");
            return;
        }

        HasPicture = true;
        var attributes = Attributes("img", scanner.Attributes);
        attributes.Insert(0, ("src", source));
        if (!given.ContainsKey("alt")) { attributes.Add(("alt", "")); }
        sink.Open("img", attributes);
    }

    /// <summary>True for an image that carries its own data.</summary>
    private static bool IsImageData(string address)
    {
        const string start = "data:image/";
        if (!address.StartsWith(start, StringComparison.OrdinalIgnoreCase)) { return false; }
        var comma = address.IndexOf(',');
        return comma > 0 && address[start.Length..comma].ToLowerInvariant() is "png;base64" or "jpeg;base64" or "gif;base64" or "webp;base64" or "svg+xml;base64"
            && address.AsSpan(comma + 1).IndexOfAnyExcept(Base64) < 0;
    }

    private List<(string Name, string Value)> Attributes(string element, List<(string Name, string Value)> given)
    {
        var kept = new List<(string Name, string Value)>();
        foreach (var (name, value) in given)
        {
            if (Attribute(element, name, value) is not var (attribute, clean))
            {
                if (name.StartsWith("on", StringComparison.OrdinalIgnoreCase)
                    || name.Equals("style", StringComparison.OrdinalIgnoreCase)
                    || name.Equals("href", StringComparison.OrdinalIgnoreCase))
                {
                    rules.Refused?.Invoke(name.ToLowerInvariant());
                }
                continue;
            }

            if (!kept.Exists(other => other.Name == attribute)) { kept.Add((attribute, clean)); }
        }

        return kept;
    }

    private (string Name, string Value)? Attribute(string element, string given, string value)
    {
        var name = given.ToLowerInvariant();
        switch (name)
        {
            case "id" or "name" when name == "id" || element == "a":
                return value.Length == 0 || value.Any(char.IsWhiteSpace) ? null
                    : ("id", rules.Id?.Invoke(value) ?? rules.IdPrefix + value);
            case "href" or "xlink:href":
                return Reference(element, value) is { } target ? ("href", target) : null;
            case "class":
                var classes = string.Join(' ', value.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)
                    .Where(one => !HtmlLists.OwnClasses.Contains(one)));
                return classes.Length > 0 ? ("class", classes) : null;
            case "style":
                return StyleRules.Declarations(value) is { Length: > 0 } style ? ("style", style) : null;
            case "data-f" when rules.Frames:
                return value.Length is > 0 and < 7 && value.All(char.IsAsciiDigit) ? ("data-f", value) : null;
        }

        if (HtmlLists.References.Contains(name))
        {
            return (name, string.Join(' ', value.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)
                .Select(id => rules.IdPrefix + id)));
        }

        if (HtmlLists.Plain.TryGetValue(name, out var plain)) { return (plain, value); }
        if (HtmlLists.Style.TryGetValue(name, out var paint))
        {
            return StyleRules.LocalReference(value) is { } id ? (paint, $"url(#{rules.IdPrefix}{id})")
                : StyleRules.IsValue(value) ? (paint, value) : null;
        }

        return name.StartsWith("aria-", StringComparison.Ordinal)
            && name.All(c => char.IsAsciiLetterLower(c) || c == '-') ? (name, value) : null;
    }

    private string? Reference(string element, string value)
    {
        if (element != "a") { return value.Length > 1 && value[0] == '#' ? "#" + rules.IdPrefix + value[1..] : null; }
        if (rules.Link is not null) { return rules.Link(value); }
        if (value.StartsWith('#'))
        {
            return rules.IdPrefix.Length > 0 && value.Length > 1 ? "#" + rules.IdPrefix + value[1..] : value;
        }
        return Address.IsSafe(value) ? value : null;
    }
}
