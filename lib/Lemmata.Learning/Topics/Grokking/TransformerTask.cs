using System.Numerics;
using Lemmata.Arguments;
using Lemmata.Learning.Numerics.Autodiff;
using Lemmata.Learning.Numerics.Optimization;
using Lemmata.Learning.Numerics.Tensors;

namespace Lemmata.Learning.Topics.Grokking;

/// <summary>
/// Training of a <see cref="OneLayerTransformer{T}"/> on all training entries at once, by cross-entropy.
/// </summary>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
public sealed class TransformerTask<T> : ITrainable<T> where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private const int TestBlock = 2048;
    private readonly Batch train;
    private readonly Batch[] test;
    private readonly Variable<T>[] gradients;
    private double trainLoss;

    internal TransformerTask(OneLayerTransformer<T> transformer, TableSplit split)
    {
        ArgumentNullException.ThrowIfNull(split);
        var table = split.Table;
        Require.That(
            table.TokenCount == transformer.TokenCount && table.ClassCount == transformer.ClassCount,
            nameof(transformer),
            $"the table {table.Name} has {table.TokenCount} tokens and {table.ClassCount} classes but the "
                + $"transformer has {transformer.TokenCount} and {transformer.ClassCount}; make the transformer "
                + $"for this table");

        Transformer = transformer;
        Description = $"{transformer}, {split.Description}";
        train = new Batch(transformer, table, split.Train, new Tape<T>());
        // Blocks of one size share a tape and with it the buffers.
        var tapes = new Dictionary<int, Tape<T>>();
        test =
        [
            .. split
                .Test.Chunk(TestBlock)
                .Select(block => new Batch(
                    transformer,
                    table,
                    block,
                    tapes.TryGetValue(block.Length, out var tape) ? tape : tapes[block.Length] = new Tape<T>())),
        ];
        gradients = new Variable<T>[transformer.Parameters.Count];
    }

    /// <summary>The transformer whose weights training changes.</summary>
    public OneLayerTransformer<T> Transformer { get; }

    /// <inheritdoc/>
    public string Description { get; }

    /// <inheritdoc/>
    public IReadOnlyList<NamedTensor<T>> Parameters => Transformer.Parameters;

    /// <inheritdoc/>
    public IReadOnlyList<string> MetricNames { get; } = ["train loss", "train accuracy", "test loss", "test accuracy"];

    /// <inheritdoc/>
    public double Differentiate(Span<Tensor<T>> gradients)
    {
        var loss = train.Forward();
        train.Tape.Gradients(loss, train.Weights, this.gradients);
        for (var i = 0; i < gradients.Length; i++)
            gradients[i] = this.gradients[i].Value;
        return trainLoss = double.CreateChecked(loss.Scalar);
    }

    /// <inheritdoc/>
    public void Measure(Span<double> metrics)
    {
        (metrics[0], metrics[1]) = (trainLoss, train.HitCount() / (double)train.Labels.Length);
        var (loss, hits, count) = (0.0, 0, 0);
        foreach (var block in test)
        {
            loss += double.CreateChecked(block.Forward().Scalar) * block.Labels.Length;
            hits += block.HitCount();
            count += block.Labels.Length;
        }
        (metrics[2], metrics[3]) = (loss / count, hits / (double)count);
    }

    internal sealed class Batch(OneLayerTransformer<T> transformer, OperationTable table, int[] entries, Tape<T> tape)
    {
        private readonly int[] lastRow = [2 * transformer.TokenCount];
        private readonly int[] places = transformer.Places(
            [.. entries.Select(i => table.Left[i])],
            [.. entries.Select(i => table.Right[i])]);
        private Variable<T>? logits;

        public Tape<T> Tape => tape;

        public Variable<T>[] Weights { get; } = new Variable<T>[transformer.Parameters.Count];

        public int[] Labels { get; } = [.. entries.Select(i => table.Result[i])];

        public Variable<T> Forward()
        {
            tape.Reset();
            for (var i = 0; i < Weights.Length; i++)
                Weights[i] = tape.Variable(transformer.Parameters[i].Value);
            logits = transformer.Logits(Weights, places, lastRow);
            return logits.CrossEntropy(Labels);
        }

        /// <summary>Right answers of the last <see cref="Forward"/>.</summary>
        public int HitCount()
        {
            var hits = 0;
            for (var i = 0; i < Labels.Length; i++)
            {
                if (RowMaximum.Index<T>(logits!.Value.Row(i)) == Labels[i])
                    hits++;
            }

            return hits;
        }
    }
}
