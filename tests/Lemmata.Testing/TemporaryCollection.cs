using Lemmata.Notebooks;

namespace Lemmata.Testing;

/// <summary>A collection of its own in a temporary folder, with the load script of the assembly that was just built.</summary>
internal sealed class TemporaryCollection : IDisposable
{
    public TemporaryCollection()
    {
        foreach (var folder in new[] { "notebooks", "lib", "data/claims" }) Directory.CreateDirectory(Path.Combine(Root, folder));
        foreach (var script in new[] { "lemmata.csx", "lemmata-charts.csx" })
            File.Copy(Path.Combine(Repository, "lib", script), Path.Combine(Root, "lib", script));
    }

    /// <summary>The folder of this project's repository.</summary>
    public static string Repository { get; } = FindRepository();

    public string Root { get; } = Directory.CreateTempSubdirectory("lemmata-test-").FullName;

    public string this[string slug] => Path.Combine(Root, "notebooks", slug + ".ipynb");

    /// <summary>Writes a notebook with a title and the given code cells.</summary>
    public string Add(string slug, params string[] cells)
    {
        var text = $"# {slug}\n\n" + string.Concat(cells.Select(cell => $"```csharp\n{cell}\n```\n\nprose\n\n"));
        FencedText.ToNotebook(text).Save(this[slug]);
        return this[slug];
    }

    /// <summary>Writes a register with one claim C1 that is expected to hold.</summary>
    public void AddRegister(string slug) => File.WriteAllText(Path.Combine(Root, "data", "claims", slug + ".json"),
        $$"""{"slug":"{{slug}}","title":"T","sources":[],"claims":[{"id":"C1","origin":"ours","statement":"One is one.","verdict":"holds"}]}""");

    public void Dispose() => Directory.Delete(Root, recursive: true);

    private static string FindRepository()
    {
        var at = new DirectoryInfo(AppContext.BaseDirectory);
        while (at is not null && !File.Exists(Path.Combine(at.FullName, "Lemmata.slnx"))) at = at.Parent;
        return at?.FullName ?? throw new InvalidOperationException($"no Lemmata.slnx above {AppContext.BaseDirectory}");
    }
}
