using System.Globalization;
using System.Numerics;
using System.Runtime.CompilerServices;
using Lemmata.Arguments;
using Lemmata.Learning.Numerics.Optimization;
using Lemmata.Learning.Numerics.Tensors;
using TensorPrimitives = System.Numerics.Tensors.TensorPrimitives;

namespace Lemmata.Learning.Topics.Grokking;

/// <summary>
/// Training of a <see cref="QuadraticNetwork{T}"/> on all training entries at once, forward and backward in one pass.
/// </summary>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
/// <remarks>
/// <para><em>Cost.</em> Three matrix products, 6·entries·width·classes operations a step; no allocation after the first
/// step.</para>
/// <para><em>Determinism.</em> The entries are cut into <see cref="PartCount"/> parts whatever the number of threads;
/// each part
/// adds up its own gradient in the order of the entries, and the parts are added in their order.</para>
/// </remarks>
public sealed unsafe class QuadraticTask<T> : ITrainable<T> where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    internal const int PartCount = 8;

    private readonly Loss loss;
    private readonly Entries train, test;
    private readonly Part[] parts;
    private readonly Tensor<T>[] gradients;
    private Entries current;
    private bool backward;
    private double trainLoss, trainAccuracy;

    internal QuadraticTask(QuadraticNetwork<T> network, TableSplit split, Loss loss)
    {
        ArgumentNullException.ThrowIfNull(split);
        var table = split.Table;
        Require.That(
            table.TokenCount == network.TokenCount && table.ClassCount == network.ClassCount,
            nameof(network),
            $"the table {table.Name} has {table.TokenCount} tokens and {table.ClassCount} classes but the "
                + $"network has {network.TokenCount} and {network.ClassCount}; make the network for this table");

        (Network, this.loss) = (network, loss);
        current = train = new Entries(table, split.Train);
        test = new Entries(table, split.Test);
        Parameters = [new("E1", network.Left), new("E2", network.Right), new("W", network.Output)];
        gradients = [.. Parameters.Select(parameter => new Tensor<T>(parameter.Value.Shape.ToArray()))];
        parts = [.. Enumerable.Range(0, PartCount).Select(_ => new Part(network))];
        Description = string.Create(CultureInfo.InvariantCulture, $"{network}, {loss}, {split.Description}");
    }

    /// <summary>The network whose weights training changes.</summary>
    public QuadraticNetwork<T> Network { get; }

    /// <inheritdoc/>
    public string Description { get; }

    /// <inheritdoc/>
    public IReadOnlyList<NamedTensor<T>> Parameters { get; }

    /// <inheritdoc/>
    public IReadOnlyList<string> MetricNames { get; } =
    ["train loss", "train accuracy", "test loss", "test accuracy", "weight norm"];

    /// <inheritdoc/>
    public double Differentiate(Span<Tensor<T>> gradients)
    {
        (trainLoss, trainAccuracy) = Pass(train, withGradient: true);
        for (var k = 0; k < this.gradients.Length; k++)
        {
            var sum = this.gradients[k].Span;
            parts[0].Gradients[k].CopyTo(sum);
            for (var part = 1; part < PartCount; part++)
                TensorPrimitives.Add(sum, parts[part].Gradients[k], sum);
            gradients[k] = this.gradients[k];
        }
        return trainLoss;
    }

    /// <inheritdoc/>
    public void Measure(Span<double> metrics)
    {
        (metrics[0], metrics[1]) = (trainLoss, trainAccuracy);
        (metrics[2], metrics[3]) = Pass(test, withGradient: false);
        metrics[4] = Network.Norm();
    }

    private (double Loss, double Accuracy) Pass(Entries entries, bool withGradient)
    {
        (current, backward) = (entries, withGradient);
        var self = this;
        WorkerTeam.Run(&RunPart, Unsafe.AsPointer(ref self), PartCount);
        var (sum, correct) = (0.0, 0);
        foreach (var part in parts)
        {
            sum += part.LossSum;
            correct += part.CorrectCount;
        }
        var terms = loss == Loss.CrossEntropy ? entries.Count : (double)entries.Count * Network.ClassCount;
        return (sum / terms, correct / (double)entries.Count);
    }

    private static void RunPart(void* state, int index)
    {
        var task = Unsafe.AsRef<QuadraticTask<T>>(state);
        var part = task.parts[index];
        var (entries, count) = (task.current, task.current.Count);
        int start = (int)((long)count * index / PartCount), end = (int)((long)count * (index + 1) / PartCount);
        (part.LossSum, part.CorrectCount) = (0, 0);
        if (task.backward)
        {
            foreach (var gradient in part.Gradients)
                Array.Clear(gradient);
        }

        for (var first = start; first < end; first += Part.BlockRows)
            task.Block(part, entries, first, Math.Min(Part.BlockRows, end - first));
    }

    private void Block(Part part, Entries entries, int first, int rows)
    {
        int width = Network.Width,
            classes = Network.ClassCount;
        ReadOnlySpan<int> left = entries.Left.AsSpan(first, rows),
            right = entries.Right.AsSpan(first, rows),
            labels = entries.Labels.AsSpan(first, rows);
        var hidden = part.Hidden.AsSpan(0, rows * width);
        var logits = part.Logits.AsSpan(0, rows * classes);
        for (var i = 0; i < rows; i++)
            HiddenRow.Forward(Network.Left.Row(left[i]), Network.Right.Row(right[i]), hidden.Slice(i * width, width));
        MatrixProduct.Multiply<T>(
            Transpose.No,
            Transpose.No,
            rows,
            classes,
            width,
            hidden,
            Network.Output.Span,
            logits);
        if (loss == Loss.CrossEntropy)
            LossRows.CrossEntropy(logits, labels, train.Count, ref part.LossSum, ref part.CorrectCount);
        else
            LossRows.SquaredError(logits, labels, train.Count, ref part.LossSum, ref part.CorrectCount);
        if (!backward)
            return;
        MatrixProduct.Multiply<T>(
            Transpose.Yes,
            Transpose.No,
            width,
            classes,
            rows,
            hidden,
            logits,
            part.Gradients[2],
            accumulate: true);
        MatrixProduct.Multiply<T>(
            Transpose.No,
            Transpose.Yes,
            rows,
            width,
            classes,
            logits,
            Network.Output.Span,
            hidden);
        for (var i = 0; i < rows; i++)
        {
            HiddenRow.Backward(Network.Left.Row(left[i]), Network.Right.Row(right[i]), hidden.Slice(i * width, width),
                part.Gradients[0].AsSpan(left[i] * width, width), part.Gradients[1].AsSpan(right[i] * width, width));
        }
    }

    /// <summary>
    /// Entries in the order of their operands, so that one embedding row is used many times in a row.
    /// </summary>
    private sealed class Entries
    {
        public Entries(OperationTable table, int[] entries)
        {
            var order = (int[])entries.Clone();
            Array.Sort(order);
            Left = [.. order.Select(i => table.Left[i])];
            Right = [.. order.Select(i => table.Right[i])];
            Labels = [.. order.Select(i => table.Result[i])];
        }

        public int[] Left { get; }

        public int[] Right { get; }

        public int[] Labels { get; }

        public int Count => Left.Length;
    }

    private sealed class Part(QuadraticNetwork<T> network)
    {
        public const int BlockRows = 192;
        public double LossSum;
        public int CorrectCount;

        public T[] Hidden { get; } = new T[BlockRows * network.Width];

        public T[] Logits { get; } = new T[BlockRows * network.ClassCount];

        public T[][] Gradients { get; } =
        [new T[network.Left.Count], new T[network.Right.Count], new T[network.Output.Count]];
    }
}
