using System.Runtime.InteropServices.JavaScript;
using System.Text.Json.Nodes;
using Lemmata.Notebooks;
using Lemmata.Session.Cells;
using Lemmata.Session.Functions;
using Lemmata.Session.Messages;

[assembly: System.Runtime.Versioning.SupportedOSPlatform("browser")]

namespace Lemmata.Live;

/// <summary>
/// The session of a page, in a worker of the browser: the page hands over what it brought, then asks for cells by their
/// number; outputs go to the page as they come.
/// </summary>
internal static partial class Program
{
    private const string Folder = "/collection/notebooks";

    private static readonly LiveHost Host = new();
    private static CellSession? session;
    private static OutputCollector? outputs;
    private static IReadOnlyList<NotebookCell> cells = [];

    /// <summary>The runtime wants an entry; everything is asked for by the page.</summary>
    public static void Main() { }

    /// <summary>Puts a file where cells look for it.</summary>
    /// <param name="path">Path below the collection's folder.</param>
    /// <param name="content">The file.</param>
    [JSExport]
    internal static void Put(string path, byte[] content)
    {
        var file = Path.Combine("/collection", path);
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        File.WriteAllBytes(file, content);
    }

    /// <summary>Takes an assembly that cells use.</summary>
    [JSExport]
    internal static void Add(string name, byte[] image) => Host.Add(name, image);

    /// <summary>Opens the session of a notebook.</summary>
    /// <param name="prepared">Its cells, compiled.</param>
    /// <param name="count">Number of its code cells.</param>
    [JSExport]
    internal static void Open(byte[] prepared, int count)
    {
        Directory.CreateDirectory(Folder);
        Environment.CurrentDirectory = Folder;
        Console.SetOut(new CellWriter("stdout", Console.Out));
        Console.SetError(new CellWriter("stderr", Console.Error));
        using var stream = new MemoryStream(prepared);
        session = new CellSession(Host, new SessionOptions { Folder = Folder }, PreparedCells.Read(stream));
        cells = [.. Enumerable.Range(0, count).Select(_ => NotebookCell.Of("code", ""))];
        outputs = new OutputCollector(cells);
    }

    /// <summary>Gives parameters their values.</summary>
    /// <param name="values">An array of name, type and text, one after the other.</param>
    /// <returns>Empty, or the name of the first parameter whose text is no value of its type.</returns>
    [JSExport]
    internal static string Set(string[] values)
    {
        var given = new Dictionary<string, object>(StringComparer.Ordinal);
        for (var i = 0; i + 2 < values.Length; i += 3)
        {
            try
            {
                given[values[i]] = ParameterValue.Of(values[i + 1], values[i + 2]);
            }
            catch (Exception wrong) when (wrong is FormatException or OverflowException)
            {
                return values[i];
            }
        }

        CellParameters.Set(given);
        return "";
    }

    /// <summary>Runs a cell.</summary>
    /// <param name="cell">Its number among the code cells, from 0.</param>
    /// <param name="piece">Its first compiled piece.</param>
    /// <returns>How it ended, its outputs and their marks, as JSON.</returns>
    [JSExport]
    internal static async Task<string> Run(int cell, int piece)
    {
        cells[cell].Outputs = [];
        var label = $"cell {cell + 1}";
        session!.GoTo(piece);
        var outcome = await session.ExecuteAsync(label, new MessageSink(cell, Took), label: label).ConfigureAwait(false);
        var failed = outcome.Error;
        return new JsonObject
        {
            ["kind"] = "done",
            ["cell"] = cell,
            ["outputs"] = cells[cell].Outputs.DeepClone(),
            ["marks"] = OutputDigest.Of(cells[cell].Outputs),
            ["error"] = failed is null ? null : new JsonObject
            {
                ["name"] = failed.Name, ["message"] = failed.Message, ["line"] = failed.Line,
            },
            ["milliseconds"] = Math.Round(outcome.Duration.TotalMilliseconds),
        }.ToJsonString();
    }

    private static void Took(JsonObject message)
    {
        outputs!.Take(message);
        // What a long cell writes or draws anew tells how far it is.
        if ((string?)message["kind"] == "stream") Written((int)message["cell"]!, (string)message["text"]!);
    }

    [JSImport("globalThis.lemmataWritten")]
    private static partial void Written(int cell, string text);
}
