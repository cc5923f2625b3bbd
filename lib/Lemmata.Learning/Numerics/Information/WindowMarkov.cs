using Lemmata.Arguments;

namespace Lemmata.Learning.Numerics.Information;

/// <summary>The n-Markov property: of the n variables before it, the next one depends on the last alone.</summary>
/// <remarks><em>Definition</em>: a process is n-Markov when <c>P(X_{t+n} | X_{t+n−1}, …, X_t) = P(X_{t+n} |
/// X_{t+n−1})</c> for all t ≥ 0.
/// Larger n asks for more; 1-Markov says nothing. This is not "Markov of order n", where more variables are allowed to
/// matter.</remarks>
public static class WindowMarkov
{
    /// <summary>How far a process is from n-Markov at time t: <c>I(X_{t+n}; X_t … X_{t+n−2} | X_{t+n−1})</c>.</summary>
    /// <param name="law">Joint law of X_0, X_1, ….</param>
    /// <param name="n">Number of variables in the condition, at least 1.</param>
    /// <param name="t">Index of the oldest of them, at least 0, with t + n below the number of variables.</param>
    /// <returns>Bits; zero exactly when the condition holds at t.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="n"/> or <paramref name="t"/> is outside its
    /// range.</exception>
    public static double GapBits(JointLaw law, int n, int t)
    {
        ArgumentNullException.ThrowIfNull(law);
        Require.AtLeast(n, 1);
        Require.InRange(
            t >= 0 && t + n < law.Count,
            nameof(t),
            $"with n = {n} and {law.Count} variables, t lies in 0 to {law.Count - 1 - n}.");

        return n == 1 ? 0 : law.MutualInformationBits([t + n], [.. Enumerable.Range(t, n - 1)], [t + n - 1]);
    }

    /// <summary>The gaps at all times that the law reaches.</summary>
    /// <param name="law">Joint law of X_0, X_1, ….</param>
    /// <param name="n">Number of variables in the condition, at least 1 and below the number of variables.</param>
    /// <returns>Bits at t = 0, 1, ….</returns>
    public static double[] GapsBits(JointLaw law, int n) =>
        [.. Enumerable.Range(0, law.Count - n).Select(t => GapBits(law, n, t))];
}
