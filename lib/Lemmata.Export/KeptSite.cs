using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Lemmata.Export.Code;
using Lemmata.Export.Formulas;
using Lemmata.Export.Prose;
using Lemmata.Export.Reading;
using Lemmata.Notebooks;

namespace Lemmata.Export;

/// <summary>
/// What the last export into a folder was made from, and what it wrote. Where none of it has changed, the site that is
/// there is the answer, and no page is made.
/// </summary>
internal static class KeptSite
{
    private static readonly JsonSerializerOptions WithTuples = new() { IncludeFields = true };

    /// <summary>
    /// Everything that decides what pages say but the files that their prose names, which are known when the pages are
    /// made; null where a notebook does not tell what it holds, or pages compute or are printed.
    /// </summary>
    public static string? Key(IReadOnlyList<NotebookInput> notebooks, SiteOptions options)
    {
        if (options.Runner is not null || options.Book is not null) return null;
        if (notebooks.Any(notebook => notebook.Digest is null)) return null;
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Add(RuntimeInformation.FrameworkDescription);
        foreach (var module in (Type[])[typeof(Site), typeof(Notebook)]) Add(module.Module.ModuleVersionId.ToString());
        foreach (var library in typeof(Site).Assembly.GetReferencedAssemblies()) Add(library.FullName);
        var node = options.Static ? null : NodePackages.Installed(options.Cache);
        Add($"{options.SingleFile} {options.Static} {options.Watch} {node?.Version}");
        Add(JsonSerializer.Serialize(options.Words, WithTuples));
        foreach (var notebook in notebooks)
        {
            Add(notebook.Path, notebook.Slug, notebook.Digest, notebook.Failure, $"{notebook.Seconds} {notebook.Stored}");
            foreach (var (path, name) in notebook.Namesakes.OrderBy(pair => pair.Key, StringComparer.Ordinal)) Add(path, name);
            if (options.Registers is { } registers) Add(StateOf(Path.Combine(registers, notebook.Slug + ".json")));
        }

        if (options.Registers is { } folder) Add(StateOf(FaultScore.TableBeside(folder)));
        if (options.LoadScript is { } script)
        {
            Add(StateOf(script));
            var text = File.Exists(script) ? File.ReadAllText(script) : "";
            foreach (var library in CodeHighlighter.References(text))
                Add($"{StateOf(library)} {StateOf(Path.ChangeExtension(library, ".xml"))}");
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());

        void Add(params ReadOnlySpan<string?> texts)
        {
            foreach (var text in texts) hash.AppendData(Encoding.UTF8.GetBytes($"{text?.Length} {text}\n"));
        }
    }

    /// <summary>
    /// What the last export reported, where it was made from the same and all that it wrote is still there.
    /// </summary>
    /// <param name="folder">The site.</param>
    /// <param name="key">What the export would be made from.</param>
    /// <param name="cache">Folder outside version control.</param>
    public static SiteReport? Find(string folder, string key, string cache)
    {
        if (Seal.Read(key, FileOf(folder, cache)) is not { } text) return null;
        var kept = StrictJson.Parse(text)!;
        var isSame = kept["asked"]!.AsArray().All(asked =>
                StateOf(asked![0]!.ToString(), asked[1]!.ToString()) == asked[2]!.ToString())
            && kept["files"]!.AsObject().All(written =>
                StateOf(Path.Combine(folder, written.Key)) == written.Value!.ToString());
        return !isSame ? null : new SiteReport(
            kept["pages"]!.GetValue<int>(), kept["bytes"]!.GetValue<long>(),
            [.. kept["warnings"]!.AsArray().Select(warning => warning!.ToString())], kept["static"]?.ToString())
        {
            Unchanged = true,
        };
    }

    /// <summary>Notes what a site was made from, unless something of it changed meanwhile or could not be shown.</summary>
    /// <param name="folder">The site, as it was written.</param>
    /// <param name="key">What it was made from.</param>
    /// <param name="cache">Folder outside version control.</param>
    /// <param name="files">Its files.</param>
    /// <param name="report">What was reported.</param>
    public static void Keep(string folder, string key, string cache, SiteFiles files, SiteReport report)
    {
        var asked = files.Asked.Select(asked => (asked.Key.Notebook, asked.Key.Address, State: asked.Value)).ToList();
        if (report.Faults.Count > 0 || asked.Any(file => StateOf(file.Notebook, file.Address) != file.State)) return;
        var kept = new JsonObject
        {
            ["asked"] = new JsonArray([.. asked.Select(file => new JsonArray(file.Notebook, file.Address, file.State))]),
            ["files"] = new JsonObject(files.All.Select(file =>
                KeyValuePair.Create(file.Key, (JsonNode?)Convert.ToHexStringLower(SHA256.HashData(file.Value))))),
            ["pages"] = report.Pages,
            ["bytes"] = report.Bytes,
            ["warnings"] = new JsonArray([.. report.Warnings.Select(warning => JsonValue.Create(warning))]),
            ["static"] = report.StaticBecause,
        }.ToJsonString();
        Seal.Keep(key, FileOf(folder, cache), kept);
    }

    /// <summary>What a file that prose names is to the pages: its content, or why it is none.</summary>
    public static string StateOf(string notebook, string address) =>
        CollectionFiles.Resolve(notebook, address, out var reason) is { } file ? StateOf(file) : reason;

    /// <summary>The same of a file by its path.</summary>
    public static string StateOf(string file)
    {
        try
        {
            if (!File.Exists(file)) return Directory.Exists(file) ? "a folder" : "absent";
            using var content = File.OpenRead(file);
            return Convert.ToHexStringLower(SHA256.HashData(content));
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            return problem.Message;
        }
    }

    private static string FileOf(string folder, string cache)
    {
        var place = Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder));
        var name = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(place)))[..16];
        return Path.Combine(cache, "sites", name + ".json");
    }
}
