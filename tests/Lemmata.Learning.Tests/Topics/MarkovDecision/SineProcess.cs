using Lemmata.Learning.Topics.MarkovDecision;

namespace Lemmata.Learning.Tests.Topics.MarkovDecision;

/// <summary>The reference instance: r(s, a) = sin(1 + s + 2a), P(t | s, a) ∝ 1 + ((3s + 5a + 7t) mod 11).</summary>
internal static class SineProcess
{
    public static MarkovDecisionProcess Of(int states, int actions, double discount)
    {
        var rewards = new double[states, actions];
        var transitions = new double[states, actions, states];
        for (var s = 0; s < states; s++)
        {
            for (var a = 0; a < actions; a++)
            {
                rewards[s, a] = Math.Sin(1 + s + 2 * a);
                var weights = Enumerable.Range(0, states).Select(t => 1 + (3 * s + 5 * a + 7 * t) % 11).ToArray();
                for (var t = 0; t < states; t++)
                {
                    transitions[s, a, t] = (double)weights[t] / weights.Sum();
                }
            }
        }

        return new MarkovDecisionProcess(rewards, transitions, discount);
    }
}
