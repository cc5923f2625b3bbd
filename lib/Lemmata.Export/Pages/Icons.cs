using Lemmata.Export.Markup;
using Lemmata.Export.Reading;

namespace Lemmata.Export.Pages;

/// <summary>Verdicts as shape, word and colour together.</summary>
internal static class Icons
{
    /// <summary>The collection's mark: a turnstile, "is proved".</summary>
    public static SafeHtml Word { get; } = SafeHtml.Html(
        $"<svg viewBox=\"0 0 14 16\" width=\"14\" height=\"16\" aria-hidden=\"true\" focusable=\"false\"><path d=\"M2 1v14M2 8h10\" fill=\"none\" stroke=\"currentColor\" stroke-width=\"2\"/></svg>");

    private static SafeHtml Icon(string name) =>
        SafeHtml.Html($"<svg viewBox=\"0 0 16 16\" width=\"16\" height=\"16\" aria-hidden=\"true\" focusable=\"false\"><use href=\"#v-{name}\"/></svg>");

    /// <summary>The shapes, once a page.</summary>
    public static SafeHtml Definitions { get; } = SafeHtml.Html($"""
        <svg width="0" height="0" class="vh" aria-hidden="true" focusable="false"><defs>
        <symbol id="v-holds" viewBox="0 0 16 16"><circle cx="8" cy="8" r="8" fill="currentColor"/><path d="M4.2 8.4l2.7 2.5 4.9-5.5" fill="none" stroke="var(--paper)" stroke-width="1.8"/></symbol>
        <symbol id="v-fixed" viewBox="0 0 16 16"><circle cx="8" cy="8" r="7.1" fill="none" stroke="currentColor" stroke-width="1.7"/><path d="M4.5 10.4L8 5.5l3.5 4.9" fill="none" stroke="currentColor" stroke-width="1.8"/></symbol>
        <symbol id="v-fails" viewBox="0 0 16 16"><path d="M1 1h14v14H1z" fill="currentColor"/><path d="M4.7 4.7l6.6 6.6m0-6.6l-6.6 6.6" fill="none" stroke="var(--paper)" stroke-width="1.8"/></symbol>
        <symbol id="v-open" viewBox="0 0 16 16"><circle cx="8" cy="8" r="7.1" fill="none" stroke="currentColor" stroke-width="1.7" stroke-dasharray="3 2.6"/></symbol>
        </defs></svg>
        """);

    /// <summary>Style class of a verdict.</summary>
    public static string Class(string verdict) => verdict switch
    {
        "holds" => "holds",
        "corrected" => "fixed",
        "fails" => "fails",
        _ => "open",
    };

    public static string Words(string verdict) => verdict switch
    {
        "holds" => "Holds",
        "corrected" => "Holds, corrected",
        "fails" => "Fails",
        _ => "Open",
    };

    public static SafeHtml Shape(string verdict) => Icon(Class(verdict));

    /// <summary>Icon and word.</summary>
    public static SafeHtml Badge(string verdict) =>
        SafeHtml.Html($"<span class=\"v {Class(verdict)}\">{Shape(verdict)}{Words(verdict)}</span>");

    /// <summary>The same for the claims of a notebook.</summary>
    public static string Tally(ClaimsOfNotebook claims) =>
        Tally(claims.Count("holds"), claims.Count("corrected"), claims.Count("fails"), claims.Count("open"));

    /// <summary>"6 hold · 1 corrected · 1 fails", without zeros.</summary>
    public static string Tally(int holds, int corrected, int fails, int open)
    {
        var parts = new List<string>();
        if (holds > 0) { parts.Add($"{holds} {(holds == 1 ? "holds" : "hold")}"); }
        if (corrected > 0) { parts.Add($"{corrected} corrected"); }
        if (fails > 0) { parts.Add($"{fails} {(fails == 1 ? "fails" : "fail")}"); }
        if (open > 0) { parts.Add($"{open} open"); }
        return parts.Count == 0 ? "no claims" : string.Join(" · ", parts);
    }
}
