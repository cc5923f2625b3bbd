using Lemmata.Learning.Numerics.Tensors;

namespace Lemmata.Benchmarks;

/// <summary>One matrix product of the comparison, <c>[m, k]·[k, n]</c>.</summary>
internal sealed record ProductShape(
    string Name,
    int M,
    int N,
    int K,
    Transpose TransposeA = Transpose.No,
    Transpose TransposeB = Transpose.No)
{
    /// <summary>
    /// Four squares, and the three products of a grokking step (logits, gradient of the hidden layer, gradient of the
    /// weights) at width 512 with half the table and at width 384 with 27 % of it.
    /// </summary>
    public static readonly ProductShape[] All =
    [
        new("128 × 128 × 128", 128, 128, 128),
        new("256 × 256 × 256", 256, 256, 256),
        new("512 × 512 × 512", 512, 512, 512),
        new("1024 × 1024 × 1024", 1024, 1024, 1024),
        new("AB 4704 × 97, k = 512", 4704, 97, 512),
        new("ABᵀ 4704 × 512, k = 97", 4704, 512, 97, TransposeB: Transpose.Yes),
        new("AᵀB 512 × 97, k = 4704", 512, 97, 4704, Transpose.Yes),
        new("AB 2540 × 97, k = 384", 2540, 97, 384),
        new("ABᵀ 2540 × 384, k = 97", 2540, 384, 97, TransposeB: Transpose.Yes),
        new("AᵀB 384 × 97, k = 2540", 384, 97, 2540, Transpose.Yes),
    ];

    public double Operations => 2.0 * M * N * K;

    public int StrideA => TransposeA == Transpose.No ? K : M;

    public int StrideB => TransposeB == Transpose.No ? N : K;
}
