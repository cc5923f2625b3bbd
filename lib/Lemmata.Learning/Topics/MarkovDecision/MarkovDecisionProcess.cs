using System.Globalization;
using Lemmata.Arguments;

namespace Lemmata.Learning.Topics.MarkovDecision;

/// <summary>
/// A finite Markov decision process: in state s action a pays r(s, a) and leads to state t with probability P(t | s,
/// a).
/// </summary>
/// <remarks>
/// <para><em>Definition</em>: the value of a policy π is <c>V(s) = E Σ γ^k r(s_k, π(s_k))</c> from <c>s_0 =
/// s</c>.</para>
/// <para><em>Source</em>: R. Bellman 1957; M. L. Puterman, Markov Decision Processes, 1994, chapter 6.</para>
/// </remarks>
public sealed class MarkovDecisionProcess
{
    private const double RowSlack = 1e-9;
    private readonly double[,] rewards;
    private readonly double[,,] transitions;

    /// <summary>A process from its tables, which are copied.</summary>
    /// <param name="rewards">r(s, a), shape [states, actions], finite.</param>
    /// <param name="transitions">P(t | s, a), shape [states, actions, states]; every row is a law.</param>
    /// <param name="discount">γ in [0, 1).</param>
    /// <exception cref="ArgumentException">Shapes disagree, a table is empty, a reward is not finite, or a row is not a
    /// law.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The discount is outside [0, 1).</exception>
    public MarkovDecisionProcess(double[,] rewards, double[,,] transitions, double discount)
    {
        ArgumentNullException.ThrowIfNull(rewards);
        ArgumentNullException.ThrowIfNull(transitions);
        (States, Actions) = (rewards.GetLength(0), rewards.GetLength(1));
        Require.That(
            States != 0
                && Actions != 0
                && transitions.GetLength(0) == States
                && transitions.GetLength(1) == Actions
                && transitions.GetLength(2) == States,
            nameof(transitions),
            $"rewards is {States} × {Actions} (states × actions), so transitions must be {States} × {Actions} × "
                + $"{States} with at least one state "
                + $"and one action; it is {transitions.GetLength(0)} × {transitions.GetLength(1)} × "
                + $"{transitions.GetLength(2)}.");

        Require.InRange(
            discount >= 0 && discount < 1,
            nameof(discount),
            "the discount must lie in [0, 1): at 1 and beyond the sum of rewards need not converge.");

        for (var state = 0; state < States; state++)
        {
            for (var action = 0; action < Actions; action++)
            {
                Validate(rewards, transitions, state, action);
            }
        }

        this.rewards = (double[,])rewards.Clone();
        this.transitions = (double[,,])transitions.Clone();
        Discount = discount;
    }

    /// <summary>Number of states.</summary>
    public int States { get; }

    /// <summary>Number of actions, the same in every state.</summary>
    public int Actions { get; }

    /// <summary>Discount γ in [0, 1).</summary>
    public double Discount { get; }

    /// <summary>Expected reward of an action.</summary>
    /// <param name="state">State, 0 to <see cref="States"/> − 1.</param>
    /// <param name="action">Action, 0 to <see cref="Actions"/> − 1.</param>
    /// <returns>r(s, a).</returns>
    public double Reward(int state, int action) => rewards[state, action];

    /// <summary>Probability of the next state.</summary>
    /// <param name="state">State now.</param>
    /// <param name="action">Action taken.</param>
    /// <param name="next">State next.</param>
    /// <returns>P(t | s, a).</returns>
    public double Transition(int state, int action, int next) => transitions[state, action, next];

    /// <summary>The same process with another discount.</summary>
    /// <param name="discount">γ in [0, 1).</param>
    /// <returns>A new process.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The discount is outside [0, 1).</exception>
    public MarkovDecisionProcess WithDiscount(double discount) => new(rewards, transitions, discount);

    /// <summary>
    /// Value of taking one action and then collecting given values: <c>r(s, a) + γ Σ_t P(t | s, a) V(t)</c>.
    /// </summary>
    /// <param name="state">State now.</param>
    /// <param name="action">Action taken.</param>
    /// <param name="values">V, one per state.</param>
    /// <returns>Q(s, a).</returns>
    public double ActionValue(int state, int action, IReadOnlyList<double> values)
    {
        var sum = 0.0;
        for (var next = 0; next < States; next++)
        {
            sum += transitions[state, action, next] * values[next];
        }

        return rewards[state, action] + Discount * sum;
    }

