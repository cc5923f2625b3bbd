using Lemmata.Arguments;
using Lemmata.Learning.Numerics.Random;
using Lemmata.Learning.Numerics.Tensors;

namespace Lemmata.Learning.Topics.GatedLinear;

/// <summary>Layers of gated neurons; each neuron predicts the same event and learns from it at once.</summary>
/// <remarks>
/// <para>Every layer sees the logits of the layer before and a constant 1. Side information is the same for all
/// neurons; nothing is propagated backwards.</para>
/// <para><b>Source:</b> Veness et al. 2019, "Gated linear networks", arXiv 1910.01526.</para>
/// </remarks>
public sealed class GatedLinearNetwork
{
    private readonly GatedNeuron[][] layers;
    private readonly double[][] values;      // inputs of each layer and the output, with the constant at the end

    /// <summary>A network with random hyperplanes and constant weights.</summary>
    /// <param name="random">Where the hyperplanes come from; nothing else is random.</param>
    /// <param name="sideDimension">Dimension d of the side information, at least 1.</param>
    /// <param name="inputCount">Number of input logits, at least 1.</param>
    /// <param name="layerSizes">Neurons of each layer; the last must be 1.</param>
    /// <param name="halfspaces">Hyperplanes K of each neuron, from 0 to 16.</param>
    /// <param name="offsetScale">Standard deviation of the hyperplanes' offsets, at least 0.</param>
    /// <param name="initialWeight">Every weight at the start; 1 over the number of the neuron's inputs if left
    /// out.</param>
    /// <exception cref="ArgumentException">The last layer is not a single neuron.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A number is outside its range.</exception>
    public GatedLinearNetwork(
        SplitMix64 random,
        int sideDimension,
        int inputCount,
        IReadOnlyList<int> layerSizes,
        int halfspaces,
        double offsetScale = 1,
        double? initialWeight = null)
    {
        ArgumentNullException.ThrowIfNull(random);
        ArgumentNullException.ThrowIfNull(layerSizes);
        Require.AtLeast(inputCount, 1);
        Require.That(
            layerSizes.Count > 0 && layerSizes[^1] == 1,
            nameof(layerSizes),
            $"the last layer must be the one neuron that predicts; pass sizes that end in 1");
        layers = new GatedNeuron[layerSizes.Count][];
        values = new double[layerSizes.Count + 1][];
        values[0] = new double[inputCount + 1];
        for (var l = 0; l < layers.Length; l++)
        {
            Require.AtLeast(layerSizes[l], 1, "the size of a layer", nameof(layerSizes));
            values[l + 1] = new double[layerSizes[l] + 1];
            values[l][^1] = 1;
            var inputs = values[l].Length;
            layers[l] = new GatedNeuron[layerSizes[l]];
            for (var j = 0; j < layers[l].Length; j++)
            {
                var context = HalfspaceContext.Random(random, halfspaces, sideDimension, offsetScale);
                layers[l][j] = new GatedNeuron(context, inputs, initialWeight ?? 1.0 / inputs, WeightBound);
            }
        }
    }

    /// <summary>Largest absolute weight, 5.</summary>
    public const double WeightBound = 5;

    /// <summary>Logits of all neurons are kept in [−5, 5], probabilities in [0.0067, 0.9933].</summary>
    public const double LogitBound = 5;

    /// <summary>The neurons, layer by layer.</summary>
    public IReadOnlyList<IReadOnlyList<GatedNeuron>> Layers => layers;

    /// <summary>The prediction.</summary>
    /// <param name="side">Side information z, <c>[d]</c>.</param>
    /// <param name="inputs">Input logits.</param>
    /// <returns>The logit of the event's probability, in [−5, 5].</returns>
    /// <exception cref="ArgumentException">A dimension differs.</exception>
    public double Logit(ReadOnlySpan<double> side, ReadOnlySpan<double> inputs) => Pass(side, inputs, false, 0);

    /// <summary>Predicts, then lets every neuron take one step towards what happened.</summary>
    /// <param name="side">Side information z, <c>[d]</c>.</param>
    /// <param name="inputs">Input logits.</param>
    /// <param name="happens">Whether the event happened.</param>
    /// <param name="rate">Learning rate η, positive.</param>
    /// <returns>The logit as predicted before learning.</returns>
    /// <exception cref="ArgumentException">A dimension differs.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The rate is not positive.</exception>
    /// <remarks><b>Cost:</b> two passes over the selected weights.</remarks>
    public double Learn(ReadOnlySpan<double> side, ReadOnlySpan<double> inputs, bool happens, double rate)
    {
        Require.Positive(rate);
        return Pass(side, inputs, happens, rate);
    }

    /// <summary>The logits that every layer sees, as of the last prediction.</summary>
    /// <param name="layer">From 0, the inputs, to the number of layers, the prediction.</param>
    /// <returns>A copy, with the constant 1 at the end except for the prediction.</returns>
    public double[] Seen(int layer) => layer == Layers.Count ? [values[layer][0]] : (double[])values[layer].Clone();

    private double Pass(ReadOnlySpan<double> side, ReadOnlySpan<double> inputs, bool happens, double rate)
    {
        Require.Length(inputs.Length, values[0].Length - 1, nameof(inputs), "the number of input logits");
        inputs.CopyTo(values[0]);
        for (var l = 0; l < layers.Length; l++)
        {
            for (var j = 0; j < layers[l].Length; j++)
            {
                var neuron = layers[l][j];
                var cell = neuron.Context.Of(side);
                var logit = Math.Clamp(neuron.Logit(cell, values[l]), -LogitBound, LogitBound);
                values[l + 1][j] = logit;
                if (rate > 0)
                    neuron.Learn(cell, values[l], logit, happens, rate);
            }
        }

        return values[^1][0];
    }
}
