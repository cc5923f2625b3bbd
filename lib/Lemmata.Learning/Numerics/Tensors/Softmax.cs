using System.Numerics;
using System.Runtime.Intrinsics;
using Lemmata.Arguments;

namespace Lemmata.Learning.Numerics.Tensors;

/// <summary>
/// The softmax <c>yᵢ = e^(xᵢ) / Σⱼ e^(xⱼ)</c> and the log-sum-exp <c>ln Σⱼ e^(xⱼ)</c>, computed from the largest
/// element down.
/// </summary>
/// <remarks>
/// <para><b>Edge cases.</b> Elements −∞ get probability 0. When all elements are −∞, or one is +∞ or NaN, the softmax
/// is NaN.</para>
/// <para><b>Error.</b> A probability that is not subnormal is off by at most <c>|xᵢ − max|/2 + 4</c> ulp for up to 1000
/// elements:
/// the first part is the rounding of <c>xᵢ − max</c>, which any implementation in the element type has.</para>
/// <para><b>Determinism.</b> As <see cref="Elementwise"/> and <see cref="Reduction"/>: the bits do not depend on the
/// machine.</para>
/// </remarks>
public static class Softmax
{
    /// <summary>Writes the softmax of a span.</summary>
    /// <param name="x">The logits, at least one.</param>
    /// <param name="y">The probabilities, as many; may be x itself.</param>
    /// <exception cref="ArgumentException">The span is empty or the lengths differ.</exception>
    public static void Of<T>(ReadOnlySpan<T> x, Span<T> y) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Require.That(
            !x.IsEmpty && x.Length == y.Length,
            nameof(x),
            $"softmax needs at least 1 logit and as many places, but x has {x.Length} elements and y has {y.Length}");

        Shifted(x, Reduction.Max(x), y);
        Elementwise.Exp(y, y);
        DivideBy(y, Reduction.Sum<T>(y));
    }

    /// <summary>Writes the softmax of every row of a tensor.</summary>
    /// <param name="x">The logits, <c>[rows, classes]</c> with at least one class.</param>
    /// <param name="y">The probabilities, of the same shape; may be x itself.</param>
    /// <exception cref="ArgumentException">The shapes differ or there are no classes.</exception>
    public static void Rows<T>(Tensor<T> x, Tensor<T> y) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Require.That(
            x.HasShapeOf(y),
            nameof(x),
            $"softmax by rows needs equal shapes, but x has {x.ShapeText} and y has {y.ShapeText}");

        for (var row = 0; row < x.Rows; row++)
            Of<T>(x.Row(row), y.Row(row));
    }

    /// <summary><c>ln Σᵢ e^(xᵢ)</c>, without overflow.</summary>
    /// <param name="x">The terms' logarithms, at least one.</param>
    /// <returns>At least the largest element; −∞ when all are −∞, +∞ when one is, NaN when one is NaN.</returns>
    /// <exception cref="ArgumentException">The span is empty.</exception>
    public static T LogSumExp<T>(ReadOnlySpan<T> x) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var max = Reduction.Max(x);
        if (!T.IsFinite(max))
            return max;
        const int block = 512;
        Span<T> part = stackalloc T[block];
        var sum = T.Zero;
        for (var start = 0; start < x.Length; start += block)
        {
            var terms = part[..Math.Min(block, x.Length - start)];
            Shifted(x.Slice(start, terms.Length), max, terms);
            Elementwise.Exp<T>(terms, terms);
            sum += Reduction.Sum<T>(terms);
        }
        return max + (typeof(T) == typeof(float) ? T.CreateTruncating(Elementary.Log(float.CreateTruncating(sum)))
            : T.CreateTruncating(Elementary.Log(double.CreateTruncating(sum))));
    }

    private static unsafe void Shifted<T>(ReadOnlySpan<T> x, T shift, Span<T> y)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        fixed (T* px = x, py = y)
        {
            var i = 0;
            for (; i + Vector256<T>.Count <= x.Length; i += Vector256<T>.Count)
                (Vector256.Load(px + i) - Vector256.Create(shift)).Store(py + i);
            for (; i < x.Length; i++)
                py[i] = px[i] - shift;
        }
    }

    private static unsafe void DivideBy<T>(Span<T> y, T sum) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        fixed (T* py = y)
        {
            var i = 0;
            for (; i + Vector256<T>.Count <= y.Length; i += Vector256<T>.Count)
                (Vector256.Load(py + i) / Vector256.Create(sum)).Store(py + i);
            for (; i < y.Length; i++)
                py[i] /= sum;
        }
    }
}
