namespace Lemmata.Learning.Topics.MarkovDecision;

/// <summary>An optimal policy by evaluating and improving in turn.</summary>
/// <remarks>
/// <em>Source</em>: R. Howard 1960. Every step that changes the policy raises its value, so it ends after finitely
/// many.
/// </remarks>
public static class PolicyIteration
{
    /// <summary>The policies met on the way; the last one is optimal.</summary>
    /// <param name="process">The process.</param>
    /// <param name="start">First policy; action 0 everywhere when omitted.</param>
    /// <returns>Policies with their values, from the first to the optimal one.</returns>
    /// <exception cref="ArgumentException">The first policy has the wrong length or takes an action that does not
    /// exist.</exception>
    public static IReadOnlyList<(int[] Policy, double[] Values)> Run(
        MarkovDecisionProcess process,
        IReadOnlyList<int>? start = null)
    {
        ArgumentNullException.ThrowIfNull(process);
        int[] policy = start is null ? new int[process.States] : [.. start];
        var path = new List<(int[], double[])>();
        while (true)
        {
            var values = PolicyEvaluation.Exact(process, policy);
            path.Add((policy, values));

            // An action replaces another only when it is better by more than rounding, so that equal ones do not
            // alternate.
            int[] better = [.. policy.Select((action, state) =>
            {
                var best = Enumerable.Range(0, process.Actions).MaxBy(a => process.ActionValue(state, a, values));
                var gain = process.ActionValue(state, best, values) - process.ActionValue(state, action, values);
                return gain > 1e-12 * (1 + Math.Abs(values[state])) ? best : action;
            })];
            if (better.SequenceEqual(policy))
            {
                return path;
            }

            policy = better;
        }
    }
}
