using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Lemmata.Plotting.Svg;

namespace Lemmata.Plotting.Plotly;

/// <summary>
/// The caption inside plotly JSON: as the figure's title under the axes, for hosts that show nothing else, and as
/// <c>layout.meta</c>, for those that set a caption themselves and take the title away.
/// </summary>
internal static partial class PlotlyCaption
{
    private const int MostLetters = 100, LineHeight = 19, Gap = 12;

    /// <summary>Pixels that the caption takes under the figure.</summary>
    public static int HeightOf(string caption) => caption.Length == 0 ? 0 : Lines(caption).Count * LineHeight + Gap;

    /// <summary>Writes a caption into a layout whose height and bottom margin have room for it.</summary>
    public static void Write(string caption, JsonObject layout)
    {
        if (caption.Length == 0) return;
        layout["meta"] = new JsonObject { ["caption"] = caption, ["captionHeight"] = HeightOf(caption) };
        layout["title"] = new JsonObject
        {
            ["text"] = string.Join("<br>", Lines(caption).Select(Canvas.Escape).Select(Bold)),
            ["font"] = new JsonObject { ["size"] = 14 },
            ["x"] = 0,
            ["xanchor"] = "left",
            ["xref"] = "container",
            ["y"] = 0,
            ["yanchor"] = "bottom",
            ["yref"] = "container",
            ["pad"] = new JsonObject { ["b"] = Gap / 2, ["l"] = 2 },
        };
    }

    /// <summary>Takes a caption and its room out of a layout; one without keeps its title.</summary>
    public static void Remove(JsonObject layout)
    {
        if (layout["meta"] is not JsonObject { } meta || meta["caption"] is null) return;
        var height = meta["captionHeight"]?.GetValue<double>() ?? 0;
        layout.Remove("meta");
        layout.Remove("title");
        if (layout["margin"]?["b"] is { } bottom) layout["margin"]!["b"] = bottom.GetValue<double>() - height;
        if (layout["height"] is { } whole) layout["height"] = whole.GetValue<double>() - height;
    }

    /// <summary>The caption in lines; a finding that goes over several is bold in each.</summary>
    private static List<string> Lines(string caption)
    {
        var lines = new List<string>();
        var line = "";
        foreach (var word in caption.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            if (line.Length > 0 && line.Length + word.Length >= MostLetters)
            {
                var isOpen = Marks().Count(line) % 2 == 1;
                lines.Add(isOpen ? line + "**" : line);
                line = isOpen ? "**" + word : word;
            }
            else
            {
                line = line.Length == 0 ? word : line + " " + word;
            }
        }

        lines.Add(line);
        return lines;
    }

    private static string Bold(string line) => Strong().Replace(line, "<b>$1</b>");

    [GeneratedRegex(@"\*\*")]
    private static partial Regex Marks();

    [GeneratedRegex(@"\*\*(.+?)\*\*")]
    private static partial Regex Strong();
}
