using System.Collections.Immutable;
using Lemmata.Plotting.Marks;
using Lemmata.Plotting.Scales;

namespace Lemmata.Plotting.Model;

/// <summary>Nine flat steps between two values.</summary>
internal sealed class ColourScale
{
    public const int Steps = 9;

    public required string Label { get; init; }
    public required bool Diverging { get; init; }
    public required bool Logarithmic { get; init; }
    public required double Low { get; init; }
    public required double High { get; init; }

    /// <summary>The step of a value, 0 to 8; −1 for a hole.</summary>
    public int Step(double value)
    {
        if (!double.IsFinite(value) || (Logarithmic && value <= 0))
        {
            return -1;
        }

        var fraction = Logarithmic
            ? (Math.Log10(value) - Math.Log10(Low)) / (Math.Log10(High) - Math.Log10(Low))
            : (value / 2 - Low / 2) / (High / 2 - Low / 2);
        return (int)Math.Clamp(Math.Floor(fraction * Steps + 1e-9), 0, Steps - 1);
    }

    /// <summary>The value at an edge, 0 to 9.</summary>
    public double Edge(int index) => index == 0 ? Low : index == Steps ? High : Logarithmic
        ? Math.Pow(10, Math.Log10(Low) + (Math.Log10(High) - Math.Log10(Low)) * index / Steps)
        : Low + (High / Steps - Low / Steps) * index;

    /// <summary>Text at an edge: enough digits to tell neighbours apart.</summary>
    public string EdgeText(int index)
    {
        var value = Edge(index);
        if (Logarithmic)
        {
            var exponent = Math.Log10(value);
            return Math.Abs(exponent - Math.Round(exponent)) < 1e-9
                ? NumberText.PowerOfTen((int)Math.Round(exponent))
                : NumberText.Plain(double.Parse(value.ToString("E1", System.Globalization.CultureInfo.InvariantCulture), System.Globalization.CultureInfo.InvariantCulture));
        }

        var unit = (High / Steps - Low / Steps) / 10;
        if (!(unit > 0) || Math.Max(Math.Abs(Low), Math.Abs(High)) is >= 1e7 or < 1e-3)
        {
            return NumberText.Plain(value);
        }

        var decimals = Math.Clamp((int)Math.Ceiling(-Math.Log10(unit)) - 1, 0, 12);
        return NumberText.WithDecimals(value, Math.Abs(value - Math.Round(value)) < 1e-12 && decimals <= 2 && AllWhole ? 0 : decimals);
    }

    public string Class(int step) => (Diverging ? "d" : "q") + step;

    public string Colour(int step) => (Diverging ? Palette.Diverging : Palette.Sequential)[step].Light;

    private bool AllWhole => Enumerable.Range(0, Steps + 1).All(i => Math.Abs(Edge(i) - Math.Round(Edge(i))) < 1e-9);

    /// <summary>The scale that all coloured marks of a panel share, null when there is none.</summary>
    public static ColourScale? Of(IEnumerable<Mark> marks)
    {
        GridMark[] grids = [.. marks.OfType<GridMark>()];
        PolygonMark[] cells = [.. marks.OfType<PolygonMark>().Where(p => !p.Values.IsEmpty)];
        if (grids.Length + cells.Length == 0)
        {
            return null;
        }

        var logarithmic = grids.Any(g => g.Logarithmic);
        var diverging = grids.Any(g => g.Diverging) || cells.Any(c => c.Diverging);
        var label = grids.Select(g => g.Label).Concat(cells.Select(c => c.Label)).First();
        ImmutableArray<double> values = [.. grids.SelectMany(g => g.Z).Concat(cells.SelectMany(c => c.Values))
            .Where(v => double.IsFinite(v) && (!logarithmic || v > 0))];
        if (values.IsEmpty)
        {
            throw new ArgumentException(
                $"The colour scale \"{label}\" is logarithmic, but no value is positive; use a linear scale or map the magnitude.");
        }

        var low = grids.Select(g => g.Low).FirstOrDefault(v => v is not null) ?? values.Min();
        var high = grids.Select(g => g.High).FirstOrDefault(v => v is not null) ?? values.Max();
        if (diverging)
        {
            high = Math.Max(Math.Abs(low), Math.Abs(high));
            low = -high;
        }

        if (!(low < high))
        {
            (low, high) = logarithmic ? (low / 2, low * 2) : low == 0 ? (0.0, 1.0) : (low - Math.Abs(low) / 2, low + Math.Abs(low) / 2);
        }

        return new ColourScale { Label = label, Diverging = diverging, Logarithmic = logarithmic, Low = low, High = high };
    }
}
