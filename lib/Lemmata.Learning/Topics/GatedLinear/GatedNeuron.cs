using System.Runtime.CompilerServices;
using Lemmata.Arguments;
using Lemmata.Learning.Numerics.Tensors;

namespace Lemmata.Learning.Topics.GatedLinear;

/// <summary>
/// One neuron: a weight vector for each cell of its context, of which only the one that a point selects is used and
/// learned.
/// </summary>
public sealed class GatedNeuron
{
    /// <summary>A neuron with the same weight everywhere.</summary>
    /// <param name="context">Its context function.</param>
    /// <param name="inputCount">Number m of inputs, at least 1.</param>
    /// <param name="initialWeight">Every weight at the start, within the bound.</param>
    /// <param name="weightBound">Weights are kept in [−bound, bound]; positive.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is outside its range.</exception>
    public GatedNeuron(HalfspaceContext context, int inputCount, double initialWeight, double weightBound)
    {
        ArgumentNullException.ThrowIfNull(context);
        Require.AtLeast(inputCount, 1);
        Require.InRange(weightBound > 0, nameof(weightBound), $"the bound must be positive, but is {weightBound}");
        Require.InRange(
            Math.Abs(initialWeight) <= weightBound,
            nameof(initialWeight),
            $"the initial weight {initialWeight} is outside the bound {weightBound}");
        (Context, WeightBound) = (context, weightBound);
        Weights = new Tensor<double>(context.Count, inputCount);
        Weights.Span.Fill(initialWeight);
    }

    /// <summary>Which weight vector a point selects; never changes.</summary>
    public HalfspaceContext Context { get; }

    /// <summary>Largest absolute weight.</summary>
    public double WeightBound { get; }

    /// <summary>One row of weights for each cell, <c>[2^K, m]</c>.</summary>
    public Tensor<double> Weights { get; }

    /// <summary>The neuron's output <c>⟨w(cell), x⟩</c>, a logit.</summary>
    /// <param name="cell">The selected cell.</param>
    /// <param name="inputs">Input logits x, <c>[m]</c>.</param>
    /// <returns>The logit.</returns>
    /// <exception cref="ArgumentException">The number of inputs differs.</exception>
    // Compiled for speed at the first call: left to the tiers it ran ten times slower for most of a notebook.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public double Logit(int cell, ReadOnlySpan<double> inputs)
    {
        var weights = Weights.Row(cell);
        Require.Length(inputs.Length, weights.Length, nameof(inputs), "one for each weight of the neuron");
        var sum = 0.0;
        for (var i = 0; i < weights.Length; i++)
            sum += weights[i] * inputs[i];
        return sum;
    }

    /// <summary>
    /// One step of projected gradient descent on the loss −log p of what happened:
    /// <c>w ← clamp(w − η(σ(logit) − y)x)</c>, on the selected row alone.
    /// </summary>
    /// <param name="cell">The selected cell.</param>
    /// <param name="inputs">Input logits x, <c>[m]</c>.</param>
    /// <param name="logit">The output that was given.</param>
    /// <param name="happens">Whether the event happened, y = 1 or 0.</param>
    /// <param name="rate">Learning rate η, at least 0.</param>
    /// <exception cref="ArgumentException">The number of inputs differs.</exception>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Learn(int cell, ReadOnlySpan<double> inputs, double logit, bool happens, double rate)
    {
        var error = rate * (Elementary.Sigmoid(logit) - (happens ? 1 : 0));
        var weights = Weights.Row(cell);
        Require.Length(inputs.Length, weights.Length, nameof(inputs), "one for each weight of the neuron");
        var bound = WeightBound;
        for (var i = 0; i < weights.Length; i++)
        {
            var weight = weights[i] - error * inputs[i];
            weights[i] = weight > bound ? bound : weight < -bound ? -bound : weight;
        }
    }
}
