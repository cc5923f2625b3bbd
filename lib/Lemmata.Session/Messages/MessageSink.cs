using System.Text.Json.Nodes;
using Lemmata.Session.Cells;
using Lemmata.Session.Formatting;

namespace Lemmata.Session.Messages;

/// <summary>Outputs of a cell as messages in JSON, which a host carries to whoever shows them.</summary>
/// <param name="cell">Number of the cell among the code cells, from 0; each message carries it.</param>
/// <param name="send">Takes a message.</param>
internal sealed class MessageSink(int cell, Action<JsonObject> send) : IOutputSink
{
    /// <inheritdoc/>
    public void Stream(string name, string text) =>
        Send("stream", new JsonObject { ["name"] = name, ["text"] = text });

    /// <inheritdoc/>
    public void Display(MimeBundle bundle, string? displayId) => Send("display", Body(bundle, displayId));

    /// <inheritdoc/>
    public void Update(MimeBundle bundle, string displayId) => Send("update", Body(bundle, displayId));

    /// <inheritdoc/>
    public void Result(MimeBundle bundle) => Send("result", Body(bundle, null));

    /// <inheritdoc/>
    public void Error(CellError error) => Send("error", new JsonObject
    {
        ["name"] = error.Name,
        ["message"] = error.Message,
        ["line"] = error.Line,
        ["traceback"] = new JsonArray([.. error.Traceback.Select(line => (JsonNode)line)]),
    });

    /// <inheritdoc/>
    public void ClearOutput(bool wait) => Send("clear", new JsonObject { ["wait"] = wait });

    private static JsonObject Body(MimeBundle bundle, string? displayId) => new()
    {
        ["data"] = bundle.Data.DeepClone(),
        ["metadata"] = bundle.Metadata.DeepClone(),
        ["id"] = displayId,
    };

    private void Send(string kind, JsonObject body)
    {
        body["kind"] = kind;
        body["cell"] = cell;
        send(body);
    }
}
