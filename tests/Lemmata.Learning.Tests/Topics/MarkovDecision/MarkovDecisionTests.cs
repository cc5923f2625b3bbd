using Lemmata.Learning.Topics.MarkovDecision;

namespace Lemmata.Learning.Tests.Topics.MarkovDecision;

public sealed class MarkovDecisionTests
{
    private static readonly MarkovDecisionProcess Four = SineProcess.Of(4, 3, 0.9);

    private static double[] Best(MarkovDecisionProcess process)
    {
        var all = process.Policies().Select(p => PolicyEvaluation.Exact(process, p)).ToArray();
        return [.. Enumerable.Range(0, process.States).Select(s => all.Max(v => v[s]))];
    }

    [Fact]
    public void Enumeration_gives_the_reference_values_of_four_states_and_three_actions()
    {
        double[] expected = [8.640813458033, 8.629614372279, 8.364498301299, 8.804249482837];
        var best = Best(Four);
        for (var s = 0; s < 4; s++)
        {
            Assert.Equal(expected[s], best[s], 5e-13);
        }

        Assert.Equal(7.84863171064, Four.ActionValue(0, 1, best), 5e-12);
        Assert.Equal([0, 0, 2, 2], Four.Greedy(best));
    }

    [Fact]
    public void Enumeration_gives_the_reference_values_of_five_states_and_two_actions()
    {
        var process = SineProcess.Of(5, 2, 0.95);
        var best = Best(process);
        Assert.Equal(9.030767741674, best[0], 5e-13);
        Assert.Equal([0, 0, 0, 1, 1], process.Greedy(best));
    }

    [Fact]
    public void One_policy_attains_the_componentwise_maximum()
    {
        var best = Best(Four);
        Assert.Contains(Four.Policies(), p => ValueIteration.Distance(PolicyEvaluation.Exact(Four, p), best) < 1e-12);
    }

    [Theory]
    [InlineData(1, 7.814891236, 5e-10)]
    [InlineData(10, 3.007156166, 5e-10)]
    [InlineData(50, 0.0444484158976, 5e-14)]
    public void Value_iteration_has_the_reference_errors(int step, double expected, double tolerance) =>
        Assert.Equal(
            expected,
            ValueIteration.Distance(ValueIteration.Steps(Four).ElementAt(step), Best(Four)),
            Math.Max(tolerance, 1e-12));

    [Fact]
    public void Of_3240_pairs_of_policies_557_cannot_be_compared()
    {
        var all = Four.Policies().Select(p => PolicyEvaluation.Exact(Four, p)).ToArray();
        Assert.Equal(81, all.Length);
        bool AtLeast(double[] a, double[] b) => a.Zip(b).All(v => v.First >= v.Second - 1e-12);
        var pairs = from i in Enumerable.Range(0, 81) from j in Enumerable.Range(0, i) select (all[i], all[j]);
        Assert.Equal(3240, pairs.Count());
        Assert.Equal(557, pairs.Count(p => !AtLeast(p.Item1, p.Item2) && !AtLeast(p.Item2, p.Item1)));
    }

    [Fact]
    public void The_linear_solution_equals_the_slow_iteration_on_random_processes()
    {
        var random = new Lemmata.Learning.Numerics.Random.SplitMix64(11);
        for (var round = 0; round < 20; round++)
        {
            int states = 1 + random.NextInt(5), actions = 1 + random.NextInt(3);
            var process = Random(random, states, actions, 0.8 * random.NextDouble());
            int[] policy = [.. Enumerable.Range(0, states).Select(_ => random.NextInt(actions))];
            Assert.True(
                ValueIteration.Distance(
                    PolicyEvaluation.Exact(process, policy),
                    PolicyEvaluation.Iterated(process, policy, 200)
                ) < 1e-11);
            var best = Best(process);
            Assert.True(ValueIteration.Distance(ValueIteration.Solve(process, 1e-10).Values, best) < 2e-10);
            Assert.True(ValueIteration.Distance(PolicyIteration.Run(process)[^1].Values, best) < 1e-11);
        }
    }

    [Fact]
    public void Bellmans_operator_contracts_and_is_monotone_on_random_values()
    {
        var random = new Lemmata.Learning.Numerics.Random.SplitMix64(12);
        for (var round = 0; round < 200; round++)
        {
            var process = Random(random, 4, 3, 0.95);
            double[] a = [.. Enumerable.Range(0, 4).Select(_ => 20 * random.NextDouble() - 10)],
                b = [.. Enumerable.Range(0, 4).Select(_ => 20 * random.NextDouble() - 10)];
            Assert.True(
                ValueIteration.Distance(process.Bellman(a), process.Bellman(b))
                    <= 0.95 * ValueIteration.Distance(a, b) + 1e-12);
            double[] above = [.. a.Zip(b, Math.Max)];
            Assert.All(process.Bellman(above).Zip(process.Bellman(a)), v => Assert.True(v.First >= v.Second - 1e-12));
        }
    }

