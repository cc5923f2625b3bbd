using System.Globalization;
using System.Text.Json.Nodes;
using Lemmata.Export.Plotly.Reading;

namespace Lemmata.Export.Plotly;

/// <summary>The numbers of a chart that brings no table: a row for every point, by series.</summary>
internal static class PlotTable
{
    private const int MostRows = 200, MostColumns = 12, MostTraces = 60;

    // What comes first where a trace has it; all else that is listed follows.
    private static readonly string[] Order =
        ["x", "y", "z", "theta", "r", "open", "high", "low", "close", "labels", "parents", "values", "a", "b", "c",
            "lon", "lat",
            "locations", "u", "v", "w", "value", "i", "j", "k"];

    private static readonly string[] Unnumbered = ["text", "hovertext", "customdata", "ids", "selectedpoints",
        "meta", "colorscale"];

    /// <summary>The table as figures of the helper assembly bring it: <c>columns</c> and <c>rows</c>.</summary>
    public static JsonObject Of(JsonObject plot)
    {
        var (columns, rows) = (new List<string> { "series" }, new List<Dictionary<string, JsonNode?>>());
        foreach (var (trace, index) in new PlotNode(plot)["data"].Items.Where(trace => trace.IsObject).Take(MostTraces)
            .Select((trace, index) => (trace, index)))
        {
            var name = trace["name"].Text is { Length: > 0 } given ? PlotText.Plain(given) : $"series {index + 1}";
            var lists = Lists(trace);
            var count = lists.Select(list => list.Count).DefaultIfEmpty(0).Max();
            columns.AddRange(lists.Select(list => list.Name).Where(list => !columns.Contains(list)));
            for (var i = 0; i < Math.Min(count, MostRows); i++)
            {
                var row = new Dictionary<string, JsonNode?> { ["series"] = name };
                foreach (var list in lists)
                {
                    row[list.Name] = i < list.Count ? list.At(i) : null;
                }

                rows.Add(row);
            }
        }

        if (rows.Count == 0)
            (columns, rows) = (["series", "x", "y"], [new() { ["series"] = "–" }]);
        var shown = columns.Take(MostColumns).ToList();
        return new JsonObject
        {
            ["columns"] = new JsonArray([.. shown.Select(column => (JsonNode)column)]),
            ["rows"] = new JsonArray([.. rows.Select(row => (JsonNode)new JsonArray([.. shown.Select(column =>
                row.GetValueOrDefault(column))]))]),
        };
    }

    private sealed record List(string Name, int Count, Func<int, JsonNode?> At);

    private static List<List> Lists(PlotNode trace) => trace["type"].Text switch
    {
        "table" => Cells(trace),
        "sankey" => Flows(trace),
        "parcoords" or "parcats" => Dimensions(trace),
        _ when trace["z"].Items.FirstOrDefault().IsList || TypedArray.Shape(trace["z"]) is not null => Plane(trace),
        _ => Plain(trace),
    };

    private static List<List> Plain(PlotNode trace)
    {
        var names = trace.Json is JsonObject some ? some.Select(entry => entry.Key) : [];
        var lists = Order.Concat(names.Except(Order).Except(Unnumbered)).Where(name => trace[name].IsList)
            .Select(name => (name, list: Column.Read(trace[name]))).Where(one => one.list is { Count: > 0 })
            .Select(one => new List(one.name, one.list!.Count, i => Cell(one.list, i))).ToList();
        // Without abscissae plotly counts.
        var type = trace["type"].Text;
        if (type is "" or "scatter" or "scattergl" or "bar" && lists.Exists(list => list.Name == "y")
            && !lists.Exists(list => list.Name == "x"))
        {
            lists.Insert(0, new List("x", lists.Max(list => list.Count), i => i));
        }

        return lists;
    }

    private static List<List> Plane(PlotNode trace)
    {
        var (z, x, y) = (Table2.Read(trace["z"]), Column.Read(trace["x"]), Column.Read(trace["y"]));
        var count = z.Rows * z.Columns;
        return
        [
            new List("x", count, i => x is null ? i % z.Columns : Cell(x, i % z.Columns)),
            new List("y", count, i => y is null ? i / z.Columns : Cell(y, i / z.Columns)),
            new List("z", count, i => double.IsFinite(z[i / z.Columns, i % z.Columns])
                ? z[i / z.Columns, i % z.Columns] : null),
        ];
    }

    private static List<List> Cells(PlotNode trace)
    {
        var heads = trace["header"]["values"].Items.Select(head =>
            PlotText.Plain(head.Items.Any() ? head.Items.First().Text : head.Text))
            .ToList();
        return [.. trace["cells"]["values"].Items.Take(MostColumns).Select(Column.Read).OfType<Column>()
            .Select((list, c) => Named(c < heads.Count ? heads[c] : "", c, list)).DistinctBy(list => list.Name)];
    }

    /// <summary>A column under its own name, or its number where it has none.</summary>
    private static List Named(string name, int index, Column list) => new(
        name.Length > 0 ? name : "column " + (index + 1).ToString(CultureInfo.InvariantCulture), list.Count, i => Cell(list, i));

    private static List<List> Dimensions(PlotNode trace) =>
    [
        .. trace["dimensions"].Items.Take(MostColumns)
            .Select((one, i) => Named(PlotText.Plain(one["label"].Text), i, Column.Read(one["values"]) ?? Column.Empty))
            .DistinctBy(list => list.Name),
    ];

    private static List<List> Flows(PlotNode trace)
    {
        var names = Column.Read(trace["node"]["label"]);
        List End(string name) => Column.Read(trace["link"][name]) is { } list
            ? new List(name, list.Count, i => names?.Text(list[i] is >= 0 and < 1e6 and var at ? (int)at
                : -1) ?? Cell(list, i))
            : new List(name, 0, _ => null);
        var amounts = Column.Read(trace["link"]["value"]) ?? Column.Empty;
        return [End("source"), End("target"), new List("value", amounts.Count, i => Cell(amounts, i))];
    }

    private static JsonNode? Cell(Column list, int i) => list.IsText(i) ? PlotText.Plain(list.Text(i)!)
        : double.IsFinite(list[i]) ? list[i] : null;
}
