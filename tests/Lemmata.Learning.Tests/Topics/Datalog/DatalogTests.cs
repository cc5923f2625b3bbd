using Lemmata.Learning.Numerics.Random;
using Lemmata.Learning.Topics.Datalog;

namespace Lemmata.Learning.Tests.Topics.Datalog;

public class DatalogTests
{
    private const string Linear = "path(X, Y) :- edge(X, Y).\npath(X, Z) :- path(X, Y), edge(Y, Z).\n",
        Doubling = "path(X, Y) :- edge(X, Y).\npath(X, Z) :- path(X, Y), path(Y, Z).\n";

    private static string Edges(IEnumerable<(int From, int To)> edges) =>
        string.Concat(edges.Select(e => $"edge({e.From}, {e.To})."));

    private static (int, int)[] Chain(int n) => [.. Enumerable.Range(1, n - 1).Select(i => (i, i + 1))];

    private static DatalogModel Run(string rules, Evaluation method = Evaluation.SemiNaive) =>
        DatalogProgram.Parse(rules).Evaluate(method);

    private static int Warshall(IEnumerable<(int From, int To)> edges)
    {
        var list = edges.ToArray();
        var n = list.Max(e => Math.Max(e.From, e.To)) + 1;
        var reach = new bool[n, n];
        foreach (var (from, to) in list)
            reach[from, to] = true;
        for (var k = 0; k < n; k++)
        {
            for (var i = 0; i < n; i++)
            {
                for (var j = 0; j < n; j++)
                    reach[i, j] |= reach[i, k] && reach[k, j];
            }
        }

        return reach.Cast<bool>().Count(found => found);
    }

    /// <summary>The number of edges of the longest among all shortest paths, by breadth-first search.</summary>
    private static int LongestShortestPath(IEnumerable<(int From, int To)> edges)
    {
        var next = edges.ToLookup(e => e.From, e => e.To);
        var longest = 0;
        foreach (var start in next.Select(group => group.Key))
        {
            var seen = new HashSet<int>();
            var layer = next[start].Where(seen.Add).ToArray();
            for (var length = 1; layer.Length > 0; length++)
            {
                longest = Math.Max(longest, length);
                layer = [.. layer.SelectMany(node => next[node]).Where(seen.Add)];
            }
        }

        return longest;
    }

    public static TheoryData<string, int, int, int> Graphs => new()
    {
        { "chain 10", 45, 9, 5 }, { "chain 33", 528, 32, 6 }, { "cycle 5", 25, 5, 4 }, { "squares", 97, 7, 4 },
    };

    private static (int, int)[] Graph(string name) => name switch
    {
        "chain 10" => Chain(10),
        "chain 33" => Chain(33),
        "cycle 5" => [.. Enumerable.Range(0, 5).Select(i => (i, (i + 1) % 5))],
        _ => [.. Enumerable.Range(0, 23).Select(i => (i, (i * i + 1) % 23))],
    };

    [Theory]
    [MemberData(nameof(Graphs))]
    public void Facts_and_rounds_are_the_tabulated_ones_for_both_methods(string name, int facts, int linear, int doubling)
    {
        var edges = Graph(name);
        Assert.Equal(facts, Warshall(edges));
        // Round r of the linear rule finds the pairs at distance r, the other rule those up to 2^(r − 1).
        Assert.Equal(linear, LongestShortestPath(edges));
        Assert.Equal(doubling, 1 + Enumerable.Range(0, 9).First(r => 1 << r >= LongestShortestPath(edges)));
        foreach (var (rules, rounds) in new[] { (Linear, linear), (Doubling, doubling) })
        {
            var fast = Run(rules + Edges(edges));
            var slow = Run(rules + Edges(edges), Evaluation.Naive);
            Assert.Equal(facts, fast["path"].Count);
            Assert.Equal(fast.Facts, slow.Facts);
            Assert.Equal(rounds, fast.NewFacts.Count);
            Assert.Equal(fast.NewFacts, slow.NewFacts);
            Assert.True(fast.Derivations.Sum() < slow.Derivations.Sum());
        }
    }

    [Fact]
    public void Derivations_of_a_chain_are_pairs_or_triples_of_nodes()
    {
        for (var n = 3; n < 40; n += 6)
        {
            // A pair is derived once, in the linear form; in the other once for every node between, and n − 1 times
            // from an edge.
            Assert.Equal(n * (n - 1) / 2, Run(Linear + Edges(Chain(n))).Derivations.Sum());
            Assert.Equal(
                n * (n - 1) * (n - 2) / 6 + n - 1,
                Run(Doubling + Edges(Chain(n))).Derivations.Sum());
        }
    }

    [Fact]
    public void Random_programs_have_the_intersection_of_all_models()
    {
        var random = new SplitMix64(17);
        for (var trial = 0; trial < 60; trial++)
        {
            // Propositions a … h and rules with one or two of them in the body.
            string Letter() => ((char)('a' + random.NextInt(8))).ToString();
            var rules = Enumerable.Range(0, 10).Select(_ => (Head: Letter(),
                Body: Enumerable.Range(0, random.NextInt(3)).Select(_ => Letter()).ToArray())).ToArray();
            var text = string.Concat(rules.Select(rule => rule.Body.Length == 0
                ? $"{rule.Head}. " : $"{rule.Head} :- {string.Join(", ", rule.Body)}. "));
            var least = 255;
            for (var set = 0; set < 256; set++)
            {
                bool In(string letter) => (set >> letter[0] - 'a' & 1) != 0;
                if (rules.All(rule => !rule.Body.All(In) || In(rule.Head)))
                    least &= set;
            }

            var expected = "abcdefgh".Where((_, i) => (least >> i & 1) != 0).Select(c => c.ToString());
            Assert.Equal(expected, Run(text).Facts);
            Assert.Equal(expected, Run(text, Evaluation.Naive).Facts);
        }
    }

