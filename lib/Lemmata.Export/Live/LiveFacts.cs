using System.Text.Json.Nodes;
using Lemmata.Export.Markup;
using Lemmata.Export.Reading;

namespace Lemmata.Export.Live;

/// <summary>A page that computes: its content, and the claims whose verdicts follow.</summary>
internal sealed record LiveFacts(LiveContent Content, ClaimsOfNotebook Claims)
{
    /// <summary>What the page's script reads: data of the page, and in a single file the packs themselves.</summary>
    /// <param name="runner">The runner of the site.</param>
    /// <param name="inline">Whether the packs stand in the page.</param>
    public SafeHtml Holders(LivePack runner, bool inline)
    {
        IReadOnlyList<LivePack> packs = [.. Content.Libraries, Content.Cells];
        var data = (JsonObject)Content.Data.DeepClone();
        data["runtime"] = runner.Id;
        data["packs"] = new JsonArray([.. packs.Select(pack => (JsonNode)pack.Id)]);
        data["claims"] = new JsonArray([.. Claims.Claims.Select(claim => (JsonNode)new JsonObject
        {
            ["full"] = claim.FullId, ["anchor"] = claim.Anchor, ["verdict"] = claim.Verdict,
        })]);
        var html = new HtmlBuilder();
        html.Append($"<script type=\"text/plain\" id=\"live-data\">{Packed.Of(data.ToJsonString())}</script>\n");
        foreach (var pack in inline ? packs.Prepend(runner) : [])
            html.Append($"<script type=\"text/plain\" id=\"{pack.Id}\">{pack.Text}</script>\n");
        return html.ToSafe();
    }
}
