using System.Globalization;
using System.Numerics;
using Lemmata.Arguments;
using Lemmata.Learning.Numerics.Autodiff;
using Lemmata.Learning.Numerics.Optimization;
using Lemmata.Learning.Numerics.Random;
using Lemmata.Learning.Numerics.Tensors;

namespace Lemmata.Learning.Topics.Grokking;

/// <summary>The one-layer transformer that reads "a b =" and answers at the last token, without layer norm.</summary>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
/// <remarks>
/// <para><em>Definition.</em> Tokens 0 … p−1 and "=", x_i = E[token i] + P[i]; per head, softmax over the three
/// positions of q₂·k_i/√d_head weighs
/// the values v_i; the last position's residual stream is x₂ + attention + MLP with ReLU, read out by a matrix.</para>
/// <para><em>Cost.</em> Only the last position is computed. With one layer its query is the same for every pair and
/// keys and values depend on
/// one token each, so they are computed once per token, 2p + 1 rows, and picked; the result is that of the ordinary
/// way.</para>
/// <para><em>Source.</em> Nanda, Chan, Lieberum, Smith and Steinhardt 2023, "Progress measures for grokking via
/// mechanistic interpretability",
/// arXiv 2301.05217, section 3.</para>
/// </remarks>
public sealed class OneLayerTransformer<T> where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly int[] embeddingRows, positionRows;

    /// <summary>Makes a transformer with independent normal weights of deviation 1/√width, zero biases.</summary>
    /// <param name="table">The operation, for the numbers of tokens and classes.</param>
    /// <param name="seed">Seed of the weights.</param>
    /// <param name="width">Width of the residual stream, a multiple of <paramref name="headCount"/>.</param>
    /// <param name="headCount">Number of attention heads, at least 1.</param>
    /// <param name="hiddenWidth">Number of neurons of the MLP, at least 1.</param>
    /// <exception cref="ArgumentException">The width is no multiple of the number of heads.</exception>
    public OneLayerTransformer(
        OperationTable table,
        ulong seed,
        int width = 128,
        int headCount = 4,
        int hiddenWidth = 512)
    {
        ArgumentNullException.ThrowIfNull(table);
        Require.That(
            headCount >= 1 && width >= 1 && width % headCount == 0,
            nameof(headCount),
            $"the width must be a multiple of the number of heads, but {width} is no multiple of {headCount}");

        (TokenCount, ClassCount, Width, HeadCount, HiddenWidth) = (
            table.TokenCount,
            table.ClassCount,
            width,
            headCount,
            hiddenWidth);
        var random = new SplitMix64(seed);
        var deviation = 1 / Math.Sqrt(width);
        Parameters =
        [
            new("embedding", Draw(TokenCount + 1, width)),
            new("position", Draw(3, width)),
            new("query", Draw(width, width)),
            new("key", Draw(width, width)),
            new("value", Draw(width, width)),
            new("attention out", Draw(width, width)),
            new("in", Draw(width, hiddenWidth)),
            new("in bias", new Tensor<T>(hiddenWidth)),
            new("out", Draw(hiddenWidth, width)),
            new("out bias", new Tensor<T>(width)),
            new("unembedding", Draw(width, ClassCount)),
        ];
        var rows = 2 * TokenCount + 1;
        embeddingRows = [.. Enumerable.Range(0, rows).Select(r => r < 2 * TokenCount ? r % TokenCount : TokenCount)];
        positionRows = [.. Enumerable.Range(0, rows).Select(r => r / TokenCount)];

        Tensor<T> Draw(int n, int m) =>
            Tensor<T>.Wrap([.. random.Normals(n * m).Select(x => T.CreateChecked(x * deviation))], n, m);
    }

    /// <summary>Number of operands.</summary>
    public int TokenCount { get; }

    /// <summary>Number of classes.</summary>
    public int ClassCount { get; }

    /// <summary>Width of the residual stream.</summary>
    public int Width { get; }

    /// <summary>Number of heads.</summary>
    public int HeadCount { get; }

    /// <summary>Number of neurons of the MLP.</summary>
    public int HiddenWidth { get; }

    /// <summary>
    /// All weights: embedding, position, query, key, value, attention out, in, in bias, out, out bias, unembedding.
    /// </summary>
    public IReadOnlyList<NamedTensor<T>> Parameters { get; }

    /// <summary>The transformer with data, ready for training by cross-entropy.</summary>
    /// <param name="split">Training and test entries.</param>
    /// <returns>The training task; it changes this transformer's weights.</returns>
    /// <exception cref="ArgumentException">The table's numbers of tokens or classes differ from the
    /// transformer's.</exception>
    public TransformerTask<T> On(TableSplit split) => new(this, split);

    /// <summary>
    /// Where each pair's three tokens stand in the table of keys, one place per head: <c>[pair, head, position]</c>.
    /// </summary>
    internal int[] Places(ReadOnlySpan<int> left, ReadOnlySpan<int> right)
    {
        var places = new int[left.Length * HeadCount * 3];
        for (var i = 0; i < left.Length; i++)
        {
            for (var head = 0; head < HeadCount; head++)
            {
                var at = (i * HeadCount + head) * 3;
                places[at] = left[i] * HeadCount + head;
                places[at + 1] = (TokenCount + right[i]) * HeadCount + head;
                places[at + 2] = 2 * TokenCount * HeadCount + head;
            }
        }

        return places;
    }

    /// <summary>Records the logits at the last token.</summary>
    /// <param name="weights">The parameters as variables of one tape, in their order.</param>
    /// <param name="places">What <see cref="Places"/> gives for the pairs.</param>
    /// <param name="lastRow">The number 2p of the last token's row, in an array that outlives the step.</param>
    internal Variable<T> Logits(ReadOnlySpan<Variable<T>> weights, int[] places, int[] lastRow)
    {
        int pairs = places.Length / (3 * HeadCount), headWidth = Width / HeadCount, slots = pairs * HeadCount;
        var x = weights[0].Gather(embeddingRows) + weights[1].Gather(positionRows);
        var last = x.Gather(lastRow).Reshape(Width);
        var query = x.Gather(lastRow).Multiply(weights[2]).Reshape(Width);
        var keys = x.Multiply(weights[3]);
        var values = x.Multiply(weights[4]).Reshape(x.Value.Rows * HeadCount, headWidth);
        var scores =
            (keys * query).Reshape(x.Value.Rows * HeadCount, headWidth).SumColumns()
            / T.CreateChecked(Math.Sqrt(headWidth));
        var attention = scores.Gather(places).Reshape(slots, 3).Softmax().Reshape(slots, 1, 3);
        var mixed = attention.BatchMultiply(values.Gather(places).Reshape(slots, 3, headWidth)).Reshape(pairs, Width);
        var middle = mixed.Multiply(weights[5]) + last;
        var hidden = (middle.Multiply(weights[6]) + weights[7]).Relu();
        return (middle + (hidden.Multiply(weights[8]) + weights[9])).Multiply(weights[10]);
    }

    /// <summary>The sizes.</summary>
    /// <returns>
    /// Such as <c>one-layer transformer, 113 tokens, width 128, 4 heads, 512 neurons, 113 classes</c>.
    /// </returns>
    public override string ToString() =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"one-layer transformer, {TokenCount} tokens, width {Width}, {HeadCount} heads, {HiddenWidth} neurons, "
                + $"{ClassCount} classes"
        );
}
