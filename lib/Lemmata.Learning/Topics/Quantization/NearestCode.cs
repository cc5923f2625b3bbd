using System.Numerics;
using System.Runtime.CompilerServices;
using Lemmata.Learning.Numerics.Tensors;

namespace Lemmata.Learning.Topics.Quantization;

/// <summary>For each row of data the nearest row of a codebook, by one matrix product.</summary>
/// <remarks>
/// <para><em>Definition.</em> <c>argmin_k |z − e_k|² = argmin_k (½|e_k|² − z·e_k)</c>, since |z|² is the same for all
/// codes; among exactly equal scores the lowest index wins.</para>
/// <para><em>Error.</em> Two codes whose distances differ by less than the rounding of the product may be taken for
/// one another; <see cref="Naive{T}"/> subtracts first and is the specification.</para>
/// <para><em>Determinism.</em> The product's bits do not depend on vector width or threads, a minimum has no
/// order.</para>
/// </remarks>
public static class NearestCode
{
    // Scores of one block of rows stay in the second-level cache: 2^17 floats are half a megabyte.
    private const int BlockElements = 1 << 17;

    /// <summary>The index of the nearest code for each row of data.</summary>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <param name="data">Rows z, <c>[n, d]</c>.</param>
    /// <param name="codes">Rows e, <c>[K, d]</c>, K at least 1.</param>
    /// <returns>n indices from 0 to K − 1.</returns>
    /// <exception cref="ArgumentException">No data, no codes, different widths, or a value that is not
    /// finite.</exception>
    public static int[] Find<T>(Tensor<T> data, Tensor<T> codes) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(data);
        var indices = new int[data.Rows];
        Find(data, codes, indices);
        return indices;
    }

    /// <summary>Writes the index of the nearest code for each row of data.</summary>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <param name="data">Rows z, <c>[n, d]</c>.</param>
    /// <param name="codes">Rows e, <c>[K, d]</c>, K at least 1.</param>
    /// <param name="indices">Receives n indices from 0 to K − 1.</param>
    /// <exception cref="ArgumentException">No data, no codes, different widths, wrong length, or a value that is not
    /// finite.</exception>
    /// <remarks><em>Cost.</em> 2nKd operations in the product and about two passes over nK scores in cache.</remarks>
    public static void Find<T>(Tensor<T> data, Tensor<T> codes, Span<int> indices)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        CodebookInput.Check(data, codes);
        CodebookInput.CheckLength(indices.Length, data.Rows, nameof(indices), "rows of data");
        var (rows, width, count) = (data.Rows, data.Columns, codes.Rows);
        var block = Math.Min(rows, Math.Max(6, BlockElements / count));
        var scratch = Scratch<T>.Of(block * count + count);
        var halves = scratch.AsSpan(block * count, count);
        for (var k = 0; k < count; k++) halves[k] = HalfSquare<T>(codes.Span.Slice(k * width, width));
        var cancellation = Display.Ambient.Cancellation;
        for (var start = 0; start < rows; start += block)
        {
            cancellation.ThrowIfCancellationRequested();
            var taken = Math.Min(block, rows - start);
            var products = scratch.AsSpan(0, taken * count);
            MatrixProduct.Multiply<T>(Transpose.No, Transpose.Yes, taken, count, width,
                data.Span.Slice(start * width, taken * width), codes.Span, products);
            Pick(products, halves, indices.Slice(start, taken));
        }
    }

    /// <summary>The specification: every distance by subtraction, in order of the codes.</summary>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <param name="data">Rows z, <c>[n, d]</c>.</param>
    /// <param name="codes">Rows e, <c>[K, d]</c>, K at least 1.</param>
    /// <returns>n indices from 0 to K − 1.</returns>
    /// <exception cref="ArgumentException">As for <see cref="Find{T}(Tensor{T}, Tensor{T})"/>.</exception>
    public static int[] Naive<T>(Tensor<T> data, Tensor<T> codes) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        CodebookInput.Check(data, codes);
        var indices = new int[data.Rows];
        for (var i = 0; i < indices.Length; i++)
        {
            var best = T.PositiveInfinity;
            for (var k = 0; k < codes.Rows; k++)
            {
                var distance = T.Zero;
                for (var j = 0; j < data.Columns; j++)
                {
                    var difference = data[i, j] - codes[k, j];
                    distance += difference * difference;
                }
                if (distance < best) (best, indices[i]) = (distance, k);
            }
        }
        return indices;
    }

    private static T HalfSquare<T>(ReadOnlySpan<T> row) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var sum = T.Zero;
        foreach (var x in row) sum = T.FusedMultiplyAdd(x, x, sum);
        return sum / T.CreateChecked(2);
    }

    private static unsafe void Pick<T>(ReadOnlySpan<T> products, ReadOnlySpan<T> halves, Span<int> indices)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        fixed (T* p = products, h = halves)
        fixed (int* target = indices)
        {
            var work = new PickRows<T>
            {
                Products = p,
                Halves = h,
                Indices = target,
                Rows = indices.Length,
                Count = halves.Length,
            };
            var parts = products.Length < 1 << 15 ? 1 : Parallelism.ThreadCount;
            work.Parts = parts;
            WorkerTeam.Run(&PickRows<T>.Run, &work, parts);
        }
    }

    /// <summary>Memory that each thread keeps between calls.</summary>
    private static class Scratch<T>
    {
        [ThreadStatic] private static T[]? kept;

        internal static T[] Of(int length) =>
            kept is { } array && array.Length >= length ? array : kept = new T[length];
    }

    private unsafe struct PickRows<T> where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        public T* Products, Halves;
        public int* Indices;
        public int Rows, Count, Parts;

        public static void Run(void* argument, int part)
        {
            var work = (PickRows<T>*)argument;
            var (rows, parts) = (work->Rows, work->Parts);
            for (var i = (int)((long)rows * part / parts); i < (int)((long)rows * (part + 1) / parts); i++)
                work->Indices[i] = Lowest(work->Products + (long)i * work->Count, work->Halves, work->Count);
        }

        // First the least score, then its first place: both passes read the same row from the first-level cache.
        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        private static int Lowest(T* products, T* halves, int count)
        {
            var lanes = Vector<T>.Count;
            var least = halves[0] - products[0];
            var k = 0;
            if (count >= lanes)
            {
                var leasts = *(Vector<T>*)halves - *(Vector<T>*)products;
                for (k = lanes; k <= count - lanes; k += lanes)
                    leasts = Vector.Min(leasts, *(Vector<T>*)(halves + k) - *(Vector<T>*)(products + k));
                for (var lane = 0; lane < lanes; lane++) least = T.Min(least, leasts[lane]);
            }
            for (; k < count; k++) least = T.Min(least, halves[k] - products[k]);

            var wanted = new Vector<T>(least);
            for (k = 0; k <= count - lanes; k += lanes)
                if (Vector.EqualsAny(*(Vector<T>*)(halves + k) - *(Vector<T>*)(products + k), wanted)) break;
            for (; k < count; k++)
                if (halves[k] - products[k] == least) return k;
            return 0; // unreachable for finite scores
        }
    }
}
