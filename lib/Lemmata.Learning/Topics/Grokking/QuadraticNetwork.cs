using System.Globalization;
using System.Numerics;
using Lemmata.Arguments;
using Lemmata.Learning.Numerics.Random;
using Lemmata.Learning.Numerics.Tensors;

namespace Lemmata.Learning.Topics.Grokking;

/// <summary>What training makes small.</summary>
public enum Loss
{
    /// <summary>The mean of −ln softmax(logits)[c] over the training entries, in nats.</summary>
    CrossEntropy,

    /// <summary>The mean of (logit − [class = c])² over training entries and classes.</summary>
    MeanSquaredError,
}

/// <summary>
/// The smallest network that groks: <c>logits(a, b) = (E₁[a] + E₂[b])² W</c>, squared element by element, without
/// biases.
/// </summary>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
/// <remarks><em>Source.</em> Gromov 2023, "Grokking modular arithmetic", arXiv 2301.02679, equation 1.</remarks>
public sealed class QuadraticNetwork<T> where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>Makes a network of given weights.</summary>
    /// <param name="left">E₁, <c>[tokens, width]</c>.</param>
    /// <param name="right">E₂, <c>[tokens, width]</c>.</param>
    /// <param name="output">W, <c>[width, classes]</c>.</param>
    /// <exception cref="ArgumentException">The shapes do not fit together.</exception>
    public QuadraticNetwork(Tensor<T> left, Tensor<T> right, Tensor<T> output)
    {
        Require.That(
            left.HasShapeOf(right) && left.Rank == 2 && output.Rank == 2 && output.Rows == left.Columns,
            nameof(left),
            $"the weights must have shapes [tokens, width], [tokens, width], [width, classes], but have "
                + $"{left.ShapeText}, {right.ShapeText}, {output.ShapeText}");

        (Left, Right, Output) = (left, right, output);
    }

    /// <summary>E₁, <c>[tokens, width]</c>: what each left operand gives to each neuron.</summary>
    public Tensor<T> Left { get; }

    /// <summary>E₂, <c>[tokens, width]</c>: what each right operand gives to each neuron.</summary>
    public Tensor<T> Right { get; }

    /// <summary>W, <c>[width, classes]</c>: what each neuron gives to each class.</summary>
    public Tensor<T> Output { get; }

    /// <summary>Number of operands.</summary>
    public int TokenCount => Left.Rows;

    /// <summary>Number of neurons.</summary>
    public int Width => Left.Columns;

    /// <summary>Number of classes.</summary>
    public int ClassCount => Output.Columns;

    /// <summary>Independent normal weights, drawn in the order E₁, E₂, W.</summary>
    /// <param name="table">The operation, for the numbers of tokens and classes.</param>
    /// <param name="width">Number of neurons, at least 1.</param>
    /// <param name="seed">Seed of the weights.</param>
    /// <param name="embeddingDeviation">Standard deviation of E₁ and E₂; 0.5/√2 when omitted.</param>
    /// <param name="outputDeviation">Standard deviation of W; 1/√width when omitted.</param>
    /// <returns>The network.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The width is below 1.</exception>
    public static QuadraticNetwork<T> Random(OperationTable table, int width, ulong seed,
        double? embeddingDeviation = null, double? outputDeviation = null)
    {
        ArgumentNullException.ThrowIfNull(table);
        Require.AtLeast(width, 1);
        var random = new SplitMix64(seed);
        var embedding = embeddingDeviation ?? 0.5 / Math.Sqrt(2);
        return new(Draw(table.TokenCount, width, embedding), Draw(table.TokenCount, width, embedding),
            Draw(width, table.ClassCount, outputDeviation ?? 1 / Math.Sqrt(width)));

        Tensor<T> Draw(int rows, int columns, double deviation) =>
            Tensor<T>.Wrap(
                [.. random.Normals(rows * columns).Select(x => T.CreateChecked(x * deviation))],
                rows,
                columns);
    }

    /// <summary>The logits of pairs of operands.</summary>
    /// <param name="left">Left operands a.</param>
    /// <param name="right">Right operands b, as many.</param>
    /// <returns>Logits, <c>[pairs, classes]</c>.</returns>
    /// <exception cref="ArgumentException">The numbers of operands differ.</exception>
    public Tensor<T> Logits(ReadOnlySpan<int> left, ReadOnlySpan<int> right)
    {
        Require.That(
            left.Length == right.Length,
            nameof(left),
            $"each left operand needs a right one, but there are {left.Length} and {right.Length}");

        var hidden = new Tensor<T>(left.Length, Width);
        for (var i = 0; i < left.Length; i++)
        {
            ReadOnlySpan<T> e1 = Left.Row(left[i]), e2 = Right.Row(right[i]);
            var row = hidden.Row(i);
            for (var k = 0; k < row.Length; k++)
                row[k] = (e1[k] + e2[k]) * (e1[k] + e2[k]);
        }
        return MatrixProduct.Multiply(hidden, Output);
    }

    /// <summary>The network together with data and loss, ready for training.</summary>
    /// <param name="split">Training and test entries.</param>
    /// <param name="loss">What training makes small.</param>
    /// <returns>The training task; it changes this network's weights.</returns>
    /// <exception cref="ArgumentException">The table's numbers of tokens or classes differ from the
    /// network's.</exception>
    public QuadraticTask<T> On(TableSplit split, Loss loss = Loss.CrossEntropy) => new(this, split, loss);

    /// <summary>The share of entries for which the largest logit is the right one.</summary>
    /// <param name="table">The operation.</param>
    /// <param name="entries">Entry numbers of the table.</param>
    /// <returns>A share in [0, 1].</returns>
    public double Accuracy(OperationTable table, int[] entries)
    {
        ArgumentNullException.ThrowIfNull(table);
        ArgumentNullException.ThrowIfNull(entries);
        var logits = Logits([.. entries.Select(i => table.Left[i])], [.. entries.Select(i => table.Right[i])]);
        return entries.Where((entry, i) => RowMaximum.Index<T>(logits.Row(i)) == table.Result[entry]).Count()
            / (double)entries.Length;
    }

    /// <summary>A copy with its own weights.</summary>
    /// <returns>The copy.</returns>
    public QuadraticNetwork<T> Clone() => new(Left.Clone(), Right.Clone(), Output.Clone());

    /// <summary>The Euclidean norm of all weights together.</summary>
    /// <returns>√(Σ E₁² + Σ E₂² + Σ W²).</returns>
    public double Norm()
    {
        var sum = 0.0;
        foreach (var tensor in (ReadOnlySpan<Tensor<T>>)[Left, Right, Output])
        {
            foreach (var weight in tensor.Data)
                sum += double.CreateChecked(weight) * double.CreateChecked(weight);
        }

        return Math.Sqrt(sum);
    }

    /// <summary>The sizes.</summary>
    /// <returns>Such as <c>quadratic network, 53 tokens, width 128, 53 classes</c>.</returns>
    public override string ToString() =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"quadratic network, {TokenCount} tokens, width {Width}, {ClassCount} classes");
}

internal static class RowMaximum
{
    /// <summary>The first place of the largest element.</summary>
    public static int Index<T>(ReadOnlySpan<T> row) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var best = 0;
        for (var i = 1; i < row.Length; i++)
        {
            if (row[i] > row[best])
                best = i;
        }

        return best;
    }
}
