using Lemmata.Arguments;

namespace Lemmata.Learning.Topics.MarkovDecision;

/// <summary>Values of policies.</summary>
public static class PolicyEvaluation
{
    /// <summary>The value of a deterministic policy: the solution of <c>(I − γ P_π) V = r_π</c>.</summary>
    /// <param name="process">The process.</param>
    /// <param name="policy">Action in each state.</param>
    /// <returns>V, one per state.</returns>
    /// <exception cref="ArgumentException">The policy has the wrong length or takes an action that does not
    /// exist.</exception>
    /// <remarks><em>Error</em>: Gaussian elimination with pivoting; the condition number is at most (1 + γ)/(1 − γ).
    /// <em>Determinism</em>: plain loops in one order.</remarks>
    public static double[] Exact(MarkovDecisionProcess process, IReadOnlyList<int> policy)
    {
        ArgumentNullException.ThrowIfNull(process);
        process.RequirePolicy(policy);
        return Exact(process, (state, action) => policy[state] == action ? 1 : 0);
    }

    /// <summary>The value of a stationary policy that may draw lots.</summary>
    /// <param name="process">The process.</param>
    /// <param name="law">Probability of each action in each state, shape [states, actions].</param>
    /// <returns>V, one per state.</returns>
    /// <exception cref="ArgumentException">The shape is wrong or a row is not a law.</exception>
    public static double[] Exact(MarkovDecisionProcess process, double[,] law)
    {
        ArgumentNullException.ThrowIfNull(process);
        ArgumentNullException.ThrowIfNull(law);
        Require.That(
            law.GetLength(0) == process.States && law.GetLength(1) == process.Actions,
            nameof(law),
            $"law is {law.GetLength(0)} × {law.GetLength(1)}; it must be {process.States} × {process.Actions} "
                + $"(states × actions).");

        for (var state = 0; state < process.States; state++)
        {
            double[] row = [.. Enumerable.Range(0, process.Actions).Select(a => law[state, a])];
            Require.That(
                !row.Any(p => !(p >= 0)) && Math.Abs(row.Sum() - 1) <= 1e-9,
                nameof(law),
                $"the probabilities of actions in state {state} are ({string.Join(", ", row)}); they must be at "
                    + $"least zero and sum to 1.");
        }

        return Exact(process, (state, action) => law[state, action]);
    }

    /// <summary>The value of a deterministic policy by iterating its operator, the slow and obvious way.</summary>
    /// <param name="process">The process.</param>
    /// <param name="policy">Action in each state.</param>
    /// <param name="steps">Number of steps, at least zero.</param>
    /// <returns>V after that many steps from zero; the error is at most γ^steps times the largest |V|.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="steps"/> is negative.</exception>
    public static double[] Iterated(MarkovDecisionProcess process, IReadOnlyList<int> policy, int steps)
    {
        ArgumentNullException.ThrowIfNull(process);
        Require.AtLeast(steps, 0);
        var values = new double[process.States];
        for (var step = 0; step < steps; step++)
        {
            values = process.Bellman(policy, values);
        }

        return values;
    }

    private static double[] Exact(MarkovDecisionProcess process, Func<int, int, double> law)
    {
        var n = process.States;
        var a = new double[n, n + 1];
        for (var state = 0; state < n; state++)
        {
            a[state, state] = 1;
            for (var action = 0; action < process.Actions; action++)
            {
                var weight = law(state, action);
                a[state, n] += weight * process.Reward(state, action);
                for (var next = 0; next < n; next++)
                {
                    a[state, next] -= process.Discount * weight * process.Transition(state, action, next);
                }
            }
        }

        for (var column = 0; column < n; column++)
        {
            var pivot = Enumerable.Range(column, n - column).MaxBy(row => Math.Abs(a[row, column]));
            for (var k = column; k <= n; k++)
            {
                (a[column, k], a[pivot, k]) = (a[pivot, k], a[column, k]);
            }

            for (var row = column + 1; row < n; row++)
            {
                var factor = a[row, column] / a[column, column];
                for (var k = column; k <= n; k++)
                {
                    a[row, k] -= factor * a[column, k];
                }
            }
        }

        var values = new double[n];
        for (var row = n - 1; row >= 0; row--)
        {
            var sum = a[row, n];
            for (var k = row + 1; k < n; k++)
            {
                sum -= a[row, k] * values[k];
            }

            values[row] = sum / a[row, row];
        }

        return values;
    }
}
