namespace Lemmata.Plotting.Svg;

/// <summary>An upright rectangle in pixels; y grows downwards.</summary>
internal readonly record struct Rect(double Left, double Top, double Right, double Bottom)
{
    public double Width => Right - Left;
    public double Height => Bottom - Top;

    public bool Contains(double x, double y, double slack = 0) =>
        x >= Left - slack && x <= Right + slack && y >= Top - slack && y <= Bottom + slack;

    public bool Overlaps(Rect other) =>
        Left < other.Right && other.Left < Right && Top < other.Bottom && other.Top < Bottom;

    public Rect Grow(double by) => new(Left - by, Top - by, Right + by, Bottom + by);

    /// <summary>The part of a segment inside the rectangle (Liang–Barsky), null when there is none.</summary>
    public (double X0, double Y0, double X1, double Y1)? Clip(double x0, double y0, double x1, double y1)
    {
        double from = 0,
            to = 1,
            dx = x1 - x0,
            dy = y1 - y0;
        Span<(double Speed, double Room)> sides =
        [
            (-dx, x0 - Left),
            (dx, Right - x0),
            (-dy, y0 - Top),
            (dy, Bottom - y0),
        ];
        foreach (var (speed, room) in sides)
        {
            if (speed == 0)
            {
                if (room < 0)
                {
                    return null;
                }

                continue;
            }

            var at = room / speed;
            if (speed < 0)
            {
                from = Math.Max(from, at);
            }
            else
            {
                to = Math.Min(to, at);
            }
        }

        return from > to ? null : (x0 + from * dx, y0 + from * dy, x0 + to * dx, y0 + to * dy);
    }

    /// <summary>The part of a polygon inside the rectangle (Sutherland–Hodgman).</summary>
    public List<(double X, double Y)> Clip(IReadOnlyList<(double X, double Y)> ring)
    {
        var (left, top, right, bottom) = this;
        List<(double X, double Y)> result = [.. ring];
        result = Cut(result, p => p.X - left);
        result = Cut(result, p => right - p.X);
        result = Cut(result, p => p.Y - top);
        return Cut(result, p => bottom - p.Y);
    }

    private static List<(double X, double Y)> Cut(
        List<(double X, double Y)> ring,
        Func<(double X, double Y), double> inside)
    {
        var result = new List<(double X, double Y)>(ring.Count + 2);
        for (var i = 0; i < ring.Count; i++)
        {
            var (a, b) = (ring[i], ring[(i + 1) % ring.Count]);
            double u = inside(a), v = inside(b);
            if (u >= 0)
            {
                result.Add(a);
            }

            if (u < 0 != v < 0)
            {
                var t = u / (u - v);
                result.Add((a.X + t * (b.X - a.X), a.Y + t * (b.Y - a.Y)));
            }
        }

        return result;
    }
}
