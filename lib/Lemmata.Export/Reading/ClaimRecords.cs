using System.Text.Json.Nodes;

namespace Lemmata.Export.Reading;

/// <summary>What the run said about one claim, joined with what the register says about it.</summary>
internal sealed record ClaimRecord(string Slug, string Id, string Statement, string Place, string Verdict,
    string Correction, string Counterexample, string SourceId, bool Ours, string Recomputed,
        IReadOnlyList<CheckRecord> Checks)
{
    public string FullId => Slug + "." + Id;

    /// <summary>Anchor of the claim on its notebook's page.</summary>
    public string Anchor => Id.Length is > 1 and < 9 && char.IsAsciiLetter(Id[0]) && char.IsAsciiDigit(Id[1])
        && Id.All(char.IsAsciiLetterOrDigit)
        ? Id.ToLowerInvariant() : "claim-" + Prose.Slugs.Of(Id);

    /// <summary>The number that decided: the row of the kind that set the verdict, else the first.</summary>
    public CheckRecord? Decider => Verdict switch
    {
        "fails" => Checks.FirstOrDefault(check => check.Kind == "counterexample"),
        "corrected" => Checks.FirstOrDefault(check => check.Kind == "correction"),
        _ => null,
    } ?? Checks.FirstOrDefault();

    /// <summary>What the numbers of some check come from, where it is not this run alone; else empty.</summary>
    public string Evidence => Checks.Select(check => check.Evidence).FirstOrDefault(evidence => evidence.Length > 0) ?? "";
}

/// <summary>One row of evidence.</summary>
internal sealed record CheckRecord(string Claim, string Kind, string Title, string Outcome, string Verdict,
    string Observed, string Expected, string Deviation, string Tolerance, string Because, int Points, string At,
    string Summary, bool Recorded = false)
{
    public string ShortClaim => Claim[(Claim.LastIndexOf('.') + 1)..];

    /// <summary>What the numbers come from, where it is not this run; else empty.</summary>
    public string Evidence => Recorded ? "recomputed from recorded runs" : "";

    public static CheckRecord Read(JsonNode? node) => new(Get(node, "claim"), Get(node, "kind"), Get(node, "title"),
        Get(node, "outcome"), Get(node, "verdict"), Get(node, "observed"), Get(node, "expected"),
        Get(node, "deviation"), Get(node, "tolerance"), Get(node, "because"),
        int.TryParse(Get(node, "points"), out var points) ? points : 0, Get(node, "at"), Get(node, "summary"),
        Get(node, "recorded") == "true");

    private static string Get(JsonNode? node, string name) => (node as JsonObject)?[name]?.ToString() ?? "";
}

/// <summary>A source document as registers name it.</summary>
internal sealed record SourceRecord(string Id, string Title, string OriginalTitle, string Author, string Where,
    string Url);

/// <summary>Everything the site says about one notebook's claims.</summary>
internal sealed record ClaimsOfNotebook(string Slug, string Topic, IReadOnlyList<SourceRecord> Sources,
    IReadOnlyList<ClaimRecord> Claims, IReadOnlyList<CheckRecord> Controls)
{
    public int Count(string verdict) => Claims.Count(claim => claim.Verdict == verdict);

    /// <summary>Joins the last sheet of a run with the register; either may be absent.</summary>
    /// <param name="slug">Name of the notebook.</param>
    /// <param name="sheet">The run's last <c>application/vnd.lemmata.claims+json</c>.</param>
    /// <param name="register">Content of <c>data/claims/&lt;slug&gt;.json</c>.</param>
    public static ClaimsOfNotebook Join(string slug, JsonObject? sheet, JsonObject? register)
    {
        var registered = (register?["claims"] as JsonArray ?? []).OfType<JsonObject>()
            .GroupBy(claim => Get(claim, "id")).ToDictionary(group => group.Key, group => group.First());
        var claims = new List<ClaimRecord>();
        foreach (var claim in (sheet?["claims"] as JsonArray ?? []).OfType<JsonObject>())
        {
            var id = Get(claim, "id");
            id = id[(id.LastIndexOf('.') + 1)..];
            registered.Remove(id, out var known);
            claims.Add(Record(slug, id, claim, known));
        }

        // A registered claim that the run never mentioned is open: leaving it out would hide it.
        claims.AddRange(registered.Values.Select(known => Record(slug, Get(known, "id"), [], known)));
        claims.Sort((a, b) => NaturalOrder(a.Id, b.Id));
        return new ClaimsOfNotebook(slug, First(Get(register, "topic"), Get(sheet, "topic")),
            [.. (register?["sources"] as JsonArray ?? sheet?["sources"] as JsonArray ?? []).OfType<JsonObject>()
                .Select(source => new SourceRecord(
                Get(source, "id"), Get(source, "title"), Get(source, "originalTitle"), Get(source, "author"),
                Get(source, "where"), Get(source, "url")))],
            claims, [.. (sheet?["controls"] as JsonArray ?? []).Select(CheckRecord.Read)]);
    }

    private static ClaimRecord Record(string slug, string id, JsonObject run, JsonObject? known) => new(slug, id,
        First(Get(run, "statement"), Get(known, "statement")), First(Get(run, "place"), Get(known, "place")),
        First(Get(run, "verdict"), "open"), First(Get(run, "correction"), Get(known, "correction")),
        First(Get(run, "counterexample"), Get(known, "counterexample")),
            First(Get(run, "source"), Get(known, "source")),
        First(Get(run, "origin"), Get(known, "origin")) == "ours", Get(run, "recomputed"),
        [.. (run["checks"] as JsonArray ?? []).Select(CheckRecord.Read)]);

    private static string First(string preferred, string otherwise) => preferred.Length > 0 ? preferred : otherwise;

    private static string Get(JsonObject? node, string name) => node?[name]?.ToString() ?? "";

    /// <summary>C2 before C10.</summary>
    private static int NaturalOrder(string a, string b)
    {
        static (string Letters, int Number) Split(string id)
        {
            var digits = id.TakeWhile(c => !char.IsAsciiDigit(c)).Count();
            return (id[..digits], int.TryParse(id[digits..], out var number) ? number : 0);
        }

        var (x, y) = (Split(a), Split(b));
        var letters = string.CompareOrdinal(x.Letters, y.Letters);
        return letters != 0 ? letters : x.Number != y.Number ? x.Number - y.Number : string.CompareOrdinal(a, b);
    }
}
