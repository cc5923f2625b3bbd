using System.Collections.Immutable;

namespace Lemmata.Plotting;

/// <summary>What the author asked of one axis.</summary>
internal sealed record AxisOptions
{
    public string Name { get; init; } = "";
    public bool Log { get; init; }

    /// <summary>Positions are days since the first of January 2000.</summary>
    public bool Dates { get; init; }
    public double? Min { get; init; }
    public double? Max { get; init; }
    public bool Integer { get; init; }
    public ImmutableArray<double> Ticks { get; init; } = [];
    public Func<double, string>? TickText { get; init; }
    public ImmutableArray<string> Categories { get; init; } = [];

    /// <summary>Name as drawn; a logarithmic axis says so.</summary>
    public string Title =>
        !Log || Name.Contains("(log", StringComparison.Ordinal) ? Name
        : Name.Length == 0 ? "(log)"
        : Name + " (log)";
}

/// <summary>The control of a figure with frames.</summary>
internal sealed record SliderOptions(
    string Name,
    ImmutableArray<double> Values,
    ImmutableArray<string> Words,
    int Start);
