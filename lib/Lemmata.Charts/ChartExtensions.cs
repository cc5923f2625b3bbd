using System.Text.Json.Nodes;
using DynamicObj;
using Lemmata.Arguments;
using Lemmata.Plotting;
using Lemmata.Plotting.Plotly;
using Microsoft.FSharp.Core;
using Plotly.NET;
using Figure = Lemmata.Plotting.Figure;

namespace Lemmata.Charts;

/// <summary>What cells call on charts of Plotly.NET.</summary>
public static class ChartExtensions
{
    /// <summary>Makes a figure of a chart and says what to see in it.</summary>
    /// <param name="chart">The chart.</param>
    /// <param name="finding">The finding, one sentence; it is set in bold.</param>
    /// <param name="more">How to read the chart.</param>
    /// <returns>A figure in the house style.</returns>
    /// <exception cref="ArgumentException"><paramref name="finding"/> is empty.</exception>
    public static ChartFigure Finding(this GenericChart chart, string finding, string more = "") =>
        ChartFigure.Of(chart).Finding(finding, more);

    /// <summary>Makes a figure of a chart and says its finding for readers who do not see it.</summary>
    /// <param name="chart">The chart.</param>
    /// <param name="sentence">One or two sentences with the finding, not a description of ink.</param>
    /// <returns>A figure in the house style, without caption yet.</returns>
    public static ChartFigure Alt(this GenericChart chart, string sentence) => ChartFigure.Of(chart).Alt(sentence);

    /// <summary>Gives the traces of a chart the colour, dash and marker of a role.</summary>
    /// <param name="chart">The chart, usually of one trace before it is combined with others.</param>
    /// <param name="role">What the series is; <see cref="Lemmata.Plotting.Series.Auto"/> leaves the colour to the
    /// order of the traces.</param>
    /// <returns>A new chart.</returns>
    /// <exception cref="ArgumentException">The role is none of those that there are, or a trace is coloured by its
    /// values.</exception>
    public static GenericChart Series(this GenericChart chart, Series role)
    {
        ArgumentNullException.ThrowIfNull(chart);
        Require.That(Enum.IsDefined(role), nameof(role), $"{(int)role} is no role of a series; {Roles}.");
        if (role == Lemmata.Plotting.Series.Auto) return chart;
        return GenericChart.mapTrace(FSharpFunc<Trace, Trace>.FromConverter(trace => Dressed(trace, (int)role)), chart);
    }

    /// <inheritdoc cref="Series(GenericChart, Lemmata.Plotting.Series)"/>
    public static GenericChart Series(this GenericChart chart, string role)
    {
        Require.That(
            Enum.TryParse<Series>(role, ignoreCase: true, out var found) && Enum.IsDefined(found)
                && !char.IsAsciiDigit(role.Trim().FirstOrDefault()),
            nameof(role),
            $"\"{role}\" is no role of a series; {Roles}.");
        return chart.Series(found);
    }

    /// <summary>A figure as a chart, for going on with Plotly.NET's own functions.</summary>
    /// <param name="figure">The figure; of one with a slider the frame that is shown first.</param>
    /// <returns>A chart with the figure's traces, axes, labels and caption.</returns>
    /// <exception cref="ArgumentException">The figure is empty.</exception>
    public static GenericChart ToChart(this Figure figure)
    {
        ArgumentNullException.ThrowIfNull(figure);
        var plot = (JsonObject)JsonNode.Parse(figure.ToPlotly())!;
        var layout = (JsonObject)plot["layout"]!;
        if (layout.Remove("sliders"))
        {
            // The room under the axes goes with the slider.
            layout["height"] = layout["height"]!.GetValue<double>() - PlotlySlider.Height;
            layout["margin"]!["b"] = layout["margin"]!["b"]!.GetValue<double>() - PlotlySlider.Height;
        }

        return PlotlyNet.Chart(plot);
    }

    private static string Roles => "roles are " + string.Join(", ", Enum.GetNames<Series>());

    private static Trace Dressed(Trace trace, int slot)
    {
        var type = trace.type;
        Require.That(
            RoleMarks.Takes(type),
            nameof(trace),
            $"A trace of type {type} is coloured by its values, not by a role; take .Series away from it.");
        var copy = (Trace)Activator.CreateInstance(trace.GetType(), type)!;
        foreach (var (name, value) in trace.GetProperties(true)) copy.SetProperty(name, value);
        copy.SetProperty("marker", With(copy, "marker", RoleMarks.Marker(slot, type)));
        if (RoleMarks.HasLine(type)) copy.SetProperty("line", With(copy, "line", RoleMarks.Line(slot, type)));
        return copy;
    }

    /// <summary>What a trace has under a name, with further members; the trace's own object stays as it is.</summary>
    private static DynamicObj.DynamicObj With(Trace trace, string name, JsonObject members)
    {
        var result = new DynamicObj.DynamicObj();
        if (trace.GetProperties(true).FirstOrDefault(one => one.Key == name).Value is DynamicObj.DynamicObj before)
        {
            foreach (var (key, value) in before.GetProperties(true)) result.SetProperty(key, value);
        }

        return PlotlyNet.Fill(result, members);
    }
}
