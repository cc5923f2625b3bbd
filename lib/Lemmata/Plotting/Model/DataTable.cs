using System.Globalization;
using System.Text.Json.Nodes;
using Lemmata.Plotting.Marks;
using Lemmata.Plotting.Scales;

namespace Lemmata.Plotting.Model;

/// <summary>The numbers behind a figure as a table, for readers who do not see it.</summary>
internal sealed class DataTable
{
    /// <summary>Tables longer than this show evenly spaced rows.</summary>
    public const int RowLimit = 120;

    public required string Caption { get; init; }
    public required IReadOnlyList<string> Columns { get; init; }

    /// <summary>Cells are numbers (six digits), texts, or null for a gap.</summary>
    public required IReadOnlyList<object?[]> Rows { get; init; }

    public static DataTable Of(FigureModel model)
    {
        var caption = model.Control is { } control ? $"Data at {control.Words[control.Start]}" : "Data of the figure";
        var tables = model.Panels.Select(p => OfPanel(p, model.Start)).Where(t => t.Columns.Length > 0).ToList();
        var (columns, rows) = tables.Count switch
        {
            0 => ([], []),
            1 => tables[0],
            _ => Joined(tables),
        };
        var all = rows.Count;
        if (all > RowLimit)
        {
            rows = [.. Enumerable.Range(0, RowLimit).Select(i => rows[(int)((long)i * (all - 1) / (RowLimit - 1))])];
            caption += $" ({RowLimit} of {DrawnNumber.Plain(all)} rows)";
        }

        return new DataTable { Caption = caption, Columns = columns, Rows = rows };
    }

    public JsonObject ToJson() => new()
    {
        ["caption"] = Caption,
        ["columns"] = new JsonArray([.. Columns.Select(c => (JsonNode)c)]),
        ["rows"] = new JsonArray([.. Rows.Select(r => (JsonNode)new JsonArray([.. r.Select(Cell)]))]),
    };

    /// <summary>A number on an axis whose ticks leave their common digits out: it keeps all of its own.</summary>
    private sealed record Exact(double Value);

    private static JsonNode? Cell(object? cell) => cell switch
    {
        Exact exact => JsonValue.Create(exact.Value),
        double number => double.IsFinite(number) ? JsonValue.Create(Display.NumberText.Round(number, 6)) : null,
        string text => text,
        _ => null,
    };

    /// <summary>
    /// Curves that share their abscissae become columns of one table; everything else is listed by series.
    /// </summary>
    private static (string[] Columns, List<object?[]> Rows) OfPanel(PanelModel panel, int frame)
    {
        var marks = panel.Frames[frame].Select(s => s.Mark).ToList();
        var series = marks.SelectMany(m => Series(m, panel)).Select(s => (Name: LabelText.Plain(s.Name), s.X, s.Y)).ToList();
        // Where a figure is made of areas alone, their corners are the numbers behind it.
        if (series.Count == 0) series = [.. marks.OfType<PolygonMark>().Select(Corners)];
        if (series.Count == 0)
        {
            return ([], []);
        }

        object? Position(double x) => Name(panel, x);
        object? Value(double y) => panel.Y.Offset != 0 && double.IsFinite(y) ? new Exact(y) : y;
        var xName = panel.X.Title.Length > 0 ? Bare(panel.X.Title) : "x";
        if (series.All(s => s.X.SequenceEqual(series[0].X)))
        {
            return (
                [
                    xName,
                    .. series.Select(s =>
                        s.Name.Length > 0 ? s.Name
                        : panel.Y.Title.Length > 0 ? Bare(panel.Y.Title)
                        : "y"),
                ],
                [
                    .. series[0]
                        .X.Select(
                            (x, i) => new[] { Position(x) }.Concat(series.Select(s => Value(s.Y[i]))).ToArray()),
                ]);
        }

        var yName = panel.Y.Title.Length > 0 ? Bare(panel.Y.Title) : "y";
        return (
            ["series", xName, yName],
            [.. series.SelectMany(s => s.X.Select((x, i) => new[] { s.Name, Position(x), Value(s.Y[i]) }))]);
    }

