using System.Globalization;
using System.Text;
using Lemmata.Claims.Comparisons;
using Lemmata.Display;

namespace Lemmata.Claims.Rendering;

/// <summary>The strip of all ratios observed/bound, or deviation/tolerance, with the limit as a tall stroke.</summary>
internal static class RatioStrip
{
    private const double Left = 6, Right = 234, LargestShown = 4;

    /// <summary>An inline drawing of 240 by 40 pixels; empty where there are fewer than two ratios.</summary>
    public static string Svg(Finding finding)
    {
        if (finding.Ratios.Count < 2) return "";
        var largest = finding.Ratios.Max();
        var end = Math.Min(LargestShown, Math.Max(1.1, largest * 1.05));
        var limit = Position(1);
        var svg = new StringBuilder(
            "<svg viewBox=\"0 0 240 40\" width=\"240\" height=\"40\" role=\"img\" aria-label=\"")
            .Append(
                $"{finding.Ratios.Count} ratios to the {finding.Limit}, the largest "
                    + $"{NumberText.Significant(largest, 2)}; the limit is 1"
            )
            .Append("\"><path d=\"M6 20H234\" stroke=\"var(--line)\"/>")
            .Append($"<path d=\"M{limit} 4v24\" stroke=\"var(--ink)\" stroke-width=\"1.75\"/><path d=\"");
        svg.AppendJoin(' ', finding.Ratios.Select(Position).Distinct().Select(x => $"M{x} 13v14"));
        svg.Append("\" stroke=\"currentColor\" stroke-width=\"1.5\" opacity=\".8\"/>");
        if (largest > end) svg.Append("<path d=\"M231 16l4 4-4 4\" fill=\"none\" stroke=\"currentColor\"/>");
        svg.Append("<text x=\"6\" y=\"38\" fill=\"var(--soft)\" font-size=\"11\" font-family=\"inherit\">0</text>")
            .Append(
                $"<text x=\"{limit}\" y=\"38\" text-anchor=\"middle\" fill=\"var(--soft)\" font-size=\"11\" "
                    + $"font-family=\"inherit\">{finding.Limit}</text></svg>"
            );
        return svg.ToString();

        string Position(double ratio) =>
            (Left + (Right - Left) * Math.Min(ratio, end) / end).ToString("0.#", CultureInfo.InvariantCulture);
    }
}
