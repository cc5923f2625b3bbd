namespace Lemmata.Learning.Topics.Datalog;

/// <summary>Tuples of one predicate in the order they were found, with an index for each set of columns asked for.</summary>
internal sealed class Relation(int arity)
{
    private readonly HashSet<int[]> known = new(TupleComparer.Instance);
    private readonly Dictionary<int, Dictionary<int[], List<int>>> indices = [];
    private readonly List<int[]> tuples = [];

    /// <summary>Tuples before this place are older than the last round.</summary>
    public int Old { get; set; }

    /// <summary>Tuples before this place are visible in this round; from <see cref="Old"/> on they are the last
    /// round's.</summary>
    public int Visible { get; set; }

    public int Count => tuples.Count;

    public int[] this[int place] => tuples[place];

    public bool Contains(int[] tuple) => known.Contains(tuple);

    /// <summary>Adds a copy of a tuple unless it is there.</summary>
    public bool Add(int[] scratch)
    {
        if (known.Contains(scratch))
            return false;
        var tuple = (int[])scratch.Clone();
        known.Add(tuple);
        tuples.Add(tuple);
        foreach (var (columns, index) in indices)
            Insert(columns, index, tuples.Count - 1);
        return true;
    }

    /// <summary>The places of tuples that agree with a key in some columns, in increasing order.</summary>
    /// <param name="columns">A bit for each column.</param>
    /// <param name="key">The values of these columns, in order.</param>
    public List<int>? Places(int columns, int[] key)
    {
        if (!indices.TryGetValue(columns, out var index))
        {
            indices[columns] = index = new(TupleComparer.Instance);
            for (var place = 0; place < tuples.Count; place++)
                Insert(columns, index, place);
        }

        return index.GetValueOrDefault(key);
    }

    private void Insert(int columns, Dictionary<int[], List<int>> index, int place)
    {
        var key = new int[System.Numerics.BitOperations.PopCount((uint)columns)];
        for (int column = 0, i = 0; column < arity; column++)
        {
            if ((columns >> column & 1) != 0)
                key[i++] = tuples[place][column];
        }

        if (!index.TryGetValue(key, out var places))
            index[key] = places = [];
        places.Add(place);
    }
}

/// <summary>Tuples are equal when their entries are.</summary>
internal sealed class TupleComparer : IEqualityComparer<int[]>
{
    public static TupleComparer Instance { get; } = new();

    public bool Equals(int[]? a, int[]? b) => a.AsSpan().SequenceEqual(b);

    public int GetHashCode(int[] tuple)
    {
        var hash = 17u;
        foreach (var entry in tuple)
            hash = (hash ^ (uint)entry) * 2654435769u;
        return (int)(hash ^ hash >> 15);
    }
}
