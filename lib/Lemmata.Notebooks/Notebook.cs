using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Lemmata.Notebooks;

/// <summary>An <c>.ipynb</c> file: reads nbformat 3 and 4, writes 4.5, keeps what it does not know.</summary>
public sealed class Notebook
{
    private static readonly UTF8Encoding Utf8 = new(
        encoderShouldEmitUTF8Identifier: false,
        throwOnInvalidBytes: true);

    private const int Major = 4, Minor = 5;

    private readonly JsonObject root;

    private Notebook(JsonObject root, List<NotebookCell> cells) => (this.root, Cells) = (root, cells);

    /// <summary>What a reader should know of how the file was read; null where there is nothing.</summary>
    public string? Warning { get; private init; }

    /// <summary>The cells from top to bottom.</summary>
    public List<NotebookCell> Cells { get; }

    /// <summary>The code cells from top to bottom.</summary>
    public IEnumerable<NotebookCell> CodeCells => Cells.Where(cell => cell.IsCode);

    /// <summary>The notebook's metadata: kernelspec, language and what other programs stored.</summary>
    public JsonObject Metadata => root["metadata"] as JsonObject ?? (JsonObject)(root["metadata"] = new JsonObject());

    /// <summary>
    /// The language of cells that name none: what the notebook's kernel speaks, C# where nothing is said.
    /// </summary>
    public string Language => CellLanguage.OfNotebook(root);

    /// <inheritdoc cref="CellLanguage.IsForeign"/>
    public bool IsForeign => CellLanguage.IsForeign(Language, CodeCells.Select(cell => cell.Language));

    /// <summary>An empty C# notebook with the metadata that .NET Interactive writes.</summary>
    public static Notebook Create() => new(new JsonObject { ["metadata"] = CSharpMetadata() }, []);

    /// <summary>The metadata by which Polyglot, Verso, Jupyter and others know a C# notebook.</summary>
    public static JsonObject CSharpMetadata() =>
        new()
        {
            ["kernelspec"] = new JsonObject
            {
                ["display_name"] = ".NET (C#)",
                ["language"] = "C#",
                ["name"] = ".net-csharp",
            },
            ["language_info"] = new JsonObject { ["name"] = "polyglot-notebook" },
            ["polyglot_notebook"] = new JsonObject
            {
                ["kernelInfo"] = new JsonObject
                {
                    ["defaultKernelName"] = "csharp",
                    ["items"] = new JsonArray(
                        new JsonObject
                        {
                            ["aliases"] = new JsonArray(),
                            ["languageName"] = "csharp",
                            ["name"] = "csharp",
                        }
                    ),
                },
            },
        };

    /// <summary>Reads a notebook file.</summary>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="NotebookFormatException">The file is not a notebook of nbformat 3 or 4.</exception>
    public static Notebook Load(string path)
    {
        if (Directory.Exists(path))
            throw new NotebookFormatException($"{path} is a folder; name a notebook in it");
        if (!File.Exists(path))
            throw new FileNotFoundException($"{path}: there is no such file", path);
        try
        {
            return Parse(StrictJson.ReadText(path), path);
        }
        catch (JsonException error)
        {
            throw new NotebookFormatException($"{path} {StrictJson.Fault(error)}", error);
        }
    }

    /// <summary>Reads a notebook from text; <paramref name="path"/> is used in messages only.</summary>
    /// <exception cref="NotebookFormatException">The text is not a notebook of nbformat 3 or 4.</exception>
    public static Notebook Parse(string text, string path = "notebook")
    {
        JsonNode? node;
        try
        {
            node = StrictJson.Parse(text);
        }
        catch (JsonException error)
        {
            throw new NotebookFormatException(
                $"{path} {StrictJson.Fault(error)}; a notebook is a JSON object with cells, metadata and nbformat",
                error);
        }
        if (node is not JsonObject root)
        {
            throw new NotebookFormatException(
                $"{path} holds a JSON {Kind(node)} where a notebook object is required");
        }

        if (root["nbformat"] is not JsonValue major || !major.TryGetValue(out int format))
            throw new NotebookFormatException($"{path} has no number nbformat, so it is not a notebook");
        var minor = MinorOf(root);
        if (format is not (3 or Major) || minor < 0)
        {
            throw new NotebookFormatException(
                $"{path} has nbformat {format}.{minor}; required is 3, or {Major}.0 to {Major}.{Minor}. "
                    + (format < 3
                        ? "Open and save it once in Jupyter to convert it."
                        : $"Save it as nbformat {Major}.{Minor}."));
        }

        if (format == 3) root = NotebookFormat3.Upgrade(root);

        if (root["cells"] is not JsonArray array)
            throw new NotebookFormatException($"{path} has no array of cells");
        var cells = new List<NotebookCell>();
        foreach (var item in array)
        {
            if (
                item is not JsonObject raw
                || raw["cell_type"] is not JsonValue type
                || !type.TryGetValue(out string? _))
            {
                throw new NotebookFormatException(
                    $"{path}: cell {cells.Count + 1} is not an object with a cell_type");
            }

            if (raw["id"] is { } id && id.GetValueKind() != JsonValueKind.String)
            {
                throw new NotebookFormatException(
                    $"{path}: cell {cells.Count + 1} has a JSON {Kind(id)} as its id; required is text");
            }

            if (!MultilineText.IsText(raw["source"]))
            {
                throw new NotebookFormatException(
                    $"{path}: cell {cells.Count + 1} has a source that is neither text nor an array of lines");
            }

            foreach (var language in CellLanguage.Places.Select(place => raw.At(place)).OfType<JsonNode>())
            {
                if (language.GetValueKind() != JsonValueKind.String)
                {
                    throw new NotebookFormatException(
                        $"{path}: cell {cells.Count + 1} names its language by a JSON {Kind(language)}; required is text");
                }
            }

            var cell = new NotebookCell(raw);
            if (cell.IsCode && CodeNesting.IsTooDeep(cell.Source))
            {
                throw new NotebookFormatException(
                    $"{path}: cell {cells.Count + 1} nests brackets more than {CodeNesting.Deepest} deep, which no "
                        + "compiler reads in reasonable time");
            }

            cells.Add(cell);
        }
        array.Clear(); // A cell belongs to nobody else from here on.
        root.Remove("cells");
        GiveIds(cells);
        return new Notebook(root, cells)
        {
            Warning = format == Major && minor > Minor
                ? $"it has nbformat {format}.{minor}, newer than {Major}.{Minor}; what that brings is kept and not shown"
                : null,
        };
    }

