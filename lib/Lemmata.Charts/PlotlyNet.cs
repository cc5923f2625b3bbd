using System.Text.Json.Nodes;
using DynamicObj;
using Microsoft.FSharp.Collections;
using Plotly.NET;
using Plotly.NET.LayoutObjects;

namespace Lemmata.Charts;

/// <summary>JSON as objects of Plotly.NET, typed where its functions look for types.</summary>
internal static class PlotlyNet
{
    /// <summary>A chart from data and layout.</summary>
    public static GenericChart Chart(JsonObject plot) => GenericChart.fromFigure(Plotly.NET.Figure.create(
        ListModule.OfSeq(ChartJson.Traces(plot).Select(trace =>
            (Trace)Fill(new Trace2D(ChartJson.TypeOf(trace)), trace))),
        Layout((JsonObject)plot["layout"]!)));

    /// <summary>Sets members from JSON.</summary>
    public static DynamicObj.DynamicObj Fill(DynamicObj.DynamicObj target, JsonObject from)
    {
        foreach (var (name, value) in from) target.SetProperty(name, Value(value));
        return target;
    }

    private static Layout Layout(JsonObject from)
    {
        var layout = new Layout();
        foreach (var (name, value) in from)
        {
            layout.SetProperty(name, (name.TrimEnd('1', '2', '3', '4', '5', '6', '7', '8', '9', '0'), value) switch
            {
                ("xaxis" or "yaxis", JsonObject axis) => Fill(new LinearAxis(), axis),
                ("margin", JsonObject margin) => Fill(new Margin(), margin),
                ("template", JsonObject template) => Fill(new Template(), template),
                ("title", JsonObject title) => Fill(new Title(), title),
                ("annotations", JsonArray all) => all.OfType<JsonObject>()
                    .Select(one => (Annotation)Fill(new Annotation(), one)).ToArray(),
                ("shapes", JsonArray all) => all.OfType<JsonObject>()
                    .Select(one => (Shape)Fill(new Shape(), one)).ToArray(),
                _ => Value(value),
            });
        }

        return layout;
    }

    private static object? Value(JsonNode? node) => node switch
    {
        JsonObject some => Fill(new DynamicObj.DynamicObj(), some),
        JsonArray list => list.Select(Value).ToArray(),
        JsonValue value when value.TryGetValue<bool>(out var truth) => truth,
        JsonValue value when value.TryGetValue<string>(out var text) => text,
        JsonValue value when value.TryGetValue<long>(out var whole) => whole,
        JsonValue value => value.GetValue<double>(),
        null => null,
        _ => throw new InvalidOperationException($"{node} is no JSON"),
    };
}
