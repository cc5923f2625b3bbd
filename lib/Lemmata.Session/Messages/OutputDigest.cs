using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Lemmata.Notebooks;

namespace Lemmata.Session.Messages;

/// <summary>
/// Short marks of outputs, by which a host that has not the stored ones can say whether fresh ones are the same.
/// </summary>
internal static class OutputDigest
{
    /// <summary>One mark for each representation of each output of a cell.</summary>
    /// <param name="outputs">Outputs as a notebook stores them.</param>
    /// <returns>
    /// For each output an object from the representation (a MIME type, or a stream's name) to its mark, without what a
    /// notebook does not store.
    /// </returns>
    public static JsonArray Of(JsonArray outputs) =>
        [.. outputs.OfType<JsonObject>().Select(output => (JsonNode)Marks(output))];

    private static JsonObject Marks(JsonObject output)
    {
        var marks = new JsonObject();
        if (output["data"] is JsonObject data)
        {
            foreach (var (type, content) in data.Where(member => !MimeTypes.IsExportOnly(member.Key)))
            {
                marks[type] = Mark(MultilineText.IsJson(type)
                    ? CanonicalJson.Write(content)
                    : MultilineText.Join(content));
            }
        }
        else if (output.TextAt("name") is { } name)
        {
            marks[name] = Mark(MultilineText.Join(output["text"]));
        }
        else
        {
            marks["error"] = Mark($"{output.TextAt("ename")}: {output.TextAt("evalue")}");
        }

        return marks;
    }

    private static string Mark(string text) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)).AsSpan(0, 8));
}
