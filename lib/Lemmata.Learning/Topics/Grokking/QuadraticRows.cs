using System.Numerics;
using System.Runtime.InteropServices;
using Lemmata.Learning.Numerics.Tensors;
using TensorPrimitives = System.Numerics.Tensors.TensorPrimitives;

namespace Lemmata.Learning.Topics.Grokking;

internal static class HiddenRow
{
    /// <summary>h = (e₁ + e₂)².</summary>
    public static void Forward<T>(ReadOnlySpan<T> e1, ReadOnlySpan<T> e2, Span<T> hidden)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var i = 0;
        ref T x = ref MemoryMarshal.GetReference(e1),
            y = ref MemoryMarshal.GetReference(e2),
            h = ref MemoryMarshal.GetReference(hidden);
        for (; i <= hidden.Length - Vector<T>.Count; i += Vector<T>.Count)
        {
            var sum = Vector.LoadUnsafe(ref x, (nuint)i) + Vector.LoadUnsafe(ref y, (nuint)i);
            (sum * sum).StoreUnsafe(ref h, (nuint)i);
        }
        for (; i < hidden.Length; i++)
            hidden[i] = (e1[i] + e2[i]) * (e1[i] + e2[i]);
    }

    /// <summary>Adds 2 (e₁ + e₂) ∘ g, where g is the gradient by h, to the gradients by e₁ and e₂.</summary>
    public static void Backward<T>(
        ReadOnlySpan<T> e1,
        ReadOnlySpan<T> e2,
        ReadOnlySpan<T> gradient,
        Span<T> g1,
        Span<T> g2)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var i = 0;
        ref T x = ref MemoryMarshal.GetReference(e1),
            y = ref MemoryMarshal.GetReference(e2),
            g = ref MemoryMarshal.GetReference(gradient);
        ref T a = ref MemoryMarshal.GetReference(g1),
            b = ref MemoryMarshal.GetReference(g2);
        for (; i <= gradient.Length - Vector<T>.Count; i += Vector<T>.Count)
        {
            var sum = Vector.LoadUnsafe(ref x, (nuint)i) + Vector.LoadUnsafe(ref y, (nuint)i);
            var slope = (sum + sum) * Vector.LoadUnsafe(ref g, (nuint)i);
            (Vector.LoadUnsafe(ref a, (nuint)i) + slope).StoreUnsafe(ref a, (nuint)i);
            (Vector.LoadUnsafe(ref b, (nuint)i) + slope).StoreUnsafe(ref b, (nuint)i);
        }
        for (; i < gradient.Length; i++)
        {
            var sum = e1[i] + e2[i];
            var slope = (sum + sum) * gradient[i];
            g1[i] += slope;
            g2[i] += slope;
        }
    }
}

/// <summary>Loss, hits and gradient of rows of logits; the gradient replaces the logits.</summary>
internal static class LossRows
{
    public static void CrossEntropy<T>(
        Span<T> logits,
        ReadOnlySpan<int> labels,
        int count,
        ref double lossSum,
        ref int correct)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var classes = logits.Length / labels.Length;
        Span<double> margins = stackalloc double[labels.Length];
        for (var i = 0; i < labels.Length; i++)
        {
            var row = logits.Slice(i * classes, classes);
            correct += Hit(row, labels[i], out var largest);
            margins[i] = double.CreateChecked(largest - row[labels[i]]);
            TensorPrimitives.Subtract(row, largest, row);
        }
        Elementwise.Exp<T>(logits, logits);
        var share = T.One / T.CreateChecked(count);
        for (var i = 0; i < labels.Length; i++)
        {
            var row = logits.Slice(i * classes, classes);
            var sum = Reduction.Sum<T>(row);
            lossSum += Elementary.Log(double.CreateChecked(sum)) + margins[i];
            TensorPrimitives.Multiply(row, share / sum, row);
            row[labels[i]] -= share;
        }
    }

    public static void SquaredError<T>(
        Span<T> logits,
        ReadOnlySpan<int> labels,
        int count,
        ref double lossSum,
        ref int correct)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var classes = logits.Length / labels.Length;
        for (var i = 0; i < labels.Length; i++)
        {
            var row = logits.Slice(i * classes, classes);
            correct += Hit(row, labels[i], out _);
            row[labels[i]] -= T.One;
            lossSum += double.CreateChecked(Reduction.Dot<T>(row, row));
        }
        TensorPrimitives.Multiply(
            logits,
            T.CreateChecked(2) / (T.CreateChecked(count) * T.CreateChecked(classes)),
            logits);
    }

    /// <summary>1 when the first largest element stands at the label's place.</summary>
    private static int Hit<T>(ReadOnlySpan<T> row, int label, out T largest)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        largest = Reduction.Max(row);
        return row[label] == largest && row.IndexOf(largest) == label ? 1 : 0;
    }
}
