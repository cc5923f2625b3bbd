using Lemmata.Learning.Numerics.Random;
using Lemmata.Learning.Numerics.Tensors;
using Lemmata.Learning.Topics.Quantization;

namespace Lemmata.Learning.Tests.Topics.Quantization;

public class LloydTests
{
    private static (Tensor<double> Data, Tensor<double> Codes) Setup(
        ulong seed,
        int rows,
        int width,
        int codes,
        double shift,
        double scale)
    {
        var random = new SplitMix64(seed);
        var data = Tensor<double>.Wrap([.. random.Normals(rows * width).Select(x => x + shift)], rows, width);
        return (data, Tensor<double>.Wrap([.. random.Normals(codes * width).Select(x => x * scale)], codes, width));
    }

    [Theory]
    [InlineData(1, 512, 4, 64, 0, 0.1, 3.10160519)]
    [InlineData(1, 512, 4, 64, 2, 0.3, 14.79714494)]
    [InlineData(3, 512, 2, 32, 3, 1.0, 7.95840720)]
    public void Cost_before_the_first_round_has_the_published_value(
        ulong seed, int rows, int width, int codes, double shift, double scale, double expected)
    {
        var (data, book) = Setup(seed, rows, width, codes, shift, scale);
        Assert.Equal(expected, Lloyd.Run(data, book, rounds: 0).Cost, 5e-9);
    }

    [Theory]
    [InlineData(1, 512, 4, 64, 0, 0.1, CodebookForm.Plain, 0.57033896, 0.9375, 55.1496)]
    [InlineData(1, 512, 4, 64, 0, 0.1, CodebookForm.Linear, 0.85101728, 1.0, 52.0847)]
    [InlineData(1, 512, 4, 64, 0, 0.1, CodebookForm.Affine, 0.85447397, 1.0, 53.8420)]
    [InlineData(1, 512, 4, 64, 2, 0.3, CodebookForm.Plain, 1.14321720, 0.28125, 16.9143)]
    [InlineData(1, 512, 4, 64, 2, 0.3, CodebookForm.Linear, 1.28811121, 0.40625, 19.9083)]
    [InlineData(1, 512, 4, 64, 2, 0.3, CodebookForm.Affine, 0.86294764, 0.984375, 51.1786)]
    [InlineData(2, 1024, 8, 128, 0, 1.0, CodebookForm.Plain, 2.29317288, 0, 0)]
    [InlineData(2, 1024, 8, 128, 0, 1.0, CodebookForm.Linear, 3.15662626, 0, 0)]
    [InlineData(2, 1024, 8, 128, 0, 1.0, CodebookForm.Affine, 3.12572596, 0, 0)]
    [InlineData(3, 512, 2, 32, 3, 1.0, CodebookForm.Plain, 0.31867131, 0.34375, 8.4634)]
    [InlineData(3, 512, 2, 32, 3, 1.0, CodebookForm.Linear, 0.51683514, 0.34375, 6.6862)]
    [InlineData(3, 512, 2, 32, 3, 1.0, CodebookForm.Affine, 0.16224691, 1.0, 28.4279)]
    public void Converged_codebooks_have_the_published_numbers(ulong seed, int rows, int width, int codes, double shift,
        double scale, CodebookForm form, double cost, double utilization, double perplexity)
    {
        var (data, book) = Setup(seed, rows, width, codes, shift, scale);
        var result = Lloyd.Run(data, book, form);
        Assert.Equal(cost, result.Cost, 5e-9);
        if (utilization == 0) return; // the reference gives only the cost
        Assert.Equal(utilization, result.Usage.Utilization);
        Assert.Equal(perplexity, result.Usage.Perplexity, 5e-5);
    }

