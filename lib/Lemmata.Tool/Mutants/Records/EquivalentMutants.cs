using Lemmata.Tool.Mutants.Making;
using Lemmata.Tool.Reading;

namespace Lemmata.Tool.Mutants.Records;

/// <summary>A fault that nothing can notice, with the reason.</summary>
/// <param name="Line">Its line in the list, from 1.</param>
/// <param name="Notebook">The notebook's slug, or <c>*</c> for all.</param>
/// <param name="Mutant">The fault.</param>
/// <param name="Argument">Why it changes nothing, in a sentence.</param>
internal sealed record EquivalentMutant(int Line, string Notebook, Mutant Mutant, string Argument);

/// <summary>The reviewed list of faults that change nothing, <c>data/mutants/equivalent.csv</c>.</summary>
/// <param name="Entries">The entries in order.</param>
internal sealed record EquivalentMutants(IReadOnlyList<EquivalentMutant> Entries)
{
    /// <summary>The list's name in the collection.</summary>
    public const string Name = "data/mutants/equivalent.csv";

    private static readonly string[] Columns = ["notebook", .. Mutant.Columns, "argument"];

    /// <summary>Reads the list; a collection without one has no entry.</summary>
    /// <param name="root">The collection's folder.</param>
    /// <exception cref="MutationException">A line is not as the first one says.</exception>
    public static EquivalentMutants Read(string root)
    {
        var file = Path.Combine(root, Name);
        if (!File.Exists(file)) return new EquivalentMutants([]);
        var lines = File.ReadAllLines(file);
        if (lines.Length == 0 || lines[0] != string.Join(',', Columns))
            throw new MutationException($"{Name}:1: the first line has to be {string.Join(',', Columns)}");
        var entries = new List<EquivalentMutant>();
        for (var i = 1; i < lines.Length; i++)
        {
            var fields = Csv.Read(lines[i]);
            if (fields.Length != Columns.Length || Mutant.Read(fields[1..]) is not { } mutant)
                throw new MutationException($"{Name}:{i + 1}: required are {Columns.Length} fields: {string.Join(',', Columns)}");
            if (fields[^1].Trim().Length == 0)
                throw new MutationException($"{Name}:{i + 1}: the argument is missing; say why the fault changes nothing");
            if (entries.Exists(other => other.Mutant == mutant && other.Notebook == fields[0]))
                throw new MutationException($"{Name}:{i + 1}: the fault stands in the list already");
            entries.Add(new EquivalentMutant(i + 1, fields[0], mutant, fields[^1]));
        }

        return new EquivalentMutants(entries);
    }

    /// <summary>The entry for a fault in a notebook; null where there is none.</summary>
    public EquivalentMutant? Of(Mutant mutant, string slug) =>
        Entries.FirstOrDefault(entry => entry.Mutant == mutant && (entry.Notebook == "*" || entry.Notebook == slug));

    /// <summary>Entries that name no fault, because the code has changed: their arguments are about other code.</summary>
    public IEnumerable<string> Stale(IReadOnlyCollection<Mutant> mutants)
    {
        var known = mutants.ToHashSet();
        return Entries.Where(entry => !known.Contains(entry.Mutant)).Select(entry =>
            $"{Name}:{entry.Line}: the library has no such fault any more; look at the code again and remove the line");
    }
}
