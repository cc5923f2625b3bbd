using Lemmata.Arguments;
using Lemmata.Display;

namespace Lemmata.Learning.Topics.Halting;

/// <summary>When a network stops that halts at step n with probability λ_n, if it has not halted before.</summary>
/// <remarks><b>Source:</b> Banino, Balaguer and Blundell 2021, "PonderNet: learning to ponder",
/// arXiv 2107.05407.</remarks>
public static class HaltingLaw
{
    /// <summary>The probability of halting at each step, <c>p_n = λ_n Π(1 − λ_i)</c> over i below n.</summary>
    /// <param name="lambdas">λ₁ … λ_N, each in [0, 1], at least one.</param>
    /// <returns>p₁ … p_N, which sum to <c>1 − Π(1 − λ_i)</c>: to 1 if the last λ is 1.</returns>
    /// <exception cref="ArgumentException">There is no step.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A λ is outside [0, 1]; the message says which.</exception>
    public static double[] Weights(params ReadOnlySpan<double> lambdas)
    {
        Require.NotEmpty(lambdas);
        var weights = new double[lambdas.Length];
        var running = 1.0;
        for (var n = 0; n < weights.Length; n++)
        {
            Require.InRange(
                lambdas[n] is >= 0 and <= 1,
                nameof(lambdas),
                $"λ of step {n + 1} must be in [0, 1], but is {NumberText.Significant(lambdas[n])}");
            weights[n] = running * lambdas[n];
            running *= 1 - lambdas[n];
        }

        return weights;
    }

    /// <summary>The geometric law on the steps 1 to N, by default scaled to the sum 1.</summary>
    /// <param name="lambda">λ in (0, 1).</param>
    /// <param name="steps">N, at least 1.</param>
    /// <param name="scaled">Whether the weights are divided by what the first N steps hold, 1 − (1 − λ)ᴺ.</param>
    /// <returns>λ(1 − λ)ⁿ⁻¹ for n = 1 … N, scaled or not.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A number is outside its range.</exception>
    public static double[] Geometric(double lambda, int steps, bool scaled = true)
    {
        RequirePrior(lambda, steps);
        var held = scaled ? 1 - Math.Pow(1 - lambda, steps) : 1;
        return [.. Enumerable.Range(0, steps).Select(n => lambda * Math.Pow(1 - lambda, n) / held)];
    }

    /// <summary>
    /// The λs of which the halting law is the scaled geometric law, <c>λ/(1 − (1 − λ)^(N − n + 1))</c>; the last is 1.
    /// </summary>
    /// <param name="lambda">λ of the geometric law, in (0, 1).</param>
    /// <param name="steps">N, at least 1.</param>
    /// <returns>λ₁ … λ_N, increasing.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A number is outside its range.</exception>
    public static double[] GeometricLambdas(double lambda, int steps)
    {
        RequirePrior(lambda, steps);
        return [.. Enumerable.Range(1, steps).Select(n =>
            n == steps ? 1 : lambda / (1 - Math.Pow(1 - lambda, steps - n + 1)))];
    }

    /// <summary>The relative entropy <c>Σ p_n ln(p_n/q_n)</c>.</summary>
    /// <param name="p">A law, non-negative.</param>
    /// <param name="q">Weights of the same length; they need not sum to 1, and then the result may be negative or
    /// positive for equal laws.</param>
    /// <returns>In nats; infinite where p is positive and q is 0.</returns>
    /// <exception cref="ArgumentException">The lengths differ.</exception>
    public static double RelativeEntropy(ReadOnlySpan<double> p, ReadOnlySpan<double> q)
    {
        Require.Length(q.Length, p.Length, nameof(q), "one weight a step");
        var sum = 0.0;
        for (var n = 0; n < p.Length; n++)
        {
            if (p[n] > 0)
                sum += q[n] > 0 ? p[n] * Math.Log(p[n] / q[n]) : double.PositiveInfinity;
        }

        return sum;
    }

    /// <summary>The mean of some numbers under a law.</summary>
    /// <param name="p">The law.</param>
    /// <param name="values">One number a step.</param>
    /// <returns>Σ p_n v_n.</returns>
    /// <exception cref="ArgumentException">The lengths differ.</exception>
    public static double Mean(ReadOnlySpan<double> p, ReadOnlySpan<double> values)
    {
        Require.Length(values.Length, p.Length, nameof(values), "one number a step");
        var sum = 0.0;
        for (var n = 0; n < p.Length; n++)
            sum += p[n] * values[n];
        return sum;
    }

    private static void RequirePrior(double lambda, int steps)
    {
        Require.InRange(
            lambda > 0 && lambda < 1,
            nameof(lambda),
            $"λ of the geometric law must be in (0, 1), but is {NumberText.Significant(lambda)}");
        Require.AtLeast(steps, 1);
    }
}
