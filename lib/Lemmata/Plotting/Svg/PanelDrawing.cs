using System.Text;
using Lemmata.Plotting.Marks;
using Lemmata.Plotting.Model;
using static Lemmata.Plotting.Svg.Canvas;

namespace Lemmata.Plotting.Svg;

/// <summary>Draws the marks of one panel and frame.</summary>
internal static class PanelDrawing
{
    public static void Draw(Canvas canvas, PanelLayout layout, int frame)
    {
        var styled = layout.Panel.Frames[frame];
        foreach (var layer in styled.GroupBy(s => Layer(s.Mark)).OrderBy(g => g.Key))
        {
            foreach (var mark in layer)
            {
                Draw(canvas, mark, layout, styled);
            }
        }
    }

    private static int Layer(Mark mark) => mark switch
    {
        ShadeMark => 0,
        GridMark => 1,
        PolygonMark => 2,
        BandMark => 3,
        BarMark => 4,
        BoxMark => 4,
        RuleMark => 5,
        ContourMark => 6,
        CurveMark => 7,
        SegmentMark => 8,
        PointMark => 9,
        _ => 10,
    };

    private static void Draw(Canvas canvas, StyledMark styled, PanelLayout layout, IReadOnlyList<StyledMark> all)
    {
        var slot = styled.Slot;
        var colour = Palette.Series[slot - 1].Light;
        switch (styled.Mark)
        {
            case ShadeMark shade:
                Fills.Shade(canvas, shade, layout);
                break;
            case GridMark grid:
                Fills.Grid(canvas, grid, layout);
                break;
            case PolygonMark polygons:
                Fills.Polygons(canvas, polygons, slot, layout);
                break;
            case BandMark band:
                canvas
                    .Open("c" + slot, colour)
                    .Path(Fills.Band(band, layout), "fill=\"currentColor\" fill-opacity=\".2\"")
                    .Close();
                break;
            case BarMark bars:
                Fills.Bars(canvas, bars, slot, layout, all);
                break;
            case BoxMark box:
                Fills.Box(canvas, box, slot, layout);
                break;
            case RuleMark rule:
                canvas
                    .Open("ink", Palette.Ink.Light, "stroke=\"currentColor\"")
                    .Path(Rule(rule, layout), "stroke-dasharray=\"1.5 3\"")
                    .Close();
                break;
            case ContourMark contour:
                Strokes.Contour(canvas, contour, styled, layout);
                break;
            case CurveMark curve:
                Strokes.Curve(canvas, curve, styled, layout, all.Any(s => s.Mark is GridMark));
                break;
            case SegmentMark pieces:
                Strokes.Segments(canvas, pieces, styled, layout);
                break;
            case PointMark points:
                Strokes.Points(canvas, points, styled, layout);
                break;
        }
    }

    private static string Rule(RuleMark rule, PanelLayout layout) => rule.Horizontal
        ? $"M{N(layout.Plot.Left)} {N(layout.Y(rule.At))}H{N(layout.Plot.Right)}"
        : $"M{N(layout.X(rule.At))} {N(layout.Plot.Top)}V{N(layout.Plot.Bottom)}";
}
