using System.Globalization;

namespace Lemmata.Learning.Topics.Datalog;

/// <summary>Which facts a round of rules looks at.</summary>
public enum Evaluation
{
    /// <summary>All rules on all facts, every round.</summary>
    Naive,

    /// <summary>Only matches that use a fact of the round before.</summary>
    SemiNaive,
}

/// <summary>The facts that follow from a program.</summary>
public sealed class DatalogModel
{
    private readonly IReadOnlyDictionary<string, IReadOnlyList<string[]>> facts;

    internal DatalogModel(
        IReadOnlyDictionary<string, IReadOnlyList<string[]>> facts,
        IReadOnlyList<int> newFacts,
        IReadOnlyList<long> derivations) => (this.facts, NewFacts, Derivations) = (facts, newFacts, derivations);

    /// <summary>New facts of each productive round; the program's own facts are given before round 1. Rounds of later
    /// strata follow those of earlier ones.</summary>
    public IReadOnlyList<int> NewFacts { get; }

    /// <summary>Matches of whole bodies in each round, new or not; the last rounds of strata may bring nothing
    /// new.</summary>
    public IReadOnlyList<long> Derivations { get; }

    /// <summary>The tuples of a predicate, in order: numbers by size, before other constants by their letters.</summary>
    /// <param name="predicate">Its name; one that the program does not know is empty.</param>
    /// <returns>The arguments of each fact.</returns>
    public IReadOnlyList<string[]> this[string predicate] => facts.TryGetValue(predicate, out var found) ? found : [];

    /// <summary>All facts as text, such as <c>edge(1, 2)</c>, in order of predicates and tuples.</summary>
    public IEnumerable<string> Facts => facts.OrderBy(pair => pair.Key, StringComparer.Ordinal)
        .SelectMany(pair => pair.Value.Select(tuple => Write(pair.Key, tuple)));

    /// <summary>Whether a fact follows.</summary>
    /// <param name="predicate">Its predicate.</param>
    /// <param name="arguments">Its arguments as they are written in the program.</param>
    /// <returns>True when it is in the model.</returns>
    public bool Contains(string predicate, params string[] arguments) =>
        this[predicate].Any(tuple => tuple.AsSpan().SequenceEqual(arguments));

    internal static string Write(string predicate, string[] tuple) =>
        tuple.Length == 0 ? predicate : $"{predicate}({string.Join(", ", tuple)})";

    internal static int Compare(string[] a, string[] b)
    {
        for (var i = 0; i < a.Length; i++)
        {
            if (Compare(a[i], b[i]) is not 0 and var order)
                return order;
        }

        return 0;
    }

    private static int Compare(string a, string b)
    {
        var (isA, isB) = (IsNumber(a, out var x), IsNumber(b, out var y));
        return isA && isB && x != y ? x.CompareTo(y) : isA != isB ? (isA ? -1 : 1) : string.CompareOrdinal(a, b);
    }

    private static bool IsNumber(string text, out long number) =>
        long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out number);
}
