using System.Text.Json;
using System.Text.Json.Nodes;

namespace Lemmata.Export.Formulas;

/// <summary>Rendered formulas by content. A file that cannot be read counts as empty; it is only a cache.</summary>
internal sealed class FormulaCache
{
    private readonly Dictionary<string, (string? Html, string? Error)> entries = [];
    private readonly string version;
    private bool changed;

    private FormulaCache(string version) => this.version = version;

    public static FormulaCache Load(string file, string version)
    {
        var cache = new FormulaCache(version);
        try
        {
            if (File.Exists(file) && JsonNode.Parse(File.ReadAllBytes(file)) is JsonObject stored
                && stored["version"]?.ToString() == version && stored["formulas"] is JsonObject formulas)
            {
                foreach (var (key, value) in formulas)
                {
                    cache.entries[key] = (value?["html"]?.ToString(), value?["error"]?.ToString());
                }
            }
        }
        catch (Exception problem) when (problem is JsonException or IOException or UnauthorizedAccessException)
        {
            cache.entries.Clear();
        }

        return cache;
    }

    public bool Contains(string tex, FormulaSet.Form form) => entries.ContainsKey(Key(tex, form));

    public (string? Html, string? Error) Get(string tex, FormulaSet.Form form) =>
        entries.TryGetValue(Key(tex, form), out var entry) ? entry : (null, "not rendered");

    public void Put(string tex, FormulaSet.Form form, string? html, string? error)
    {
        entries[Key(tex, form)] = (html, error);
        changed = true;
    }

    /// <summary>Writes the cache when something was added; entries no page uses any more are kept for other branches.</summary>
    public void Save(string file, IEnumerable<(string Tex, FormulaSet.Form Form)> used)
    {
        if (!changed)
        {
            return;
        }

        // Formulas come and go while someone writes: past a size, only what this export used stays.
        var keep = entries.Count > 20_000 ? used.Select(formula => Key(formula.Tex, formula.Form)).ToHashSet() : null;
        var formulas = new JsonObject();
        foreach (var (key, entry) in entries.Where(entry => keep is null || keep.Contains(entry.Key)))
        {
            formulas[key] = entry.Html is not null ? new JsonObject { ["html"] = entry.Html } : new JsonObject { ["error"] = entry.Error };
        }

        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            var temporary = file + "." + Environment.ProcessId;
            File.WriteAllText(temporary, new JsonObject { ["version"] = version, ["formulas"] = formulas }.ToJsonString());
            File.Move(temporary, file, overwrite: true);
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            // Without the cache the next export renders again; nothing else is lost.
        }
    }

    private static string Key(string tex, FormulaSet.Form form) => form.ToString()[0] + tex;
}
