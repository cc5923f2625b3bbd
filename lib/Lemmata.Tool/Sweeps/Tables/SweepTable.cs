using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Lemmata.Notebooks;
using Lemmata.Tool.Reading;
using Lemmata.Tool.Sweeps.Running;

namespace Lemmata.Tool.Sweeps.Tables;

/// <summary>
/// The rows of all runs in one table: the plan's parameters and what the runs gave, in the order of the plan, so that it
/// is the same to the byte wherever and in whatever order the runs were done.
/// </summary>
/// <param name="Text">The table in CSV, without a byte order mark.</param>
/// <param name="Planned">Runs planned.</param>
/// <param name="Merged">Runs in the table.</param>
/// <param name="Failed">Runs that have failed.</param>
/// <param name="RowCount">Rows in the table.</param>
internal sealed record SweepTable(string Text, int Planned, int Merged, int Failed, int RowCount)
{
    /// <summary>Runs that have given no rows, for whatever reason.</summary>
    public int Missing => Planned - Merged;

    /// <summary>Merges what the runs of a sweep have given so far.</summary>
    /// <exception cref="SweepException">A run has given two different tables.</exception>
    public static SweepTable Of(SweepFolder sweep)
    {
        var (names, runs) = sweep.Plan();
        var found = Gathered(sweep);
        var tables = new JsonObject?[runs.Count];
        var failed = 0;
        for (var i = 0; i < runs.Count; i++)
        {
            if (found.TryGetValue(runs[i].Id, out var rows))
            {
                tables[i] = rows;
                continue;
            }

            var folder = new RunFolder(sweep.FolderOf(runs[i]));
            // Its worker was killed between two steps: it is published, and stands in no shard.
            if (Directory.Exists(folder.Result)) tables[i] = folder.Report(folder.Result)?["table"] as JsonObject;
            else if (Directory.Exists(folder.Failed)) failed++;
        }

        var columns = new List<string>();
        foreach (var name in tables.SelectMany(table => table?["columns"] as JsonArray ?? []).Select(node => (string)node!))
            if (!columns.Contains(name)) columns.Add(name);
        var text = new StringWriter(CultureInfo.InvariantCulture) { NewLine = "\n" };
        Csv.Write(text, [.. names, .. columns]);
        var rowCount = 0;
        for (var i = 0; i < runs.Count; i++)
        {
            if (tables[i] is not { } table) continue;
            var here = ((JsonArray)table["columns"]!).Select(node => (string)node!).ToList();
            var places = columns.ConvertAll(here.IndexOf);
            foreach (var row in ((JsonArray)table["rows"]!).Cast<JsonArray>())
            {
                Csv.Write(text, [.. runs[i].Values, .. places.Select(place => Field(row, place))]);
                rowCount++;
            }
        }

        return new SweepTable(text.ToString(), runs.Count, tables.Count(table => table is not null), failed, rowCount);
    }

    private static Dictionary<string, JsonObject> Gathered(SweepFolder sweep)
    {
        var found = new Dictionary<string, JsonObject>(StringComparer.Ordinal);
        foreach (var (id, rows, file) in Shard.ReadAll(sweep.Shards))
        {
            if (found.TryAdd(id, rows) || found[id].ToJsonString() == rows.ToJsonString()) continue;
            throw new SweepException(
                $"run {id} has given two different tables, the second in {Path.Combine(sweep.Shards, file)}: equal parameters "
                    + "gave unequal rows, so the notebook depends on something else (a clock, the order of threads, an "
                    + "unseeded random number). Mend it and plan again; to keep one of the two, delete the other's line");
        }

        return found;
    }

    private static string Field(JsonArray row, int place) =>
        place < 0 || place >= row.Count || row[place] is not { } value ? ""
        : value.GetValueKind() == JsonValueKind.String ? (string)value! : value.ToJsonString();

    /// <summary>Writes the table into the sweep's folder.</summary>
    /// <exception cref="IOException">It cannot be written; the old one is there still.</exception>
    public void Write(SweepFolder sweep) => AtomicFile.Write(sweep.TableFile, Encoding.UTF8.GetBytes(Text));

    /// <summary>
    /// Writes the table where the notebook finds it, under <c>data/runs/</c>, and beside it what it consists of: in the
    /// folder of the notebook's slug, and beside the notebook where that itself stands under <c>data/runs/</c>.
    /// </summary>
    /// <returns>The file.</returns>
    /// <exception cref="SweepException">The notebook stands in no collection.</exception>
    public string Record(SweepFolder sweep)
    {
        var root = Lemmata.Tool.Running.NotebookPaths.Root(Path.GetDirectoryName(sweep.Notebook)!)
            ?? throw new SweepException(
                $"{sweep.Notebook} stands in no collection (a folder with notebooks and lib), so there is no data/runs to "
                    + "record into; the table is in the sweep's folder");
        var runs = Path.Combine(root, "data", "runs");
        var own = Path.GetDirectoryName(sweep.Notebook)!;
        var folder = own.StartsWith(runs + Path.DirectorySeparatorChar, StringComparison.Ordinal)
            ? own
            : Path.Combine(runs, sweep.Slug);
        Directory.CreateDirectory(folder);
        var file = Path.Combine(folder, sweep.Name + ".csv");
        AtomicFile.Write(file, Encoding.UTF8.GetBytes(Text));
        var provenance = new JsonObject
        {
            ["sweep"] = sweep.Name, ["plan"] = sweep.Asked, ["planned"] = Planned, ["merged"] = Merged, ["failed"] = Failed,
            ["rows"] = RowCount, ["notebookHash"] = sweep.NotebookHash,
            ["sha256"] = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Text))),
        };
        AtomicFile.Write(
            Path.Combine(folder, sweep.Name + ".json"), Encoding.UTF8.GetBytes(CanonicalJson.Write(provenance)));
        return file;
    }
}
