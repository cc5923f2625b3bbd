using System.Diagnostics;
using System.Text;
using System.Text.Json.Nodes;
using Lemmata.Export;
using Lemmata.Export.Formats;
using Lemmata.Export.Reading;

namespace Lemmata.Export.Tests.Formats;

/// <summary>What <c>export --to ipynb</c> writes.</summary>
public sealed class NotebookExportTests : IDisposable
{
    private static readonly string[] Pictures = ["image/svg+xml", "image/png"];

    private readonly string folder = Directory.CreateTempSubdirectory("lemmata-ipynb-").FullName;
    private readonly List<string> warnings = [];

    public void Dispose() => Directory.Delete(folder, recursive: true);

    private SiteFiles Small() => NotebookFiles.Build(SmallCollection.Make(folder), Path.Combine(folder, "site", "deeper"), warnings);

    [Fact]
    public void Every_figure_of_the_whole_collection_is_a_picture_with_a_sentence_and_no_private_type_is_left()
    {
        var notebooks = StoredCollection.Inputs();
        var figures = 0;
        foreach (var data in Bundles(NotebookFiles.Build(notebooks, folder, warnings)))
        {
            Assert.DoesNotContain(data, entry => entry.Key.StartsWith("application/vnd.", StringComparison.Ordinal));
            if (!Pictures.Any(data.ContainsKey)) { continue; }
            figures++;
            Assert.True(CellInput.JoinLines(data["text/plain"]).Length > 10);
            if (data["image/svg+xml"] is { } drawing)
            {
                var svg = System.Xml.Linq.XDocument.Parse(CellInput.JoinLines(drawing));
                Assert.Equal("http://www.w3.org/2000/svg", svg.Root!.Name.NamespaceName);
                Assert.DoesNotContain(svg.Descendants(), element => element.Attribute("visibility")?.Value == "hidden");
                Assert.Contains(Convert.ToBase64String(Encoding.UTF8.GetBytes(CellInput.JoinLines(drawing))), CellInput.JoinLines(data["text/html"]), StringComparison.Ordinal);
            }
        }

        Assert.Equal(notebooks.Sum(notebook => CellInput.ReadAll(notebook.Content).Sum(cell => cell.Outputs.Count(output => output.Data.Keys.Any(key => Pictures.Contains(key) || key == "application/vnd.plotly.v1+json")))), figures);
        Assert.Empty(warnings);
    }

    [Fact]
    public void Cells_stay_what_they_are_and_links_to_files_lead_there_from_the_new_folder()
    {
        var inputs = SmallCollection.Make(folder);
        var files = Small();
        foreach (var input in inputs)
        {
            var (before, after) = (CellInput.ReadAll(input.Content), CellInput.ReadAll(Read(files, input.Slug)));
            Assert.Equal(before.Select(cell => cell.Source.Replace("../data/", "../../data/", StringComparison.Ordinal).Replace("../../data/lost.png", "../data/lost.png", StringComparison.Ordinal)), after.Select(cell => cell.Source));
            Assert.Equal(before.Select(cell => (cell.Kind, cell.Id, cell.Count, cell.Outputs.Count)), after.Select(cell => (cell.Kind, cell.Id, cell.Count, cell.Outputs.Count)));
        }
    }

    [Fact]
    public void A_chart_of_another_library_is_drawn_and_keeps_its_data()
    {
        var chart = Assert.Single(Bundles(Small()), data => data.ContainsKey("application/vnd.plotly.v1+json") && data.ContainsKey("image/svg+xml"));
        var svg = System.Xml.Linq.XDocument.Parse(CellInput.JoinLines(chart["image/svg+xml"]));
        // Bars are the filled paths in the colour of the first series: M left top H right V bottom.
        var bars = svg.Descendants().Where(element => (string?)element.Attribute("class") == "c1" && element.Attribute("fill")?.Value == "currentColor")
            .Select(element => element.Attribute("d")!.Value.Split(['M', ' ', 'H', 'V', 'Z'], StringSplitOptions.RemoveEmptyEntries)
                .Select(number => double.Parse(number, System.Globalization.CultureInfo.InvariantCulture)).ToArray()).ToList();
        // Heights 1 and 2 over a common foot: the second bar is twice the first.
        var heights = bars.Select(bar => bar[3] - bar[1]).ToList();
        Assert.Equal(2, bars.Count);
        Assert.Equal(2 * heights[0], heights[1], 0.21);
        Assert.Equal(["a", "b"], svg.Descendants().Where(element => element.Attribute("text-anchor")?.Value == "middle").Select(element => element.Value));
        Assert.Equal("A chart of another library", CellInput.JoinLines(chart["text/plain"]));
    }

