using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Lemmata.Notebooks;

namespace Lemmata.Export.Formulas;

/// <summary>
/// Rendered formulas by content. A file that cannot be read counts as empty, and an entry that is not as it was written
/// is set anew.
/// </summary>
internal sealed class FormulaCache
{
    // An entry is checked when a page asks for it: a file holds more than one export uses.
    private readonly JsonObject stored;
    private readonly Dictionary<string, (string? Html, string? Error)> entries = [];
    private readonly string file;
    private readonly string version;
    private bool changed;

    private FormulaCache(string file, string version, JsonObject? stored) =>
        (this.file, this.version, this.stored) = (file, version, stored ?? []);

    public static FormulaCache Load(string file, string version)
    {
        try
        {
            var kept = File.Exists(file) ? StrictJson.Load(file) as JsonObject : null;
            return new(file, version, kept.TextAt("version") == version ? kept?["formulas"] as JsonObject : null);
        }
        catch (Exception problem) when (problem is JsonException or IOException or UnauthorizedAccessException)
        {
            return new(file, version, null);
        }
    }

    public bool Contains(Formula formula) => Find(Key(formula)) is not null;

    public (string? Html, string? Error) Get(Formula formula) => Find(Key(formula)) ?? (null, "not rendered");

    public void Put(Formula formula, string? html, string? error)
    {
        entries[Key(formula)] = (html, error);
        changed = true;
    }

    /// <summary>Writes the cache when something was added; entries no page uses any more are kept for other
    /// branches.</summary>
    public void Save(IEnumerable<Formula> used)
    {
        if (!changed)
        {
            return;
        }

        // Formulas come and go while someone writes: past a size, only what this export used stays.
        var keys = stored.Select(entry => entry.Key).Union(entries.Keys).ToList();
        var keep = keys.Count > 20_000 ? used.Select(Key).ToHashSet() : null;
        var formulas = new JsonObject();
        foreach (var key in keys.Where(key => keep?.Contains(key) != false))
        {
            if (Find(key) is not var (html, error)) { continue; }
            formulas[key] = new JsonObject
            {
                [html is not null ? "html" : "error"] = html ?? error,
                ["seal"] = SealOf(key, html, error),
            };
        }

        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            AtomicFile.Write(file, Encoding.UTF8.GetBytes(new JsonObject { ["version"] = version,
                ["formulas"] = formulas }.ToJsonString()));
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            // Without the cache the next export renders again; nothing else is lost.
        }
    }

    private (string? Html, string? Error)? Find(string key)
    {
        if (entries.TryGetValue(key, out var known)) { return known; }
        if (!stored.TryGetPropertyValue(key, out var value)) { return null; }
        var (html, error) = (value.TextAt("html"), value.TextAt("error"));
        if (value.TextAt("seal") != SealOf(key, html, error)) { return null; }
        return entries[key] = (html, error);
    }

    /// <summary>What an entry has to carry to be believed: a hash of its key and of itself.</summary>
    private string SealOf(string key, string? html, string? error) =>
        Seal.Of($"{version}\0{key}", $"{html}\0{error}");

    /// <summary>Form, TeX, and the definitions that it may use.</summary>
    public static string Key(Formula formula) => formula.Form.ToString()[0] + formula.Tex
        + (formula.Macros.IsEmpty ? "" : "\0"
            + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\0', formula.Macros)))));
}
