using System.Text.Json.Nodes;

namespace Lemmata.Plotting.Plotly;

/// <summary>Colour, dash and marker of a role as plotly writes them.</summary>
internal static class RoleMarks
{
    private static readonly string[] Symbols =
    [
        "circle",
        "square",
        "triangle-up",
        "diamond-open",
        "triangle-down-open",
        "circle-open",
        "square-open",
        "triangle-up-open",
    ];

    // In space plotly knows few symbols.
    private static readonly string[] SpaceSymbols =
        ["circle", "square", "diamond", "diamond-open", "cross", "circle-open", "square-open", "x"];

    private static readonly HashSet<string> Lined =
        ["scatter", "scattergl", "scatter3d", "scatterpolar", "scatterternary", "box", "violin"];

    private static readonly HashSet<string> Filled = ["bar", "barpolar", "histogram", "funnel"];

    /// <summary>Symbol of a marker by its number, from 0.</summary>
    public static string Symbol(int marker) => Symbols[marker];

    /// <summary>Whether traces of a type have one colour, which a role can give.</summary>
    public static bool Takes(string type) => Lined.Contains(type) || Filled.Contains(type);

    /// <summary>Whether traces of a type have a line.</summary>
    public static bool HasLine(string type) => Lined.Contains(type);

    /// <summary>The dash of a slot as plotly writes it; empty for a solid line.</summary>
    public static string Dash(int slot) => Palette.Dashes[slot - 1] is { Length: > 0 } dash
        ? string.Join(' ', dash.Split(' ').Select(part => part + "px")) : "";

    /// <summary>The marker of a slot.</summary>
    public static JsonObject Marker(int slot, string type)
    {
        var marker = new JsonObject { ["color"] = Palette.Series[slot - 1].Light };
        if (type.StartsWith("scatter", StringComparison.Ordinal))
            marker["symbol"] = type == "scatter3d" ? SpaceSymbols[slot - 1] : Symbols[slot - 1];
        return marker;
    }

    /// <summary>The line of a slot.</summary>
    public static JsonObject Line(int slot, string type)
    {
        var line = new JsonObject { ["color"] = Palette.Series[slot - 1].Light };
        // In space plotly knows dashes by name only.
        if (type == "scatter3d" && slot > 1) line["dash"] = slot % 2 == 0 ? "dash" : "dashdot";
        else if (type.StartsWith("scatter", StringComparison.Ordinal) && Dash(slot) is { Length: > 0 } dash)
            line["dash"] = dash;
        return line;
    }
}
