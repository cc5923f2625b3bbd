using System.Text.Json.Nodes;
using Lemmata.Export.Components;
using Lemmata.Export.Reading;

namespace Lemmata.Export.Tests;

/// <summary>A number read from a recorded run does not pass for one that was just computed.</summary>
public class RecordedEvidence
{
    [Fact]
    public void A_claim_with_a_check_from_recorded_runs_says_so_where_it_is_decided()
    {
        Assert.Equal("observed 1, at most 2; recomputed from recorded runs; <a href=\"t.html#check-c1\">checks</a>", Decided(""", "recorded": true"""));
        Assert.Equal("observed 1, at most 2; <a href=\"t.html#check-c1\">checks</a>", Decided(""));
    }

    private static string Decided(string second)
    {
        const string row = """{ "claim": "t.C1", "kind": "check", "outcome": "held", "verdict": "holds", "summary": "observed 1, at most 2" """;
        var sheet = JsonNode.Parse("""{ "claims": [{ "id": "C1", "verdict": "holds", "checks": [""" + row + "}, " + row + second + "}] }] }");
        var claim = ClaimsOfNotebook.Join("t", (JsonObject)sheet!, null).Claims.Single();
        using var rendering = new PageRendering();
        return rendering.Render<Decided>(("Model", claim), ("Page", "t.html")).Write();
    }
}
