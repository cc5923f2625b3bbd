using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Lemmata.Notebooks;
using Lemmata.Tool.Sweeps.Running;

namespace Lemmata.Tool.Sweeps.Tables;

/// <summary>
/// Rows of runs that are done, one run a line, in a file that this process alone writes. It stands for thousands of small
/// files: what is missing in it, because its writer was killed, is read from the run's own folder.
/// </summary>
/// <param name="folder">The folder of shards.</param>
internal sealed class Shard(string folder)
{
    private readonly string file = Path.Combine(folder, WorkerIdentity.Own.FileName + ".jsonl");
    private readonly Lock writing = new();

    /// <summary>Adds a run.</summary>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public void Add(string id, JsonNode rows)
    {
        var line = new JsonObject { ["id"] = id, ["table"] = rows.DeepClone() }.ToJsonString() + "\n";
        lock (writing)
        {
            Directory.CreateDirectory(folder);
            using var stream = new FileStream(file, FileMode.Append, FileAccess.Write, FileShare.Read);
            stream.Write(Encoding.UTF8.GetBytes(line));
        }
    }

    /// <summary>Everything that stands in the shards of a folder: of each run the rows, and the file they are in.</summary>
    public static IEnumerable<(string Id, JsonObject Rows, string File)> ReadAll(string folder)
    {
        if (!Directory.Exists(folder)) yield break;
        foreach (var file in Directory.EnumerateFiles(folder, "*.jsonl").Order(StringComparer.Ordinal))
        {
            // A line that was cut off is as good as none.
            foreach (var line in File.ReadLines(file))
            {
                if (Parsed(line) is JsonObject said && said.TextAt("id") is { } id && said["table"] is JsonObject rows)
                    yield return (id, rows, Path.GetFileName(file));
            }
        }
    }

    private static JsonNode? Parsed(string line)
    {
        try
        {
            return JsonNode.Parse(line);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
