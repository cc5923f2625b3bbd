using Lemmata.Display;

namespace Lemmata.Claims.Comparisons;

/// <summary>What a verb found out, before it is known which claim and which part it is for.</summary>
/// <param name="Held">Whether the comparison came out as asked.</param>
/// <param name="Summary">What was compared and how close it came, in words; a sentence without a full stop.</param>
internal sealed record Finding(bool Held, string Summary)
{
    /// <summary>For a comparison that did not come out: both numbers.</summary>
    public string Failure { get; init; } = Summary;

    /// <summary>The summary in fewer words, for the table of claims.</summary>
    public string Brief { get; init; } = Summary;

    /// <summary>A number (rounded to what is shown) or a text.</summary>
    public object? Observed { get; init; }

    /// <summary>A number (rounded to what is shown) or a text.</summary>
    public object? Expected { get; init; }

    public double? Deviation { get; init; }

    public double? Tolerance { get; init; }

    public int Points { get; init; } = 1;

    public string? At { get; init; }

    /// <summary>Observed over bound, or deviation over tolerance, rounded to three digits.</summary>
    public IReadOnlyList<double> Ratios { get; init; } = [];

    /// <summary>What the tall stroke of the strip stands for.</summary>
    public string Limit { get; init; } = "bound";

    /// <summary>NaN or infinity was observed: no control may count that as its failure.</summary>
    public bool NotFinite { get; init; }

    /// <summary>The statement of the source was shown to be wrong, whatever the kind of the check.</summary>
    public bool Refuted { get; init; }

    public static Finding NotANumber(string what, double value, string against, string? at) =>
        new(false, $"{what} is {NumberText.Significant(value)}{Place(at)}")
        {
            Failure =
                $"{what} is {NumberText.Significant(value)} but must be a finite number to be compared with "
                    + $"{against}{Place(at)}",
            NotFinite = true,
            At = at,
        };

    /// <summary>", at λ = 3" or nothing.</summary>
    public static string Place(string? at) => string.IsNullOrEmpty(at) ? "" : $", at {at}";

    /// <summary>Two different numbers in the fewest digits, at least four, that tell them apart.</summary>
    public static (string, string) Apart(double a, double b)
    {
        for (var digits = 4; digits < 17; digits++)
        {
            var (first, second) = (NumberText.Significant(a, digits), NumberText.Significant(b, digits));
            if (first != second) return (first, second);
        }
        return (NumberText.Significant(a, 17), NumberText.Significant(b, 17));
    }
}
