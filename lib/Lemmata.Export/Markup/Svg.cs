using System.Globalization;

namespace Lemmata.Export.Markup;

/// <summary>A drawing from a notebook, cleaned and read as a tree, so that its parts are found by name and not by
/// pattern.</summary>
internal sealed class Svg
{
    private static readonly HashSet<string> OwnAttributes =
    [
        "class", "role", "aria-label", "aria-labelledby", "aria-describedby", "width", "height", "focusable", "xmlns",
            "style", "aria-hidden", "tabindex",
    ];

    private Svg(SvgElement root) => Root = root;

    public SvgElement Root { get; }

    /// <summary>Reads the first drawing of a text; null where there is none.</summary>
    /// <param name="text">Any text.</param>
    /// <param name="idPrefix">Put before every id and every reference to one.</param>
    public static Svg? Read(string text, string idPrefix = "")
    {
        var tree = new Tree();
        var sanitizer = new Sanitizer(new HtmlRules { IdPrefix = idPrefix, Frames = true }, tree);
        sanitizer.Feed(text);
        sanitizer.CloseTo(0);
        return tree.Drawing is { } root ? new Svg(root) : null;
    }

    /// <summary>Width and height of the view box, as written; null without one.</summary>
    public (string Width, string Height)? Box
    {
        get
        {
            var numbers = Root["viewBox"]?.Split([' ', ',', '\n', '\t'], StringSplitOptions.RemoveEmptyEntries) ?? [];
            return numbers.Length == 4 && numbers.All(IsNumber) && !numbers[2].StartsWith('-')
                && !numbers[3].StartsWith('-') ? (numbers[2], numbers[3]) : null;
        }
    }

    /// <summary>The drawing with the page's own name and size instead of its own.</summary>
    /// <param name="size">Class that says for which screens it is.</param>
    /// <param name="name">What it shows, in a sentence.</param>
    public Svg Named(string size, string name) => new(Root.Without(element => element.Name is "title" or "desc") with
    {
        Attributes =
        [
            ("class", size), ("role", "img"), ("aria-label", name), ("focusable", "false"),
            .. Root.Attributes.Where(attribute => !OwnAttributes.Contains(attribute.Name)),
        ],
    });

    /// <summary>The drawing with other attributes at its root and without some elements.</summary>
    public Svg With(IReadOnlyList<(string Name, string Value)> attributes, Func<SvgElement, bool> without) =>
        new(Root.Without(without) with { Attributes = attributes });

    /// <summary>The drawing with every id and every reference to one renamed.</summary>
    public Svg Renamed(Func<string, string> name) => new(Root.Renamed(name));

    /// <summary>
    /// The drawing without what nobody misses where it is small: empty groups, line breaks, the ends of strokes, and
    /// colours where a class gives them.
    /// </summary>
    public Svg Bare() => new(Root.Bare());

    /// <summary>The drawing with less detail in its paths, by <see cref="PathThinning"/>.</summary>
    public Svg Thinned(double distance) => new(Root.Thinned(distance));

    /// <summary>True where it has frames of a slider.</summary>
    public bool HasFrames => Root.Descendants().Any(element => element.Frame is not null);

    /// <summary>The drawing with one frame shown and the others empty, and what the others hold, by number.</summary>
    public (Svg Drawing, Dictionary<int, List<string>> Others) Split(int start)
    {
        var others = new Dictionary<int, List<string>>();
        return (new Svg(Root.Split(start, others)), others);
    }

    /// <summary>Only the frame that it starts with, for places that show a picture.</summary>
    public Svg FirstFrame()
    {
        var frames = Root.Descendants().Where(element => element.Frame is not null).ToList();
        if ((frames.FirstOrDefault(frame => frame["visibility"] != "hidden")
            ?? frames.FirstOrDefault())?.Frame is not { } number)
        {
            return this;
        }
        return new Svg(Split(number).Drawing.Root.Without(element => element.Frame is { } frame && frame != number));
    }

    /// <summary>The drawing as a part of a page.</summary>
    public SafeHtml Write()
    {
        var html = new HtmlBuilder();
        Root.WriteTo(new HtmlWriter(html));
        return html.ToSafe();
    }

    /// <summary>The drawing as a file of its own.</summary>
    public string ToFile() => (Root["xmlns"] is null ? this
        : new Svg(Root with { Attributes = [.. Root.Attributes.Where(attribute => attribute.Name != "xmlns")] }))
        .WriteFile();

    private string WriteFile() =>
        (new Svg(Root with { Attributes = [("xmlns", "http://www.w3.org/2000/svg"), .. Root.Attributes] })).Write()
        .Write();

    private static bool IsNumber(string text) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
        && double.IsFinite(number);

