using System.IO.Enumeration;
using System.Text.Json.Nodes;

namespace Lemmata.Tool.Kernel;

/// <summary>The cells of this session, oldest first, for a front end's history and its search.</summary>
internal sealed class History
{
    private readonly List<(int Line, string Code)> entries = [];

    /// <summary>Remembers a cell.</summary>
    public void Add(int executionCount, string code) => entries.Add((executionCount, code));

    /// <summary>
    /// Answers a history_request: the last n, a range of lines, or a search by a pattern with * and ?.
    /// </summary>
    public JsonArray Find(JsonObject request)
    {
        var most = Math.Max(0, JupyterMessage.Number(request, "n", int.MaxValue));
        var found = JupyterMessage.Text(request, "hist_access_type") switch
        {
            "range" => entries.Where(entry =>
                entry.Line >= JupyterMessage.Number(request, "start", 0)
                && entry.Line < JupyterMessage.Number(request, "stop", int.MaxValue)),
            "search" => Search(JupyterMessage.Text(request, "pattern"), JupyterMessage.Flag(request, "unique", false))
                .TakeLast(most),
            _ => entries.TakeLast(most),
        };
        var withOutput = JupyterMessage.Flag(request, "output", false);
        return
        [
            .. found.Select(entry =>
                (JsonNode)new JsonArray(0, entry.Line, withOutput ? new JsonArray(entry.Code, null) : entry.Code)),
        ];
    }

    private IEnumerable<(int Line, string Code)> Search(string pattern, bool unique)
    {
        var found = entries.Where(entry =>
            FileSystemName.MatchesSimpleExpression(pattern.Length == 0 ? "*" : pattern, entry.Code, ignoreCase: false));
        return unique ? found.Reverse().DistinctBy(entry => entry.Code).Reverse() : found;
    }
}
