using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Lemmata.Learning.Numerics.Tensors.Products;

/// <summary>
/// Register kernels of the matrix product with 512-bit vectors: 12 rows by two vectors, and by one for the last
/// columns.
/// </summary>
internal static unsafe class ProductKernel512
{
    public const int Rows = 12;

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
        var a6 = a5 + (rows > 6 ? rowStride : 0);
        var a7 = a6 + (rows > 7 ? rowStride : 0);
        var a8 = a7 + (rows > 8 ? rowStride : 0);
        var a9 = a8 + (rows > 9 ? rowStride : 0);
        var a10 = a9 + (rows > 10 ? rowStride : 0);
        var a11 = a10 + (rows > 11 ? rowStride : 0);
        Vector512<T> p0, q0, p1, q1, p2, q2, p3, q3, p4, q4, p5, q5, p6, q6, p7, q7, p8, q8, p9, q9, p10, q10, p11, q11;
        if (load)
        {
            var row = c;
            p0 = Vector512.Load(row);
            q0 = Vector512.Load(row + Vector512<T>.Count);
            row += ldc;
            p1 = Vector512.Load(row);
            q1 = Vector512.Load(row + Vector512<T>.Count);
            row += ldc;
            p2 = Vector512.Load(row);
            q2 = Vector512.Load(row + Vector512<T>.Count);
            row += ldc;
            p3 = Vector512.Load(row);
            q3 = Vector512.Load(row + Vector512<T>.Count);
            row += ldc;
            p4 = Vector512.Load(row);
            q4 = Vector512.Load(row + Vector512<T>.Count);
            row += ldc;
            p5 = Vector512.Load(row);
            q5 = Vector512.Load(row + Vector512<T>.Count);
            row += ldc;
            p6 = Vector512.Load(row);
            q6 = Vector512.Load(row + Vector512<T>.Count);
            row += ldc;
            p7 = Vector512.Load(row);
            q7 = Vector512.Load(row + Vector512<T>.Count);
            row += ldc;
            p8 = Vector512.Load(row);
            q8 = Vector512.Load(row + Vector512<T>.Count);
            row += ldc;
            p9 = Vector512.Load(row);
            q9 = Vector512.Load(row + Vector512<T>.Count);
            row += ldc;
            p10 = Vector512.Load(row);
            q10 = Vector512.Load(row + Vector512<T>.Count);
            row += ldc;
            p11 = Vector512.Load(row);
            q11 = Vector512.Load(row + Vector512<T>.Count);
        }
        else
        {
            p0 =
                q0 =
                p1 =
                q1 =
                p2 =
                q2 =
                p3 =
                q3 =
                p4 =
                q4 =
                p5 =
                q5 =
                p6 =
                q6 =
                p7 =
                q7 =
                p8 =
                q8 =
                p9 =
                q9 =
                p10 =
                q10 =
                p11 =
                q11 =
                    Vector512<T>.Zero;
        }
        if (Sse.IsSupported)
        {
            Sse.Prefetch0(next);
            Sse.Prefetch0(next + Vector512<T>.Count);
            next += ldc;
            Sse.Prefetch0(next);
            Sse.Prefetch0(next + Vector512<T>.Count);
            next += ldc;
            Sse.Prefetch0(next);
            Sse.Prefetch0(next + Vector512<T>.Count);
            next += ldc;
            Sse.Prefetch0(next);
            Sse.Prefetch0(next + Vector512<T>.Count);
            next += ldc;
            Sse.Prefetch0(next);
            Sse.Prefetch0(next + Vector512<T>.Count);
            next += ldc;
            Sse.Prefetch0(next);
            Sse.Prefetch0(next + Vector512<T>.Count);
            next += ldc;
            Sse.Prefetch0(next);
            Sse.Prefetch0(next + Vector512<T>.Count);
            next += ldc;
            Sse.Prefetch0(next);
            Sse.Prefetch0(next + Vector512<T>.Count);
            next += ldc;
            Sse.Prefetch0(next);
            Sse.Prefetch0(next + Vector512<T>.Count);
            next += ldc;
            Sse.Prefetch0(next);
            Sse.Prefetch0(next + Vector512<T>.Count);
            next += ldc;
            Sse.Prefetch0(next);
            Sse.Prefetch0(next + Vector512<T>.Count);
            next += ldc;
            Sse.Prefetch0(next);
            Sse.Prefetch0(next + Vector512<T>.Count);
        }
        for (nint l = 0; k > 0; k--, l += aStep, b += bStep)
        {
            var b0 = Vector512.Load(b);
            var b1 = Vector512.Load(b + Vector512<T>.Count);
            var x0 = Vector512.Create(a[l]);
            p0 = Fused.MultiplyAdd(x0, b0, p0);
            q0 = Fused.MultiplyAdd(x0, b1, q0);
            var x1 = Vector512.Create(a1[l]);
            p1 = Fused.MultiplyAdd(x1, b0, p1);
            q1 = Fused.MultiplyAdd(x1, b1, q1);
            var x2 = Vector512.Create(a2[l]);
            p2 = Fused.MultiplyAdd(x2, b0, p2);
            q2 = Fused.MultiplyAdd(x2, b1, q2);
            var x3 = Vector512.Create(a3[l]);
            p3 = Fused.MultiplyAdd(x3, b0, p3);
            q3 = Fused.MultiplyAdd(x3, b1, q3);
            var x4 = Vector512.Create(a4[l]);
            p4 = Fused.MultiplyAdd(x4, b0, p4);
            q4 = Fused.MultiplyAdd(x4, b1, q4);
            var x5 = Vector512.Create(a5[l]);
            p5 = Fused.MultiplyAdd(x5, b0, p5);
            q5 = Fused.MultiplyAdd(x5, b1, q5);
            var x6 = Vector512.Create(a6[l]);
            p6 = Fused.MultiplyAdd(x6, b0, p6);
            q6 = Fused.MultiplyAdd(x6, b1, q6);
            var x7 = Vector512.Create(a7[l]);
            p7 = Fused.MultiplyAdd(x7, b0, p7);
            q7 = Fused.MultiplyAdd(x7, b1, q7);
            var x8 = Vector512.Create(a8[l]);
            p8 = Fused.MultiplyAdd(x8, b0, p8);
            q8 = Fused.MultiplyAdd(x8, b1, q8);
            var x9 = Vector512.Create(a9[l]);
            p9 = Fused.MultiplyAdd(x9, b0, p9);
            q9 = Fused.MultiplyAdd(x9, b1, q9);
            var x10 = Vector512.Create(a10[l]);
            p10 = Fused.MultiplyAdd(x10, b0, p10);
            q10 = Fused.MultiplyAdd(x10, b1, q10);
            var x11 = Vector512.Create(a11[l]);
            p11 = Fused.MultiplyAdd(x11, b0, p11);
            q11 = Fused.MultiplyAdd(x11, b1, q11);
        }
        p0.Store(c);
        q0.Store(c + Vector512<T>.Count);
        c += ldc;
        p1.Store(c);
        q1.Store(c + Vector512<T>.Count);
        c += ldc;
        p2.Store(c);
        q2.Store(c + Vector512<T>.Count);
        c += ldc;
        p3.Store(c);
        q3.Store(c + Vector512<T>.Count);
        c += ldc;
        p4.Store(c);
        q4.Store(c + Vector512<T>.Count);
        c += ldc;
        p5.Store(c);
        q5.Store(c + Vector512<T>.Count);
        c += ldc;
        p6.Store(c);
        q6.Store(c + Vector512<T>.Count);
        c += ldc;
        p7.Store(c);
        q7.Store(c + Vector512<T>.Count);
        c += ldc;
        p8.Store(c);
        q8.Store(c + Vector512<T>.Count);
        c += ldc;
        p9.Store(c);
        q9.Store(c + Vector512<T>.Count);
        c += ldc;
        p10.Store(c);
        q10.Store(c + Vector512<T>.Count);
        c += ldc;
        p11.Store(c);
        q11.Store(c + Vector512<T>.Count);
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
        var a6 = a5 + (rows > 6 ? rowStride : 0);
        var a7 = a6 + (rows > 7 ? rowStride : 0);
        var a8 = a7 + (rows > 8 ? rowStride : 0);
        var a9 = a8 + (rows > 9 ? rowStride : 0);
        var a10 = a9 + (rows > 10 ? rowStride : 0);
        var a11 = a10 + (rows > 11 ? rowStride : 0);
        Vector512<T> p0, p1, p2, p3, p4, p5, p6, p7, p8, p9, p10, p11;
        if (load)
        {
            var row = c;
            p0 = Vector512.Load(row);
            row += ldc;
            p1 = Vector512.Load(row);
            row += ldc;
            p2 = Vector512.Load(row);
            row += ldc;
            p3 = Vector512.Load(row);
            row += ldc;
            p4 = Vector512.Load(row);
            row += ldc;
            p5 = Vector512.Load(row);
            row += ldc;
            p6 = Vector512.Load(row);
            row += ldc;
            p7 = Vector512.Load(row);
            row += ldc;
            p8 = Vector512.Load(row);
            row += ldc;
            p9 = Vector512.Load(row);
            row += ldc;
            p10 = Vector512.Load(row);
            row += ldc;
            p11 = Vector512.Load(row);
        }
        else
        {
            p0 = p1 = p2 = p3 = p4 = p5 = p6 = p7 = p8 = p9 = p10 = p11 = Vector512<T>.Zero;
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
            next += ldc;
            Sse.Prefetch0(next);
        }
        for (nint l = 0; k > 0; k--, l += aStep, b += bStep)
        {
            var b0 = Vector512.Load(b);
            p0 = Fused.MultiplyAdd(Vector512.Create(a[l]), b0, p0);
            p1 = Fused.MultiplyAdd(Vector512.Create(a1[l]), b0, p1);
            p2 = Fused.MultiplyAdd(Vector512.Create(a2[l]), b0, p2);
            p3 = Fused.MultiplyAdd(Vector512.Create(a3[l]), b0, p3);
            p4 = Fused.MultiplyAdd(Vector512.Create(a4[l]), b0, p4);
            p5 = Fused.MultiplyAdd(Vector512.Create(a5[l]), b0, p5);
            p6 = Fused.MultiplyAdd(Vector512.Create(a6[l]), b0, p6);
            p7 = Fused.MultiplyAdd(Vector512.Create(a7[l]), b0, p7);
            p8 = Fused.MultiplyAdd(Vector512.Create(a8[l]), b0, p8);
            p9 = Fused.MultiplyAdd(Vector512.Create(a9[l]), b0, p9);
            p10 = Fused.MultiplyAdd(Vector512.Create(a10[l]), b0, p10);
            p11 = Fused.MultiplyAdd(Vector512.Create(a11[l]), b0, p11);
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
        c += ldc;
        p6.Store(c);
        c += ldc;
        p7.Store(c);
        c += ldc;
        p8.Store(c);
        c += ldc;
        p9.Store(c);
        c += ldc;
        p10.Store(c);
        c += ldc;
        p11.Store(c);
    }
}
