using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Nodes;
using Lemmata.Arguments;
using Lemmata.Data;

namespace Lemmata.Learning.Topics.Hint;

/// <summary>Measured speeds in <c>data/runs/hint-quips</c>, with the command that measured them and a hash.</summary>
public static class QuipsRecord
{
    private const string Place = "runs/hint-quips", Table = "quips.csv", Provenance = "provenance.json";

    /// <summary>The recorded points.</summary>
    /// <returns>The rows of the table, in order.</returns>
    /// <exception cref="FileNotFoundException">Nothing was recorded.</exception>
    /// <exception cref="InvalidDataException">The table is not the one that the provenance names.</exception>
    public static IReadOnlyList<QuipsPoint> Load()
    {
        var provenance = JsonNode.Parse(File.ReadAllText(DataFiles.Path($"{Place}/{Provenance}")));
        var recorded = (string?)provenance?["sha256"]?[Table];
        var found = Hash(File.ReadAllBytes(DataFiles.Path($"{Place}/{Table}")));
        if (found != recorded)
        {
            throw new InvalidDataException(
                $"{Place}/{Table} has the hash {found} but {Provenance} names {recorded}; record again with "
                    + $"{(string?)provenance?["command"]}");
        }

        return
        [
            .. DataFiles.Csv($"{Place}/{Table}").Select(row => new QuipsPoint(
                row["busy"] == "1",
                int.Parse(row["repeat"], CultureInfo.InvariantCulture),
                int.Parse(row["intervals"], CultureInfo.InvariantCulture),
                double.Parse(row["quality"], CultureInfo.InvariantCulture),
                double.Parse(row["seconds"], CultureInfo.InvariantCulture))),
        ];
    }

    /// <summary>Writes table and provenance anew.</summary>
    /// <param name="points">What was measured, at least one point.</param>
    /// <param name="command">The command that measured it.</param>
    /// <returns>A sentence for the reader.</returns>
    /// <exception cref="ArgumentException">There is no point.</exception>
    public static string Save(IReadOnlyList<QuipsPoint> points, string command)
    {
        Require.That(points.Count > 0, nameof(points), "there is no point to record; measure first.");
        var folder = Directory.CreateDirectory(Path.Combine(DataFiles.Folder, Place)).FullName;
        var lines = points.Select(p => string.Create(
            CultureInfo.InvariantCulture,
            $"{(p.Busy ? 1 : 0)},{p.Repeat},{p.Intervals},{p.Quality:R},{p.Seconds:E6}\n"));
        File.WriteAllText(Path.Combine(folder, Table), "busy,repeat,intervals,quality,seconds\n" + string.Concat(lines));
        var provenance = new JsonObject
        {
            ["command"] = command,
            ["cores"] = Environment.ProcessorCount,
            ["architecture"] = System.Runtime.InteropServices.RuntimeInformation.ProcessArchitecture.ToString(),
            ["sha256"] = new JsonObject { [Table] = Hash(File.ReadAllBytes(Path.Combine(folder, Table))) },
        };
        var text = provenance.ToJsonString(new JsonSerializerOptions { WriteIndented = true });
        File.WriteAllText(Path.Combine(folder, Provenance), text + "\n");
        return $"{points.Count} measured points recorded";
    }

    private static string Hash(byte[] bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));
}
