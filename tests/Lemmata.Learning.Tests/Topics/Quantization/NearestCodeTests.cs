using Lemmata.Learning.Numerics.Random;
using Lemmata.Learning.Numerics.Tensors;
using Lemmata.Learning.Topics.Quantization;

namespace Lemmata.Learning.Tests.Topics.Quantization;

public class NearestCodeTests
{
    [Theory]
    [InlineData(1, 1, 1)]
    [InlineData(7, 3, 2)]
    [InlineData(100, 5, 9)]
    [InlineData(513, 67, 4)]
    [InlineData(3000, 300, 16)]
    public void Search_by_matrix_product_finds_what_subtraction_finds(int rows, int codes, int width)
    {
        var random = new SplitMix64((ulong)(rows + codes));
        var data = Tensor<double>.Wrap(random.Normals(rows * width), rows, width);
        var book = Tensor<double>.Wrap(random.Normals(codes * width), codes, width);
        Assert.Equal(NearestCode.Naive(data, book), NearestCode.Find(data, book));
    }

    [Fact]
    public void Single_precision_finds_a_code_as_near_as_the_nearest()
    {
        var random = new SplitMix64(5);
        var data = Single(random.Normals(500 * 8), 500, 8);
        var book = Single(random.Normals(129 * 8), 129, 8);
        var (found, naive) = (NearestCode.Find(data, book), NearestCode.Naive(data, book));
        for (var i = 0; i < 500; i++)
            Assert.Equal(Distance(data, i, book, naive[i]), Distance(data, i, book, found[i]), 1e-5);
    }

    [Theory]
    [InlineData(2)]
    [InlineData(13)]
    [InlineData(64)]
    public void Exact_ties_go_to_the_lowest_index(int codes)
    {
        // Every code twice; whole numbers leave no rounding.
        var book = new Tensor<float>(2 * codes, 2);
        for (var k = 0; k < 2 * codes; k++) (book[k, 0], book[k, 1]) = (k % codes, 3);
        var data = new Tensor<float>(codes, 2);
        for (var k = 0; k < codes; k++) (data[k, 0], data[k, 1]) = (k, 5);
        Assert.Equal(Enumerable.Range(0, codes), NearestCode.Find(data, book));
    }

    [Fact]
    public void Result_does_not_depend_on_the_number_of_threads()
    {
        var random = new SplitMix64(11);
        var data = Single(random.Normals(4000 * 16), 4000, 16);
        var book = Single(random.Normals(256 * 16), 256, 16);
        var before = Parallelism.ThreadCount;
        try
        {
            Parallelism.ThreadCount = 1;
            var one = NearestCode.Find(data, book);
            Parallelism.ThreadCount = 3;
            Assert.Equal(one, NearestCode.Find(data, book));
        }
        finally
        {
            Parallelism.ThreadCount = before;
        }
    }

    [Fact]
    public void Usage_counts_codes_and_their_entropy()
    {
        var usage = CodeUsage.Of([0, 0, 2, 2], 4);
        Assert.Equal([2, 0, 2, 0], usage.Counts);
        Assert.Equal(0.5, usage.Utilization);
        Assert.Equal(2, usage.Perplexity, 1e-14);
        Assert.Equal(1, CodeUsage.Of([1, 1, 1], 4).Perplexity, 1e-14);
    }

    private static Tensor<float> Single(double[] values, int rows, int width)
        => Tensor<float>.Wrap([.. values.Select(value => (float)value)], rows, width);

    private static double Distance(Tensor<float> data, int row, Tensor<float> book, int code)
        => Enumerable.Range(0, data.Columns).Sum(j => Math.Pow((double)data[row, j] - book[code, j], 2));
}
