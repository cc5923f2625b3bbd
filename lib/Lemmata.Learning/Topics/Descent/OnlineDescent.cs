using Lemmata.Arguments;
using Lemmata.Display;

namespace Lemmata.Learning.Topics.Descent;

/// <summary>
/// Projected subgradient descent on an interval, one loss a step: <c>θ(t+1) = clamp(θ(t) − η(t) g(t))</c>.
/// </summary>
/// <remarks>
/// <b>Source:</b> Zinkevich 2003, "Online convex programming and generalized infinitesimal gradient ascent".
/// </remarks>
public sealed class OnlineDescent
{
    private OnlineDescent(double[] iterates, double[] rates) => (Iterates, Rates) = (iterates, rates);

    /// <summary>θ(1), …, θ(T+1): where each loss was paid, and where the last step leads.</summary>
    public IReadOnlyList<double> Iterates { get; }

    /// <summary>The learning rates η(1), …, η(T).</summary>
    public IReadOnlyList<double> Rates { get; }

    /// <summary>The mean of the T points at which losses were paid.</summary>
    public double Average => Iterates.Take(Rates.Count).Sum() / Rates.Count;

    /// <summary>Runs the descent.</summary>
    /// <param name="steps">Number of steps T, at least 1.</param>
    /// <param name="subgradient">Subgradient of the loss of step t (from 1) at θ.</param>
    /// <param name="learningRate">Learning rate of step t, positive.</param>
    /// <param name="start">First point, in the interval.</param>
    /// <param name="low">Lower end of the interval.</param>
    /// <param name="high">Upper end of the interval.</param>
    /// <returns>All points and rates.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The steps, a rate or the start is outside its range; the message
    /// has the number.</exception>
    public static OnlineDescent Run(
        int steps,
        Func<int, double, double> subgradient,
        Func<int, double> learningRate,
        double start,
        double low,
        double high)
    {
        Require.InRange(steps >= 1, nameof(steps), $"the number of steps must be at least 1, but is {steps}");

        Require.InRange(
            low < high,
            nameof(low),
            $"the interval from {NumberText.Significant(low)} to {NumberText.Significant(high)} is empty");

        Require.InRange(
            start >= low && start <= high,
            nameof(start),
            $"the start must lie in [{NumberText.Significant(low)}, {NumberText.Significant(high)}], but is "
                + $"{NumberText.Significant(start)}");

        var (iterates, rates) = (new double[steps + 1], new double[steps]);
        iterates[0] = start;
        for (var t = 1; t <= steps; t++)
        {
            var rate = learningRate(t);
            RequireRate(rate, t);
            rates[t - 1] = rate;
            iterates[t] = Math.Clamp(iterates[t - 1] - rate * subgradient(t, iterates[t - 1]), low, high);
        }
        return new OnlineDescent(iterates, rates);
    }

    /// <summary>
    /// The loss paid on average beyond that of one fixed point: <c>(1/T) Σ (L_t(θ(t)) − L_t(comparator))</c>.
    /// </summary>
    /// <param name="loss">Loss of step t (from 1) at θ.</param>
    /// <param name="comparator">The fixed point.</param>
    /// <returns>The average regret; negative where the moving point did better.</returns>
    public double AverageRegret(Func<int, double, double> loss, double comparator)
    {
        var (sum, lost) = (0.0, 0.0);
        for (var t = 1; t <= Rates.Count; t++)
        {
            var term = loss(t, Iterates[t - 1]) - loss(t, comparator) - lost;
            var next = sum + term;
            lost = next - sum - term;
            sum = next;
        }
        return sum / Rates.Count;
    }

    /// <summary>
    /// The bound of the average regret, <c>D²/(2Tη(T)) + (G²/2T) Σ η(t)</c>, for learning rates that do not increase.
    /// </summary>
    /// <param name="rates">Learning rates η(1), …, η(T), positive, none above its predecessor.</param>
    /// <param name="diameter">Diameter D of the domain.</param>
    /// <param name="gradientBound">Largest size G of a subgradient.</param>
    /// <returns>The bound.</returns>
    /// <exception cref="ArgumentException">A rate is not positive or exceeds its predecessor; the message names the
    /// step.</exception>
    public static double RegretBound(IReadOnlyList<double> rates, double diameter, double gradientBound)
    {
        Require.That(rates.Count != 0, nameof(rates), "there are no learning rates; give one a step");
        for (var t = 1; t <= rates.Count; t++)
        {
            RequireRate(rates[t - 1], t);
            Require.That(
                t <= 1 || rates[t - 1] <= rates[t - 2],
                nameof(rates),
                $"the learning rate rises from {NumberText.Significant(rates[t - 2])} to "
                    + $"{NumberText.Significant(rates[t - 1])} at step {t}; the bound needs rates that do not "
                    + $"increase");
        }
        return diameter * diameter / (2 * rates.Count * rates[^1])
            + gradientBound * gradientBound * rates.Sum() / (2 * rates.Count);
    }

    private static void RequireRate(double rate, int step)
    {
        Require.InRange(
            rate > 0 && double.IsFinite(rate),
            "learningRate",
            $"the learning rate of step {step} must be positive and finite, but is {NumberText.Significant(rate)}");
    }
}
