using Lemmata.Tool.Mutants.Making;
using Lemmata.Tool.Sweeps.Planning;

namespace Lemmata.Tool.Mutants.Running;

/// <summary>Draws faults from those that a notebook's run comes to, spread over the methods.</summary>
internal static class MutantSample
{
    /// <summary>Draws a sample: the methods in a random order, one fault of each in turn until there are enough.</summary>
    /// <param name="mutants">All faults by number.</param>
    /// <param name="reached">The numbers of those that the run comes to.</param>
    /// <param name="count">How many to draw, at least 1; all where there are fewer.</param>
    /// <param name="seed">The same seed gives the same sample.</param>
    /// <returns>The numbers, in the order drawn.</returns>
    public static IReadOnlyList<int> Draw(
        IReadOnlyList<Mutant> mutants, IReadOnlyCollection<int> reached, int count, ulong seed)
    {
        var random = new SplitMix64(seed);
        var members = reached.GroupBy(number => (mutants[number].File, mutants[number].Member))
            .OrderBy(group => group.Key.File, StringComparer.Ordinal)
            .ThenBy(group => group.Key.Member, StringComparer.Ordinal)
            .Select(group => new Queue<int>(Shuffled(group.Order(), random))).ToList();
        var turns = Shuffled(members, random);
        var drawn = new List<int>();
        while (drawn.Count < count && turns.Exists(left => left.Count > 0))
        {
            foreach (var left in turns.Where(each => each.Count > 0).Take(count - drawn.Count))
                drawn.Add(left.Dequeue());
        }

        return drawn;
    }

    private static List<T> Shuffled<T>(IEnumerable<T> items, SplitMix64 random)
    {
        var list = items.ToList();
        for (var i = list.Count - 1; i > 0; i--)
        {
            var j = (int)random.Below((ulong)(i + 1));
            (list[i], list[j]) = (list[j], list[i]);
        }

        return list;
    }
}