    private static object Name(PanelModel panel, double x)
    {
        if (panel.X.Dates) return DateScale.Data(x);
        var named = panel.X.Placed && panel.X.Major.FirstOrDefault(t => t.Value == x) is { Text: { Length: > 0 } text } ? text : null;
        if (named is not null) return named;
        return panel.X.Offset == 0 ? x : new Exact(x);
    }

    private static IEnumerable<(string Name, IReadOnlyList<double> X, IReadOnlyList<double> Y)> Series(
        Mark mark,
        PanelModel panel)
    {
        switch (mark)
        {
            case CurveMark m: yield return (m.Label, m.X, m.Y); break;
            case PointMark m:
                yield return (m.Label, m.X, m.Y);
                if (m.Low.IsEmpty) break;
                foreach (var end in Ends(m, m.X, m.Low, m.High)) yield return end;
                break;
            case BarMark m: yield return (m.Label, m.X, m.Height); break;
            case BandMark m:
                foreach (var end in Ends(m, m.X, m.Low, m.High)) yield return end;
                break;
            case BoxMark m:
                yield return ("", [m.At, m.At, m.At, m.At, m.At], [m.Low, m.Q1, m.Median, m.Q3, m.High]);
                break;
            case SegmentMark { Measure: null } m:
                yield return (m.Label + " from", m.X0, m.Y0);
                yield return (m.Label + " to", m.X1, m.Y1);
                break;
            case GridMark m:
                for (var row = 0; row < m.Y.Length; row++)
                {
                    var y =
                        panel.Y.Placed
                        && panel.Y.Major.FirstOrDefault(t => t.Value == m.Y[row]) is { Text: { Length: > 0 } text }
                            ? text
                            : DrawnNumber.Plain(m.Y[row]);
                    var name = panel.Y.Title.Length > 0 ? $"{Bare(panel.Y.Title)} = {y}" : y;
                    yield return (name, m.X, [.. m.Z.AsSpan(row * m.X.Length, m.X.Length)]);
                }

                break;
        }
    }

    /// <summary>Lower and upper ends of a mark that has both, as series of their own.</summary>
    private static IEnumerable<(string Name, IReadOnlyList<double> X, IReadOnlyList<double> Y)> Ends(
        Mark mark, IReadOnlyList<double> x, IReadOnlyList<double> low, IReadOnlyList<double> high)
    {
        var prefix = mark.Label.Length > 0 ? mark.Label + ", " : "";
        return [(prefix + "low", x, low), (prefix + "high", x, high)];
    }

    private static (string Name, IReadOnlyList<double> X, IReadOnlyList<double> Y) Corners(PolygonMark areas) => (
        areas.Label, [.. areas.Rings.SelectMany(ring => ring.X)], [.. areas.Rings.SelectMany(ring => ring.Y)]);

    private static (string[] Columns, List<object?[]> Rows) Joined(
        List<(string[] Columns, List<object?[]> Rows)> tables)
    {
        if (tables.All(t => t.Columns.SequenceEqual(tables[0].Columns)))
        {
            return (
                ["panel", .. tables[0].Columns],
                [
                    .. tables.SelectMany(
                        (t, i) =>
                            t.Rows.Select(r =>
                                new object?[] { (i + 1).ToString(CultureInfo.InvariantCulture) }
                                    .Concat(r)
                                    .ToArray())),
                ]);
        }

        var rows = tables.Max(t => t.Rows.Count);
        return (
            [.. tables.SelectMany(t => t.Columns)],
            [
                .. Enumerable
                    .Range(0, rows)
                    .Select(i =>
                        tables.SelectMany(t => i < t.Rows.Count ? t.Rows[i] : new object?[t.Columns.Length]).ToArray()),
            ]);
    }

    private static string Bare(string title) => LabelText.Plain(title.Replace(" (log)", "", StringComparison.Ordinal));
}
