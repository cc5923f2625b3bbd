using System.Numerics;
using Lemmata.Learning.Numerics.Tensors;

namespace Lemmata.Learning.Tests.Numerics.Tensors;

/// <summary>The product against its specification, a scalar loop of fused multiply-adds, bit for bit.</summary>
[Collection(nameof(ProcessWideSettings))]
public class MatrixProductBits
{
    private static readonly int[] Edges =
    [
        1,
        2,
        3,
        5,
        6,
        7,
        8,
        9,
        12,
        13,
        15,
        16,
        17,
        24,
        31,
        32,
        33,
        48,
        63,
        64,
        65,
        97,
    ];

    [Theory]
    [InlineData(128)]
    [InlineData(256)]
    [InlineData(512)]
    public void The_product_has_the_bits_of_the_scalar_loop_for_random_shapes_and_transposes(int vectorBits)
    {
        var numbers = new Numbers(1 + (ulong)vectorBits);
        for (var trial = 0; trial < 120; trial++)
        {
            var (m, n, k) = (
                Edge(numbers),
                Edge(numbers),
                numbers.Below(4) == 0 ? 250 + numbers.Below(300) : Edge(numbers));
            var (transposeA, transposeB) = ((Transpose)numbers.Below(2), (Transpose)numbers.Below(2));
            var accumulate = numbers.Below(2) == 1;
            Compare<float>(transposeA, transposeB, m, n, k, accumulate, vectorBits, numbers);
            Compare<double>(transposeA, transposeB, m, n, k, accumulate, vectorBits, numbers);
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(5)]
    public void The_number_of_threads_changes_no_bit(int threads)
    {
        var before = Parallelism.ThreadCount;
        try
        {
            Parallelism.ThreadCount = threads;
            var numbers = new Numbers(7);
            foreach (
                var (m, n, k) in new[] { (103, 97, 61), (45, 211, 99), (65, 66, 300), (1, 200, 525), (200, 1, 525) }
            )
            {
                for (var transposes = 0; transposes < 4; transposes++)
                {
                    Compare<float>(
                        (Transpose)(transposes & 1),
                        (Transpose)(transposes >> 1),
                        m,
                        n,
                        k,
                        false,
                        0,
                        numbers);
                    Compare<double>(
                        (Transpose)(transposes & 1),
                        (Transpose)(transposes >> 1),
                        m,
                        n,
                        k,
                        true,
                        0,
                        numbers);
                }
            }
        }
        finally
        {
            Parallelism.ThreadCount = before;
        }
    }

    [Fact]
    public void Blocks_larger_than_the_caches_change_no_bit()
    {
        var numbers = new Numbers(11);
        Compare<float>(Transpose.Yes, Transpose.No, 415, 40, 600, false, 0, numbers);
        Compare<float>(Transpose.No, Transpose.Yes, 7, 2500, 270, true, 0, numbers);
        Compare<double>(Transpose.Yes, Transpose.Yes, 420, 35, 300, false, 0, numbers);
    }

    [Fact]
    public void Repeated_products_allocate_nothing()
    {
        var (a, b, c) = (new Tensor<float>(300, 200), new Tensor<float>(200, 150), new Tensor<float>(300, 150));
        // The first rounds pay for what is made once: the team of threads, and code that is compiled again meanwhile.
        var allocated = Enumerable.Range(0, 50).Select(_ => TwentyProducts()).TakeWhile(bytes => bytes > 0).ToList();
        Assert.True(allocated.Count < 50, $"twenty products still allocate {allocated.LastOrDefault()} bytes");

        long TwentyProducts()
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            for (var i = 0; i < 20; i++)
                MatrixProduct.Multiply(a, Transpose.No, b, Transpose.No, c, accumulate: i % 2 == 1);
            return GC.GetAllocatedBytesForCurrentThread() - before;
        }
    }

    private static int Edge(Numbers numbers) => Edges[numbers.Below(Edges.Length)];

    private static void Compare<T>(
        Transpose transposeA,
        Transpose transposeB,
        int m,
        int n,
        int k,
        bool accumulate,
        int vectorBits,
        Numbers numbers)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var (a, b, start) = (numbers.Values<T>(m * k), numbers.Values<T>(k * n), numbers.Values<T>(m * n));
        var (fast, slow) = ((T[])start.Clone(), (T[])start.Clone());
        if (vectorBits == 0)
            MatrixProduct.Multiply<T>(transposeA, transposeB, m, n, k, a, b, fast, accumulate);
        else
            MatrixProduct.Multiply<T>(transposeA, transposeB, m, n, k, a, b, fast, accumulate, vectorBits);
        TripleLoop(transposeA, transposeB, m, n, k, a, b, slow, accumulate);
        for (var i = 0; i < fast.Length; i++)
        {
            Assert.True(fast[i].Equals(slow[i]),
                $"{typeof(T).Name} [{m}, {k}]·[{k}, {n}], A {transposeA}, B {transposeB}, accumulate {accumulate}, "
                    + $"{vectorBits} bits: "
                + $"element {i} is {fast[i]:R}, the scalar loop has {slow[i]:R}");
        }
    }

    private static void TripleLoop<T>(
        Transpose transposeA, Transpose transposeB, int m, int n, int k, T[] a, T[] b, T[] c, bool accumulate)
        where T : IBinaryFloatingPointIeee754<T>
    {
        for (var i = 0; i < m; i++)
        {
            for (var j = 0; j < n; j++)
        {
            var sum = accumulate ? c[i * n + j] : T.Zero;
            for (var l = 0; l < k; l++)
                {
                    sum = T.FusedMultiplyAdd(
                    transposeA == Transpose.Yes ? a[l * m + i] : a[i * k + l],
                    transposeB == Transpose.Yes ? b[j * k + l] : b[l * n + j],
                    sum);
                }

                c[i * n + j] = sum;
        }
        }
    }
}
