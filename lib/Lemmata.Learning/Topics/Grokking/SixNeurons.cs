using Lemmata.Arguments;
using Lemmata.Learning.Numerics.Tensors;

namespace Lemmata.Learning.Topics.Grokking;

/// <summary>An exact solution of modular addition: six neurons whose logits are 3 cos(2πf(a + b − c)/p).</summary>
/// <remarks>
/// <para><em>Definition.</em> Neuron j = 0 … 5 has E₁ = cos(2πfa/p + φ₁), E₂ = cos(2πfb/p + φ₂), W = cos(2πfc/p + φ₃)
/// with φ₁ = 2πj/6,
/// φ₂ = 2π·4j/6 and φ₃ = φ₁ + φ₂.</para>
/// <para>Why: the square is a sum of seven characters of (φ₁, φ₂) besides the wanted one, and each of the seven sums to
/// zero over
/// the six phases because u + 4v is no multiple of 6 for any of them; see <see cref="IsExactPhaseSet"/>.</para>
/// </remarks>
public static class SixNeurons
{
    // The characters (u, v) of e^(i(uφ₁ + vφ₂)) that the expansion of (cos A + cos B)² cos C holds besides the wanted
    // constant.
    private static readonly (int U, int V)[] Unwanted = [(1, 1), (3, 1), (1, -1), (1, 3), (2, 0), (0, 2), (2, 2)];

    /// <summary>The network for one or more frequencies, six neurons for each.</summary>
    /// <param name="p">The modulus, at least 3; need not be prime.</param>
    /// <param name="frequencies">The frequencies f, each from 1 to p − 1.</param>
    /// <returns>A network of width 6·frequencies with logits 3 Σ cos(2πf(a + b − c)/p).</returns>
    /// <exception cref="ArgumentOutOfRangeException">The modulus is below 3 or a frequency is outside 1 … p −
    /// 1.</exception>
    public static QuadraticNetwork<double> Network(int p, params int[] frequencies)
    {
        Require.AtLeast(p, 3);
        var width = 6 * frequencies.Length;
        var network = new QuadraticNetwork<double>(
            new Tensor<double>(p, width),
            new Tensor<double>(p, width),
            new Tensor<double>(width, p));
        for (var i = 0; i < frequencies.Length; i++)
        {
            var f = frequencies[i];
            Require.InRange(f >= 1 && f < p, nameof(frequencies), $"a frequency must be from 1 to {p - 1}, but is {f}");

            for (var j = 0; j < 6; j++)
            {
                for (var a = 0; a < p; a++)
                {
                    // In units of 1/6p turn, an integer, so that the angle is exact before it is rounded once.
                    var (turn, neuron) = ((int)(6L * f * a % (6 * p)), 6 * i + j);
                    network.Left[a, neuron] = Cosine(turn + j * p, p);
                    network.Right[a, neuron] = Cosine(turn + 4 * j * p, p);
                    network.Output[neuron, a] = Cosine(turn + 5 * j * p, p);
                }
            }
        }
        return network;
    }

    /// <summary>
    /// Whether neurons with phases φ₁ = 2πj/m, φ₂ = 2πcj/m, j = 0 … m − 1, compute modular addition exactly.
    /// </summary>
    /// <param name="m">Number of neurons, at least 1.</param>
    /// <param name="slope">The integer c.</param>
    /// <returns>True when u + cv is no multiple of m for each of the seven unwanted characters (u, v).</returns>
    public static bool IsExactPhaseSet(int m, int slope) =>
        Unwanted.All(character => (character.U + slope * character.V) % m != 0);

    /// <summary>
    /// The smallest difference, over all pairs (a, b), between the right logit and the largest wrong one.
    /// </summary>
    /// <param name="network">A network for addition modulo its number of tokens.</param>
    /// <returns>The margin; positive when every answer is right.</returns>
    public static double Margin(QuadraticNetwork<double> network)
    {
        ArgumentNullException.ThrowIfNull(network);
        var table = OperationTable.Add(network.TokenCount);
        var logits = network.Logits(table.Left, table.Right);
        var margin = double.PositiveInfinity;
        for (var i = 0; i < table.Count; i++)
        {
            for (var c = 0; c < network.ClassCount; c++)
            {
                if (c != table.Result[i])
                    margin = Math.Min(margin, logits[i, table.Result[i]] - logits[i, c]);
            }
        }

        return margin;
    }

    private static double Cosine(int turn, int p) => Elementary.Cos(2 * Math.PI * (turn % (6 * p)) / (6 * p));
}