    /// <summary>A copy that shares nothing with this one.</summary>
    public Notebook Clone() =>
        new(
            (JsonObject)root.DeepClone(),
            [.. Cells.Select(cell => new NotebookCell((JsonObject)cell.Raw.DeepClone()))]) { Warning = Warning };

    /// <summary>The file's text: nbformat 4.5, or the newer one it was read in, in canonical JSON.</summary>
    public override string ToString()
    {
        GiveIds(Cells);
        var file = (JsonObject)root.DeepClone();
        file["cells"] = new JsonArray([.. Cells.Select(FileForm)]);
        file["nbformat"] = Major;
        file["nbformat_minor"] = Math.Max(Minor, MinorOf(root));
        file["metadata"] ??= new JsonObject();
        return CanonicalJson.Write(file);
    }

    /// <summary>Writes the notebook so that the file is at any moment either the old or the new one.</summary>
    /// <exception cref="IOException">The folder cannot be written or the disk is full; the old file is
    /// untouched.</exception>
    /// <exception cref="UnauthorizedAccessException">The folder or the file may not be written.</exception>
    public void Save(string path) => AtomicFile.Write(path, new UTF8Encoding(false).GetBytes(ToString()));

    private static int MinorOf(JsonObject root) =>
        root["nbformat_minor"] is JsonValue value && value.TryGetValue(out int number) ? number : 0;

    private static JsonObject FileForm(NotebookCell cell)
    {
        var raw = (JsonObject)cell.Raw.DeepClone();
        raw["source"] = MultilineText.Split(cell.Source);
        raw["metadata"] ??= new JsonObject();
        if (!cell.IsCode)
        {
            raw.Remove("outputs");
            raw.Remove("execution_count");
            return raw;
        }
        raw["execution_count"] = cell.ExecutionCount;
        if (raw["outputs"] is not JsonArray outputs)
            raw["outputs"] = outputs = [];
        foreach (var output in outputs.OfType<JsonObject>())
        {
            if (output["text"] is not null)
                output["text"] = MultilineText.Split(MultilineText.Join(output["text"]));
            if (output["data"] is not JsonObject data)
                continue;
            foreach (var (mimeType, value) in data.ToList())
            {
                if (!MultilineText.IsJson(mimeType) && value is JsonValue or JsonArray)
                {
                    data[mimeType] = MultilineText.IsLines(mimeType)
                        ? MultilineText.Split(MultilineText.Join(value))
                        : MultilineText.Join(value);
                }
            }
        }
        return raw;
    }

    /// <summary>Gives cells without an id, or with one already taken, an id made from their content.</summary>
    private static void GiveIds(List<NotebookCell> cells)
    {
        var taken = new HashSet<string>(StringComparer.Ordinal);
        foreach (var cell in cells)
        {
            if (IsId(cell.Id) && taken.Add(cell.Id))
                continue;
            var hash = Convert.ToHexStringLower(SHA256.HashData(Utf8.GetBytes(cell.Type + cell.Source)))[..8];
            var id = hash;
            for (var count = 2; !taken.Add(id); count++)
                id = $"{hash}-{count}";
            cell.Id = id;
        }
    }

    private static bool IsId(string id) =>
        id.Length is > 0 and <= 64 && id.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '-' or '_');

    private static string Kind(JsonNode? node) => node?.GetValueKind().ToString().ToLowerInvariant() ?? "null";
}
