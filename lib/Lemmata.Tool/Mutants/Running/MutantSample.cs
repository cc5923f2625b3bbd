using Lemmata.Tool.Mutants.Making;
using Lemmata.Tool.Sweeps.Planning;

namespace Lemmata.Tool.Mutants.Running;

/// <summary>Draws faults from those that a notebook's run comes to, spread over the methods.</summary>
internal static class MutantSample
{
    /// <summary>
    /// Draws a sample: the methods in a random order, one fault of each in turn until there are enough. The order comes
    /// from seed and description alone: a notebook with a further check, or a fault elsewhere in the library, keeps most
    /// of its sample, so that what was mended is tried again.
    /// </summary>
    /// <param name="mutants">All faults by number.</param>
    /// <param name="reached">The numbers of those that the run comes to.</param>
    /// <param name="count">How many to draw, at least 1; all where there are fewer.</param>
    /// <param name="seed">The same seed gives the same sample.</param>
    /// <returns>The numbers, in the order drawn.</returns>
    public static IReadOnlyList<int> Draw(
        IReadOnlyList<Mutant> mutants, IReadOnlyCollection<int> reached, int count, ulong seed)
    {
        var turns = reached.GroupBy(number => (mutants[number].File, mutants[number].Member))
            .OrderBy(group => Rank(seed, group.Key.File, group.Key.Member)).ThenBy(group => group.Min())
            .Select(group => new Queue<int>(
                group.OrderBy(number => Rank(seed, [.. mutants[number].Fields])).ThenBy(number => number)))
            .ToList();
        var drawn = new List<int>();
        while (drawn.Count < count && turns.Exists(left => left.Count > 0))
        {
            foreach (var left in turns.Where(each => each.Count > 0).Take(count - drawn.Count))
                drawn.Add(left.Dequeue());
        }

        return drawn;
    }

    /// <summary>A number at random that belongs to some texts: their FNV-1a hash, mixed with the seed.</summary>
    private static ulong Rank(ulong seed, params ReadOnlySpan<string> texts)
    {
        var hash = 14695981039346656037;
        foreach (var text in texts)
        {
            foreach (var unit in text) hash = (hash ^ unit) * 1099511628211;
            hash = (hash ^ '\n') * 1099511628211;
        }

        return new SplitMix64(hash + new SplitMix64(seed).Next()).Next();
    }
}
