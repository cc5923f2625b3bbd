using System.Globalization;
using Lemmata.Learning.Numerics.Optimization;
using Lemmata.Learning.Numerics.Tensors;
using Lemmata.Learning.Topics.Grokking;

namespace Lemmata.Learning.Tests.Topics.Grokking;

/// <summary>Training curves computed independently with NumPy, to the digits given.</summary>
public class ReferenceCurveTests
{
    [Theory]
    [InlineData(0, "4.0799421054", "4.0414558007", "41.46724886", null, null)]
    [InlineData(1, "4.0182087738", "4.0427602411", "41.17595397", null, null)]
    [InlineData(10, "3.6374791776", "4.1454483760", null, null, null)]
    [InlineData(50, "1.7483146531", "4.9063219892", "47.90025757", ".836299", ".002374")]
    public void Base_configuration_in_double_precision(
        long step,
        string trainLoss,
        string testLoss,
        string? norm,
        string? trainAccuracy,
        string? testAccuracy)
    {
        var record = Base.Value;
        Agree(record, "train loss", step, trainLoss);
        Agree(record, "test loss", step, testLoss);
        Agree(record, "weight norm", step, norm);
        Agree(record, "train accuracy", step, trainAccuracy);
        Agree(record, "test accuracy", step, testAccuracy);
    }

    [Theory]
    [InlineData(0, "3.5263970158", "3.5187715105", "23.33647095")]
    [InlineData(1, "3.4849137077", null, null)]
    [InlineData(10, "3.2193100482", "3.5959654771", null)]
    public void Modulus_31_in_double_precision(long step, string trainLoss, string? testLoss, string? norm)
    {
        var record = Small.Value;
        Agree(record, "train loss", step, trainLoss);
        Agree(record, "test loss", step, testLoss);
        Agree(record, "weight norm", step, norm);
    }

    [Fact]
    public void First_training_entries_of_the_base_configuration()
    {
        var table = OperationTable.Add(53);
        var entries = table
            .Split(0.4, seed: 0)
            .Train.Take(3)
            .Select(i => (table.Left[i], table.Right[i], table.Result[i]));
        Assert.Equal([(7, 36, 43), (26, 18, 44), (6, 50, 3)], entries);
    }

    [Theory]
    [InlineData(100, ".1576", "5.9867", ".005")]
    [InlineData(200, ".0451", "4.8935", ".030")]
    [InlineData(300, ".0163", "3.4483", ".159")]
    [InlineData(500, ".0026", "1.0183", ".769")]
    public void Base_configuration_in_single_precision_agrees_to_three_digits(
        long step,
        string trainLoss,
        string testLoss,
        string testAccuracy)
    {
        Assert.Equal(Number(trainLoss), Single.Value.At("train loss", step), 6e-5);
        Assert.Equal(1, Single.Value.At("test loss", step) / Number(testLoss), 1e-3);
        Assert.Equal(Number(testAccuracy), Single.Value.At("test accuracy", step), 2e-3);

        static double Number(string digits) => double.Parse(digits, CultureInfo.InvariantCulture);
    }

    private static readonly Lazy<TrainingRecord> Single = new(() => Run<float>(53, 128, 0.4, 0, 500, 100));
    private static readonly Lazy<TrainingRecord> Base = new(() => Run<double>(53, 128, 0.4, 0, 50));
    private static readonly Lazy<TrainingRecord> Small = new(() => Run<double>(31, 64, 0.5, 7, 10));

    internal static TrainingRecord Run<T>(int p, int width, double share, ulong seed, int steps, int every = 1)
        where T : unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T>
    {
        var table = OperationTable.Add(p);
        var network = QuadraticNetwork<T>.Random(table, width, seed + 1000);
        return Train.FullBatch(network.On(table.Split(share, seed)), Settings, steps, every).Run();
    }

    internal static AdamW Settings { get; } =
        AdamW.Default with
        {
            LearningRate = 0.005,
            Beta2 = 0.98,
            WeightDecay = 1,
        };

    private static void Agree(TrainingRecord record, string name, long step, string? digits)
    {
        if (digits is null) return;
        var unit = Math.Pow(10, -(digits.Length - 1 - digits.IndexOf('.')));
        var (observed, expected) = (record.At(name, step), double.Parse(digits, CultureInfo.InvariantCulture));
        Assert.True(
            Math.Abs(observed - expected) <= 0.50001 * unit,
            $"{name} at step {step}: {observed:R}, reference {digits}");
    }
}