    /// <summary>Bellman's optimality operator: <c>(T V)(s) = max_a Q(s, a)</c>.</summary>
    /// <param name="values">V, one per state.</param>
    /// <returns>T V; a γ-contraction in the maximum norm, and monotone.</returns>
    /// <exception cref="ArgumentException">The number of values is not the number of states.</exception>
    public double[] Bellman(IReadOnlyList<double> values)
    {
        RequireCount(values.Count, "values");
        return
        [
            .. Enumerable
                .Range(0, States)
                .Select(s => Enumerable.Range(0, Actions).Max(a => ActionValue(s, a, values))),
        ];
    }

    /// <summary>The operator of one policy: <c>(T_π V)(s) = Q(s, π(s))</c>.</summary>
    /// <param name="policy">Action in each state.</param>
    /// <param name="values">V, one per state.</param>
    /// <returns>T_π V.</returns>
    /// <exception cref="ArgumentException">A count is not the number of states, or an action does not
    /// exist.</exception>
    public double[] Bellman(IReadOnlyList<int> policy, IReadOnlyList<double> values)
    {
        RequirePolicy(policy);
        RequireCount(values.Count, "values");
        return [.. policy.Select((action, state) => ActionValue(state, action, values))];
    }

    /// <summary>The policy that takes the best action against given values; of equal actions the first.</summary>
    /// <param name="values">V, one per state.</param>
    /// <returns>Action in each state.</returns>
    /// <exception cref="ArgumentException">The number of values is not the number of states.</exception>
    public int[] Greedy(IReadOnlyList<double> values)
    {
        RequireCount(values.Count, "values");
        return
        [
            .. Enumerable
                .Range(0, States)
                .Select(s => Enumerable.Range(0, Actions).MaxBy(a => ActionValue(s, a, values))),
        ];
    }

    /// <summary>
    /// All deterministic stationary policies, counted like numbers whose first digit changes fastest.
    /// </summary>
    /// <returns>Actions^States policies.</returns>
    public IEnumerable<int[]> Policies()
    {
        var policy = new int[States];
        while (true)
        {
            yield return [.. policy];
            var state = 0;
            while (state < States && ++policy[state] == Actions)
            {
                policy[state++] = 0;
            }

            if (state == States)
            {
                yield break;
            }
        }
    }

    internal void RequirePolicy(IReadOnlyList<int> policy)
    {
        RequireCount(policy.Count, "policy");
        for (var state = 0; state < States; state++)
        {
            Require.That(
                policy[state] >= 0 && policy[state] < Actions,
                nameof(policy),
                $"policy takes action {policy[state]} in state {state}; actions are 0 to {Actions - 1}.");
        }
    }

    internal void RequireCount(int count, string what)
    {
        Require.That(
            count == States,
            nameof(count),
            $"{what} has {count} entries but the process has {States} states; pass one per state.");
    }

    private void Validate(double[,] rewards, double[,,] transitions, int state, int action)
    {
        Require.That(
            double.IsFinite(rewards[state, action]),
            nameof(rewards),
            $"the reward of action {action} in state {state} is "
                + $"{rewards[state, action].ToString(CultureInfo.InvariantCulture)}; it must be finite.");

        var sum = 0.0;
        for (var next = 0; next < States; next++)
        {
            var probability = transitions[state, action, next];
            Require.That(
                probability >= 0,
                nameof(transitions),
                $"P({next} | {state}, {action}) is {probability.ToString(CultureInfo.InvariantCulture)}; "
                    + $"probabilities are at least zero.");

            sum += probability;
        }

        Require.That(
            Math.Abs(sum - 1) <= RowSlack,
            nameof(transitions),
            $"the probabilities from state {state} under action {action} sum to "
                + $"{sum.ToString(CultureInfo.InvariantCulture)}; they must sum to 1 within "
                + $"{RowSlack.ToString(CultureInfo.InvariantCulture)}.");
    }
}
