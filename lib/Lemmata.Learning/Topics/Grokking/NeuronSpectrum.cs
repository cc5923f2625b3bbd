using System.Numerics;
using Lemmata.Arguments;
using Lemmata.Learning.Numerics.Tensors;

namespace Lemmata.Learning.Topics.Grokking;

/// <summary>
/// The Fourier picture of a <see cref="QuadraticNetwork{T}"/>: in each neuron, how much of E₁, E₂ and W is one cosine,
/// and of which phase.
/// </summary>
/// <remarks><em>Definition.</em> For a column x of length p and a frequency f = 1 … (p−1)/2 the power is |Σ x[a]
/// e^(−2πifa/p)|², its
/// share is taken of the sum over these f (the constant is left out), and x ≈ s cos(2πfa/p + φ) defines the phase φ. A
/// neuron's
/// frequency is the one with the largest sum of the shares of E₁, E₂ and W.</remarks>
public sealed class NeuronSpectrum
{
    private NeuronSpectrum(int modulus, int width)
    {
        Modulus = modulus;
        Share = new double[width, FrequencyCount];
        Frequency = new int[width];
        IsShared = new bool[width];
        LeftPhase = new double[width];
        RightPhase = new double[width];
        OutputPhase = new double[width];
    }

    /// <summary>The modulus p.</summary>
    public int Modulus { get; }

    /// <summary>Number of frequencies, (p − 1)/2 rounded down.</summary>
    public int FrequencyCount => (Modulus - 1) / 2;

    /// <summary>The mean of the three shares, <c>[neuron, f − 1]</c>; each row sums to 1.</summary>
    public double[,] Share { get; }

    /// <summary>Each neuron's frequency, from 1.</summary>
    public int[] Frequency { get; }

    /// <summary>Whether E₁, E₂ and W have their largest power at the same frequency, for each neuron.</summary>
    public bool[] IsShared { get; }

    /// <summary>φ₁ of each neuron at its frequency, in (−π, π].</summary>
    public double[] LeftPhase { get; }

    /// <summary>φ₂ of each neuron at its frequency, in (−π, π].</summary>
    public double[] RightPhase { get; }

    /// <summary>φ₃ of each neuron at its frequency, in (−π, π].</summary>
    public double[] OutputPhase { get; }

    /// <summary>The mean over neurons of the share at the neuron's frequency, in (0, 1].</summary>
    public double MeanTopShare => Enumerable.Range(0, Frequency.Length).Average(k => Share[k, Frequency[k] - 1]);

    /// <summary>The share of neurons whose three blocks agree on the frequency, in [0, 1].</summary>
    public double SharedFraction => IsShared.Count(shared => shared) / (double)IsShared.Length;

    /// <summary>
    /// R = |Σ s² e^(i(φ₁+φ₂−φ₃))| / Σ s² over neurons with share s: 1 when φ₃ = φ₁ + φ₂ everywhere, near 0 for phases
    /// at random.
    /// </summary>
    public double PhaseCoherence
    {
        get
        {
            var (sum, weight) = (Complex.Zero, 0.0);
            for (var k = 0; k < Frequency.Length; k++)
            {
                var s = Share[k, Frequency[k] - 1];
                sum += s * s * Complex.FromPolarCoordinates(1, LeftPhase[k] + RightPhase[k] - OutputPhase[k]);
                weight += s * s;
            }
            return sum.Magnitude / weight;
        }
    }

    /// <summary>Analyses a network.</summary>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <param name="network">The network; as many tokens as classes, at least 3.</param>
    /// <returns>Its spectrum.</returns>
    /// <exception cref="ArgumentException">The numbers of tokens and classes differ or are below 3.</exception>
    public static NeuronSpectrum Of<T>(QuadraticNetwork<T> network) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(network);
        Require.That(
            network.TokenCount == network.ClassCount && network.TokenCount >= 3,
            nameof(network),
            $"the Fourier picture needs as many tokens as classes, at least 3, but the network has "
                + $"{network.TokenCount} and {network.ClassCount}");

        var spectrum = new NeuronSpectrum(network.TokenCount, network.Width);
        Complex[][,] blocks =
        [
            CyclicFourier.Columns(network.Left),
            CyclicFourier.Columns(network.Right),
            CyclicFourier.Rows(network.Output),
        ];
        for (var k = 0; k < network.Width; k++)
            spectrum.Analyse(k, blocks);
        return spectrum;
    }

    private void Analyse(int neuron, Complex[][,] blocks)
    {
        var tops = new int[blocks.Length];
        for (var block = 0; block < blocks.Length; block++)
        {
            var powers = Enumerable.Range(0, FrequencyCount).Select(f => Power(blocks[block][neuron, f])).ToArray();
            var total = powers.Sum();
            for (var f = 0; f < FrequencyCount; f++)
                Share[neuron, f] += powers[f] / total / blocks.Length;
            tops[block] = Array.IndexOf(powers, powers.Max());
        }
        var top = Enumerable.Range(0, FrequencyCount).MaxBy(f => Share[neuron, f]);
        Frequency[neuron] = top + 1;
        IsShared[neuron] = tops.Distinct().Count() == 1;
        (LeftPhase[neuron], RightPhase[neuron], OutputPhase[neuron]) =
            (blocks[0][neuron, top].Phase, blocks[1][neuron, top].Phase, blocks[2][neuron, top].Phase);
    }

    private static double Power(Complex amplitude) =>
        amplitude.Real * amplitude.Real + amplitude.Imaginary * amplitude.Imaginary;
}
