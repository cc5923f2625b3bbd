using Lemmata.Export.Plotly.Axes;
using Lemmata.Export.Plotly.Drawing;

namespace Lemmata.Export.Plotly.Space;

/// <summary>The far walls of a scene's box with their grid, and the names of its axes along near edges.</summary>
/// <param name="axes">The three axes with their ranges.</param>
/// <param name="view">The view.</param>
internal sealed class Cube(IReadOnlyList<Axis> axes, View view)
{
    private double[] Eye => [view.Forward.X, view.Forward.Y, view.Forward.Z];

    /// <summary>Grid and edges of the three walls that the eye looks onto.</summary>
    public void DrawBack(Sheet sheet)
    {
        for (var wall = 0; wall < 3; wall++)
        {
            var far = Eye[wall] >= 0 ? 0.0 : 1.0;
            var (one, other) = ((wall + 1) % 3, (wall + 2) % 3);
            foreach (var (along, across) in new[] { (one, other), (other, one) })
            {
                foreach (var part in Ticks(along).Select(tick => axes[along].Fraction(tick.Place)))
                {
                    sheet.Stroke(Paint.Grid, Line(At((wall, far), (along, part), (across, 0)),
                        At((wall, far), (along, part), (across, 1))));
                }

                foreach (var end in new[] { 0.0, 1.0 })
                {
                    sheet.Stroke(Paint.Grid, Line(At((wall, far), (along, end), (across, 0)),
                        At((wall, far), (along, end), (across, 1))));
                }
            }
        }
    }

    /// <summary>Marks and names along one outer edge of each direction.</summary>
    public void DrawNames(Sheet sheet)
    {
        for (var along = 0; along < 3; along++)
        {
            var (first, second) = Edge(along);
            var (from, to) = (view.See(At((along, 0), first, second)), view.See(At((along, 1), first, second)));
            sheet.Stroke(Paint.Axis, Line(At((along, 0), first, second), At((along, 1), first, second)));
            var middle = view.See(new Point3(0.5, 0.5, 0.5));
            // Names stand on the side that looks away from the box.
            var (dx, dy) = ((from.X + to.X) / 2 - middle.X, (from.Y + to.Y) / 2 - middle.Y);
            var length = Math.Max(1, Math.Sqrt(dx * dx + dy * dy));
            (dx, dy) = (dx / length, dy / length);
            var anchor = along == 2 ? dx < 0 ? "end" : "start" : Math.Abs(dx) < 0.25 ? "middle" : dx < 0 ? "end"
                : "start";
            var last = (X: -1e9, Y: -1e9);
            foreach (var tick in Ticks(along))
            {
                var at = view.See(At((along, axes[along].Fraction(tick.Place)), first, second));
                if (Math.Abs(at.X - last.X) < TextSize.Width(tick.Text, 12) && Math.Abs(at.Y - last.Y) < 14)
                    continue;
                last = at.Place;
                sheet.Text(Paint.Soft, at.X + 8 * dx, at.Y + (along == 2 ? 4 : 14 * Math.Max(dy, 0.3)), tick.Text,
                    anchor, 12);
            }

            var title = axes[along].Title is { Length: > 0 } given ? given : axes[along].Id;
            var (left, top) = along == 2 ? (Math.Min(from.X, to.X) + 4 * dx, Math.Min(from.Y, to.Y) - 8)
                : ((from.X + to.X) / 2 + 34 * dx, (from.Y + to.Y) / 2 + 32 * Math.Max(dy, 0.4));
            if (along == 2)
            {
                // Over the height's axis there is room to both sides.
                left = Math.Max(4, anchor == "end" ? left - TextSize.Width(title) : left);
                anchor = "start";
            }

            var room = anchor == "end" ? left - 4 : anchor == "start" ? sheet.Size.Right - left - 4 : 200;
            sheet.Text(Paint.Ink, left, top, TextSize.Fit(title, Math.Max(24, room)), anchor);
        }
    }

    private IReadOnlyList<Tick> Ticks(int axis) => [.. Axes.Ticks.Of(axes[axis], 4)
        .Where(tick => tick.Text.Length > 0)];

    /// <summary>The edge in a direction that lies outermost: low for the ground, at the side for the height.</summary>
    private ((int, double) First, (int, double) Second) Edge(int along)
    {
        var (one, other) = ((along + 1) % 3, (along + 2) % 3);
        var choices = from a in new[] { 0.0, 1.0 } from b in new[] { 0.0, 1.0 } select ((one, a), (other, b));
        return along == 2
            ? choices.MinBy(choice => view.See(At((2, 0.5), choice.Item1, choice.Item2)).X)
            : choices.MaxBy(choice => view.See(At((along, 0.5), choice.Item1, choice.Item2)).Y);
    }

    private static Point3 At((int Axis, double Part) one, (int Axis, double Part) two, (int Axis, double Part) three)
    {
        var parts = new double[3];
        (parts[one.Axis], parts[two.Axis], parts[three.Axis]) = (one.Part, two.Part, three.Part);
        return new Point3(parts[0], parts[1], parts[2]);
    }

    private string Line(Point3 from, Point3 to) => Sheet.Path([view.See(from).Place, view.See(to).Place]);
}
