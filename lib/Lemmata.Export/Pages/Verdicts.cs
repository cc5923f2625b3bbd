using Lemmata.Export.Reading;

namespace Lemmata.Export.Pages;

/// <summary>Verdicts in words, and the class of style that gives them shape and colour.</summary>
internal static class Verdicts
{
    /// <summary>Style class of a verdict.</summary>
    public static string Class(string verdict) => verdict switch
    {
        "holds" => "holds",
        "corrected" => "fixed",
        "fails" => "fails",
        _ => "open",
    };

    public static string Words(string verdict) => verdict switch
    {
        "holds" => "Holds",
        "corrected" => "Holds, corrected",
        "fails" => "Fails",
        _ => "Open",
    };

    /// <summary>How the claims of a notebook came out.</summary>
    public static string Tally(ClaimsOfNotebook claims) =>
        Tally(claims.Count("holds"), claims.Count("corrected"), claims.Count("fails"), claims.Count("open"));

    /// <summary>"6 hold · 1 corrected · 1 fails", without zeros.</summary>
    public static string Tally(int holds, int corrected, int fails, int open)
    {
        var parts = new List<string>();
        if (holds > 0)
            parts.Add($"{holds} {(holds == 1 ? "holds" : "hold")}");
        if (corrected > 0)
            parts.Add($"{corrected} corrected");
        if (fails > 0)
            parts.Add($"{fails} {(fails == 1 ? "fails" : "fail")}");
        if (open > 0)
            parts.Add($"{open} open");
        return parts.Count == 0 ? "no claims" : string.Join(" · ", parts);
    }
}
