using System.Text.Json.Nodes;
using Lemmata.Session.Cells;
using Lemmata.Session.Formatting;

namespace Lemmata.Tool.Kernel;

/// <summary>
/// What an expression of a front end comes to, which goes into the reply to a cell and is shown to nobody: its value, or
/// its error.
/// </summary>
internal sealed class ExpressionSink : IOutputSink
{
    /// <summary>The entry of the reply; an expression without a value has an empty bundle.</summary>
    public JsonObject Entry { get; private set; } = Ok([]);

    /// <inheritdoc/>
    public void Result(MimeBundle bundle) => Entry = Ok(IopubSink.DataOf(bundle));

    /// <inheritdoc/>
    public void Error(CellError error)
    {
        Entry = IopubSink.ErrorContent(error);
        Entry["status"] = "error";
    }

    /// <inheritdoc/>
    public void Stream(string name, string text) { }

    /// <inheritdoc/>
    public void Display(MimeBundle bundle, string? displayId) { }

    /// <inheritdoc/>
    public void Update(MimeBundle bundle, string displayId) { }

    /// <inheritdoc/>
    public void ClearOutput(bool wait) { }

    private static JsonObject Ok(JsonObject data) =>
        new() { ["status"] = "ok", ["data"] = data, ["metadata"] = new JsonObject() };
}
