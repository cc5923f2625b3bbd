using System.Text.Json.Nodes;
using Lemmata.Notebooks;
using Lemmata.Session.Cells;
using Lemmata.Session.Formatting;

namespace Lemmata.Tool.Kernel;

/// <summary>Sends the outputs of one cell to all front ends.</summary>
/// <param name="publish">Publishes a message of a type with its content.</param>
/// <param name="executionCount">Number of the cell.</param>
internal sealed class IopubSink(Action<string, JsonObject> publish, int executionCount) : IOutputSink
{
    /// <inheritdoc/>
    public void Stream(string name, string text) =>
        publish("stream", new JsonObject { ["name"] = name, ["text"] = text });

    /// <inheritdoc/>
    public void Display(MimeBundle bundle, string? displayId) => publish("display_data", Content(bundle, displayId));

    /// <inheritdoc/>
    public void Update(MimeBundle bundle, string displayId) =>
        publish("update_display_data", Content(bundle, displayId));

    /// <inheritdoc/>
    public void Result(MimeBundle bundle)
    {
        var content = Content(bundle, null);
        content["execution_count"] = executionCount;
        publish("execute_result", content);
    }

    /// <inheritdoc/>
    public void Error(CellError error) => publish("error", ErrorContent(error));

    /// <inheritdoc/>
    public void ClearOutput(bool wait) => publish("clear_output", new JsonObject { ["wait"] = wait });

    /// <summary>The fields that an error has in a message of its own and in a reply.</summary>
    public static JsonObject ErrorContent(CellError error) => new()
    {
        ["ename"] = error.Name,
        ["evalue"] = error.Message,
        ["traceback"] = new JsonArray([.. error.Traceback.Select(line => (JsonNode)line)]),
    };

    /// <summary>A bundle as front ends take it.</summary>
    public static JsonObject DataOf(MimeBundle bundle)
    {
        var data = new JsonObject();
        foreach (var (type, value) in bundle.Data)
            if (!MimeTypes.IsExportOnly(type)) data[type] = value?.DeepClone();
        return data;
    }

    private static JsonObject Content(MimeBundle bundle, string? displayId) => new()
    {
        ["data"] = DataOf(bundle),
        ["metadata"] = bundle.Metadata.DeepClone(),
        ["transient"] = displayId is null ? new JsonObject() : new JsonObject { ["display_id"] = displayId },
    };
}
