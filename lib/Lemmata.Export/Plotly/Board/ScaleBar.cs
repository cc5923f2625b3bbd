using Lemmata.Export.Plotly.Axes;
using Lemmata.Export.Plotly.Drawing;

namespace Lemmata.Export.Plotly.Board;

/// <summary>A scale of colours with its numbers, beside a drawing or under it.</summary>
internal static class ScaleBar
{
    /// <summary>Room that it needs at the right of a wide drawing.</summary>
    public const double Width = 92;

    /// <summary>Room that it needs under a narrow one.</summary>
    public const double Height = 58;

    /// <summary>Draws it standing.</summary>
    public static void DrawBeside(Sheet sheet, ColourScale scale, Rect at)
    {
        var step = at.Height / scale.Steps;
        for (var i = 0; i < scale.Steps; i++)
        {
            var top = at.Bottom - (i + 1) * step;
            sheet.Tile(scale.At((i + 0.5) / scale.Steps), Sheet.Box(new Rect(at.Left, top, at.Left + 16, top + step)));
        }

        sheet.Text(Paint.Ink, at.Left, at.Top - 12, TextSize.Fit(scale.Title, Width + 20));
        foreach (var tick in Ticks.Between(scale.Low, scale.High, 5))
        {
            var part = (tick.Place - scale.Low) / (scale.High - scale.Low);
            sheet.Text(Paint.Soft, at.Left + 23, at.Bottom - part * at.Height + 4, tick.Text);
        }
    }

    /// <summary>Draws it lying.</summary>
    public static void DrawUnder(Sheet sheet, ColourScale scale, Rect at)
    {
        var (step, top) = (at.Width / scale.Steps, at.Top + 18);
        for (var i = 0; i < scale.Steps; i++)
        {
            sheet.Tile(scale.At((i + 0.5) / scale.Steps),
                Sheet.Box(new Rect(at.Left + i * step, top, at.Left + (i + 1) * step, top + 12)));
        }

        sheet.Text(Paint.Ink, at.Left, at.Top + 12, TextSize.Fit(scale.Title, at.Width));
        foreach (var tick in Ticks.Between(scale.Low, scale.High, 4))
        {
            var part = (tick.Place - scale.Low) / (scale.High - scale.Low);
            sheet.Text(Paint.Soft, at.Left + part * at.Width, top + 28, tick.Text, "middle", 12);
        }
    }
}
