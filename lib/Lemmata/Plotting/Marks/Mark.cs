using System.Collections.Immutable;

namespace Lemmata.Plotting.Marks;

/// <summary>One thing drawn in a panel, in data coordinates.</summary>
internal abstract record Mark
{
    /// <summary>Direct label, empty for none.</summary>
    public string Label { get; init; } = "";

    /// <summary>Second, softer line of the label (usually the formula).</summary>
    public string? Detail { get; init; }

    /// <summary>Colour role.</summary>
    public Series Role { get; init; }

    /// <summary>Whether the mark uses up a colour number when its role is automatic.</summary>
    public virtual bool TakesColour => true;
}

/// <summary>A polyline; NaN in either coordinate is a gap.</summary>
internal sealed record CurveMark(ImmutableArray<double> X, ImmutableArray<double> Y) : Mark
{
    public bool Steps { get; init; }
    public bool? Dots { get; init; }
}

/// <summary>Separate points, with error bars from <c>Low</c> to <c>High</c> where these are given.</summary>
internal sealed record PointMark(ImmutableArray<double> X, ImmutableArray<double> Y) : Mark
{
    public ImmutableArray<double> Low { get; init; } = [];
    public ImmutableArray<double> High { get; init; } = [];
}

/// <summary>
/// Bars from zero to <c>Height</c>, standing at <c>X</c>; with <c>Edges</c> they are contiguous (a histogram).
/// </summary>
internal sealed record BarMark(ImmutableArray<double> X, ImmutableArray<double> Height) : Mark
{
    public bool? Hollow { get; init; }
    public ImmutableArray<double> Edges { get; init; } = [];
}

/// <summary>The region between two curves over the same abscissae.</summary>
internal sealed record BandMark(ImmutableArray<double> X, ImmutableArray<double> Low, ImmutableArray<double> High)
    : Mark
{
    public override bool TakesColour => false;
}

/// <summary>Values on a rectangular grid: <c>Z[row * columns + column]</c>, rows along y, columns along x.</summary>
internal sealed record GridMark(ImmutableArray<double> Z, ImmutableArray<double> X, ImmutableArray<double> Y) : Mark
{
    public bool Diverging { get; init; }
    public bool Logarithmic { get; init; }
    public double? Low { get; init; }
    public double? High { get; init; }
    public override bool TakesColour => false;
}

/// <summary>Level lines of values on a rectangular grid.</summary>
internal sealed record ContourMark(
    ImmutableArray<double> Z, ImmutableArray<double> X, ImmutableArray<double> Y, ImmutableArray<double> Levels) : Mark;

/// <summary>Five numbers of a sample and the points beyond the whiskers.</summary>
internal sealed record BoxMark(
    double At, double Low, double Q1, double Median, double Q3, double High, ImmutableArray<double> Outliers) : Mark;

/// <summary>A straight rule over the whole panel.</summary>
internal sealed record RuleMark(bool Horizontal, double At) : Mark
{
    public override bool TakesColour => false;
}

/// <summary>A tinted strip over the whole panel.</summary>
internal sealed record ShadeMark(bool Horizontal, double From, double To) : Mark
{
    public override bool TakesColour => false;
}

/// <summary>A text at a point.</summary>
internal sealed record TextMark(double X, double Y, string Text, Align Align) : Mark
{
    public override bool TakesColour => false;
}

/// <summary>Separate straight pieces, with an arrow head or end caps where asked.</summary>
internal sealed record SegmentMark(
    ImmutableArray<double> X0, ImmutableArray<double> Y0, ImmutableArray<double> X1, ImmutableArray<double> Y1) : Mark
{
    public bool Arrow { get; init; }

    /// <summary>Text of a measure, a segment in ink with end caps; null for ordinary segments.</summary>
    public string? Measure { get; init; }
    public override bool TakesColour => Measure is null;
}

/// <summary>
/// Filled polygons, each a closed ring; with <c>Values</c> they are coloured by the sequential scale.
/// </summary>
internal sealed record PolygonMark(
    ImmutableArray<(ImmutableArray<double> X, ImmutableArray<double> Y)> Rings) : Mark
{
    public ImmutableArray<double> Values { get; init; } = [];
    public bool Diverging { get; init; }
    public override bool TakesColour => Values.IsEmpty;
}
