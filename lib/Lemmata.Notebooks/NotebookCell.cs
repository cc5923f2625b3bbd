using System.Text.Json.Nodes;

namespace Lemmata.Notebooks;

/// <summary>One cell of a notebook: its kind, its text, and for code cells the outputs of the last run.</summary>
/// <remarks>Everything of the file that has no property here is kept in <see cref="Raw"/> and written back.</remarks>
public sealed class NotebookCell
{
    /// <summary>Wraps the JSON object of a cell, which from here on belongs to this cell.</summary>
    internal NotebookCell(JsonObject raw) => Raw = raw;

    /// <summary>A new cell of a type, with a text.</summary>
    public static NotebookCell Of(string type, string source) =>
        new(new JsonObject { ["cell_type"] = type, ["metadata"] = new JsonObject(), ["source"] = source });

    /// <summary>The cell as JSON, with what other programs stored in it: attachments, unknown metadata.</summary>
    public JsonObject Raw { get; }

    /// <summary>"code", "markdown" or "raw".</summary>
    public string Type => Raw.TextAt("cell_type") ?? "raw";

    /// <summary>Whether this is a code cell.</summary>
    public bool IsCode => Type == "code";

    /// <summary>The id, unique in the notebook, 1 to 64 letters, digits, hyphens or underscores.</summary>
    public string Id
    {
        get => Raw.TextAt("id") ?? "";
        set => Raw["id"] = value;
    }

    /// <summary>The text with <c>\n</c> line ends.</summary>
    public string Source
    {
        get => MultilineText.Join(Raw["source"]);
        set => Raw["source"] = value;
    }

    /// <summary>The cell's metadata object.</summary>
    public JsonObject Metadata => Raw["metadata"] as JsonObject ?? (JsonObject)(Raw["metadata"] = new JsonObject());

    /// <summary>The tags in <c>metadata.tags</c>.</summary>
    public IReadOnlyList<string> Tags =>
        Metadata["tags"] is JsonArray tags ? [.. tags.Select(tag => tag.TextAt()).OfType<string>()] : [];

    /// <summary>The language a polyglot notebook gives this cell, null for the notebook's own.</summary>
    public string? Language => CellLanguage.Of(Raw);

    /// <summary>The outputs of a code cell; an empty array that is not part of the file for other cells.</summary>
    public JsonArray Outputs
    {
        get
        {
            if (!IsCode) return [];
            return Raw["outputs"] as JsonArray ?? (JsonArray)(Raw["outputs"] = new JsonArray());
        }
        set => Raw["outputs"] = value;
    }

    /// <summary>The count shown left of a code cell, null when it was not run.</summary>
    public int? ExecutionCount
    {
        get => Raw["execution_count"] is JsonValue value && value.TryGetValue(out int count) ? count : null;
        set => Raw["execution_count"] = value;
    }
}

/// <summary>Tags of cells that mean something to the tool; any others are the author's own.</summary>
public static class CellTags
{
    /// <summary>The cell holds the knobs of the notebook.</summary>
    public const string Parameters = "parameters";

    /// <summary>The cell is there to fail: Jupyter's name for it.</summary>
    public const string RaisesException = "raises-exception";

    /// <summary>The cell's first figure stands for the notebook.</summary>
    public const string Main = "main";

    /// <summary>The cell's code is folded on pages.</summary>
    public const string Fold = "fold";

    /// <summary>As <see cref="Fold"/>, by Jupyter Book's name.</summary>
    public const string HideInput = "hide-input";

    /// <summary>A run keeps the cell's steps, and a page walks through them.</summary>
    public const string StepThrough = "step-through";

    /// <summary>All of them.</summary>
    public static IReadOnlyList<string> All { get; } =
        [Fold, HideInput, Main, Parameters, RaisesException, StepThrough];
}
