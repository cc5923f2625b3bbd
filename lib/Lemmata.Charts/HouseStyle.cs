using System.Text.Json.Nodes;
using Lemmata.Plotting.Plotly;
using Plotly.NET;

namespace Lemmata.Charts;

/// <summary>The house style for charts of Plotly.NET.</summary>
public static class HouseStyle
{
    /// <summary>Height and width of a chart that states none, in pixels.</summary>
    internal const int Height = 420, Width = 880;

    /// <summary>Puts charts made from now on in the house style, also those that are shown as they are.</summary>
    /// <remarks>The load script calls it. Plotly.NET's own defaults are changed for the process, and in .NET
    /// Interactive its charts get formatters.</remarks>
    public static void Use()
    {
        // Read back from text, so that all its numbers are of the one kind that JSON has.
        var template = (JsonObject)JsonNode.Parse(ChartTemplate.Create().ToJsonString())!;
        Defaults.DefaultTemplate = (Template)PlotlyNet.Fill(new Template(), template);
        (Defaults.DefaultWidth, Defaults.DefaultHeight) = (Width, Height);
        InteractiveFormatters.Register();
    }

    /// <summary>Takes the size out of a layout.</summary>
    /// <returns>The height that the chart asks for, or the usual one where it has only a default.</returns>
    internal static int TakeSize(JsonObject layout)
    {
        var height = layout["height"]?.GetValue<double>();
        layout.Remove("width");
        layout.Remove("height");
        return height is { } asked && asked != Defaults.DefaultHeight ? (int)Math.Clamp(asked, 200, 900) : Height;
    }

    /// <summary>Gives a layout template, size and caption.</summary>
    internal static void Finish(JsonObject layout, string caption, int height)
    {
        // Another template than the library's own was the reader's choice.
        if (layout["template"] is not JsonObject template || IsLibrarysOwn(template))
            layout["template"] = ChartTemplate.Create();
        PlotlyCaption.Remove(layout);
        if (caption.Length > 0) layout.Remove("title");
        var below = (layout["sliders"] is null ? 0 : PlotlySlider.Height) + PlotlyCaption.HeightOf(caption);
        layout["height"] = height + below;
        if (below > 0)
        {
            if (layout["margin"] is not JsonObject margin) layout["margin"] = margin = [];
            margin["b"] = (margin["b"]?.GetValue<double>() ?? ChartTemplate.BottomMargin) + below;
        }

        PlotlyCaption.Write(caption, layout);
    }

    private static bool IsLibrarysOwn(JsonObject template) =>
        template["layout"]?["plot_bgcolor"]?.ToString() is { } ground
        && (ground.Contains("229, 236, 246", StringComparison.Ordinal)
            || ground.Equals("#E5ECF6", StringComparison.OrdinalIgnoreCase));
}
