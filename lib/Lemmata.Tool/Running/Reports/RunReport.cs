using System.Text;
using System.Text.Json.Nodes;
using Lemmata.Notebooks;

namespace Lemmata.Tool.Running.Reports;

/// <summary>What a run with a folder of its own came to, for programs that read it: a file beside the notebook.</summary>
internal static class RunReport
{
    /// <summary>The ending of the file's name, in the place of the notebook's.</summary>
    public const string Ending = ".run.json";

    /// <summary>Writes the report of a run whose notebook was written.</summary>
    /// <exception cref="IOException">It cannot be written.</exception>
    public static void Write(RunResult result, RunOptions options, string notebook)
    {
        var report = new JsonObject
        {
            ["notebook"] = result.Slug,
            ["parameters"] = new JsonObject(options.Parameters
                .OrderBy(one => one.Key, StringComparer.Ordinal)
                .Select(one => KeyValuePair.Create<string, JsonNode?>(one.Key, one.Value))),
            ["status"] = result is { Succeeded: true, Failures: [] } ? "done" : "failed",
            ["seconds"] = Math.Round(result.CellTimes.Sum(time => time.TotalSeconds), 3),
            ["kept"] = result.FromCache,
        };
        if ((result.Error ?? result.Failures.FirstOrDefault()) is { } error) report["error"] = error.ToString();
        if (result.Notebook is { } executed && ShownRows.Of(executed, []).Table is { } table) report["table"] = table;
        AtomicFile.Write(Path.ChangeExtension(notebook, null) + Ending, Encoding.UTF8.GetBytes(CanonicalJson.Write(report)));
    }
}
