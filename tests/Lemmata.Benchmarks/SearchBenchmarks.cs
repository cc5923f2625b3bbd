using BenchmarkDotNet.Attributes;
using Lemmata.Learning.Numerics.Random;
using Lemmata.Learning.Numerics.Tensors;
using Lemmata.Learning.Topics.Quantization;

namespace Lemmata.Benchmarks;

/// <summary>The nearest-code search beside the matrix product it contains: 65536 rows, 1024 codes, width 64.</summary>
public class SearchBenchmarks
{
    private readonly Tensor<float> data = Draw(1, 65536), codes = Draw(2, 1024), products = new(65536, 1024);
    private readonly int[] indices = new int[65536];

    /// <summary>The product alone.</summary>
    [Benchmark(Baseline = true)]
    public void Product() => MatrixProduct.Multiply(data, Transpose.No, codes, Transpose.Yes, products);

    /// <summary>Product and search.</summary>
    [Benchmark]
    public void Search() => NearestCode.Find(data, codes, indices);

    private static Tensor<float> Draw(ulong seed, int rows) =>
        Tensor<float>.Wrap([.. new SplitMix64(seed).Normals(rows * 64).Select(x => (float)x)], rows, 64);
}
