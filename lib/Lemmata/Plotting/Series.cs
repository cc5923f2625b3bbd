namespace Lemmata.Plotting;

/// <summary>The role of a series, which fixes its colour, dash and marker over the whole collection.</summary>
/// <remarks>Roles that name the same kind of quantity share a number, so the same quantity has the same colour in
/// every figure. <see cref="Auto"/> takes the first number that the panel does not use yet.</remarks>
public enum Series
{
    /// <summary>The first free number of the panel; the same label gets the same number in every panel.</summary>
    Auto = 0,

    /// <summary>The exact value, the truth a bound is compared with (1, blue).</summary>
    Exact = 1,

    /// <summary>Anything measured on training data (1, blue).</summary>
    Training = 1,

    /// <summary>The first bound or claim (2, vermilion).</summary>
    Bound = 2,

    /// <summary>Anything measured on test data (2, vermilion).</summary>
    Test = 2,

    /// <summary>A sharper bound or corrected value (3, teal).</summary>
    Sharper = 3,

    /// <summary>A fourth quantity without a fixed meaning (4, plum).</summary>
    Other = 4,

    /// <summary>A limit law or asymptote (5, ochre).</summary>
    Limit = 5,

    /// <summary>A sixth quantity without a fixed meaning (6, sky).</summary>
    Sky = 6,

    /// <summary>A seventh quantity without a fixed meaning (7, rose).</summary>
    Rose = 7,

    /// <summary>A lower bound or background (8, slate).</summary>
    Lower = 8,
}

/// <summary>Which axes of a figure are logarithmic.</summary>
[Flags]
public enum Scale
{
    /// <summary>Both axes linear.</summary>
    Linear = 0,

    /// <summary>Horizontal axis logarithmic.</summary>
    LogX = 1,

    /// <summary>Vertical axis logarithmic.</summary>
    LogY = 2,

    /// <summary>Both axes logarithmic.</summary>
    LogLog = LogX | LogY,
}

/// <summary>Where a text stands relative to its point.</summary>
public enum Align
{
    /// <summary>To the right of the point.</summary>
    Right,

    /// <summary>To the left of the point.</summary>
    Left,

    /// <summary>Centred above the point.</summary>
    Above,

    /// <summary>Centred below the point.</summary>
    Below,
}
