using System.Numerics;
using Lemmata.Arguments;
using Lemmata.Learning.Numerics.Tensors;

namespace Lemmata.Learning.Numerics.Optimization;

/// <summary>The settings of a first-order method; immutable, varied with <c>with</c>.</summary>
/// <remarks>
/// θ are the parameters, g the gradient, γ the learning rate, λ the weight decay, t = 1, 2, … the step.
/// </remarks>
public abstract record Optimizer
{
    /// <summary>The learning rate γ, at least 0.</summary>
    public double LearningRate { get; init; } = 1e-3;

    /// <summary>Starts the method on some parameters.</summary>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <param name="parameters">The tensors θ; each step changes them in place.</param>
    /// <returns>The running method with its moments at their starting values.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A setting is NaN or out of its range.</exception>
    public OptimizerState<T> Start<T>(IReadOnlyList<Tensor<T>> parameters)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(parameters);
        Validate();
        return Create(parameters);
    }

    /// <summary>Checks every setting.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A setting is NaN or out of its range.</exception>
    public virtual void Validate() => RequireAtLeastZero(LearningRate, nameof(LearningRate));

    internal abstract OptimizerState<T> Create<T>(IReadOnlyList<Tensor<T>> parameters)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>;

    private protected static void RequireAtLeastZero(double value, string name)
    {
        Require.InRange(
            value >= 0 && !double.IsInfinity(value),
            name,
            $"{name} must be a finite number of at least 0, but is {value}; pass for example 1e-3");
    }

    private protected static void RequireBelowOne(double value, string name)
    {
        Require.InRange(
            value >= 0 && value < 1,
            name,
            $"{name} must be in [0, 1), but is {value}; pass for example 0.9");
    }
}

/// <summary>A method in progress: its step count and its moments.</summary>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
public abstract class OptimizerState<T> where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private protected OptimizerState(IReadOnlyList<Tensor<T>> parameters, int momentCount)
    {
        Parameters = [.. parameters];
        Moments = new Tensor<T>[momentCount][];
        for (var k = 0; k < momentCount; k++)
            Moments[k] = [.. Parameters.Select(parameter => new Tensor<T>(parameter.Shape.ToArray()))];
    }

    /// <summary>Number t of steps taken.</summary>
    public long StepCount { get; internal set; }

    private protected Tensor<T>[] Parameters { get; }

    /// <summary>What the method remembers, one tensor per parameter in each set; part of a checkpoint.</summary>
    internal Tensor<T>[][] Moments { get; private protected init; }

    /// <summary>Everything to be saved besides the step count.</summary>
    internal virtual IEnumerable<Tensor<T>> Memory => Moments.SelectMany(set => set);

    /// <summary>Sets the step count of a loaded state, inner methods included.</summary>
    internal virtual void Restore(long stepCount) => StepCount = stepCount;

    /// <summary>Takes one step with the learning rate of the settings times a factor.</summary>
    /// <param name="gradients">One gradient per parameter, of its shape.</param>
    /// <param name="rateFactor">The schedule's factor, at least 0.</param>
    /// <exception cref="ArgumentException">Number or shapes of the gradients differ from the parameters.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The factor is NaN or negative.</exception>
    /// <remarks><em>Cost.</em> One pass over the parameters, no allocation.
    /// <em>Determinism.</em> Only +, −, ∗, / and √, which IEEE 754 rounds in one way.</remarks>
    public void Step(ReadOnlySpan<Tensor<T>> gradients, double rateFactor = 1)
    {
        Require.That(
            gradients.Length == Parameters.Length,
            nameof(gradients),
            $"one gradient per parameter is needed: {Parameters.Length}, got {gradients.Length}");

        for (var i = 0; i < gradients.Length; i++)
        {
            Require.That(
                gradients[i].HasShapeOf(Parameters[i]),
                nameof(gradients),
                $"gradient {i} has shape {gradients[i].ShapeText} but its parameter has shape "
                    + $"{Parameters[i].ShapeText}");
        }

        Require.InRange(
            rateFactor >= 0,
            nameof(rateFactor),
            $"the schedule's factor must be at least 0, but is {rateFactor} at step {StepCount + 1}");

        StepCount++;
        Advance(gradients, rateFactor);
    }

    private protected abstract void Advance(ReadOnlySpan<Tensor<T>> gradients, double rateFactor);

    /// <summary>β to the power t by repeated squaring, the same bits on every machine.</summary>
    internal static double PowerOf(double beta, long t)
    {
        var power = 1.0;
        for (; t > 0; t >>= 1, beta *= beta)
        {
            if ((t & 1) != 0)
                power *= beta;
        }

        return power;
    }
}
