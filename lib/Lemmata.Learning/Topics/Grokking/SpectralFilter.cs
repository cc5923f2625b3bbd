using System.Numerics;
using Lemmata.Learning.Numerics.Tensors;

namespace Lemmata.Learning.Topics.Grokking;

/// <summary>Keeps in every neuron only the cosine of the neuron's own frequency, and deletes the rest.</summary>
/// <remarks>The filter knows that cosines on the cyclic group matter; which frequency each neuron has, and that its
/// phases fit together, it takes from the network.</remarks>
public static class SpectralFilter
{
    /// <summary>The filtered copy of a network.</summary>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <param name="network">The network; as many tokens as classes, at least 3.</param>
    /// <returns>A network whose columns of E₁ and E₂ and rows of W are single cosines.</returns>
    /// <exception cref="ArgumentException">The numbers of tokens and classes differ or are below 3.</exception>
    public static QuadraticNetwork<T> Apply<T>(QuadraticNetwork<T> network)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var spectrum = NeuronSpectrum.Of(network);
        var filtered = network.Clone();
        var (cosine, sine) = CyclicFourier.Circle(spectrum.Modulus);
        Keep(CyclicFourier.Columns(network.Left), (k, a) => ref filtered.Left[a, k]);
        Keep(CyclicFourier.Columns(network.Right), (k, a) => ref filtered.Right[a, k]);
        Keep(CyclicFourier.Rows(network.Output), (k, a) => ref filtered.Output[k, a]);
        return filtered;

        void Keep(Complex[,] amplitudes, Element<T> element)
        {
            for (var k = 0; k < spectrum.Frequency.Length; k++)
            {
                var f = spectrum.Frequency[k];
                var z = amplitudes[k, f - 1];
                for (var a = 0; a < spectrum.Modulus; a++)
                {
                    var turn = (int)((long)f * a % spectrum.Modulus);
                    element(k, a) = T.CreateChecked(
                        2.0 / spectrum.Modulus * (z.Real * cosine[turn] - z.Imaginary * sine[turn]));
                }
            }
        }
    }

    private delegate ref T Element<T>(int neuron, int place);
}
