using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Lemmata.Learning.Numerics.Tensors.Products;

/// <summary>
/// Register kernels of the matrix product with 256-bit vectors: 6 rows by two vectors, and by one for the last columns.
/// </summary>
internal static unsafe class ProductKernel256
{
    public const int Rows = 6;

    // a: row r of the tile at step l is a[min(r, rows − 1)·rowStride + l·aStep], so a tile with fewer rows repeats its
    // last one
    // b: the vectors of step l stand at b + l·bStep; c: the tile, rows ldc apart; load: start from c instead of zero;
    // next: the tile after this one, fetched early
    // No call may stand in these methods: the compiler would spill every vector register around the loop.
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static void Wide<T>(
        nint k,
        T* a,
        nint rowStride,
        nint aStep,
        nint rows,
        T* b,
        nint bStep,
        T* c,
        nint ldc,
        bool load,
        T* next)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var a1 = a + (rows > 1 ? rowStride : 0);
        var a2 = a1 + (rows > 2 ? rowStride : 0);
        var a3 = a2 + (rows > 3 ? rowStride : 0);
        var a4 = a3 + (rows > 4 ? rowStride : 0);
        var a5 = a4 + (rows > 5 ? rowStride : 0);
        Vector256<T> p0, q0, p1, q1, p2, q2, p3, q3, p4, q4, p5, q5;
        if (load)
        {
            var row = c;
            p0 = Vector256.Load(row);
            q0 = Vector256.Load(row + Vector256<T>.Count);
            row += ldc;
            p1 = Vector256.Load(row);
            q1 = Vector256.Load(row + Vector256<T>.Count);
            row += ldc;
            p2 = Vector256.Load(row);
            q2 = Vector256.Load(row + Vector256<T>.Count);
            row += ldc;
            p3 = Vector256.Load(row);
            q3 = Vector256.Load(row + Vector256<T>.Count);
            row += ldc;
            p4 = Vector256.Load(row);
            q4 = Vector256.Load(row + Vector256<T>.Count);
            row += ldc;
            p5 = Vector256.Load(row);
            q5 = Vector256.Load(row + Vector256<T>.Count);
        }
        else
        {
            p0 = q0 = p1 = q1 = p2 = q2 = p3 = q3 = p4 = q4 = p5 = q5 = Vector256<T>.Zero;
        }
        if (Sse.IsSupported)
        {
            Sse.Prefetch0(next);
            next += ldc;
            Sse.Prefetch0(next);
            next += ldc;
            Sse.Prefetch0(next);
            next += ldc;
            Sse.Prefetch0(next);
            next += ldc;
            Sse.Prefetch0(next);
            next += ldc;
            Sse.Prefetch0(next);
        }
        for (nint l = 0; k > 0; k--, l += aStep, b += bStep)
        {
            var b0 = Vector256.Load(b);
            var b1 = Vector256.Load(b + Vector256<T>.Count);
            var x0 = Vector256.Create(a[l]);
            p0 = Fused.MultiplyAdd(x0, b0, p0);
            q0 = Fused.MultiplyAdd(x0, b1, q0);
            var x1 = Vector256.Create(a1[l]);
            p1 = Fused.MultiplyAdd(x1, b0, p1);
            q1 = Fused.MultiplyAdd(x1, b1, q1);
            var x2 = Vector256.Create(a2[l]);
            p2 = Fused.MultiplyAdd(x2, b0, p2);
            q2 = Fused.MultiplyAdd(x2, b1, q2);
            var x3 = Vector256.Create(a3[l]);
            p3 = Fused.MultiplyAdd(x3, b0, p3);
            q3 = Fused.MultiplyAdd(x3, b1, q3);
            var x4 = Vector256.Create(a4[l]);
            p4 = Fused.MultiplyAdd(x4, b0, p4);
            q4 = Fused.MultiplyAdd(x4, b1, q4);
            var x5 = Vector256.Create(a5[l]);
            p5 = Fused.MultiplyAdd(x5, b0, p5);
            q5 = Fused.MultiplyAdd(x5, b1, q5);
        }
        p0.Store(c);
        q0.Store(c + Vector256<T>.Count);
        c += ldc;
        p1.Store(c);
        q1.Store(c + Vector256<T>.Count);
        c += ldc;
        p2.Store(c);
        q2.Store(c + Vector256<T>.Count);
        c += ldc;
        p3.Store(c);
        q3.Store(c + Vector256<T>.Count);
        c += ldc;
        p4.Store(c);
        q4.Store(c + Vector256<T>.Count);
        c += ldc;
        p5.Store(c);
        q5.Store(c + Vector256<T>.Count);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static void Narrow<T>(
        nint k,
        T* a,
        nint rowStride,
        nint aStep,
        nint rows,
        T* b,
        nint bStep,
        T* c,
        nint ldc,
        bool load,
        T* next)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var a1 = a + (rows > 1 ? rowStride : 0);
        var a2 = a1 + (rows > 2 ? rowStride : 0);
        var a3 = a2 + (rows > 3 ? rowStride : 0);
        var a4 = a3 + (rows > 4 ? rowStride : 0);
        var a5 = a4 + (rows > 5 ? rowStride : 0);
        Vector256<T> p0, p1, p2, p3, p4, p5;
        if (load)
        {
            var row = c;
            p0 = Vector256.Load(row);
            row += ldc;
            p1 = Vector256.Load(row);
            row += ldc;
            p2 = Vector256.Load(row);
            row += ldc;
            p3 = Vector256.Load(row);
            row += ldc;
            p4 = Vector256.Load(row);
            row += ldc;
            p5 = Vector256.Load(row);
        }
        else
        {
            p0 = p1 = p2 = p3 = p4 = p5 = Vector256<T>.Zero;
        }
        if (Sse.IsSupported)
        {
            Sse.Prefetch0(next);
            next += ldc;
            Sse.Prefetch0(next);
            next += ldc;
            Sse.Prefetch0(next);
            next += ldc;
            Sse.Prefetch0(next);
            next += ldc;
            Sse.Prefetch0(next);
            next += ldc;
            Sse.Prefetch0(next);
        }
        for (nint l = 0; k > 0; k--, l += aStep, b += bStep)
        {
            var b0 = Vector256.Load(b);
            p0 = Fused.MultiplyAdd(Vector256.Create(a[l]), b0, p0);
            p1 = Fused.MultiplyAdd(Vector256.Create(a1[l]), b0, p1);
            p2 = Fused.MultiplyAdd(Vector256.Create(a2[l]), b0, p2);
            p3 = Fused.MultiplyAdd(Vector256.Create(a3[l]), b0, p3);
            p4 = Fused.MultiplyAdd(Vector256.Create(a4[l]), b0, p4);
            p5 = Fused.MultiplyAdd(Vector256.Create(a5[l]), b0, p5);
        }
        p0.Store(c);
        c += ldc;
        p1.Store(c);
        c += ldc;
        p2.Store(c);
        c += ldc;
        p3.Store(c);
        c += ldc;
        p4.Store(c);
        c += ldc;
        p5.Store(c);
    }
}
