using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Lemmata.Learning.Topics.Grokking;

namespace Lemmata.Learning.Tests.Topics.Grokking;

/// <summary>The recorded table of the phase diagram is what training gives, to the bit.</summary>
public class PhaseTableTests
{
    private static readonly string Folder = Path.Combine(Collection(), "data", "runs", "grokking");

    // One that groks late, one at once, one that never does; each by the library alone, without notebook and sweep.
    [Theory]
    [InlineData("1,0.5,3")]
    [InlineData("2,0.9,0")]
    [InlineData("4,0.4,7")]
    public void A_row_trained_again_has_the_recorded_bits(string parameters)
    {
        var recorded = Assert.Single(
            File.ReadAllLines(Path.Combine(Folder, "phases.csv")),
            line => line.StartsWith(parameters + ",", StringComparison.Ordinal)).Split(',');
        double Number(int column) => double.Parse(recorded[column], CultureInfo.InvariantCulture);
        long? Step(int column) => recorded[column].Length == 0 ? null : (long)Number(column);

        var run = (RunSettings.Base with
        {
            Modulus = 23, Width = 64, WeightDecay = Number(0), TrainShare = Number(1), Seed = (ulong)Number(2), Steps = 3000,
        }).Prepare().UntilGrokked();
        Assert.Equal(Step(3), run.Train99);
        Assert.Equal(Step(4), run.Test99);
        Assert.Equal(Step(5), run.Steps[^1]);
        Assert.Equal(BitConverter.DoubleToInt64Bits(Number(6)), BitConverter.DoubleToInt64Bits(run.TrainAccuracy[^1]));
        Assert.Equal(BitConverter.DoubleToInt64Bits(Number(7)), BitConverter.DoubleToInt64Bits(run.TestAccuracy[^1]));
    }

    [Fact]
    public void The_table_is_the_one_that_its_record_describes_and_no_run_is_missing()
    {
        var said = JsonNode.Parse(File.ReadAllText(Path.Combine(Folder, "phases.json")))!;
        var text = File.ReadAllText(Path.Combine(Folder, "phases.csv")).ReplaceLineEndings("\n");
        Assert.Equal(
            (string?)said["sha256"],
            Convert.ToHexStringLower(SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(text))));
        Assert.Equal(7 * 6 * 8, (int)said["planned"]!);
        Assert.Equal((int)said["planned"]!, (int)said["merged"]!);
        Assert.Equal(7 * 6 * 8 + 1, text.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length);
    }

    private static string Collection()
    {
        var folder = AppContext.BaseDirectory;
        while (!Directory.Exists(Path.Combine(folder, "notebooks"))) folder = Path.GetDirectoryName(folder)!;
        return folder;
    }
}
