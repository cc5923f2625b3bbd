using System.Globalization;

namespace Lemmata.Session.Stepping;

/// <summary>Where cells are to stop.</summary>
internal sealed class Breakpoint
{
    private int met;

    /// <summary>The line asked for, from 1.</summary>
    public required int Line { get; init; }

    /// <summary>C# that must be true at the place; empty for always.</summary>
    public string Condition { get; init; } = "";

    /// <summary>Which of the visits count: <c>5</c>, <c>&gt;= 5</c>, <c>% 5</c>; empty for all.</summary>
    public string Hits { get; init; } = "";

    /// <summary>A text to write instead of stopping, with C# in braces; empty to stop.</summary>
    public string Log { get; init; } = "";

    /// <summary>Whether it goes away when it has been met, as for "run to the cursor".</summary>
    public bool IsOnce { get; init; }

    /// <summary>Where it stands; null while no code with stops is there.</summary>
    public StopPlace? Place { get; set; }

    /// <summary>Whether a condition that cannot be evaluated was told of.</summary>
    public bool IsTold { get; set; }

    /// <summary>Counts a visit at which the condition held.</summary>
    /// <returns>Whether this visit is meant.</returns>
    public bool Count()
    {
        var now = Interlocked.Increment(ref met);
        var text = Hits.Trim();
        if (text == "") return true;
        var digits = text.TrimStart('=', '>', '<', '%', ' ');
        if (!int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var number)) return true;
        return text[..^digits.Length].Trim() switch
        {
            ">=" => now >= number,
            ">" => now > number,
            "<=" => now <= number,
            "<" => now < number,
            "%" => number > 0 && now % number == 0,
            _ => now == number,
        };
    }

    /// <summary>What is wrong with the count of hits; null where nothing is.</summary>
    public string? Wrong
    {
        get
        {
            var digits = Hits.Trim().TrimStart('=', '>', '<', '%', ' ');
            return Hits.Trim() == "" || int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out _)
                ? null
                : $"\"{Hits}\" is no count of hits: write 5, >= 5 or % 5";
        }
    }
}
