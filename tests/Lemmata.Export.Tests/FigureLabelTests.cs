using System.Text.Json.Nodes;
using Lemmata.Export.Reading;

namespace Lemmata.Export.Tests;

/// <summary>
/// No two texts of a drawn figure touch and none leaves the paper: every figure of the collection, both sizes, every
/// frame of a slider, measured by a browser in the widest font that systems bring.
/// </summary>
[Collection(nameof(BrowserSite)), Trait("Needs", "browser")]
public sealed class FigureLabelTests(BrowserSite site)
{
    private const string Figure = "application/vnd.lemmata.figure+json";

    // Ink reaches from the height of capitals to the foot of a comma; a text box of a browser is taller than both.
    private const string Measure = """
        drawing => {
          document.body.innerHTML = drawing;
          const [, , width, height] = document.querySelector('svg').getAttribute('viewBox').split(' ').map(Number);
          const texts = [...document.querySelectorAll('text')].filter(text => text.textContent.trim()).map(text => {
            const box = text.getBBox(), size = parseFloat(getComputedStyle(text).fontSize), y = +text.getAttribute('y');
            return { frame: text.closest('[data-f]')?.dataset.f, said: text.textContent,
              left: box.x, right: box.x + box.width, top: y - 0.74 * size, bottom: y + 0.2 * size };
          });
          const found = [];
          texts.forEach((one, i) => {
            if (one.left < -1 || one.right > width + 1 || one.top < -1 || one.bottom > height + 1)
              found.push(`"${one.said}" leaves the paper`);
            for (const other of texts.slice(0, i)) {
              const together = one.frame === undefined || other.frame === undefined || one.frame === other.frame;
              const across = Math.min(one.right, other.right) - Math.max(one.left, other.left);
              const down = Math.min(one.bottom, other.bottom) - Math.max(one.top, other.top);
              if (together && across > -1 && down > 0) found.push(`"${one.said}" touches "${other.said}"`);
            }
          });
          return [...new Set(found)];
        }
        """;

    [Fact]
    public async Task Texts_of_figures_touch_neither_each_other_nor_the_edge()
    {
        await using var opened = await site.OpenAsync(null);
        await opened.Page.SetContentAsync("<body></body>");
        var (drawings, findings) = (0, new List<string>());
        foreach (var notebook in site.Notebooks)
        {
            var figures = CellInput.ReadAll(notebook.Content).SelectMany(cell => cell.Outputs)
                .Select(output => output.TextOf(Figure)).OfType<string>().Select(text => JsonNode.Parse(text)!);
            foreach (var (number, figure) in figures.Index())
            {
                foreach (var size in new[] { "wide", "small" })
                {
                    drawings++;
                    var found = await opened.Page.EvaluateAsync<string[]>(Measure, figure[size]!.ToString());
                    findings.AddRange(found.Select(what => $"{notebook.Slug}, figure {number + 1}, {size}: {what}"));
                }
            }
        }

        Assert.SkipWhen(drawings == 0, "no notebook was run on this machine, and figures are drawn by a run: export --run");
        Assert.True(findings.Count == 0, string.Join("\n", findings));
    }

    [Theory]
    [InlineData("<text x='10' y='50'>one</text><text x='20' y='52'>two</text>", "\"two\" touches \"one\"")]
    [InlineData("<text x='190' y='50'>wide</text>", "\"wide\" leaves the paper")]
    [InlineData("<g data-f='0'><text x='10' y='50'>one</text></g><g data-f='1'><text x='10' y='50'>two</text></g>", null)]
    [InlineData("<text x='10' y='50'>one</text><text x='10' y='70'>two</text>", null)]
    public async Task What_touches_is_found(string texts, string? finding)
    {
        await using var opened = await site.OpenAsync(null);
        await opened.Page.SetContentAsync("<body></body>");
        var drawing = $"<svg viewBox='0 0 200 100' width='200' height='100' font-size='13'>{texts}</svg>";
        Assert.Equal(finding is null ? [] : [finding], await opened.Page.EvaluateAsync<string[]>(Measure, drawing));
    }
}
