using Quickenshtein;

namespace Lemmata.Tool.Reading;

/// <summary>What somebody may have meant who mistyped a name.</summary>
internal static class Suggestion
{
    /// <summary>The name that differs in the fewest letters; null where none is near.</summary>
    public static string? For(string typed, IEnumerable<string> known)
    {
        var near = known
            .Select(name => (Name: name, Distance: Levenshtein.GetDistance(typed.ToUpperInvariant(), name.ToUpperInvariant())))
            .OrderBy(each => each.Distance)
            .ThenBy(each => each.Name, StringComparer.Ordinal)
            .FirstOrDefault((Name: "", Distance: int.MaxValue));
        return near.Distance <= Math.Max(2, typed.Length / 4) ? near.Name : null;
    }

    /// <summary>A question to put behind an error, with its space; empty where nothing is near.</summary>
    public static string Question(string typed, IEnumerable<string> known) =>
        For(typed, known) is { } name ? $"; did you mean {name}?" : "";
}
