using System.Text.Json.Nodes;
using Lemmata.Tool.Html.Reading;
using Lemmata.Tool.Notebooks;

namespace Lemmata.Tool.Html.Formats;

/// <summary>
/// The executed notebooks with a picture in every figure's bundle and no private types, for front ends that know
/// neither the plot library nor this collection.
/// </summary>
internal static class NotebookFiles
{
    private static readonly string[] Pictures = ["image/svg+xml", "image/png", "image/jpeg", "image/gif"];

    /// <summary>Writes one .ipynb a notebook; returns the number of files.</summary>
    public static FormatReport Write(IReadOnlyList<NotebookInput> notebooks, string folder)
    {
        var files = new SiteFiles();
        foreach (var notebook in notebooks)
        {
            var copy = (JsonObject)notebook.Content.DeepClone();
            foreach (var data in Bundles(copy))
            {
                var wide = (data.FirstOrDefault(entry => entry.Key.StartsWith("application/vnd.lemmata.", StringComparison.Ordinal)
                    && entry.Key.Contains("figure", StringComparison.Ordinal)).Value is { } figure ? Read(figure) : null)?["wide"]?.ToString();
                if (wide is not null && !Pictures.Any(data.ContainsKey)) { data["image/svg+xml"] = wide; }
                foreach (var key in data.Select(entry => entry.Key).Where(key => key.StartsWith("application/vnd.lemmata.", StringComparison.Ordinal)).ToList())
                {
                    data.Remove(key);
                }

                // With a picture there, the plot library's JSON would only be shown as text where it is not known.
                if (Pictures.Any(data.ContainsKey)) { data.Remove("application/vnd.plotly.v1+json"); }
            }

            files.Add(notebook.Slug + ".ipynb", Notebook.Parse(copy.ToJsonString(), notebook.Path).ToString());
        }

        files.Add(".lemmata-site", "Written by lemmata export; the whole folder is replaced by the next export.\n");
        files.WriteTo(folder);
        return new FormatReport(files.All.Count - 1, []);
    }

    private static JsonObject? Read(JsonNode node) => node as JsonObject ?? JsonNode.Parse(CellInput.JoinLines(node)) as JsonObject;

    private static IEnumerable<JsonObject> Bundles(JsonObject notebook) => (notebook["cells"] as JsonArray ?? []).OfType<JsonObject>()
        .SelectMany(cell => cell["outputs"] as JsonArray ?? []).OfType<JsonObject>().Select(output => output["data"]).OfType<JsonObject>();
}
