using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Lemmata.Notebooks;
using Lemmata.Tool.Running;

namespace Lemmata.Tool.Tests.Running;

/// <summary>Five notebooks whose outputs are one version throughout, so that a mixture of two shows.</summary>
internal sealed partial class KilledCollection : IDisposable
{
    private const int Cells = 3, Lines = 12000;
    private static readonly string[] Slugs = ["one", "two", "three", "four", "five"];

    private readonly TemporaryCollection collection = new();
    private Dictionary<string, string> before = [];
    private string siteBefore = "";

    public KilledCollection()
    {
        Write(0);
        foreach (var slug in Slugs) { collection.Add(slug, [.. Enumerable.Range(0, Cells).Select(Code)]); }
        SetVersion(0);
    }

    public string Root => collection.Root;

    public string Site => Path.Combine(Root, "site");

    public string[] LeftoverFiles => [.. new[] { "notebooks", ".cache/runs" }.Select(name => Path.Combine(Root, name))
        .Where(Directory.Exists).SelectMany(folder => Directory.EnumerateFiles(folder, ".*.tmp"))];

    public string[] LeftoverSites => Directory.GetDirectories(Root, ".site.*");

    public void Dispose() => collection.Dispose();

    /// <summary>What the next run will find different.</summary>
    public void Write(int version) => File.WriteAllText(Path.Combine(Root, "data", "version.txt"), $"v{version:D5}");

    /// <summary>Stores outputs of a version in the notebooks, as a run would.</summary>
    public void SetVersion(int version)
    {
        foreach (var slug in Slugs)
        {
            var notebook = Notebook.Load(collection[slug]);
            foreach (var (cell, index) in notebook.CodeCells.Select((cell, index) => (cell, index)))
            {
                cell.ExecutionCount = index + 1;
                cell.Outputs =
                    [new JsonObject { ["output_type"] = "stream", ["name"] = "stdout", ["text"] = Text(version, index) }];
            }

            notebook.Save(collection[slug]);
        }
    }

    public void Remember()
    {
        before = Slugs.ToDictionary(slug => slug, slug => File.ReadAllText(collection[slug]));
        siteBefore = SiteVersion();
    }

    /// <summary>How many notebooks are new; each has to be the old one to the letter or a whole one of the version.</summary>
    public int CheckNotebooks(int version)
    {
        var renewed = 0;
        foreach (var slug in Slugs)
        {
            if (File.ReadAllText(collection[slug]) == before[slug]) { continue; }
            renewed++;
            var cells = Notebook.Load(collection[slug]).CodeCells.ToList();
            Assert.Equal(Cells, cells.Count);
            Assert.All(cells.Select((cell, index) => (cell, index)), found =>
                Assert.Equal(Text(version, found.index), MultilineText.Join(found.cell.Outputs.Single()!["text"])));
        }

        return renewed;
    }

    /// <summary>How many kept results are whole, and how many are not and so left aside.</summary>
    public (int Whole, int Ignored) CheckEntries()
    {
        var (whole, ignored) = (0, 0);
        var folder = Path.Combine(Root, ".cache", "runs");
        foreach (var file in Directory.Exists(folder) ? Directory.GetFiles(folder, "*.json") : [])
        {
            if (Path.GetFileName(file).Split('.') is not [var slug, var key, "json"]) { continue; }
            var notebook = Notebook.Load(collection[slug]);
            if (!RunCache.TryLoad(notebook, collection[slug], key))
            {
                ignored++;
                continue;
            }

            whole++;
            Assert.All(notebook.CodeCells, cell => Assert.Equal(Lines, Versions(cell.Outputs.ToJsonString()).Count));
            Assert.Single(notebook.CodeCells.SelectMany(cell => Versions(cell.Outputs.ToJsonString())).ToHashSet());
        }

        return (whole, ignored);
    }

    /// <summary>Whether the site is the new one; it has to be that or the old one, and whole.</summary>
    public bool CheckSite(int version)
    {
        var found = SiteVersion();
        Assert.Contains(found, new[] { siteBefore, string.Join(' ', Slugs.Select(_ => $"v{version:D5}")) });
        return found != siteBefore;
    }

    /// <summary>The version of each notebook's page, which shows only one; empty where there is no site yet.</summary>
    private string SiteVersion()
    {
        if (!Directory.Exists(Site)) { return ""; }
        foreach (var page in Directory.EnumerateFiles(Site, "*.html"))
        {
            var text = File.ReadAllText(page);
            Assert.EndsWith("</html>", text.TrimEnd(), StringComparison.Ordinal);
            foreach (Match link in Link().Matches(text))
            {
                var target = link.Groups[1].Value.Split('#')[0];
                if (target.Length == 0 || target.Contains(':')) { continue; }
                Assert.True(File.Exists(Path.Combine(Site, target)), $"{page} leads to {target}, which is not there");
            }
        }

        Assert.All(File.ReadLines(Path.Combine(Site, ".lemmata-site")).Skip(1).Where(name => name != ".lemmata-copying"),
            name => Assert.True(File.Exists(Path.Combine(Site, name)), name));
        return string.Join(' ', Slugs.Select(slug =>
            Assert.Single(Versions(File.ReadAllText(Path.Combine(Site, slug + ".html"))).ToHashSet())));
    }

    private static string Code(int cell) =>
        $"var text{cell} = System.IO.File.ReadAllText(\"../data/version.txt\");\n"
        + $"Console.Write(string.Concat(Enumerable.Range(0, {Lines}).Select(line => $\"{cell} {{text{cell}}} {{line}}\\n\")));";

    private static string Text(int version, int cell) =>
        string.Concat(Enumerable.Range(0, Lines).Select(line => $"{cell} v{version:D5} {line}\n"));

    private static List<string> Versions(string text) => [.. Version().Matches(text).Select(match => match.Value)];

    [GeneratedRegex(@"\bv\d{5}\b")]
    private static partial Regex Version();

    [GeneratedRegex("(?:href|src)=\"([^\"]*)\"")]
    private static partial Regex Link();
}
