using System.Text.Json;
using System.Text.Json.Nodes;
using Lemmata.Export;
using Lemmata.Export.Reading;
using static Lemmata.Export.Tests.NotebookJson;

namespace Lemmata.Export.Tests.Safety;

/// <summary>A notebook that carries texts wherever a notebook can carry one.</summary>
internal static class Carrier
{
    /// <summary>Uses every control of a page.</summary>
    public const string UseEverything = """
        () => {
          for (const details of document.querySelectorAll('details')) details.open = true;
          for (const input of document.querySelectorAll('input[type=range]')) {
            input.value = input.max;
            input.dispatchEvent(new Event('input'));
          }
          const click = node => node.dispatchEvent(new MouseEvent('click', { bubbles: true, cancelable: true }));
          for (const link of document.querySelectorAll('a'))
            if (/^\W*(java|vb)?script:/i.test(link.getAttribute('href') ?? '')) click(link);
          for (const node of document.querySelectorAll('#hack, .copy')) click(node);
          const search = document.querySelector('#q[type=search]');
          if (search) { search.focus(); search.value = 'carried'; search.dispatchEvent(new Event('input')); }
        }
        """;

    public static NotebookInput Of(string folder, string slug, IReadOnlyList<string> payloads)
    {
        var notebook = new NotebookJson(folder, slug).Prose($"# Carried {payloads[0]}\n\nWhat?\n\nAn answer.");
        foreach (var payload in payloads)
        {
            Prose(notebook, payload);
            notebook
                .Code(
                    payload,
                    Bundle("text/html", payload),
                    Bundle("text/markdown", payload),
                    Bundle("text/latex", payload),
                    Bundle("image/svg+xml", $"<svg viewBox=\"0 0 9 9\">{payload}</svg>"),
                    Stream(payload),
                    Error(payload, payload, payload))
                .Code("figure", Bundle("application/vnd.lemmata.figure+json", Figure(payload)))
                .Code("chart", Bundle("application/vnd.plotly.v1+json", Chart(payload)));
        }

        notebook.Code("claims", [Bundle("application/vnd.lemmata.claims+json", Sheet(payloads)), .. Checks(payloads)]);
        return notebook.Input(null, payloads[^1]);
    }

    private static void Prose(NotebookJson notebook, string payload) => notebook
        .Prose(payload)
        .Prose($"Text {payload} on.\n\n- {payload}\n\n| a |\n|---|\n| {payload} |\n\n> {payload}\n\n## {payload}")
        .Prose($"$$x\\tag{{{payload}}}$$\n\n$a {payload}$\n\n[{payload}](javascript:hit(0)) ![{payload}](x.png)");

    private static JsonObject Figure(string payload)
    {
        var frames = $"{{\"big\":{{\"1\":[{JsonSerializer.Serialize(payload)}]}},\"small\":{{}}}}";
        var gadget = $"<text class=\"frames\" data-frames>{Packed.Of(frames)}</text>";
        return new JsonObject
        {
            ["alt"] = payload,
            ["caption"] = payload,
            ["small"] = payload,
            ["wide"] = $"<svg viewBox=\"0 0 9 9\">{gadget}<g data-f=\"0\"><rect/></g><g data-f=\"1\">{payload}</g></svg>",
            ["slider"] = new JsonObject { ["name"] = payload, ["words"] = new JsonArray(payload, payload) },
            ["table"] = new JsonObject
            {
                ["columns"] = new JsonArray(payload),
                ["rows"] = new JsonArray(new JsonArray(payload)),
            },
        };
    }

    private static JsonObject Chart(string payload) => new()
    {
        ["data"] = new JsonArray(new JsonObject
        {
            ["type"] = "scatter",
            ["name"] = payload,
            ["x"] = new JsonArray(payload, payload),
            ["y"] = new JsonArray(1, 2),
            ["text"] = new JsonArray(payload, payload),
        }),
        ["layout"] = new JsonObject { ["title"] = new JsonObject { ["text"] = payload } },
    };

    private static JsonObject Sheet(IReadOnlyList<string> payloads) => new()
    {
        ["topic"] = payloads[0],
        ["sources"] = new JsonArray(
        [
            .. payloads.Select((payload, i) => (JsonNode)new JsonObject
            {
                ["id"] = $"s{i}{payload}",
                ["title"] = payload,
                ["author"] = payload,
                ["where"] = payload,
                ["url"] = payload,
            }),
        ]),
        ["claims"] = new JsonArray(
        [
            .. payloads.Select((payload, i) => (JsonNode)new JsonObject
            {
                ["id"] = Claim(i, payload),
                ["statement"] = payload,
                ["verdict"] = "fails",
                ["place"] = payload,
                ["correction"] = payload,
                ["counterexample"] = payload,
                ["checks"] = new JsonArray(new JsonObject
                {
                    ["claim"] = Claim(i, payload),
                    ["kind"] = "counterexample",
                    ["summary"] = payload,
                }),
            }),
        ]),
    };

    private static IEnumerable<JsonObject> Checks(IReadOnlyList<string> payloads) =>
        payloads.Select((payload, i) => Bundle(new JsonObject
        {
            ["application/vnd.lemmata.check+json"] =
                new JsonObject { ["claim"] = Claim(i, payload), ["kind"] = "counterexample" },
            ["text/html"] = payload,
        }));

    private static string Claim(int number, string payload) => $"C{number + 1}{payload}";
}
