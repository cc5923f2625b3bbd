using Lemmata.Plotting.Marks;

namespace Lemmata.Plotting.Model;

/// <summary>Shape of a point.</summary>
internal enum Marker
{
    Disc, Square, Triangle, HollowDiamond, HollowDown, Ring, HollowSquare, HollowTriangle,
}

/// <summary>A mark with its place in the palette.</summary>
/// <param name="Mark">The mark.</param>
/// <param name="Slot">Colour number 1 to 8.</param>
/// <param name="Dash">Dash number 1 to 8; 1 is solid.</param>
/// <param name="Main">Whether it is the main quantity, drawn stronger.</param>
/// <param name="OnBars">Whether the panel has bars; points on them are hollow diamonds.</param>
internal sealed record StyledMark(Mark Mark, int Slot, int Dash, bool Main, bool OnBars = false)
{
    public Marker Marker => OnBars && Mark is PointMark ? Marker.HollowDiamond : (Marker)(Dash - 1);
    public double Width => Main ? 2.5 : 1.75;
}

/// <summary>Gives marks their colours, dashes and markers.</summary>
internal static class Styling
{
    /// <summary>Styles the marks of one panel; the same label keeps its colour over the panels of a figure.</summary>
    /// <param name="marks">The marks, in drawing order.</param>
    /// <param name="known">Colours that labels have already; added to.</param>
    public static IReadOnlyList<StyledMark> Of(IReadOnlyList<Mark> marks, Dictionary<string, int> known)
    {
        var taken = marks.Where(m => m.Role != Series.Auto).Select(m => (int)m.Role).ToHashSet();
        var dashes = new HashSet<int>();
        var result = new List<StyledMark>(marks.Count);
        var last = 0;
        foreach (var mark in marks)
        {
            var slot = (int)mark.Role;
            if (slot == 0)
            {
                slot = !mark.TakesColour ? Math.Max(last, 1)
                    : mark.Label.Length > 0 && known.TryGetValue(mark.Label, out var before) ? before
                    : Free(taken);
            }

            var dash = slot;
            if (mark is CurveMark or PointMark or ContourMark)
            {
                // Two series of one role differ by dash and marker.
                dash = Enumerable
                    .Range(0, 8)
                    .Select(i => (slot - 1 + i) % 8 + 1)
                    .FirstOrDefault(d => !dashes.Contains(d), slot);
                dashes.Add(dash);
            }

            if (mark.TakesColour)
            {
                taken.Add(slot);
                last = slot;
                if (mark.Label.Length > 0)
                {
                    known.TryAdd(mark.Label, slot);
                }
            }

            result.Add(new StyledMark(mark, slot, dash, dash == 1, marks.Any(m => m is BarMark)));
        }

        return result;
    }

    private static int Free(HashSet<int> taken)
    {
        var free = Enumerable.Range(1, 8).FirstOrDefault(slot => !taken.Contains(slot));
        if (free != 0)
        {
            return free;
        }

        taken.Clear();
        return 1;
    }
}
