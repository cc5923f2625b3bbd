using Lemmata.Claims;

namespace Lemmata.Tests.Claims;

/// <summary>Sheets made from text, without files.</summary>
internal static class Sheets
{
    public const string Json = """
        { "slug": "sample", "title": "A sample", "topic": "Tests",
          "sources": [{ "id": "post-1", "title": "A post", "originalTitle": "帖子", "author": "A. Author", "where": "Somewhere, post 1", "url": "https://example.org/1" }],
          "claims": [
            { "id": "C1", "origin": "source", "source": "post-1", "place": "§1", "statement": "The sum is below $\\lambda^2/n$.", "verdict": "holds" },
            { "id": "C2", "origin": "source", "source": "post-1", "place": "remark", "statement": "Signs do not matter.", "verdict": "fails", "correction": "They do.", "counterexample": "x = −1" },
            { "id": "C3", "origin": "ours", "statement": "Rate & order are one.", "verdict": "corrected", "correction": "The order is two." } ] }
        """;

    public static ClaimSheet Open() => new(ClaimRegister.Parse(Json, "sample"));

    public static ClaimCheck Check() => Open().Check("C1", "sums");

    public static string FailureOf(Func<ClaimCheck, CheckResult> comparison) =>
        Assert.Throws<ClaimFailedException>(() => comparison(Check())).Message;
}