    [Fact]
    public void Each_step_of_policy_iteration_raises_every_value()
    {
        var path = PolicyIteration.Run(Four);
        Assert.InRange(path.Count, 2, 10);
        for (var i = 1; i < path.Count; i++)
        {
            Assert.All(path[i].Values.Zip(path[i - 1].Values), v => Assert.True(v.First >= v.Second - 1e-12));
        }
    }

    [Fact]
    public void Drawing_lots_between_two_policies_gives_a_value_between_the_best_and_the_worst()
    {
        var law = new double[4, 3];
        for (var s = 0; s < 4; s++)
        {
            (law[s, 0], law[s, 2]) = (0.25, 0.75);
        }

        var values = PolicyEvaluation.Exact(Four, law);
        var best = Best(Four);
        Assert.All(values.Zip(best), v => Assert.True(v.First <= v.Second));
        var certain = new double[4, 3];
        for (var s = 0; s < 4; s++)
        {
            certain[s, 1] = 1;
        }

        Assert.Equal(PolicyEvaluation.Exact(Four, [1, 1, 1, 1]), PolicyEvaluation.Exact(Four, certain));
    }

    [Theory]
    [InlineData(1.0)]
    [InlineData(-0.1)]
    [InlineData(double.NaN)]
    public void A_discount_outside_its_range_is_refused(double discount) =>
        Assert.Contains(
            "[0, 1)",
            Assert.Throws<ArgumentOutOfRangeException>(() => Four.WithDiscount(discount)).Message);

    [Fact]
    public void Tables_that_are_no_process_are_refused_with_the_numbers()
    {
        var half = new double[1, 1, 1]
        {
            {
                { 0.5 },
            },
        };
        Assert.Contains(
            "sum to 0.5",
            Assert.Throws<ArgumentException>(() => new MarkovDecisionProcess(new double[1, 1], half, 0.5)).Message);
        var negative = new double[2, 1, 2]
        {
            {
                { 1.5, -0.5 },
            },
            {
                { 0, 1 },
            },
        };
        Assert.Contains(
            "P(1 | 0, 0) is -0.5",
            Assert.Throws<ArgumentException>(() => new MarkovDecisionProcess(new double[2, 1], negative, 0.5)).Message);
        Assert.Contains(
            "2 × 1 × 2",
            Assert.Throws<ArgumentException>(() => new MarkovDecisionProcess(new double[2, 1], half, 0.5)).Message);
        Assert.Contains(
            "must be finite",
            Assert
                .Throws<ArgumentException>(() =>
                    new MarkovDecisionProcess(
                        new[,]
                        {
                            { double.NaN },
                        },
                        new double[1, 1, 1]
                        {
                            {
                                { 1 },
                            },
                        },
                        0.5))
                .Message);
        Assert.Contains(
            "action 3 in state 1",
            Assert.Throws<ArgumentException>(() => PolicyEvaluation.Exact(Four, [0, 3, 0, 0])).Message);
        Assert.Contains("2 entries", Assert.Throws<ArgumentException>(() => Four.Bellman([1.0, 2])).Message);
        Assert.Throws<ArgumentException>(() => PolicyEvaluation.Exact(Four, new double[4, 3]));
        Assert.Throws<ArgumentOutOfRangeException>(() => ValueIteration.Solve(Four, 0));
    }

    private static MarkovDecisionProcess Random(
        Lemmata.Learning.Numerics.Random.SplitMix64 random,
        int states,
        int actions,
        double discount)
    {
        var rewards = new double[states, actions];
        var transitions = new double[states, actions, states];
        for (var s = 0; s < states; s++)
        {
            for (var a = 0; a < actions; a++)
            {
                rewards[s, a] = 2 * random.NextDouble() - 1;
                var weights = Enumerable.Range(0, states).Select(_ => random.NextDouble() + 0.01).ToArray();
                for (var t = 0; t < states; t++)
                {
                    transitions[s, a, t] = weights[t] / weights.Sum();
                }
            }
        }

        return new MarkovDecisionProcess(rewards, transitions, discount);
    }
}