    [Fact]
    public void Cost_never_rises_and_affine_is_at_most_linear_for_the_same_assignment()
    {
        for (var seed = 1UL; seed <= 40; seed++)
        {
            var random = new SplitMix64(seed);
            var (rows, width) = (10 + random.NextInt(200), 1 + random.NextInt(6));
            var codes = 1 + random.NextInt(Math.Min(rows, 40));
            var (data, book) = Setup(seed, rows, width, codes, 4 * random.NextDouble(), 0.1 + random.NextDouble());
            foreach (var form in Enum.GetValues<CodebookForm>())
            {
                var costs = Lloyd.Run(data, book, form).Costs;
                for (var i = 1; i < costs.Count; i++)
                    Assert.True(costs[i] <= costs[i - 1], $"{form}, seed {seed}, round {i}");
            }
            var indices = NearestCode.Find(data, book);
            double After(CodebookForm form) => Lloyd.Cost(data, Lloyd.Move(data, indices, book, book, form), indices);
            Assert.True(
                After(CodebookForm.Affine) <= After(CodebookForm.Linear) * (1 + 1e-9) + 1e-12,
                $"affine above linear, seed {seed}");
            Assert.True(
                After(CodebookForm.Plain) <= After(CodebookForm.Affine) * (1 + 1e-9) + 1e-12,
                $"plain above affine, seed {seed}");
        }
    }

    [Fact]
    public void Each_half_of_a_round_lowers_the_cost_without_a_guard()
    {
        for (var seed = 1UL; seed <= 20; seed++)
        {
            var random = new SplitMix64(seed);
            var (rows, width) = (40 + random.NextInt(200), 1 + random.NextInt(6));
            var (data, book) = Setup(seed, rows, width, 20, 4 * random.NextDouble(), 0.1 + random.NextDouble());
            foreach (var form in Enum.GetValues<CodebookForm>())
            {
                var (codes, indices) = (book, NearestCode.Find(data, book));
                for (var round = 1; round <= 20; round++)
                {
                    var before = Lloyd.Cost(data, codes, indices);
                    codes = Lloyd.Move(data, indices, book, codes, form);
                    var moved = Lloyd.Cost(data, codes, indices);
                    indices = NearestCode.Find(data, codes);
                    var after = Lloyd.Cost(data, codes, indices);
                    Assert.True(moved <= before * (1 + 1e-11), $"move, {form}, seed {seed}, round {round}");
                    Assert.True(after <= moved * (1 + 1e-11), $"choice, {form}, seed {seed}, round {round}");
                }
            }
        }
    }

    [Fact]
    public void Plain_codes_end_in_the_means_of_their_rows()
    {
        var (data, book) = Setup(7, 200, 3, 10, 0, 1);
        var result = Lloyd.Run(data, book);
        foreach (var k in result.Indices.Distinct())
        {
            var own = Enumerable.Range(0, 200).Where(i => result.Indices[i] == k).ToArray();
            for (var j = 0; j < 3; j++) Assert.Equal(own.Average(i => data[i, j]), result.Codes[k, j], 1e-12);
        }
    }

    [Fact]
    public void Equal_rows_end_at_cost_zero_without_an_endless_loop()
    {
        var data = new Tensor<double>(20, 2);
        data.Span.Fill(3);
        foreach (var form in Enum.GetValues<CodebookForm>())
        {
            var (_, book) = Setup(1, 1, 2, 5, 0, 1);
            Assert.Equal(0, Lloyd.Run(data, book, form).Cost, 1e-20);
        }
    }

    [Fact]
    public void Seeding_draws_different_rows_of_the_data()
    {
        var (data, _) = Setup(4, 50, 2, 1, 0, 1);
        var codes = KMeansPlusPlus.Seed(data, 50, new SplitMix64(1));
        var rows = Enumerable.Range(0, 50).Select(i => (data[i, 0], data[i, 1])).ToHashSet();
        var drawn = Enumerable.Range(0, 50).Select(k => (codes[k, 0], codes[k, 1])).ToHashSet();
        Assert.True(rows.SetEquals(drawn)); // all rows, since none may come twice
    }

    [Fact]
    public void Seeding_prefers_far_rows()
    {
        // Two clusters 1000 apart: the second code falls into the other cluster but for a chance of about 1e-6.
        var random = new SplitMix64(9);
        var data = Tensor<double>.Wrap([.. random.Normals(100).Select((x, i) => x + (i < 50 ? 0 : 1000))], 100, 1);
        for (var seed = 1UL; seed <= 20; seed++)
        {
            var codes = KMeansPlusPlus.Seed(data, 2, new SplitMix64(seed));
            Assert.True(Math.Abs(codes[0, 0] - codes[1, 0]) > 900);
        }
    }
}
