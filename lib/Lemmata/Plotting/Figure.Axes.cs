using System.Collections.Immutable;
using Lemmata.Arguments;
using Lemmata.Plotting.Marks;

namespace Lemmata.Plotting;

/// <content>Axes, caption and alt text.</content>
public sealed partial class Figure
{
    /// <summary>Names the axes and chooses their scales.</summary>
    /// <param name="x">Name of the horizontal axis with its unit; "(log)" is added where the axis is
    /// logarithmic.</param>
    /// <param name="y">Name of the vertical axis with its unit.</param>
    /// <param name="scale">Which axes are logarithmic.</param>
    /// <returns>The figure with these axes.</returns>
    public Figure Axes(string x, string y, Scale scale = Scale.Linear) => new(this)
    {
        X = X with { Name = x, Log = scale.HasFlag(Scale.LogX) },
        Y = Y with { Name = y, Log = scale.HasFlag(Scale.LogY) },
    };

    /// <summary>Fixes ends of the axes; null leaves an end to the data. What lies outside is cut off.</summary>
    /// <param name="xMin">Left end.</param>
    /// <param name="xMax">Right end.</param>
    /// <param name="yMin">Lower end.</param>
    /// <param name="yMax">Upper end.</param>
    /// <returns>The figure with these ranges.</returns>
    /// <exception cref="ArgumentException">An end is not finite, or a lower end is not below its upper end.</exception>
    public Figure Range(double? xMin = null, double? xMax = null, double? yMin = null, double? yMax = null)
    {
        Check(xMin, xMax, "x");
        Check(yMin, yMax, "y");
        return new(this)
        {
            X = X with { Min = xMin ?? X.Min, Max = xMax ?? X.Max },
            Y = Y with { Min = yMin ?? Y.Min, Max = yMax ?? Y.Max },
        };

        static void Check(double? min, double? max, string axis)
        {
            foreach (var end in new[] { min, max })
            {
                if (end is { } value)
                {
                    Coordinates.Finite(value, $"Range of {axis}: an end");
                }
            }

            Require.That(
                !(min >= max),
                nameof(min),
                $"Range of {axis}: the lower end {min} must be below the upper end {max}.");
        }
    }

    /// <summary>Places the ticks of the horizontal axis and says what stands at them.</summary>
    /// <param name="at">Positions; empty or null leaves them to the figure.</param>
    /// <param name="text">Text at a position; null for the number itself.</param>
    /// <returns>The figure with these ticks.</returns>
    public Figure TicksX(IEnumerable<double>? at = null, Func<double, string>? text = null) =>
        new(this) { X = X with { Ticks = [.. at ?? []], TickText = text } };

    /// <summary>Places the ticks of the vertical axis and says what stands at them.</summary>
    /// <inheritdoc cref="TicksX"/>
    public Figure TicksY(IEnumerable<double>? at = null, Func<double, string>? text = null) =>
        new(this) { Y = Y with { Ticks = [.. at ?? []], TickText = text } };

    /// <summary>Writes the vertical axis in per cent: 0.25 reads "25 %".</summary>
    /// <returns>The figure with per cent at its ticks.</returns>
    public Figure Percent() => TicksY(Y.Ticks, value => Scales.DrawnNumber.Plain(Math.Round(100 * value, 9)) + " %");

    /// <summary>Makes one unit equally long on both axes, as the complex plane needs.</summary>
    /// <returns>The figure with equal units.</returns>
    public Figure Equal() => new(this) { EqualAspect = true };

    /// <summary>Keeps ticks of an axis on whole numbers; done without asking where all positions are whole.</summary>
    /// <param name="x">For the horizontal axis.</param>
    /// <param name="y">For the vertical axis.</param>
    /// <returns>The figure with whole ticks.</returns>
    public Figure Integers(bool x = true, bool y = false) => new(this)
    {
        X = X with { Integer = x || X.Integer },
        Y = Y with { Integer = y || Y.Integer },
    };

    /// <summary>
    /// Names a panel, over its vertical axis; a single figure needs none, its caption says what it shows.
    /// </summary>
    /// <param name="text">A few words.</param>
    /// <returns>The figure with that heading.</returns>
    public Figure Heading(string text) => new(this) { Head = text };

    /// <summary>Says what to see. The first sentence is the finding and is set in bold.</summary>
    /// <param name="finding">The finding, one sentence; further sentences in the same text follow in plain
    /// type.</param>
    /// <param name="more">How to read the figure.</param>
    /// <returns>The figure with that caption.</returns>
    public Figure Caption(string finding, string more = "")
    {
        var end = Sentences.EndOfFirst(finding);
        return new(this)
        {
            Finding = finding[..end].Trim(),
            More = string.Join(' ', new[] { finding[end..].Trim(), more.Trim() }.Where(s => s.Length > 0)),
        };
    }

    /// <summary>
    /// Says the finding for readers who do not see the figure; by default the caption's first sentence.
    /// </summary>
    /// <param name="sentence">One or two sentences with the finding, not a description of ink.</param>
    /// <returns>The figure with that alt text.</returns>
    public Figure Alt(string sentence) => new(this) { AltText = sentence.Trim() };

    /// <summary>Sets the height of the wide drawing; a figure seldom needs it.</summary>
    /// <param name="pixels">Between 200 and 900.</param>
    /// <returns>The figure with that height.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The height is outside that range.</exception>
    public Figure Tall(int pixels)
    {
        Require.InRange(
            pixels is >= 200 and <= 900,
            nameof(pixels),
            $"The height must be between 200 and 900 pixels, got {pixels}.");
        return new(this) { Height = pixels };
    }

    private Figure Named(
        ImmutableArray<string> categories,
        out ImmutableArray<double> positions,
        IEnumerable<string> names)
    {
        var merged = categories;
        var at = ImmutableArray.CreateBuilder<double>();
        var seen = new Dictionary<string, int>();
        foreach (var name in names)
        {
            // A name that comes again in one series has a place of its own.
            var times = seen[name] = seen.GetValueOrDefault(name) + 1;
            var index = Enumerable.Range(0, merged.Length).Where(i => merged[i] == name).Skip(times - 1).FirstOrDefault(-1);
            if (index < 0)
            {
                index = merged.Length;
                merged = merged.Add(name);
            }

            at.Add(index);
        }

        positions = at.DrainToImmutable();
        return new(this) { X = X with { Categories = merged } };
    }
}
