namespace Lemmata.Export.Markup;

/// <summary>What the sanitiser lets through, by name. Anything else is left out.</summary>
internal static class HtmlLists
{
    public static readonly HashSet<string> Html = Names("""
        a abbr article aside b blockquote br caption cite code col colgroup dd del details dfn div dl dt em figcaption figure
        h2 h3 h4 h5 h6 hr i img ins kbd li mark ol p pre q s samp section small span strong sub summary sup table tbody td tfoot
        th thead time tr u ul var wbr progress meter
        """);

    /// <summary>Elements of drawings, which stand only inside <c>svg</c>.</summary>
    public static readonly HashSet<string> Drawing = Names("""
        svg g a path line polyline polygon rect circle ellipse text tspan defs clipPath linearGradient radialGradient stop pattern
        marker symbol use mask title desc
        """);

    /// <summary>Elements of formulas, which stand only inside <c>math</c>.</summary>
    public static readonly HashSet<string> Formula = Names("""
        math semantics mrow mi mo mn ms mtext mspace msup msub msubsup mfrac msqrt mroot mover munder munderover mtable mtr mtd
        mstyle mpadded annotation
        """);

    /// <summary>Elements whose content goes with them.</summary>
    public static readonly HashSet<string> Dropped = Names("""
        script style iframe object embed template noscript textarea select form foreignObject audio video canvas applet frameset
        head xmp noembed noframes plaintext
        """);

    /// <summary>Elements of HTML that people write and pages do not carry; the words in them stay.</summary>
    public static readonly HashSet<string> Known = Names("""
        html body head h1 center font tt big strike nobr marquee blink main nav header footer address hgroup menu fieldset legend
        label button input output option optgroup datalist form meta link base source track map area picture ruby rt rp bdi bdo
        data slot dialog param frame image
        """);

    public static readonly HashSet<string> Void = Names("br hr img col wbr");

    /// <summary>Attributes that are words, numbers or shapes, and can ask for nothing whatever they say.</summary>
    public static readonly HashSet<string> Plain = Names("""
        title alt colspan rowspan scope role lang dir start open width height tabindex focusable datetime value max min type display
        encoding xmlns viewBox preserveAspectRatio d x y x1 x2 y1 y2 cx cy r rx ry dx dy points offset rotate pathLength
        gradientUnits spreadMethod patternUnits clipPathUnits markerWidth markerHeight refX refY orient markerUnits
        """);

    /// <summary>Attributes of drawings that are style: their values are judged like it.</summary>
    public static readonly HashSet<string> Style = Names("""
        transform fill stroke color opacity visibility font-size font-weight font-family font-style text-anchor dominant-baseline
        letter-spacing paint-order shape-rendering vector-effect clip-path clip-rule mask gradientTransform patternTransform
        marker-start marker-mid marker-end baseline-shift fill-opacity fill-rule stroke-width stroke-opacity stroke-dasharray
        stroke-dashoffset stroke-linecap stroke-linejoin stroke-miterlimit stop-color stop-opacity
        """);

    /// <summary>Attributes whose value names an id.</summary>
    public static readonly HashSet<string> References = Names(
        "for aria-labelledby aria-describedby aria-controls headers");

    /// <summary>Classes by which pages know their own controls; nothing from a notebook may carry them.</summary>
    public static readonly HashSet<string> OwnClasses =
    [
        "plot", "plot-data", "frames", "chart", "live", "copy", "cell", "toc", "filter", "knob", "needs-js", "skip",
            "bar", "find",
        "tools", "hit", "turn", "anchor", "lead", "waiting", "word",
    ];

    private static HashSet<string> Names(string names) =>
        new(names.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries), StringComparer.OrdinalIgnoreCase);
}