    [Fact]
    public void Random_graphs_have_the_closure_that_warshall_finds_and_its_complement()
    {
        var random = new SplitMix64(23);
        for (var trial = 0; trial < 20; trial++)
        {
            var edges = Enumerable.Range(0, 14).Select(_ => (random.NextInt(9), random.NextInt(9))).ToArray();
            var text = Edges(edges) + "node(X) :- edge(X, _). node(X) :- edge(_, X). "
                + "apart(X, Y) :- node(X), node(Y), !path(X, Y).";
            var nodes = edges.SelectMany(e => new[] { e.Item1, e.Item2 }).Distinct().Count();
            foreach (var rules in new[] { Linear, Doubling })
            {
                var model = Run(rules + text);
                Assert.Equal(Warshall(edges), model["path"].Count);
                Assert.Equal(nodes * nodes - Warshall(edges), model["apart"].Count);
                Assert.Equal(model.Facts, Run(rules + text, Evaluation.Naive).Facts);
            }
        }
    }

    [Fact]
    public void Repeated_variables_constants_and_wildcards_restrict_matches()
    {
        var model = Run("""
            e(1, 1). e(1, 2). e(-3, "two words"). e(2, 10).   // facts
            loop(X) :- e(X, X).
            from1(Y) :- e(1, Y).
            has(X) :- e(X, _).        % any second entry
            pair(X, Y) :- e(X, _), e(_, Y).
            yes :- e(2, 10).
            no :- e(10, 2).
            """);
        Assert.Equal(["loop(1)"], model.Facts.Where(fact => fact.StartsWith("loop")));
        Assert.Equal(["1", "2"], model["from1"].Select(tuple => tuple[0]));
        Assert.Equal(["-3", "1", "2"], model["has"].Select(tuple => tuple[0]));
        Assert.Equal(12, model["pair"].Count);
        Assert.True(model.Contains("yes") && model.Contains("e", "-3", "\"two words\""));
        Assert.False(model.Contains("no") || model.Contains("unknown", "1"));
        Assert.Empty(Run("// nothing").Facts);
    }

    [Fact]
    public void Strata_follow_negations()
    {
        var program = DatalogProgram.Parse("c(X) :- d(X), !b(X). b(X) :- d(X), !a(X). a(1). d(1). d(2). d(3). a(3).");
        Assert.Equal(3, program.Strata.Count);
        Assert.Equal(["c(1)", "c(3)"], program.Evaluate().Facts.Where(fact => fact[0] == 'c'));
    }

    [Theory]
    [InlineData("p(X) :- q(Y).", "line 1, column 1: the variable X of p(X)")]
    [InlineData("p(1).\n  r(X) :- p(X), !q(X, Z).", "line 2, column 17: the variable Z of !q(X, Z)")]
    [InlineData("p(X).", "add an atom that lists them, such as node(X)")]
    [InlineData("e(1, 2).\np(X) :- e(X).", "line 2, column 9: e(X) has 1 arguments but e(1, 2) at line 1, column 1 has 2")]
    [InlineData("p :- !q. q :- !p.", "line 1, column 6: p depends on its own negation, by !q and then q ← p")]
    [InlineData("p :- !p.", "p depends on its own negation, by !p and then p")]
    [InlineData("a(1). w(X) :- a(X), !l(X).\nl(X) :- m(X). m(X) :- w(X).", "column 21: w depends on its own negation")]
    [InlineData("p(1)", "line 1, column 5: ':-' or '.' after a head is needed, found the end")]
    [InlineData("p(1) q(2).", "line 1, column 6: ':-' or '.' after a head is needed, found 'q'")]
    [InlineData("p(X :- q(X).", "line 1, column 5: ',' or ')' after a term is needed, found ':'")]
    [InlineData("p() .", "line 1, column 3: a variable (capital letter first)")]
    [InlineData("P(1).", "line 1, column 1: a predicate, which begins with a small letter")]
    [InlineData("p(\"a).", "line 1, column 3: a quotation mark that ends the constant")]
    [InlineData("p(1) :- .", "a predicate, which begins with a small letter")]
    [InlineData(".decl p(x:number)", "line 1, column 1: a predicate")]
    [InlineData("!p(1).", "line 1, column 1: a predicate")]
    public void Programs_without_a_meaning_are_refused_with_their_place(string rules, string message) =>
        Assert.Contains(message, Assert.Throws<ArgumentException>(() => DatalogProgram.Parse(rules)).Message);

    [Fact]
    public void Predicates_have_at_most_31_arguments()
    {
        string Wide(int count) => $"wide({string.Join(", ", Enumerable.Range(1, count))}).";
        Assert.Equal([Wide(31).TrimEnd('.')], Run(Wide(31)).Facts);
        Assert.Contains("line 1, column 1: wide has 32 arguments, at most 31; split it in two",
            Assert.Throws<ArgumentException>(() => DatalogProgram.Parse(Wide(32))).Message);
    }
}
