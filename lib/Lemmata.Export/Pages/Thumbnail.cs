using System.Globalization;
using Lemmata.Export.Markup;

namespace Lemmata.Export.Pages;

/// <summary>The main figure of a notebook, small.</summary>
internal static class Thumbnail
{
    private const int Characters = 1_100;

    /// <summary>The main figure's shapes without words and axes, cut to where the data are.</summary>
    public static SafeHtml Of(NotebookPage notebook)
    {
        if (notebook.MainFigure?.Wide is not { } drawing) { return SafeHtml.Empty; }
        var (width, height) = drawing.Box is var (w, h) ? (Number(w), Number(h)) : (880, 420);
        var right = drawing.Root.Descendants().Any(element => element.Name == "text"
            && Number(element["x"]) > width - 188) ? 186 : 20;
        var crop = FormattableString.Invariant($"52 40 {width - 52 - right:0.##} {height - 40 - 44:0.##}");
        var cut = drawing.With(
            [("viewBox", crop), ("preserveAspectRatio", "none"), ("aria-hidden", "true"), ("focusable", "false")],
            element => element.Name == "text" || element.Frame is not null && element["visibility"] == "hidden"
                || element["class"] is "grid" or "axis" or "paper");
        return Light(cut.Bare()).Bare()
            .Renamed(id => id.StartsWith("fig-", StringComparison.Ordinal) ? $"thumb-{notebook.Slug}-{id[4..]}" : id)
            .Write();
    }

    /// <summary>As fine as its share of an index of forty notebooks allows.</summary>
    private static Svg Light(Svg drawing)
    {
        foreach (var distance in (double[])[2, 4, 6, 9, 13, 18, 26, 36, 50])
        {
            drawing = drawing.Thinned(distance);
            if (drawing.Write().Write().Length <= Characters) { break; }
        }

        return drawing;
    }

    private static double Number(string? text) => double.TryParse(text, CultureInfo.InvariantCulture, out var number)
        ? number : 0;
}
