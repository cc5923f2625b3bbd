using Lemmata.Learning.Numerics.Random;
using Lemmata.Learning.Numerics.Tensors;
using Lemmata.Learning.Topics.Quantization;

namespace Lemmata.Learning.Tests.Topics.Quantization;

public class CodebookInputTests
{
    private static readonly Tensor<double> Data = Tensor<double>.Wrap([1, 2, 3, 4, 5, 6], 3, 2);

    private static void Says(Action action, params string[] parts)
    {
        var thrown = Assert.ThrowsAny<ArgumentException>(action);
        foreach (var part in parts) Assert.Contains(part, thrown.Message);
    }

    [Fact]
    public void Fewer_than_one_code_is_refused()
    {
        Says(() => KMeansPlusPlus.Seed(Data, 0, new SplitMix64(1)), "at least 1", "K = 0");
        Says(() => CodeUsage.Of([0], 0), "K = 0");
        Says(() => NearestCode.Find(Data, new Tensor<double>(0, 2)), "[0, 2]", "at least one code");
        Says(() => _ = new VectorQuantizer<float>(new(0, 4), new SplitMix64(1)), "K", "got 0");
    }

    [Fact]
    public void Codes_and_data_of_different_width_are_refused()
    {
        Says(() => NearestCode.Find(Data, new Tensor<double>(4, 3)), "width 2", "width 3");
        Says(() => Lloyd.Run(Data, new Tensor<double>(1, 3)), "width 2", "width 3");
    }

    [Fact]
    public void Empty_data_is_refused()
    {
        Says(() => NearestCode.Find(new Tensor<double>(0, 2), Data), "[0, 2]", "at least one row");
        Says(() => CodeUsage.Of([], 3), "empty");
    }

    [Fact]
    public void A_codebook_larger_than_the_data_is_refused_with_both_numbers()
    {
        Says(() => Lloyd.Run(Data, new Tensor<double>(5, 2)), "5 codes", "3 rows", "at most 3");
        Says(() => KMeansPlusPlus.Seed(Data, 4, new SplitMix64(1)), "4 codes", "3 rows");
    }

    [Fact]
    public void Equal_rows_cannot_seed_different_codes()
    {
        var data = new Tensor<double>(10, 2);
        data.Span.Fill(1);
        Says(() => KMeansPlusPlus.Seed(data, 2, new SplitMix64(1)), "10 rows", "only 1 different", "at most 1");
    }

    [Fact]
    public void NaN_is_refused_with_its_place()
    {
        var broken = Tensor<double>.Wrap([1, 2, 3, double.NaN], 2, 2);
        Says(() => NearestCode.Find(broken, Data), "NaN at row 1, column 1");
        Says(() => Lloyd.Run(Data, broken), "NaN at row 1, column 1");
    }

    [Fact]
    public void Settings_out_of_range_are_refused()
    {
        Says(() => _ = new VectorQuantizer<float>(new(4, 0), new SplitMix64(1)), "width", "got 0");
        Says(
            () => _ = new VectorQuantizer<float>(new(4, 2) { Commitment = -1 }, new SplitMix64(1)),
            "commitment",
            "-1");
        Says(() => _ = new VectorQuantizer<float>(new(4, 2) { CodeScale = 0 }, new SplitMix64(1)), "scale", "got 0");
        Says(() => _ = new MovingAverageCodebook<double>(Data, 1), "[0, 1)", "got 1");
    }
}