    [Fact]
    public void A_chart_without_a_picture_keeps_its_data_and_is_named()
    {
        var chart = Assert.Single(Bundles(Small()), data => data.ContainsKey("application/vnd.plotly.v1+json") && !data.ContainsKey("image/svg+xml"));
        Assert.Equal("scattergeo", chart["application/vnd.plotly.v1+json"]!["data"]![0]!["type"]!.ToString());
        Assert.Collection(
            warnings,
            said => Assert.StartsWith("steps, cell 5: trace 1 of a chart, of type scattergeo, has no drawing", said, StringComparison.Ordinal),
            said => Assert.StartsWith("steps, cell 5: a chart brings no picture", said, StringComparison.Ordinal));
    }

    [Fact]
    public void Two_exports_of_the_same_input_have_the_same_bytes()
    {
        var (first, second) = (Small().All, Small().All);
        Assert.Equal(first.Keys, second.Keys);
        Assert.All(first, file => Assert.True(file.Value.AsSpan().SequenceEqual(second[file.Key]), file.Key));
    }

    [Fact]
    public async Task Jupyters_own_reader_finds_nothing_wrong_with_any_file()
    {
        const string python = "/usr/bin/python3";
        if (!File.Exists(python)) { Assert.Skip($"{python} is not installed"); }
        var target = Path.Combine(folder, "all");
        NotebookFiles.Write([.. StoredCollection.Inputs(), .. SmallCollection.Make(folder)], target);
        var start = new ProcessStartInfo(python, ["-W", "error", "-c", """
            import glob, sys
            try:
                import nbformat
            except ImportError as problem:
                print(problem); sys.exit(77)
            names = sorted(glob.glob(sys.argv[1] + "/*.ipynb"))
            for name in names:
                notebook = nbformat.read(name, as_version=nbformat.NO_CONVERT)
                nbformat.validate(notebook)
                with open(name, encoding="utf-8") as file:
                    assert file.read() == nbformat.writes(notebook) + "\n", name + " would be written otherwise"
            print(len(names))
            """, target]) { RedirectStandardOutput = true, RedirectStandardError = true };
        using var process = Process.Start(start)!;
        var (said, problem) = (process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken), process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken));
        await process.WaitForExitAsync(TestContext.Current.CancellationToken).WaitAsync(TimeSpan.FromSeconds(60), TestContext.Current.CancellationToken);
        if (process.ExitCode == 77) { Assert.Skip($"nbformat is not installed: {await said}"); }
        Assert.True(process.ExitCode == 0, await problem);
        Assert.Equal(Directory.EnumerateFiles(target, "*.ipynb").Count(), int.Parse(await said, System.Globalization.CultureInfo.InvariantCulture));
    }

    [Fact]
    public async Task Jupyters_converter_shows_every_figure_as_an_image_with_its_sentence()
    {
        const string converter = "/usr/bin/jupyter-nbconvert";
        if (!File.Exists(converter)) { Assert.Skip($"{converter} is not installed"); }
        var target = Path.Combine(folder, "converted");
        NotebookFiles.Write(SmallCollection.Make(folder), target);
        using var process = Process.Start(new ProcessStartInfo(converter, ["--to", "html", "laws.ipynb", "steps.ipynb"]) { WorkingDirectory = target, RedirectStandardError = true })!;
        var said = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken).WaitAsync(TimeSpan.FromSeconds(100), TestContext.Current.CancellationToken);
        Assert.True(process.ExitCode == 0, await said);
        var pages = new[] { "laws", "steps" }.Select(slug => File.ReadAllText(Path.Combine(target, slug + ".html"))).ToList();
        // Two figures and, of the other library's charts, the one that can be drawn.
        Assert.Equal([2, 1], pages.Select(page => page.Split("src=\"data:image/svg+xml;base64,").Length - 1));
        Assert.Contains("<img alt=\"Every bound holds [at every n].\"", pages[0], StringComparison.Ordinal);
        Assert.Contains("<img alt=\"A chart of another library\"", pages[1], StringComparison.Ordinal);
    }

    private static JsonObject Read(SiteFiles files, string slug) => (JsonObject)JsonNode.Parse(Encoding.UTF8.GetString(files.All[slug + ".ipynb"]))!;

    private static List<JsonObject> Bundles(SiteFiles files) => [.. files.All.Keys.Where(key => key.EndsWith(".ipynb", StringComparison.Ordinal))
        .SelectMany(key => Read(files, Path.GetFileNameWithoutExtension(key))["cells"]!.AsArray()).SelectMany(cell => cell!["outputs"] as JsonArray ?? []).Select(output => output!["data"]).OfType<JsonObject>()];
}
