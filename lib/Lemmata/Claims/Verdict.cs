namespace Lemmata.Claims;

/// <summary>What the evidence of a notebook says about a claim.</summary>
public enum Verdict
{
    /// <summary>No evidence yet, or a check failed.</summary>
    Open,
    /// <summary>The source's statement is right as it stands.</summary>
    Holds,
    /// <summary>The statement is right after a correction; the corrected statement was checked.</summary>
    Corrected,
    /// <summary>The statement is wrong; a counter-example was checked.</summary>
    Fails,
}

/// <summary>The part that a check plays for its claim.</summary>
public enum CheckKind
{
    /// <summary>Evidence that the statement holds.</summary>
    Check,
    /// <summary>Evidence for the corrected statement.</summary>
    Correction,
    /// <summary>Evidence against the statement.</summary>
    Counterexample,
    /// <summary>A check on broken input, which has to fail.</summary>
    Control,
}

/// <summary>Words and marks of the verdicts, one spelling for text, JSON and pages.</summary>
internal static class VerdictText
{
    private const string Tick =
        "<svg viewBox=\"0 0 16 16\" width=\"16\" height=\"16\" aria-hidden=\"true\"><circle cx=\"8\" cy=\"8\" "
            + "r=\"8\" fill=\"currentColor\"/>"
        + "<path d=\"M4.3 8.3l2.6 2.6 4.8-5.4\" fill=\"none\" stroke=\"var(--paper)\" stroke-width=\"1.8\"/></svg>";
    private const string Caret =
        "<svg viewBox=\"0 0 16 16\" width=\"16\" height=\"16\" aria-hidden=\"true\"><circle cx=\"8\" cy=\"8\" "
            + "r=\"7.1\" fill=\"none\" stroke=\"currentColor\" stroke-width=\"1.7\"/>"
        + "<path d=\"M4.6 10.3L8 5.6l3.4 4.7\" fill=\"none\" stroke=\"currentColor\" stroke-width=\"1.8\"/></svg>";
    private const string Cross =
        "<svg viewBox=\"0 0 16 16\" width=\"16\" height=\"16\" aria-hidden=\"true\"><path d=\"M1 1h14v14H1z\" "
            + "fill=\"currentColor\"/>"
        + "<path d=\"M4.8 4.8l6.4 6.4m0-6.4l-6.4 6.4\" stroke=\"var(--paper)\" stroke-width=\"1.8\"/></svg>";
    private const string Ring =
        "<svg viewBox=\"0 0 16 16\" width=\"16\" height=\"16\" aria-hidden=\"true\"><circle cx=\"8\" cy=\"8\" "
            + "r=\"7\" fill=\"none\" stroke=\"currentColor\" stroke-width=\"1.2\" stroke-dasharray=\"2.2 2.2\"/></svg>";

    /// <summary>The word of the register and of the JSON.</summary>
    public static string Code(this Verdict verdict) => verdict switch
    {
        Verdict.Holds => "holds",
        Verdict.Corrected => "corrected",
        Verdict.Fails => "fails",
        _ => "open",
    };

    /// <summary>The words a reader sees.</summary>
    public static string Words(this Verdict verdict) =>
        verdict == Verdict.Corrected ? "holds, corrected" : verdict.Code();

    /// <summary>The class of the site's sheet.</summary>
    public static string Class(this Verdict verdict) => verdict == Verdict.Corrected ? "fixed" : verdict.Code();

    /// <summary>Shape, word and colour together.</summary>
    public static string Mark(string cssClass, string words)
    {
        var icon = cssClass switch { "fixed" => Caret, "fails" => Cross, "open" => Ring, _ => Tick };
        return $"<span class=\"v {cssClass}\">{icon}{words}</span>";
    }

    /// <summary>The verdict that a word of the register means, or null.</summary>
    public static Verdict? Parse(string? code) => code switch
    {
        "holds" => Verdict.Holds,
        "corrected" => Verdict.Corrected,
        "fails" => Verdict.Fails,
        _ => null,
    };

    /// <summary>The word of a check's kind in the JSON.</summary>
    public static string Code(this CheckKind kind) => kind.ToString().ToLowerInvariant();
}
