using Lemmata.Learning.Numerics.Optimization;
using Lemmata.Learning.Numerics.Random;
using Lemmata.Learning.Topics.Quantization;

namespace Lemmata.Learning.Tests.Topics.Quantization;

public class QuantizedAutoencoderTests
{
    private static readonly Adam Method = Adam.Default with { LearningRate = 0.002, Beta2 = 0.99 };

    [Fact]
    public void Training_is_repeatable_and_lowers_the_error()
    {
        double[] Run()
        {
            var model = new QuantizedAutoencoder(
                BlobImages.Draw(512, new SplitMix64(1)),
                BlobImages.Draw(64, new SplitMix64(2)),
                new(32, 8) { Transform = CodebookTransform.Linear, TrainCodes = false },
                seed: 3);
            return Train.FullBatch(model, Method, 60, every: 60).Run()["error"];
        }
        var first = Run();
        Assert.Equal(first, Run());
        Assert.True(first[^1] < 0.8 * first[0], $"error {first[0]} to {first[^1]}");
    }

    // The reference's acceptance line at K = 256 over three seeds, with a quarter of its 2000 steps.
    [Fact]
    public void A_frozen_codebook_under_a_trained_map_is_used_more_and_reconstructs_better()
    {
        var (train, test) = (BlobImages.Draw(4096, new SplitMix64(11)), BlobImages.Draw(1024, new SplitMix64(12)));
        for (var seed = 1UL; seed <= 3; seed++)
        {
            TrainingRecord Run(QuantizerSettings settings) => Train.FullBatch(
                new QuantizedAutoencoder(train, test, settings, seed), Method, 500, every: 500).Run();
            var plain = Run(new(256, 8));
            var mapped = Run(new(256, 8) { Transform = CodebookTransform.Linear, TrainCodes = false });
            Assert.True(mapped["utilization"][^1] >= 2.3 * plain["utilization"][^1],
                $"seed {seed}: utilisation {mapped["utilization"][^1]} against {plain["utilization"][^1]}");
            Assert.True(mapped["error"][^1] < plain["error"][^1],
                $"seed {seed}: error {mapped["error"][^1]} against {plain["error"][^1]}");
        }
    }
}
