using Lemmata.Display;

namespace Lemmata.Learning.Topics.Datalog;

/// <summary>Applies rules in rounds until nothing is new, one stratum after the other.</summary>
internal sealed class Engine
{
    private readonly DatalogProgram program;
    private readonly Evaluation method;
    private readonly Dictionary<string, int> constants = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Relation> relations = new(StringComparer.Ordinal);
    private readonly List<int> newFacts = [];
    private readonly List<long> derivations = [];
    private readonly CancellationToken cancellation = Ambient.Cancellation;
    private long matches;

    public Engine(DatalogProgram program, Evaluation method)
    {
        (this.program, this.method) = (program, method);
        foreach (var atom in program.Rules.SelectMany(rule => rule.Body.Prepend(rule.Head)))
            relations.TryAdd(atom.Predicate, new(atom.Terms.Count));
        foreach (var rule in program.Rules.Where(rule => rule.Body.Count == 0))
            relations[rule.Head.Predicate].Add([.. rule.Head.Terms.Select(term => Number(term.Name))]);
    }

    public DatalogModel Run()
    {
        foreach (var stratum in program.Strata)
            Run([.. stratum.Where(rule => rule.Body.Count > 0).Select(Prepare)]);
        var names = constants.OrderBy(pair => pair.Value).Select(pair => pair.Key).ToArray();
        return new(
            relations.ToDictionary(
                pair => pair.Key,
                pair =>
                {
                    var tuples = Enumerable.Range(0, pair.Value.Count)
                        .Select(i => pair.Value[i].Select(entry => names[entry]).ToArray()).ToList();
                    tuples.Sort(DatalogModel.Compare);
                    return (IReadOnlyList<string[]>)tuples;
                }),
            newFacts,
            derivations);
    }

    private void Run(List<Prepared> rules)
    {
        if (rules.Count == 0)
            return;
        var heads = rules.Select(rule => rule.Head).Distinct().ToList();
        foreach (var relation in relations.Values)
            (relation.Old, relation.Visible) = (0, relation.Count);
        for (var round = 1; ; round++)
        {
            cancellation.ThrowIfCancellationRequested();
            var before = heads.Sum(head => head.Count);
            matches = 0;
            foreach (var rule in rules)
                Apply(rule, heads, full: round == 1 || method == Evaluation.Naive);
            derivations.Add(matches);
            var found = heads.Sum(head => head.Count) - before;
            if (found == 0)
                return;
            newFacts.Add(found);
            foreach (var head in heads)
                (head.Old, head.Visible) = (head.Visible, head.Count);
        }
    }

    /// <summary>All matches, or those in which at least one fact is the last round's: the first such fact stands in the
    /// atom <c>fresh</c>, atoms before it match older facts only.</summary>
    private void Apply(Prepared rule, List<Relation> heads, bool full)
    {
        if (full)
        {
            Match(rule, 0, fresh: -1, heads);
            return;
        }

        for (var fresh = 0; fresh < rule.Body.Length; fresh++)
        {
            if (!rule.Body[fresh].Negated && heads.Contains(rule.Body[fresh].Relation))
                Match(rule, 0, fresh, heads);
        }
    }

    private void Match(Prepared rule, int depth, int fresh, List<Relation> heads)
    {
        if (depth == rule.Body.Length)
        {
            if ((++matches & 1023) == 0)
                cancellation.ThrowIfCancellationRequested();
            for (var i = 0; i < rule.HeadSlots.Length; i++)
                rule.HeadScratch[i] = rule.Values[rule.HeadSlots[i]];
            rule.Head.Add(rule.HeadScratch);
            return;
        }

        var atom = rule.Body[depth];
        for (int column = 0, i = 0; column < atom.Slots.Length; column++)
        {
            if ((atom.BoundColumns >> column & 1) != 0)
                atom.Key[i++] = rule.Values[atom.Slots[column]];
        }

        if (atom.Negated)
        {
            if (!atom.Relation.Contains(atom.Key))
                Match(rule, depth + 1, fresh, heads);
            return;
        }

        if (atom.Relation.Places(atom.BoundColumns, atom.Key) is not { } places)
            return;
        var recursive = fresh >= 0 && heads.Contains(atom.Relation);
        var from = recursive && depth == fresh ? atom.Relation.Old : 0;
        var to = recursive && depth < fresh ? atom.Relation.Old : atom.Relation.Visible;
        // By number: a rule may add to the list that it runs through.
        for (var p = 0; p < places.Count && places[p] < to; p++)
        {
            if (places[p] >= from && Bind(rule, atom, atom.Relation[places[p]]))
                Match(rule, depth + 1, fresh, heads);
        }
    }

    /// <summary>Writes a tuple's free columns into the variables; false when a variable that stands twice would get two
    /// values.</summary>
    private static bool Bind(Prepared rule, PreparedAtom atom, int[] tuple)
    {
        for (var column = 0; column < tuple.Length; column++)
        {
            if ((atom.BoundColumns >> column & 1) != 0)
                continue;
            var first = atom.FirstColumn[column];
            if (first != column && tuple[first] != tuple[column])
                return false;
            rule.Values[atom.Slots[column]] = tuple[column];
        }

        return true;
    }

    private int Number(string constant)
    {
        if (!constants.TryGetValue(constant, out var number))
            constants[constant] = number = constants.Count;
        return number;
    }

    /// <summary>Gives variables and constants places in one array; negated atoms come last, when all is bound.</summary>
    private Prepared Prepare(Rule rule)
    {
        var slots = new Dictionary<Term, int>();
        var values = new List<int>();
        int Slot(Term term)
        {
            if (!slots.TryGetValue(term, out var slot))
            {
                slots[term] = slot = values.Count;
                values.Add(term.IsVariable ? -1 : Number(term.Name));
            }

            return slot;
        }

        var bound = new HashSet<Term>();
        var body = new List<PreparedAtom>();
        foreach (var atom in rule.Body.OrderBy(atom => atom.Negated))
        {
            var columns = 0;
            for (var column = 0; column < atom.Terms.Count; column++)
            {
                if (!atom.Terms[column].IsVariable || bound.Contains(atom.Terms[column]))
                    columns |= 1 << column;
            }

            bound.UnionWith(atom.Terms.Where(term => term.IsVariable));
            var terms = atom.Terms.ToList();
            body.Add(new(
                relations[atom.Predicate],
                [.. terms.Select(Slot)],
                [.. terms.Select(term => terms.IndexOf(term))],
                columns,
                new int[System.Numerics.BitOperations.PopCount((uint)columns)],
                atom.Negated));
        }

        int[] head = [.. rule.Head.Terms.Select(Slot)];
        return new(relations[rule.Head.Predicate], head, new int[head.Length], [.. body], [.. values]);
    }

    private sealed record Prepared(
        Relation Head,
        int[] HeadSlots,
        int[] HeadScratch,
        PreparedAtom[] Body,
        int[] Values);

    private sealed record PreparedAtom(
        Relation Relation,
        int[] Slots,
        int[] FirstColumn,
        int BoundColumns,
        int[] Key,
        bool Negated);
}
