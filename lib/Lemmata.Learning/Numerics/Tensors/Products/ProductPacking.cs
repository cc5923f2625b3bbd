using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Lemmata.Learning.Numerics.Tensors.Products;

/// <summary>
/// Copies blocks of the operands of a matrix product into the order in which the register kernels read them.
/// </summary>
internal static unsafe class ProductPacking
{
    [ThreadStatic]
    private static byte[]? buffer;

    /// <summary>A 64-byte aligned scratch area of the calling thread, kept for the next call.</summary>
    public static byte* Scratch(long bytes)
    {
        const int alignment = 64;
        if (buffer is null || buffer.Length < bytes + alignment)
        {
            buffer = GC.AllocateUninitializedArray<byte>(
                checked((int)BitOperations.RoundUpToPowerOf2((ulong)bytes + alignment)),
                pinned: true);
        }

        var start = (byte*)Unsafe.AsPointer(ref buffer[0]);
        return start + (-(nint)start & (alignment - 1));
    }

    /// <summary>
    /// The distance between packed panels in elements: one cache line more than a panel, so that panels do not share
    /// cache sets.
    /// </summary>
    public static nint PanelStride<T>(int steps, int width) where T : unmanaged => (nint)steps * width + 64 / sizeof(T);

    /// <summary>
    /// Packs <c>count</c> columns of row-major storage, <c>source[l·stride + j]</c>, into panels of <c>width</c>
    /// columns: <c>[panel][l][width]</c>; missing columns become zero.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Panels<T>(T* source, nint stride, int steps, int count, int width, T* packed) where T : unmanaged
    {
        for (var l = 0; l < steps; l++)
        {
            var from = source + l * stride;
            var to = packed + (nint)l * width;
            var j = 0;
            for (; j + width <= count; j += width, to += PanelStride<T>(steps, width))
                Copy(from + j, to, width);
            if (j < count)
            {
                for (var i = 0; i < width; i++)
                    to[i] = j + i < count ? from[j + i] : default;
            }
        }
    }

    /// <summary>
    /// Packs <c>count</c> columns of transposed storage, <c>source[j·stride + l]</c>, into the panels of
    /// <see cref="Panels{T}"/>.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void TransposedPanels<T>(T* source, nint stride, int steps, int count, int width, T* packed)
        where T : unmanaged
    {
        const int block = 4;
        for (var start = 0; start < count; start += width, packed += PanelStride<T>(steps, width))
        {
            var columns = Math.Min(width, count - start);
            var j = 0;
            for (; j + block <= columns; j += block)
            {
                var from = source + (start + j) * stride;
                var to = packed + j;
                var l = 0;
                if (Avx.IsSupported)
                {
                    for (; l + block <= steps; l += block)
                        TransposeBlock(from + l, stride, to + (nint)l * width, width);
                }

                for (; l < steps; l++)
                {
                    for (var i = 0; i < block; i++)
                        to[(nint)l * width + i] = from[i * stride + l];
                }
            }
            for (; j < width; j++)
            {
                for (var l = 0; l < steps; l++)
                    packed[(nint)l * width + j] = j < columns ? source[(start + j) * stride + l] : default;
            }
        }
    }

    /// <summary>Writes the transpose of a matrix of <c>rows</c> × <c>columns</c>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Transpose<T>(T* source, nint sourceStride, int rows, int columns, T* target, nint targetStride)
        where T : unmanaged
    {
        const int block = 4;
        var j = 0;
        for (; Avx.IsSupported && j + block <= columns; j += block)
        {
            var i = 0;
            for (; i + block <= rows; i += block)
            {
                TransposeBlock(
                    source + i * sourceStride + j,
                    sourceStride,
                    target + j * targetStride + i,
                    targetStride);
            }

            for (; i < rows; i++)
            {
                for (var l = 0; l < block; l++)
                    target[(j + l) * targetStride + i] = source[i * sourceStride + j + l];
            }
        }
        for (; j < columns; j++)
        {
            for (var i = 0; i < rows; i++)
                target[j * targetStride + i] = source[i * sourceStride + j];
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Copy<T>(T* from, T* to, int count) where T : unmanaged
    {
        var bytes = count * sizeof(T);
        var offset = 0;
        for (; offset + 64 <= bytes; offset += 64)
            Vector512.Load((byte*)from + offset).Store((byte*)to + offset);
        for (; offset + 16 <= bytes; offset += 16)
            Vector128.Load((byte*)from + offset).Store((byte*)to + offset);
        for (; offset < bytes; offset += sizeof(T))
            *(T*)((byte*)to + offset) = *(T*)((byte*)from + offset);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void TransposeBlock<T>(T* from, nint stride, T* to, nint width) where T : unmanaged
    {
        if (sizeof(T) == sizeof(float))
        {
            var x = (float*)from;
            var y = (float*)to;
            var r0 = Vector128.Load(x);
            var r1 = Vector128.Load(x + stride);
            var r2 = Vector128.Load(x + 2 * stride);
            var r3 = Vector128.Load(x + 3 * stride);
            var t0 = Sse.UnpackLow(r0, r1);
            var t1 = Sse.UnpackHigh(r0, r1);
            var t2 = Sse.UnpackLow(r2, r3);
            var t3 = Sse.UnpackHigh(r2, r3);
            Sse.MoveLowToHigh(t0, t2).Store(y);
            Sse.MoveHighToLow(t2, t0).Store(y + width);
            Sse.MoveLowToHigh(t1, t3).Store(y + 2 * width);
            Sse.MoveHighToLow(t3, t1).Store(y + 3 * width);
        }
        else
        {
            var x = (double*)from;
            var y = (double*)to;
            var r0 = Vector256.Load(x);
            var r1 = Vector256.Load(x + stride);
            var r2 = Vector256.Load(x + 2 * stride);
            var r3 = Vector256.Load(x + 3 * stride);
            var t0 = Avx.UnpackLow(r0, r1);
            var t1 = Avx.UnpackHigh(r0, r1);
            var t2 = Avx.UnpackLow(r2, r3);
            var t3 = Avx.UnpackHigh(r2, r3);
            Avx.Permute2x128(t0, t2, 0x20).Store(y);
            Avx.Permute2x128(t1, t3, 0x20).Store(y + width);
            Avx.Permute2x128(t0, t2, 0x31).Store(y + 2 * width);
            Avx.Permute2x128(t1, t3, 0x31).Store(y + 3 * width);
        }
    }
}
