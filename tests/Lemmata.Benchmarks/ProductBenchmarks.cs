using BenchmarkDotNet.Attributes;
using Lemmata.Learning.Numerics.FourierTransforms;
using Lemmata.Learning.Numerics.Random;
using Lemmata.Learning.Numerics.Tensors;

namespace Lemmata.Benchmarks;

/// <summary>
/// Own code alone, for following one change: <c>dotnet run -c Release --project tests/Lemmata.Benchmarks -- --filter
/// '*'</c>.
/// </summary>
public class ProductBenchmarks
{
    private readonly Tensor<float> a = Draw(1 << 18), b = Draw(1 << 18), c = new(512, 512);
    private readonly double[] signal = new SplitMix64(3).Normals(1 << 16);

    /// <summary>A square product in single precision.</summary>
    [Benchmark]
    public void Product() => MatrixProduct.Multiply(a, Transpose.No, b, Transpose.No, c);

    /// <summary>262144 exponentials in single precision.</summary>
    [Benchmark]
    public void Exp() => Elementwise.Exp<float>(a.Span, c.Span);

    /// <summary>A convolution of two sequences of 65536.</summary>
    [Benchmark]
    public double[] Convolution() => RealFourierTransform.Convolve(signal, signal);

    private static Tensor<float> Draw(int count) =>
        Tensor<float>.Wrap([.. new SplitMix64(1).Normals(count).Select(x => (float)x)], 512, count / 512);
}
