using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Lemmata.Learning.Numerics.Tensors.Products;

/// <summary>
/// One matrix product in the packed, register-blocked form: cut into blocks that fit the caches and into tiles that fit
/// the registers.
/// </summary>
/// <remarks>
/// Whatever the blocks and tiles, each element of C meets its terms in the order of the inner index and is rounded to
/// the element type
/// in between, so a block boundary (store, load) changes no bit.
/// </remarks>
internal unsafe struct PackedProduct<T> where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public T* A, B, C;
    public nint AStride, BStride, CStride;
    public bool ATransposed, BTransposed, Accumulate;
    public int M, N, K;
    public int RowParts, ColumnParts;
    public int VectorBits;

    public static int PreferredVectorBits =>
        Vector512.IsHardwareAccelerated ? 512 : Vector256.IsHardwareAccelerated ? 256 : 128;

    private readonly int TileRows =>
        VectorBits == 512 ? ProductKernel512.Rows
        : VectorBits == 256 ? ProductKernel256.Rows
        : ProductKernel128.Rows;

    private readonly int VectorLength => VectorBits / 8 / sizeof(T);

    // A thread is worth waking for about this many multiplications.
    private const long SmallestPart = 1 << 17;

    [ThreadStatic]
    private static T[]? transposed;

    /// <summary>
    /// Whether computing <c>Cᵀ = op(B)ᵀ·op(A)ᵀ</c> wastes enough fewer register tiles at the edges to pay for
    /// transposing C.
    /// </summary>
    public readonly bool IsBetterTransposed =>
        (TileArea(M, N) - TileArea(N, M)) * K > 64L * M * N;

    private readonly long TileArea(int rows, int columns) =>
        ((long)rows + TileRows - 1)
        / TileRows
        * TileRows
        * ((columns + VectorLength - 1) / VectorLength * VectorLength);

    /// <summary>
    /// Computes the transposed product beside C and transposes it into C; the order of the terms of an element stays
    /// what it was.
    /// </summary>
    public readonly void RunTransposed()
    {
        if (transposed is null || transposed.Length < M * N)
            transposed = GC.AllocateUninitializedArray<T>(M * N, pinned: true);
        fixed (T* c = transposed)
        {
            var other = this;
            (other.M, other.N) = (N, M);
            other.A = B;
            (other.AStride, other.ATransposed) = (BStride, !BTransposed);
            other.B = A;
            (other.BStride, other.BTransposed) = (AStride, !ATransposed);
            other.C = c;
            other.CStride = M;
            if (Accumulate)
                ProductPacking.Transpose(C, N, M, N, c, M);
            other.RunOnThreads();
            ProductPacking.Transpose(c, M, N, M, C, N);
        }
    }

    /// <summary>Computes the product on as many threads as it is worth.</summary>
    public void RunOnThreads()
    {
        var threads = (int)Math.Min(Parallelism.ThreadCount, (long)M * N * K / SmallestPart);
        if (threads <= 1)
        {
            Run();
            return;
        }
        (RowParts, ColumnParts) = M >= N ? (threads, 1) : (1, threads);
        var whole = this;
        WorkerTeam.Run(&RunPart, &whole, threads);
    }

    /// <summary>
    /// Cuts C into a grid of <see cref="RowParts"/> × <see cref="ColumnParts"/> on tile boundaries and computes part
    /// <paramref name="part"/>.
    /// </summary>
    public static void RunPart(void* state, int part)
    {
        var whole = *(PackedProduct<T>*)state;
        var (rowPart, columnPart) = Math.DivRem(part, whole.ColumnParts);
        var (row, rows) = Cut(whole.M, whole.TileRows, rowPart, whole.RowParts);
        var (column, columns) = Cut(whole.N, 2 * whole.VectorLength, columnPart, whole.ColumnParts);
        if (rows <= 0 || columns <= 0)
            return;
        whole.A += whole.ATransposed ? row : row * whole.AStride;
        whole.B += whole.BTransposed ? column * whole.BStride : column;
        whole.C += row * whole.CStride + column;
        (whole.M, whole.N) = (rows, columns);
        whole.Run();
    }

    private static (int Start, int Length) Cut(int length, int tile, int part, int parts)
    {
        var tiles = (length + tile - 1) / tile;
        var start = Math.Min(length, (int)((long)tiles * part / parts) * tile);
        return (start, Math.Min(length, (int)((long)tiles * (part + 1) / parts) * tile) - start);
    }

    /// <summary>Computes the whole product on the calling thread.</summary>
    public readonly void Run()
    {
        var (tileRows, vector) = (TileRows, VectorLength);
        var width = 2 * vector;
        var stepBlock = Math.Min(K, StepBlock);
        var columnBlock = Math.Min((N + vector - 1) / vector * vector, ColumnBlock);
        var rowBlock = Math.Min((M + tileRows - 1) / tileRows * tileRows, RowBlock);
        var tileBytes = (long)tileRows * width * sizeof(T);
        var bBytes = (long)(stepBlock + 8) * columnBlock * sizeof(T);
        var aBytes = (long)(stepBlock + 64) * rowBlock * sizeof(T);
        var scratch = ProductPacking.Scratch(tileBytes + bBytes + 128 + aBytes);
        var tile = (T*)scratch;
        var packedB = (T*)(scratch + tileBytes);
        var packedA = (T*)(scratch + tileBytes + (bBytes + 127) / 64 * 64);

        for (var l = 0; l < K; l += stepBlock)
        {
            var steps = Math.Min(stepBlock, K - l);
            for (var j = 0; j < N; j += columnBlock)
            {
                var columns = Math.Min(columnBlock, N - j);
                PackB(l, steps, j, columns, vector, packedB);
                for (var i = 0; i < M; i += rowBlock)
                {
                    var rows = Math.Min(rowBlock, M - i);
                    var block = PackA(l, steps, i, rows, tileRows, packedA);
                    Tiles(steps, rows, columns, block, packedB, C + i * CStride + j, tile, Accumulate || l > 0);
                }
            }
        }
    }

    // The steps are cut evenly; a panel of B may leave the first-level cache, because reading and writing C once more
    // costs more than that.
    private readonly int StepBlock
    {
        get
        {
            var limit = (ATransposed ? 1024 : 8 * VectorBits) / sizeof(T);
            var blocks = (K + limit - 1) / limit;
            return ((K + blocks - 1) / blocks + 7) / 8 * 8;
        }
    }

    // The rows of A that are read again for every panel of B stay in the second-level cache.
    private readonly int RowBlock
    {
        get
        {
            var rows = (ATransposed ? 512 : 128) * 1024 / (StepBlock * sizeof(T));
            return Math.Max(1, rows / TileRows) * TileRows;
        }
    }

    private readonly int ColumnBlock => 8192 / sizeof(T);

    // Rows a multiple of 2 kB apart fall into the same cache sets; then A is worth copying when many panels of B read
    // it.
    private readonly bool ReadsADirectly => N <= 4 * 2 * VectorLength || AStride * sizeof(T) % 2048 != 0;

    /// <summary>
    /// Where the tiles find A: row <c>r</c>, step <c>l</c> of panel <c>p</c> is <c>Start[p·PanelStride + r·RowStride +
    /// l·StepStride]</c>.
    /// </summary>
    private readonly record struct ABlock(nint Start, nint PanelStride, nint RowStride, nint StepStride);

    private readonly ABlock PackA(int l, int steps, int i, int rows, int tileRows, T* packed)
    {
        if (ATransposed)
        {
            ProductPacking.Panels(A + l * AStride + i, AStride, steps, rows, tileRows, packed);
            return new ABlock((nint)packed, ProductPacking.PanelStride<T>(steps, tileRows), 1, tileRows);
        }
        if (ReadsADirectly)
            return new ABlock((nint)(A + i * AStride + l), tileRows * AStride, AStride, 1);
        ProductPacking.TransposedPanels(A + i * AStride + l, AStride, steps, rows, tileRows, packed);
        return new ABlock((nint)packed, ProductPacking.PanelStride<T>(steps, tileRows), 1, tileRows);
    }

    private readonly void PackB(int l, int steps, int j, int columns, int vector, T* packed)
    {
        var wide = columns / (2 * vector) * 2 * vector;
        Pack(0, wide, 2 * vector, in this);
        var rest = columns - wide;
        if (rest > vector)
            Pack(wide, rest, 2 * vector, in this);
        else if (rest > 0)
            Pack(wide, rest, vector, in this);

        void Pack(int start, int count, int width, in PackedProduct<T> self)
        {
            var to = packed + start / (2 * vector) * ProductPacking.PanelStride<T>(steps, 2 * vector);
            if (self.BTransposed)
            {
                ProductPacking.TransposedPanels(
                    self.B + (j + start) * self.BStride + l,
                    self.BStride,
                    steps,
                    count,
                    width,
                    to);
            }
            else
            {
                ProductPacking.Panels(self.B + l * self.BStride + j + start, self.BStride, steps, count, width, to);
            }
        }
    }

    private readonly void Tiles(int steps, int rows, int columns, ABlock a, T* packedB, T* c, T* tile, bool load)
    {
        var (tileRows, vector) = (TileRows, VectorLength);
        var width = 2 * vector;
        for (var j = 0; j < columns; j += width)
        {
            var panelColumns = Math.Min(width, columns - j);
            var narrow = panelColumns <= vector;
            var panelWidth = narrow ? vector : width;
            var b = packedB + j / width * ProductPacking.PanelStride<T>(steps, width);
            for (var i = 0; i < rows; i += tileRows)
            {
                var panelRows = Math.Min(tileRows, rows - i);
                var from = (T*)a.Start + i / tileRows * a.PanelStride;
                var to = c + i * CStride + j;
                if (panelRows == tileRows && panelColumns == panelWidth)
                {
                    Kernel(
                        narrow,
                        steps,
                        from,
                        a.RowStride,
                        a.StepStride,
                        panelRows,
                        b,
                        panelWidth,
                        to,
                        CStride,
                        load,
                        to + tileRows * CStride);
                }
                else
                {
                    if (load)
                        CopyTile(to, CStride, tile, width, panelRows, panelColumns);
                    Kernel(
                        narrow,
                        steps,
                        from,
                        a.RowStride,
                        a.StepStride,
                        panelRows,
                        b,
                        panelWidth,
                        tile,
                        width,
                        load,
                        tile);
                    CopyTile(tile, width, to, CStride, panelRows, panelColumns);
                }
            }
        }
    }

    private readonly void Kernel(
        bool narrow,
        nint steps,
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
    {
        if (VectorBits == 512)
        {
            if (narrow)
                ProductKernel512.Narrow(steps, a, rowStride, aStep, rows, b, bStep, c, ldc, load, next);
            else
                ProductKernel512.Wide(steps, a, rowStride, aStep, rows, b, bStep, c, ldc, load, next);
        }
        else if (VectorBits == 256)
        {
            if (narrow)
                ProductKernel256.Narrow(steps, a, rowStride, aStep, rows, b, bStep, c, ldc, load, next);
            else
                ProductKernel256.Wide(steps, a, rowStride, aStep, rows, b, bStep, c, ldc, load, next);
        }
        else if (narrow)
        {
            ProductKernel128.Narrow(steps, a, rowStride, aStep, rows, b, bStep, c, ldc, load, next);
        }
        else
        {
            ProductKernel128.Wide(steps, a, rowStride, aStep, rows, b, bStep, c, ldc, load, next);
        }
    }

    private static void CopyTile(T* from, nint fromStride, T* to, nint toStride, int rows, int columns)
    {
        for (var i = 0; i < rows; i++, from += fromStride, to += toStride)
        {
            for (var j = 0; j < columns; j++)
                to[j] = from[j];
        }
    }
}
