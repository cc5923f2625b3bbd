using System.Text.Json.Nodes;
using Lemmata.Plotting;
using Plotly.NET.CSharp;
using GenericChart = Plotly.NET.GenericChart;

namespace Lemmata.Charts.Tests;

/// <summary>Charts that are shown as they are.</summary>
public sealed class HouseStyleTests
{
    [Fact]
    public void A_chart_without_a_finding_is_in_the_house_style_and_size_too()
    {
        HouseStyle.Use();
        var chart = Chart.Line<double, double, string>([0.0, 1], [0.0, 1]);
        var layout = JsonNode.Parse(GenericChart.toFigureJson(chart))!["layout"]!;
        Assert.Equal(Palette.Series.Select(colour => colour.Light),
            layout["template"]!["layout"]!["colorway"]!.AsArray().Select(colour => colour!.ToString()));
        Assert.Equal((880, 420), (layout["width"]!.GetValue<int>(), layout["height"]!.GetValue<int>()));
    }
}
