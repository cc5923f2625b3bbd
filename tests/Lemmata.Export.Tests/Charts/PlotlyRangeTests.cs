using System.Text.Json;
using Lemmata.Export.Plotly.Board;
using Lemmata.Export.Plotly.Reading;
using Microsoft.Playwright;

namespace Lemmata.Export.Tests.Charts;

/// <summary>Ranges of drawings against those that plotly itself gives the same figures.</summary>
public sealed class PlotlyRangeTests
{
    private static readonly string Library = Path.Combine(
        TemporaryCollection.Repository, "tests", "clients", "node_modules", "plotly.js-dist-min", "plotly.min.js");

    // What the gallery leaves out: each figure asks another rule.
    private static readonly string[] Rules =
    [
        """{"data":[{"y":[3]}]}""",
        """{"data":[{"y":[2,5],"mode":"lines"}],"layout":{"yaxis":{"rangemode":"tozero"}}}""",
        """{"data":[{"y":[0.2,5],"mode":"markers"}],"layout":{"yaxis":{"rangemode":"nonnegative"}}}""",
        """{"data":[{"y":[4,4,4]}],"layout":{"yaxis":{"rangemode":"tozero"}}}""",
        """{"data":[{"y":[2,5,3],"fill":"tozeroy"}]}""",
        """{"data":[{"y":[2,5,3],"mode":"lines"},{"y":[4,6,5],"mode":"lines","fill":"tonexty"}]}""",
        """{"data":[{"x":[1,2,3],"y":[2,5,3],"mode":"markers","marker":{"size":[10,60,20]}}]}""",
        """{"data":[{"x":[1,2,3],"y":[2,5,3],"mode":"markers","marker":{"size":[10,600,20],"sizemode":"area","sizeref":0.5}}]}""",
        """{"data":[{"y":[2,5,3],"error_y":{"type":"percent","value":50}}]}""",
        """{"data":[{"y":[2,5,3],"error_y":{"type":"constant","value":1.5,"valueminus":0.25}}]}""",
        """{"data":[{"type":"bar","x":[1,2,5],"y":[2,5,3],"error_y":{"array":[1,2,1]}}]}""",
        """{"data":[{"x":[1,2,3],"y":[1,10,1000]}],"layout":{"yaxis":{"type":"log"}}}""",
        """{"data":[{"type":"bar","x":["a","b"],"y":[1,10]}],"layout":{"yaxis":{"type":"log"}}}""",
        """{"data":[{"x":["b","a","c"],"y":[1,2,3]}],"layout":{"xaxis":{"categoryorder":"category ascending"},"yaxis":{"autorange":"reversed"}}}""",
        """{"data":[{"type":"bar","x":[1,2],"y":[1,3]},{"type":"bar","x":[1,2],"y":[2,2]}],"layout":{"barmode":"stack","barnorm":"percent"}}""",
        """{"data":[{"type":"bar","x":[1,2],"y":[1,-3]},{"type":"bar","x":[1,2],"y":[2,2]}],"layout":{"barmode":"relative"}}""",
        """{"data":[{"type":"bar","x":[1,1,2],"y":[3,2,1]}]}""",
        """{"data":[{"type":"bar","x":[1,2],"y":[4,6],"base":[3,4]}]}""",
        """{"data":[{"type":"histogram","x":[1,2,2,3,3,3,4,9]}]}""",
        """{"data":[{"type":"histogram","x":["2024-01-03","2024-01-20","2024-02-11","2024-04-01","2024-04-02","2024-06-30"]}]}""",
        """{"data":[{"type":"histogram","x":[0.1,0.2,0.35,0.5,0.51,0.9],"nbinsx":4,"histnorm":"probability"}]}""",
        """{"data":[{"type":"box","y":[1,2,3,4,9],"boxpoints":"all"}]}""",
        """{"data":[{"type":"box","y":[1,2,3,4],"x":["a","a","b","b"]},{"type":"box","y":[3,4,5,6],"x":["a","a","b","b"]}],"layout":{"boxmode":"group"}}""",
        """{"data":[{"type":"heatmap","x":[1,2,4],"y":[10,20],"z":[[1,2,3],[4,5,6]]}]}""",
        """{"data":[{"type":"histogram2d","x":[1,2,2,3,5,6,7],"y":[1,1,2,4,4,5,9]}]}""",
        """{"data":[{"x":["2024-01-01","2024-03-01"],"y":[1,2]}]}""",
        """{"data":[{"y":[1,2,3]}],"layout":{"xaxis":{"range":[null,5]},"yaxis":{"range":[0,9]}}}""",
    ];

    [Fact]
    public async Task Ranges_equal_plotly_s()
    {
        Assert.SkipUnless(InstalledChromium.Absent is null, InstalledChromium.Absent ?? "");
        Assert.SkipUnless(File.Exists(Library), "plotly is not installed: run npm ci in tests/clients");
        using var playwright = await Playwright.CreateAsync();
        await using var browser = await InstalledChromium.LaunchAsync(playwright);
        var page = await browser.NewPageAsync();
        await page.AddScriptTagAsync(new PageAddScriptTagOptions { Path = Library });
        var (compared, other) = (0, new List<string>());
        foreach (var json in ChartFixture.Gallery.Select(File.ReadAllText).Concat(Rules))
        {
            var chart = new Chart(new PlotNode(ChartFixture.Parse(json)));
            if (!chart.Axes.All.Any())
                continue;
            foreach (var axis in (await AskAsync(page, json)).EnumerateObject())
            {
                if (chart.Axes.Find(axis.Name) is not { } ours)
                    continue;
                chart.Axes.Fit(ours, axis.Value.GetProperty("length").GetDouble());
                var (from, to) = (axis.Value.GetProperty("range")[0].GetDouble(), axis.Value.GetProperty("range")[1].GetDouble());
                var slack = 1e-6 * Math.Abs(to - from);
                compared++;
                if (!axis.Value.GetProperty("kind").GetString()!.Equals(ours.Kind.ToString(), StringComparison.OrdinalIgnoreCase)
                    || Math.Abs(ours.Range.From - from) > slack || Math.Abs(ours.Range.To - to) > slack)
                {
                    other.Add($"{axis.Name} of {json[..Math.Min(json.Length, 90)]}: {axis.Value.GetProperty("kind")} {from} to {to}, here {ours.Kind} {ours.Range.From} to {ours.Range.To}");
                }
            }
        }

        Assert.True(compared >= 80, $"{compared} axes");
        Assert.Empty(other);
    }

    /// <summary>Kind, range on the axis' own scale, and pixels of every axis, as plotly has them after drawing.</summary>
    private static async Task<JsonElement> AskAsync(IPage page, string json) => JsonDocument.Parse(await page.EvaluateAsync<string>("""
        async json => {
            document.body.innerHTML = '<div id="chart"></div>';
            const { data, layout } = JSON.parse(json);
            await Plotly.newPlot('chart', data, { width: 700, height: 500, ...layout });
            const full = document.getElementById('chart')._fullLayout;
            const axes = Object.keys(full).filter(name => /^[xy]axis\d*$/.test(name)).map(name => full[name]);
            return JSON.stringify(Object.fromEntries(axes.map(axis =>
                [axis._id, { kind: axis.type, range: axis.range.map(end => axis.r2l(end)), length: axis._length }])));
        }
        """, json)).RootElement;
}
