using System.Reflection;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Lemmata.Notebooks;
using Lemmata.Tool.Reading;
using Lemmata.Session.Cells;
using Lemmata.Session.Compilation;
using Lemmata.Tool.Hosting.Loading;
using Microsoft.CodeAnalysis.CSharp;

namespace Lemmata.Tool.Running;

/// <summary>
/// Results of runs, kept under <c>.cache/</c> beside the notebooks' folder and keyed by everything that can change an
/// output: code cells, parameters, what they import, data files and other files the code names, engine, SDK. Prose is
/// not part of it.
/// </summary>
internal static class RunCache
{
    private const int KeptPerNotebook = 4;

    private static readonly EnumerationOptions Everything =
        new() { AttributesToSkip = FileAttributes.None, RecurseSubdirectories = true, IgnoreInaccessible = true };

    /// <summary>
    /// The key of a notebook with the code it has now; null where a notebook stands outside a collection.
    /// </summary>
    /// <param name="notebook">The notebook, with its parameters set.</param>
    /// <param name="path">Its file.</param>
    /// <param name="without">How the names of data files begin that do not count; null where all do.</param>
    public static string? Key(Notebook notebook, string path, string? without = null)
    {
        var folder = Path.GetDirectoryName(Path.GetFullPath(path))!;
        if (NotebookPaths.Root(folder) is not { } root) return null;
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Add(hash, RuntimeInformation.FrameworkDescription);
        foreach (var stamp in typeof(RunCache).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>())
            if (stamp.Key is "Engine" or "Sdk") Add(hash, stamp.Value ?? "");
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var cell in notebook.CodeCells)
        {
            Add(hash, cell.Source);
            if (cell.Tags.Contains(CellTags.StepThrough)) Add(hash, CellTags.StepThrough);
            AddImports(hash, cell.Source, folder, folder, seen);
        }
        AddData(hash, Path.Combine(root, "data"), Path.GetFileNameWithoutExtension(path), without);
        return Convert.ToHexStringLower(hash.GetHashAndReset())[..32];
    }

    /// <summary>Fills the outputs from the cache; false when there is no usable entry.</summary>
    public static bool TryLoad(Notebook notebook, string path, string key)
    {
        var file = FileOf(path, key);
        if (!File.Exists(file)) return false;
        try
        {
            var cells = notebook.CodeCells.ToList();
            if (Verified(File.ReadAllText(file), key) is not { } stored || stored.Count != cells.Count
                || !stored.All(outputs => outputs is JsonArray))
            {
                Console.Error.WriteLine($"{path}: its kept results are not as they were written; they are not used");
                return false;
            }
            for (var index = 0; index < cells.Count; index++)
            {
                cells[index].Outputs = (JsonArray)stored[index]!.DeepClone();
                cells[index].ExecutionCount = index + 1;
            }
            File.SetLastWriteTimeUtc(file, DateTime.UtcNow);
            return true;
        }
        catch (Exception error)
            when (error is JsonException or IOException or UnauthorizedAccessException)
        {
            return false; // An entry that cannot be read is as good as none: the notebook runs.
        }
    }

    /// <summary>Keeps the outputs of a run. A cache that cannot be written costs time later, never the run.</summary>
    public static void Store(Notebook notebook, string path, string key)
    {
        try
        {
            var file = FileOf(path, key);
            var folder = Path.GetDirectoryName(file)!;
            Directory.CreateDirectory(folder);
            var outputs = new JsonArray([.. notebook.CodeCells.Select(cell => cell.Outputs.DeepClone())]);
            AtomicFile.Write(file, Encoding.UTF8.GetBytes(Seal.Close(key, outputs.ToJsonString())));
            var slug = Path.GetFileNameWithoutExtension(path);
            foreach (var old in new DirectoryInfo(folder).GetFiles($"{slug}.*.json")
                .OrderByDescending(entry => entry.LastWriteTimeUtc).Skip(KeptPerNotebook))
            {
                old.Delete();
            }
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // See above.
        }
    }

    /// <summary>The cache's folder for a notebook of a collection.</summary>
    public static string Folder(string path) =>
        Path.Combine(
            NotebookPaths.Root(Path.GetDirectoryName(Path.GetFullPath(path))!) ?? UserFolder.Of("runs"),
            ".cache");

    /// <summary>The outputs of an entry; null where it is not exactly what was written for this key.</summary>
    private static JsonArray? Verified(string entry, string key) =>
        Seal.Open(key, entry) is { } outputs ? StrictJson.Parse(outputs) as JsonArray : null;

    private static string FileOf(string path, string key) =>
        Path.Combine(Folder(path), "runs", $"{Path.GetFileNameWithoutExtension(path)}.{key}.json");

    private static void Add(IncrementalHash hash, string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        hash.AppendData(BitConverter.GetBytes(bytes.Length));
        hash.AppendData(bytes);
    }

    private static void AddFile(IncrementalHash hash, string name, string path)
    {
        Add(hash, name);
        // A device or a pipe has no length, and reading it might not end.
        if (new FileInfo(path) is not { Exists: true, Length: > 0 }) return;
        using var file = File.OpenRead(path);
        hash.AppendData(SHA256.HashData(file));
    }

    /// <summary>
    /// Adds what a script loads, by content: assembly paths differ between machines and do not count.
    /// </summary>
    /// <param name="hash">Takes the content.</param>
    /// <param name="code">The script.</param>
    /// <param name="folder">Where the script's own imports start from.</param>
    /// <param name="working">The notebook's folder, where the files that running code opens start from.</param>
    /// <param name="seen">The files that were added.</param>
    private static void AddImports(
        IncrementalHash hash,
        string code,
        string folder,
        string working,
        HashSet<string> seen)
    {
        foreach (var segment in CellText.Split(code))
        {
            if (segment.Kind == SegmentKind.Code)
                AddNamedFiles(hash, segment.Text, working, seen);
            var isScript =
                segment.Kind == SegmentKind.Load || segment is { Kind: SegmentKind.Directive, Name: "import" };
            if (!isScript && segment.Kind != SegmentKind.Reference)
                continue;
            var path = Path.GetFullPath(segment.Text.Trim().Trim('"'), folder);
            if (!seen.Add(path)) continue;
            if (!isScript || !File.Exists(path))
            {
                AddFileOrItsAbsence(hash, Path.GetFileName(path), path);
                continue;
            }
            foreach (var text in Scripts(path))
            {
                foreach (
                    var line in text.Split('\n').Where(line => !line.StartsWith("#r ", StringComparison.Ordinal)))
                {
                    Add(hash, line);
                }

                AddImports(hash, text, Path.GetDirectoryName(path)!, working, seen);
            }
        }
    }

    /// <summary>The code of an imported file: of a notebook the code cells, since its outputs change nothing.</summary>
    private static IEnumerable<string> Scripts(string path)
    {
        if (!NotebookFile.IsOne(path))
            return [ReadScript(path)];
        try
        {
            return NotebookFile.Load(path).CodeCells.Select(cell => cell.Source);
        }
        catch (NotebookFormatException)
        {
            return [ReadScript(path)]; // The run will say what is wrong with it.
        }
    }

    private static string ReadScript(string path)
    {
        try
        {
            return File.ReadAllText(path);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return ""; // The cell that loads it says so.
        }
    }

    /// <summary>Adds the files whose names stand in the code: what a cell reads need not lie in <c>data/</c>.</summary>
    private static void AddNamedFiles(IncrementalHash hash, string code, string folder, HashSet<string> seen)
    {
        // In a method of its own, without which the compiler is not loaded.
        if (MayNameFile(code, folder)) AddStringsThatAreFiles(hash, code, folder, seen);
    }

    private static void AddStringsThatAreFiles(IncrementalHash hash, string code, string folder, HashSet<string> seen)
    {
        foreach (
            var token in CSharpSyntaxTree.ParseText(code, ScriptReferences.ParseOptions).GetRoot().DescendantTokens())
        {
            if (
                token.Value is not string name
                || !IsString(token.Kind())
                || name.EndsWith(".ipynb", StringComparison.OrdinalIgnoreCase))
            {
                continue;
            }

            var path = Path.Combine(folder, name);
            if (!File.Exists(path) || !seen.Add(Path.GetFullPath(path))) continue;
            AddFileOrItsAbsence(hash, name, path);
        }
    }

    /// <summary>
    /// Whether a file's name may stand in the code. Without escapes and strings of several lines, every string stands
    /// between two quotation marks with none between; the compiler, which takes long to load, is asked about the rest.
    /// </summary>
    internal static bool MayNameFile(string code, string folder)
    {
        if (code.Contains("\"\"\"", StringComparison.Ordinal) || code.Contains("@\"", StringComparison.Ordinal)
            || code.Contains("@$\"", StringComparison.Ordinal))
        {
            return true;
        }

        return code.Split('"').SkipLast(1).Skip(1).Any(text => text.Length > 0 && !text.Contains('\n', StringComparison.Ordinal)
            && (text.Contains('\\', StringComparison.Ordinal) || File.Exists(Path.Combine(folder, text))));
    }

    private static bool IsString(SyntaxKind kind) => kind is SyntaxKind.StringLiteralToken
        or SyntaxKind.SingleLineRawStringLiteralToken or SyntaxKind.MultiLineRawStringLiteralToken;

    /// <summary>
    /// Adds the data files, without what belongs to other notebooks: their registers and their recorded runs.
    /// </summary>
    private static void AddData(IncrementalHash hash, string data, string slug, string? without)
    {
        if (!Directory.Exists(data))
            return;
        foreach (
            var file in Directory.EnumerateFiles(data, "*", Everything).Order(StringComparer.Ordinal))
        {
            var name = Path.GetRelativePath(data, file).Replace('\\', '/');
            if (name.StartsWith("claims/", StringComparison.Ordinal) && name != $"claims/{slug}.json")
                continue;
            // What faults came to is written about notebooks, and read by none.
            if (name.StartsWith("mutants/", StringComparison.Ordinal)) continue;
            if (
                name.StartsWith("runs/", StringComparison.Ordinal)
                && !name.StartsWith($"runs/{slug}/", StringComparison.Ordinal))
            {
                continue;
            }

            if (without is not null && name.StartsWith(without, StringComparison.Ordinal)) continue;
            AddFileOrItsAbsence(hash, name, file);
        }
    }

    /// <summary>A data file that cannot be read costs those who read it, not every notebook.</summary>
    private static void AddFileOrItsAbsence(IncrementalHash hash, string name, string path)
    {
        try
        {
            AddFile(hash, name, path);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            Add(hash, "cannot be read");
        }
    }
}
