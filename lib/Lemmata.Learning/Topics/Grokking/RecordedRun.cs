using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Lemmata.Data;

namespace Lemmata.Learning.Topics.Grokking;

/// <summary>What is kept of a long run, so that a sweep can be drawn without training again.</summary>
/// <param name="Settings">All that the outcome depends on.</param>
/// <param name="Train99">The first measured step with 99 % training accuracy, null for none.</param>
/// <param name="Test99">The first measured step with 99 % test accuracy, null for none.</param>
/// <param name="Steps">The measured steps.</param>
/// <param name="TrainAccuracy">Training accuracy at each.</param>
/// <param name="TestAccuracy">Test accuracy at each.</param>
/// <param name="WeightNorm">Norm of all weights at each.</param>
public sealed record RecordedRun(RunSettings Settings, long? Train99, long? Test99, long[] Steps,
    double[] TrainAccuracy, double[] TestAccuracy, double[] WeightNorm)
{
    private const string RunsHeader =
        "run,operation,modulus,width,train share,false labels,learning rate,weight decay,seed,steps,train 99,test 99";
    private const string CurvesHeader = "run,step,train accuracy,test accuracy,weight norm";
    private const string Provenance = "provenance.json";
    private static readonly string[] Tables = ["runs.csv", "curves.csv"];

    /// <summary>Trains every setting in turn.</summary>
    /// <param name="settings">The runs' settings.</param>
    /// <returns>The runs in the same order.</returns>
    /// <exception cref="OperationCanceledException">The cell was cancelled.</exception>
    public static IReadOnlyList<RecordedRun> Train(IReadOnlyCollection<RunSettings> settings) =>
        [.. Display.Progress.Over(settings, "training runs").Select(setting => setting.Prepare().UntilGrokked())];

    /// <summary>Writes runs to <c>runs.csv</c> and <c>curves.csv</c>, and where they come from to
    /// <c>provenance.json</c>:
    /// command, numbers, hashes, and how the tables compare with those that stood there before; no date and no
    /// machine.</summary>
    /// <param name="runs">The runs.</param>
    /// <param name="folder">The folder, made where it is absent.</param>
    /// <param name="command">The command that trains and writes the runs.</param>
    public static void Write(IReadOnlyList<RecordedRun> runs, string folder, string command)
    {
        ArgumentNullException.ThrowIfNull(runs);
        ArgumentException.ThrowIfNullOrWhiteSpace(command);
        Directory.CreateDirectory(folder);
        string[] paths = [.. Tables.Select(name => Path.Combine(folder, name))];
        string?[] before = [.. paths.Select(path => File.Exists(path) ? Hash(path) : null)];
        WriteTables(runs, paths[0], paths[1]);
        string[] now = [.. paths.Select(Hash)];
        var origin = new JsonObject
        {
            ["command"] = command,
            ["runs"] = runs.Count,
            ["steps"] = runs.Sum(run => run.Steps[^1]),
            ["sha256"] = new JsonObject(Tables.Zip(now, (name, hash) => KeyValuePair.Create(name, (JsonNode?)hash))),
            ["againstTheTablesBefore"] =
                before.Contains(null) ? "there were none"
                : before.SequenceEqual(now) ? "equal to the byte"
                : "different",
        };
        File.WriteAllText(
            Path.Combine(folder, Provenance),
            origin.ToJsonString(Indented).ReplaceLineEndings("\n") + "\n");
    }

    private static readonly JsonSerializerOptions Indented = new()
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    private static void WriteTables(IReadOnlyList<RecordedRun> runs, string runsPath, string curvesPath)
    {
        using var table = new StreamWriter(runsPath) { NewLine = "\n" };
        using var curves = new StreamWriter(curvesPath) { NewLine = "\n" };
        table.WriteLine(RunsHeader);
        curves.WriteLine(CurvesHeader);
        for (var i = 0; i < runs.Count; i++)
        {
            var (run, s) = (runs[i], runs[i].Settings);
            table.WriteLine(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{i},{s.Operation},{s.Modulus},{s.Width},{s.TrainShare},{s.FalseLabels},{s.LearningRate},{s.WeightDecay},{s.Seed},{s.Steps},{run.Train99},{run.Test99}"
                ));
            for (var j = 0; j < run.Steps.Length; j++)
            {
                curves.WriteLine(
                    string.Create(
                        CultureInfo.InvariantCulture,
                        $"{i},{run.Steps[j]},{run.TrainAccuracy[j]:0.####},{run.TestAccuracy[j]:0.####},{run.WeightNorm[j]:0.##}"
                    ));
            }
        }
    }

    /// <summary>Reads what <see cref="Write"/> wrote.</summary>
    /// <param name="name">The folder's name under the collection's data folder, such as <c>runs/grokking</c>.</param>
    /// <returns>The runs.</returns>
    /// <exception cref="InvalidDataException">A table is not the one that <c>provenance.json</c> describes; the message
    /// names both.</exception>
    public static IReadOnlyList<RecordedRun> Read(string name)
    {
        RequireUnchanged(name);
        var curves = DataFiles.Csv(name + "/curves.csv").ToLookup(row => row["run"]);
        return
        [
            .. DataFiles
                .Csv(name + "/runs.csv")
                .Select(row =>
                {
                    var curve = curves[row["run"]].ToArray();
                    var settings = new RunSettings
                    {
                        Operation = row["operation"],
                        Modulus = (int)Number(row["modulus"]),
                        Width = (int)Number(row["width"]),
                        TrainShare = Number(row["train share"]),
                        FalseLabels = Number(row["false labels"]),
                        LearningRate = Number(row["learning rate"]),
                        WeightDecay = Number(row["weight decay"]),
                        Seed = (ulong)Number(row["seed"]),
                        Steps = (int)Number(row["steps"]),
                    };
                    return new RecordedRun(
                        settings,
                        Step(row["train 99"]),
                        Step(row["test 99"]),
                        [.. curve.Select(point => (long)Number(point["step"]))],
                        [.. curve.Select(point => Number(point["train accuracy"]))],
                        [.. curve.Select(point => Number(point["test accuracy"]))],
                        [.. curve.Select(point => Number(point["weight norm"]))]);
                }),
        ];
    }

    /// <summary>The settings that differ from the base, and the outcome.</summary>
    /// <returns>
    /// Such as <c>a + b mod 53, 30 % for training, weight decay 1, seed 0: test 99 % at step 1440</c>.
    /// </returns>
    public override string ToString() =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"{Settings.Operation} mod {Settings.Modulus}, {100 * Settings.TrainShare:0.##} % for "
                + $"training{(Settings.FalseLabels > 0 ? $", {100 * Settings.FalseLabels:0.##} % of them false" : "")}, rate {Settings.LearningRate}, decay {Settings.WeightDecay}, seed {Settings.Seed}: "
        )
        + (
            Test99 is { } step
                ? $"test 99 % at step {step}"
                : string.Create(
                    CultureInfo.InvariantCulture,
                    $"test {TestAccuracy[^1]:0.###} after {Steps[^1]} steps"));

    /// <summary>A recording edited by hand proves nothing, so it is refused.</summary>
    private static void RequireUnchanged(string name)
    {
        var origin = JsonNode.Parse(File.ReadAllText(DataFiles.Path($"{name}/{Provenance}")));
        foreach (var table in Tables)
        {
            if ((string?)origin?["sha256"]?[table] != Hash(DataFiles.Path($"{name}/{table}")))
            {
                throw new InvalidDataException(
                    $"data/{name}/{table} is not the table that data/{name}/{Provenance} describes; record the runs "
                        + $"again with `{origin?["command"]}`"
                );
            }
        }
    }

    /// <summary>The hash of a text, whatever its line ends.</summary>
    private static string Hash(string path) =>
        Convert.ToHexStringLower(
            SHA256.HashData(Encoding.UTF8.GetBytes(File.ReadAllText(path).ReplaceLineEndings("\n"))));

    private static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);

    private static long? Step(string text) => text.Length == 0 ? null : (long)Number(text);
}
