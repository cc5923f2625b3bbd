using System.Numerics;
using System.Runtime.Intrinsics;
using Lemmata.Arguments;
using Lemmata.Learning.Numerics.Tensors.Products;

namespace Lemmata.Learning.Numerics.Tensors;

/// <summary>Sums, dot products and maxima over spans, in one fixed order.</summary>
/// <remarks>
/// <para><b>Definition.</b> Element i belongs to lane <c>i mod L</c>, with L = 32 for float and 16 for double. Each
/// lane takes its elements in turn;
/// the lanes are then combined by halves: lane j with lane <c>j + L/2</c>, then <c>j + L/4</c>, and so on.</para>
/// <para><b>Determinism.</b> The lanes are the same for every vector width, so the bits are too.</para>
/// <para><b>Error.</b> A sum of n elements is off by at most <c>(n/L + log₂ L)·u·Σ|xᵢ|</c> to first order, u the unit
/// roundoff.</para>
/// </remarks>
public static unsafe class Reduction
{
    private const int LaneBytes = 128;

    /// <summary>The sum <c>Σ xᵢ</c>.</summary>
    /// <param name="x">The terms.</param>
    /// <returns>The sum; 0 for an empty span. NaN and infinities propagate.</returns>
    public static T Sum<T>(ReadOnlySpan<T> x)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => Run<T, Adding<T>>(x, x, T.Zero);

    /// <summary>The dot product <c>Σ xᵢ·yᵢ</c>, each term joined by a fused multiply-add.</summary>
    /// <param name="x">The left factors.</param>
    /// <param name="y">The right factors, as many.</param>
    /// <returns>The dot product; 0 for empty spans. NaN and infinities propagate.</returns>
    /// <exception cref="ArgumentException">The lengths differ.</exception>
    public static T Dot<T>(ReadOnlySpan<T> x, ReadOnlySpan<T> y) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Require.That(
            x.Length == y.Length,
            nameof(x),
            $"a dot product needs spans of one length, but x has {x.Length} elements and y has {y.Length}; pass "
                + $"matching vectors");

        return Run<T, Multiplying<T>>(x, y, T.Zero);
    }

    /// <summary>The largest element.</summary>
    /// <param name="x">The elements, at least one.</param>
    /// <returns>The maximum; NaN when an element is NaN; +0 counts as larger than −0.</returns>
    /// <exception cref="ArgumentException">The span is empty.</exception>
    public static T Max<T>(ReadOnlySpan<T> x) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Require.That(
            !x.IsEmpty,
            nameof(x),
            "the maximum needs at least 1 element, got 0; pass a span that is not empty");
        return Run<T, Maximizing<T>>(x, x, T.NegativeInfinity);
    }

    private interface IStep<T> where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        static abstract Vector256<T> Take(Vector256<T> lanes, Vector256<T> x, Vector256<T> y);

        static abstract Vector256<T> Combine(Vector256<T> left, Vector256<T> right);
    }

    private readonly struct Adding<T> : IStep<T> where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        public static Vector256<T> Take(Vector256<T> lanes, Vector256<T> x, Vector256<T> y) => lanes + x;

        public static Vector256<T> Combine(Vector256<T> left, Vector256<T> right) => left + right;
    }

    private readonly struct Multiplying<T> : IStep<T> where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        public static Vector256<T> Take(Vector256<T> lanes, Vector256<T> x, Vector256<T> y) =>
            Fused.MultiplyAdd(x, y, lanes);

        public static Vector256<T> Combine(Vector256<T> left, Vector256<T> right) => left + right;
    }

    private readonly struct Maximizing<T> : IStep<T> where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        public static Vector256<T> Take(Vector256<T> lanes, Vector256<T> x, Vector256<T> y) => Vector256.Max(lanes, x);

        public static Vector256<T> Combine(Vector256<T> left, Vector256<T> right) => Vector256.Max(left, right);
    }

    private static T Run<T, TStep>(ReadOnlySpan<T> x, ReadOnlySpan<T> y, T start)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TStep : struct, IStep<T>
    {
        var lanes = LaneBytes / sizeof(T);
        var width = Vector256<T>.Count;
        var (first, second, third, fourth) =
            (Vector256.Create(start), Vector256.Create(start), Vector256.Create(start), Vector256.Create(start));
        fixed (T* px = x, py = y)
        {
            var i = 0;
            for (; i + lanes <= x.Length; i += lanes)
            {
                first = TStep.Take(first, Vector256.Load(px + i), Vector256.Load(py + i));
                second = TStep.Take(second, Vector256.Load(px + i + width), Vector256.Load(py + i + width));
                third = TStep.Take(third, Vector256.Load(px + i + 2 * width), Vector256.Load(py + i + 2 * width));
                fourth = TStep.Take(fourth, Vector256.Load(px + i + 3 * width), Vector256.Load(py + i + 3 * width));
            }
            if (i < x.Length)
            {
                var total = stackalloc T[lanes];
                first.Store(total);
                second.Store(total + width);
                third.Store(total + 2 * width);
                fourth.Store(total + 3 * width);
                for (var lane = 0; i < x.Length; i++, lane++)
                {
                    total[lane] = TStep
                        .Take(
                            Vector256.CreateScalarUnsafe(total[lane]),
                            Vector256.CreateScalarUnsafe(px[i]),
                            Vector256.CreateScalarUnsafe(py[i]))
                        .ToScalar();
                }

                (first, second) = (Vector256.Load(total), Vector256.Load(total + width));
                (third, fourth) = (Vector256.Load(total + 2 * width), Vector256.Load(total + 3 * width));
            }
            first = TStep.Combine(TStep.Combine(first, third), TStep.Combine(second, fourth));
            var rest = stackalloc T[2 * width];
            for (var half = width / 2; half > 0; half /= 2)
            {
                first.Store(rest);
                first = TStep.Combine(first, Vector256.Load(rest + half));
            }
            return first.ToScalar();
        }
    }
}
