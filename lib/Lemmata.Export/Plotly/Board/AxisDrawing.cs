using Lemmata.Export.Plotly.Axes;
using Lemmata.Export.Plotly.Cartesian;
using Lemmata.Export.Plotly.Drawing;

namespace Lemmata.Export.Plotly.Board;

/// <summary>Grid, lines, marks and names of the axes of a panel.</summary>
internal static class AxisDrawing
{
    private const double LineHeight = 15;

    /// <summary>Marks of an axis of so many pixels.</summary>
    public static IReadOnlyList<Tick> TicksOf(Axis axis, double length) =>
        Ticks.Of(axis, (int)Math.Clamp(length / (axis.IsX ? 75 : 40), 3, axis.IsX ? 9 : 7));

    /// <summary>Room that the marks of a vertical axis need beside it.</summary>
    public static double Beside(Axis axis, double length) =>
        TicksOf(axis, length).Select(tick => Math.Min(TextSize.Width(tick.Text), 150)).DefaultIfEmpty(0).Max() + 13;

    /// <summary>Whether the marks of a horizontal axis stand slantwise for want of room.</summary>
    public static bool IsSlanted(Axis axis, double length)
    {
        var ticks = TicksOf(axis, length);
        return axis.Kind == AxisKind.Category && ticks.Count > 1
            && ticks.Max(tick => TextSize.Width(tick.Text, 12)) + 6 > length / ticks.Count;
    }

    /// <summary>Room that the marks of a horizontal axis need under it.</summary>
    public static double Under(Axis axis, double length) => !IsSlanted(axis, length) ? 50
        : 44 + Math.Min(80, TicksOf(axis, length).Max(tick => TextSize.Width(Slanted(tick.Text), 12)) * 0.6);

    /// <summary>The lines behind the marks of the vertical axis.</summary>
    public static void DrawGrid(Sheet sheet, Panel panel)
    {
        if (panel.YAxis.Option("showgrid").IsFalse)
            return;
        var places = TicksOf(panel.YAxis, panel.Ground.Height).Select(tick => panel.Top(tick.Place));
        sheet.Stroke(Paint.Grid, string.Concat(places.Select(top =>
            Sheet.Path([(panel.Ground.Left, top), (panel.Ground.Right, top)]))));
    }

    /// <summary>The horizontal axis.</summary>
    public static void DrawX(Sheet sheet, Panel panel, bool withTexts)
    {
        var (axis, ground) = (panel.XAxis, panel.Ground);
        if (!axis.IsVisible)
            return;
        var top = axis.Side == "top";
        var (line, sign) = top ? (ground.Top, -1) : (ground.Bottom, 1);
        var ticks = TicksOf(axis, ground.Width);
        var slanted = IsSlanted(axis, ground.Width);
        sheet.Stroke(Paint.Axis, Sheet.Path([(ground.Left, line), (ground.Right, line)])
            + string.Concat(ticks.Select(tick =>
                Sheet.Path([(panel.Left(tick.Place), line), (panel.Left(tick.Place), line + 6 * sign)]))));
        if (!withTexts)
            return;
        var end = double.NegativeInfinity;
        foreach (var tick in ticks.OrderBy(tick => panel.Left(tick.Place)))
        {
            var at = panel.Left(tick.Place);
            if (slanted)
            {
                sheet.Text(Paint.Soft, at + 4, line + (top ? -12 : 16), Slanted(tick.Text), top ? "start" : "end",
                    12, turn: -40);
                continue;
            }

            var half = TextSize.Width(tick.Text) / 2;
            at = Math.Clamp(at, Math.Min(half + 2, sheet.Size.Right / 2),
                Math.Max(sheet.Size.Right - half - 2, sheet.Size.Right / 2));
            if (at - half < end + 4)
                continue;
            end = at + half;
            sheet.Text(Paint.Soft, at, line + (top ? -10 : 20), tick.Text, "middle");
        }

        var under = Under(axis, ground.Width);
        sheet.Text(Paint.Ink, ground.Right, top ? line - 28 : line + under - 12,
            TextSize.Fit(axis.Title, ground.Width), "end");
    }

    /// <summary>The vertical axis.</summary>
    public static void DrawY(Sheet sheet, Panel panel)
    {
        var (axis, ground) = (panel.YAxis, panel.Ground);
        if (!axis.IsVisible)
            return;
        var right = axis.Side == "right";
        var line = right ? ground.Right : ground.Left;
        if (axis.Anchor == "free" && axis.Option("position").Number is { } position && !right)
            line = Math.Min(line, Math.Max(20, position * sheet.Size.Width));
        foreach (var tick in TicksOf(axis, ground.Height))
        {
            sheet.Text(Paint.Soft, line + (right ? 9 : -9), panel.Top(tick.Place) + 4, TextSize.Fit(tick.Text, 150),
                right ? "start" : "end");
        }

        var left = right ? ground.Right : Math.Max(2, ground.Left - 54);
        sheet.Text(Paint.Ink, left, ground.Top - LineHeight,
            TextSize.Fit(axis.Title, ground.Width / (right ? 2 : 1)), right ? "end" : "start");
    }

    /// <summary>A line at zero, where the range has both signs.</summary>
    public static void DrawZero(Sheet sheet, Panel panel)
    {
        var (low, high) = panel.YAxis.Range;
        if (panel.YAxis.Kind == AxisKind.Linear && low * high < 0 && !panel.YAxis.Option("zeroline").IsFalse)
        {
            sheet.Stroke(Paint.Axis,
                Sheet.Path([(panel.Ground.Left, panel.Top(0)), (panel.Ground.Right, panel.Top(0))]), 0.7);
        }
    }

    private static string Slanted(string text) => text.Length > 18 ? text[..17] + "…" : text;
}
