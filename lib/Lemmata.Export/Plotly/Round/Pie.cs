using System.Globalization;
using Lemmata.Export.Plotly.Board;
using Lemmata.Export.Plotly.Drawing;
using Lemmata.Export.Plotly.Plates;
using Lemmata.Export.Plotly.Reading;

namespace Lemmata.Export.Plotly.Round;

/// <summary>Shares of a whole as sectors of a disc or a ring, each with its name beside it.</summary>
internal sealed class Pie : Plate
{
    private const int Most = 60;

    private readonly PlotNode node;
    private readonly List<(string Name, double Share, Paint Paint)> sectors = [];

    private Pie(PlotNode node, PlotNode layout) : base(node["domain"], layout) => this.node = node;

    /// <summary>Reads it; null where no value is positive.</summary>
    public static Pie? Read(PlotNode node, PlotNode layout)
    {
        var (labels, values) = (Column.Read(node["labels"]), Column.Read(node["values"]));
        var pie = new Pie(node, layout);
        var sums = new Dictionary<string, double>();
        for (var i = 0; i < (values ?? labels ?? Column.Empty).Count; i++)
        {
            var name = PlotText.Plain(labels?.Text(i) ?? i.ToString(CultureInfo.InvariantCulture));
            var value = values is null ? 1 : values[i];
            if (value > 0)
                sums[name] = sums.GetValueOrDefault(name) + value;
        }

        var (total, colours) = (sums.Values.Sum(), Column.Read(node["marker"]["colors"]));
        if (!(total > 0) || !double.IsFinite(total))
            return null;
        foreach (var ((name, value), i) in sums.Select((entry, i) => (entry, i)))
        {
            var own = Paint.Read(colours?.Text(i) ?? "");
            pie.sectors.Add((name, value / total, own ?? Paint.Series(i)));
        }

        if (!node["sort"].IsFalse)
            pie.sectors.Sort((one, other) => other.Share.CompareTo(one.Share));
        return pie;
    }

    public override void Draw(Sheet sheet, Rect at)
    {
        var title = node["title"].Title;
        var (x, y) = at.Centre;
        var aside = Math.Min(150, at.Width * 0.28);
        var radius = Math.Max(20, Math.Min(at.Width / 2 - aside, at.Height / 2 - 24));
        var hole = node["hole"].Between(0, 0.95, 0) * radius;
        var sign = node["direction"].Text == "clockwise" ? 1 : -1;
        var angle = node["rotation"].Between(-360, 360, 0) * Math.PI / 180;
        var labels = new List<(string Name, double Share, double Angle)>();
        foreach (var sector in sectors.Take(Most))
        {
            var next = angle + sign * 2 * Math.PI * sector.Share;
            var path = Arcs.Sector(x, y, hole, radius, angle, next);
            sheet.Fill(sector.Paint, path, 0.85);
            sheet.Rim(path, 2);
            labels.Add((sector.Name, sector.Share, (angle + next) / 2));
            angle = next;
        }

        Words(sheet, at, labels, x, y, radius);
        if (title.Length > 0)
        {
            sheet.Text(Paint.Ink, x, hole > 30 ? y + 4 : at.Top + 2, TextSize.Fit(title, at.Width), "middle",
                bold: true);
        }
    }

    /// <summary>Names on both sides, moved apart where they would touch.</summary>
    private static void Words(
        Sheet sheet, Rect at, List<(string Name, double Share, double Angle)> labels, double x, double y, double radius)
    {
        foreach (var side in labels.GroupBy(label => Math.Sin(label.Angle) >= 0))
        {
            var sign = side.Key ? 1 : -1;
            var (last, isTight) = (double.NegativeInfinity, at.Width < 420);
            foreach (var (name, share, angle) in side.OrderBy(label => -Math.Cos(label.Angle)))
            {
                var (dx, dy) = (Math.Sin(angle), -Math.Cos(angle));
                var top = Math.Max(y + (radius + 14) * dy, last + (isTight ? 31 : 17));
                if (share < 0.012 && top > y + radius || top > at.Bottom + 4)
                    continue;
                top -= isTight && Math.Cos(angle) > 0.7 ? 15 : 0;
                last = top;
                var left = x + sign * (Math.Abs((radius + 16) * dx) + 4);
                sheet.Stroke(Paint.Soft, Sheet.Path([(x + radius * dx, y + radius * dy), (left - sign * 3, top)]), 0.8);
                var percent = (100 * share).ToString(share < 0.1 ? "0.#" : "0", CultureInfo.InvariantCulture) + " %";
                var (room, anchor) = (side.Key ? at.Right - left : left - at.Left, side.Key ? "start" : "end");
                var words = TextSize.Fit(name, isTight ? room : room - TextSize.Width(percent) - 6);
                sheet.Text(Paint.Ink, left, top + 4, isTight ? words : words + " " + percent, anchor);
                if (isTight)
                    sheet.Text(Paint.Soft, left, top + 18, percent, anchor, 12);
            }
        }
    }
}