    /// <summary>Builds the tree of the first drawing.</summary>
    private sealed class Tree : IHtmlSink
    {
        private readonly Stack<(string Name, IReadOnlyList<(string, string)> Attributes,
            List<object> Children)> open = [];

        public SvgElement? Drawing { get; private set; }

        public void Open(string name, IReadOnlyList<(string Name, string Value)> attributes)
        {
            if (Drawing is null && !HtmlLists.Void.Contains(name) && (open.Count > 0 || name == "svg"))
            {
                open.Push((name, attributes, []));
            }
        }

        public void Close(string name)
        {
            if (!open.TryPop(out var closed)) { return; }
            var element = new SvgElement(closed.Name, closed.Attributes, closed.Children);
            if (open.TryPeek(out var parent)) { parent.Children.Add(element); } else { Drawing = element; }
        }

        public void Words(string text)
        {
            if (open.TryPeek(out var parent)) { parent.Children.Add(text); }
        }

        public void Insert(SafeHtml markup) => Words(markup.ToPlainText());
    }
}

/// <summary>An element of a drawing.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Attributes">Clean attributes.</param>
/// <param name="Children">Elements and texts.</param>
internal sealed record SvgElement(string Name, IReadOnlyList<(string Name, string Value)> Attributes,
    IReadOnlyList<object> Children)
{
    public string? this[string attribute] => Attributes.FirstOrDefault(entry => entry.Name == attribute).Value;

    /// <summary>Number of the slider's frame that it is, or null.</summary>
    public int? Frame => Name == "g" && int.TryParse(this["data-f"], CultureInfo.InvariantCulture, out var number)
        ? number : null;

    public IEnumerable<SvgElement> Descendants() => Children.OfType<SvgElement>()
        .SelectMany(child => child.Descendants().Prepend(child));

    public SvgElement Without(Func<SvgElement, bool> unwanted) => this with
    {
        Children = [.. Children.Where(child => child is not SvgElement element || !unwanted(element))
            .Select(child => child is SvgElement element ? element.Without(unwanted) : child)],
    };

    public SvgElement Renamed(Func<string, string> name) =>
        WithValues((_, attribute, value) => Renamed(attribute, value, name));

    public SvgElement Thinned(double distance) => WithValues((element, attribute, value) =>
        element == "path" && attribute == "d" ? PathThinning.Of(value, distance) : value);

    public SvgElement Bare() => this with
    {
        Attributes = [.. Attributes.Where(each => each.Name is not ("stroke-linejoin" or "stroke-linecap")
            && (each.Name != "color" || this["class"] is null))],
        Children = [.. Children.OfType<SvgElement>().Select(child => child.Bare())
            .Where(child => child.Name == "g" ? child.Children.Count > 0 : child["d"] != "")],
    };

    /// <summary>Every attribute of the tree with the value that follows from its element, its name and its
    /// value.</summary>
    private SvgElement WithValues(Func<string, string, string, string> value) => this with
    {
        Attributes = [.. Attributes.Select(attribute =>
            (attribute.Name, value(Name, attribute.Name, attribute.Value)))],
        Children = [.. Children.Select(child => child is SvgElement element ? element.WithValues(value) : child)],
    };

    /// <summary>Takes the content of all frames but one out.</summary>
    public SvgElement Split(int start, Dictionary<int, List<string>> others)
    {
        if (Frame is not { } number)
        {
            return this with { Children = [.. Children.Select(child => child is SvgElement element
                ? element.Split(start, others) : child)] };
        }

        (string, string)[] attributes = [("data-f", number.ToString(CultureInfo.InvariantCulture)),
            ("visibility", number == start ? "visible" : "hidden")];
        if (number == start) { return this with { Attributes = attributes }; }
        if (!others.TryGetValue(number, out var parts)) { others[number] = parts = []; }
        parts.Add(Inner().Write());
        return this with { Attributes = attributes, Children = [] };
    }

    public void WriteTo(IHtmlSink sink)
    {
        sink.Open(Name, Attributes);
        WriteChildren(sink);
        sink.Close(Name);
    }

    private SafeHtml Inner()
    {
        var html = new HtmlBuilder();
        WriteChildren(new HtmlWriter(html));
        return html.ToSafe();
    }

    private void WriteChildren(IHtmlSink sink)
    {
        foreach (var child in Children)
        {
            if (child is SvgElement element) { element.WriteTo(sink); } else { sink.Words((string)child); }
        }
    }

    private static string Renamed(string attribute, string value, Func<string, string> name) => attribute switch
    {
        "id" => name(value),
        "href" when value.StartsWith('#') => "#" + name(value[1..]),
        "aria-labelledby" or "aria-describedby" => string.Join(' ', value.Split(' ').Select(name)),
        _ when StyleRules.LocalReference(value) is { } id => $"url(#{name(id)})",
        _ => value,
    };
}
