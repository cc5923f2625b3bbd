using Lemmata.Arguments;

namespace Lemmata.Learning.Topics.Datalog;

/// <summary>A program of facts and rules, read, checked and divided into strata.</summary>
/// <remarks>
/// <para>Definition: <c>head :- atom, atom, !atom.</c> reads "head if all of these"; variables begin with a capital
/// letter, <c>_</c> is a variable of its own each time, <c>!</c> is negation, <c>//</c> and <c>%</c> begin
/// comments.</para>
/// <para>Edge cases: a program without rules has the empty model; a predicate without any rule is empty.</para>
/// </remarks>
public sealed class DatalogProgram
{
    // Columns are bits of an int.
    private const int MostArguments = 31;

    private DatalogProgram(IReadOnlyList<Rule> rules, IReadOnlyList<IReadOnlyList<Rule>> strata) =>
        (Rules, Strata) = (rules, strata);

    /// <summary>The rules and facts in the order of the text.</summary>
    public IReadOnlyList<Rule> Rules { get; }

    /// <summary>The rules in the order of evaluation: what a rule negates is complete before its stratum begins.</summary>
    public IReadOnlyList<IReadOnlyList<Rule>> Strata { get; }

    /// <summary>Reads a program and checks that it has a meaning.</summary>
    /// <param name="rules">The text.</param>
    /// <returns>The program.</returns>
    /// <exception cref="ArgumentException">With line and column: the text is no program; a predicate has two numbers of
    /// arguments; a variable of a head or of a negated atom stands in no positive atom of the body; or a predicate
    /// depends on its own negation.</exception>
    public static DatalogProgram Parse(string rules)
    {
        ArgumentNullException.ThrowIfNull(rules);
        var read = new Parser(rules).Rules();
        RequireOneArity(read);
        foreach (var rule in read)
            RequireSafe(rule);
        return new(read, Divide(read));
    }

    /// <summary>The facts that follow, by rounds of rules until nothing is new.</summary>
    /// <param name="method">Which facts a round looks at.</param>
    /// <returns>The least model, stratum by stratum.</returns>
    /// <exception cref="OperationCanceledException">The host cancelled the cell.</exception>
    public DatalogModel Evaluate(Evaluation method = Evaluation.SemiNaive) => new Engine(this, method).Run();

    private static void RequireOneArity(IReadOnlyList<Rule> rules)
    {
        var first = new Dictionary<string, Atom>(StringComparer.Ordinal);
        foreach (var atom in rules.SelectMany(rule => rule.Body.Prepend(rule.Head)))
        {
            Require.That(
                atom.Terms.Count <= MostArguments,
                nameof(rules),
                $"{atom.At}: {atom.Predicate} has {atom.Terms.Count} arguments, at most {MostArguments}; split it in two.");
            if (first.TryAdd(atom.Predicate, atom))
                continue;
            var before = first[atom.Predicate];
            Require.That(
                before.Terms.Count == atom.Terms.Count,
                nameof(rules),
                $"{atom.At}: {atom} has {atom.Terms.Count} arguments but {before} at {before.At} has "
                    + $"{before.Terms.Count}; give one of them another name.");
        }
    }

    private static void RequireSafe(Rule rule)
    {
        var bound = rule.Body.Where(atom => !atom.Negated).SelectMany(atom => atom.Variables).ToHashSet();
        foreach (var atom in rule.Body.Where(atom => atom.Negated).Prepend(rule.Head))
        {
            foreach (var variable in atom.Variables.Where(name => !bound.Contains(name)))
            {
                Require.That(
                    false,
                    "rules",
                    $"{atom.At}: the variable {variable} of {atom} stands in no positive atom of the body, so that it has "
                        + $"infinitely many values; add an atom that lists them, such as node({variable}).");
            }
        }
    }

    private static IReadOnlyList<IReadOnlyList<Rule>> Divide(IReadOnlyList<Rule> rules)
    {
        var uses = rules.SelectMany(rule => rule.Body.Select(atom => (rule.Head.Predicate, Used: atom.Predicate)))
            .ToLookup(pair => pair.Predicate, pair => pair.Used, StringComparer.Ordinal);
        foreach (var rule in rules)
        {
            foreach (var atom in rule.Body.Where(atom => atom.Negated))
            {
                var path = Path(uses, atom.Predicate, rule.Head.Predicate);
                Require.That(
                    path is null,
                    nameof(rules),
                    $"{atom.At}: {rule.Head.Predicate} depends on its own negation, by {atom} and then "
                        + $"{string.Join(" ← ", path ?? [])}; no order of evaluation settles that, so break the circle.");
            }
        }

        // Without a circle through a negation, the numbers below settle.
        var stratum = rules.SelectMany(rule => rule.Body.Prepend(rule.Head)).Select(atom => atom.Predicate).Distinct()
            .ToDictionary(name => name, _ => 0, StringComparer.Ordinal);
        for (var changed = true; changed;)
        {
            changed = false;
            foreach (var rule in rules)
            {
                var least = rule.Body.Select(atom => stratum[atom.Predicate] + (atom.Negated ? 1 : 0)).Append(0).Max();
                if (least <= stratum[rule.Head.Predicate])
                    continue;
                (stratum[rule.Head.Predicate], changed) = (least, true);
            }
        }

        return
        [
            .. rules.GroupBy(rule => stratum[rule.Head.Predicate]).OrderBy(group => group.Key)
                .Select(group => (IReadOnlyList<Rule>)[.. group]),
        ];
    }

    /// <summary>A shortest chain of uses from one predicate to another, or null.</summary>
    private static List<string>? Path(ILookup<string, string> uses, string from, string to)
    {
        var before = new Dictionary<string, string?>(StringComparer.Ordinal) { [from] = null };
        var queue = new Queue<string>([from]);
        while (queue.TryDequeue(out var at))
        {
            if (at == to)
            {
                var path = new List<string>();
                for (string? step = at; step is not null; step = before[step])
                    path.Insert(0, step);
                return path;
            }

            foreach (var used in uses[at])
            {
                if (before.TryAdd(used, at))
                    queue.Enqueue(used);
            }
        }

        return null;
    }
}
