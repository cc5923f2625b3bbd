using Lemmata.Arguments;

namespace Lemmata.Learning.Topics.Memorisation;

/// <summary>How much likelier a model makes a planted secret than others of its kind.</summary>
/// <remarks><b>Source.</b> Carlini, Liu, Erlingsson, Kos and Song 2019, "The secret sharer", section 4,
/// arXiv 1802.08232.</remarks>
public static class Exposure
{
    /// <summary>The place of the secret among all candidates, from the most likely to the least.</summary>
    /// <param name="logLikelihoods">One number a candidate, the secret among them.</param>
    /// <param name="secret">Index of the secret.</param>
    /// <returns>1 if no other candidate is as likely; ties count against the secret.</returns>
    /// <exception cref="ArgumentOutOfRangeException">There is no such candidate.</exception>
    public static int Rank(ReadOnlySpan<double> logLikelihoods, int secret)
    {
        Require.InRange(
            secret >= 0 && secret < logLikelihoods.Length,
            nameof(secret),
            $"secret has to be an index of {logLikelihoods.Length} candidates, got {secret}.");
        var rank = 0;
        foreach (var value in logLikelihoods)
        {
            if (value >= logLikelihoods[secret]) rank++;
        }

        return rank;
    }

    /// <summary>The exposure <c>log₂(candidates) − log₂(rank)</c>.</summary>
    /// <param name="logLikelihoods">One number a candidate, the secret among them.</param>
    /// <param name="secret">Index of the secret.</param>
    /// <returns>In bits, from 0 to log₂(candidates), which is reached by the most likely candidate.</returns>
    /// <exception cref="ArgumentOutOfRangeException">There is no such candidate.</exception>
    public static double Of(ReadOnlySpan<double> logLikelihoods, int secret) =>
        Math.Log2(logLikelihoods.Length) - Math.Log2(Rank(logLikelihoods, secret));
}
