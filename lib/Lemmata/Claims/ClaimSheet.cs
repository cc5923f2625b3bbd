using Lemmata.Claims.Rendering;
using Lemmata.Display;

namespace Lemmata.Claims;

/// <summary>
/// The claims of one notebook and the evidence gathered so far; verdicts are computed from the evidence, never typed
/// in.
/// </summary>
[TypeFormatterSource(typeof(ClaimSheetFormatterSource), PreferredMimeTypes = [Mime.Html, Mime.Text, Mime.Claims])]
public sealed class ClaimSheet : IRendered
{
    private readonly List<CheckResult> evidence = [];

    internal ClaimSheet(ClaimRegister register) => Register = register;

    /// <summary>The claims as written down beforehand.</summary>
    public ClaimRegister Register { get; }

    /// <summary>The evidence so far, in the order of the claims' first checks.</summary>
    public IReadOnlyList<CheckResult> Evidence => evidence;

    /// <summary>Evidence that a statement holds.</summary>
    /// <param name="claim">The claim's id, such as C4.</param>
    /// <param name="title">What is compared, a few words; distinguishes the checks of one claim.</param>
    /// <returns>A check whose verbs do the comparison.</returns>
    /// <exception cref="ArgumentException">The id is not in the register; the message lists those that are.</exception>
    public ClaimCheck Check(string claim, string? title = null) => Start(claim, CheckKind.Check, title);

    /// <summary>Evidence for the corrected statement of a claim that is wrong as it stands.</summary>
    /// <param name="claim">The claim's id.</param>
    /// <param name="title">What is compared, a few words.</param>
    /// <returns>A check whose verbs do the comparison.</returns>
    /// <exception cref="ArgumentException">The id is not in the register.</exception>
    public ClaimCheck Correction(string claim, string? title = null) => Start(claim, CheckKind.Correction, title);

    /// <summary>Evidence against a statement.</summary>
    /// <param name="claim">The claim's id.</param>
    /// <param name="title">What is compared, a few words.</param>
    /// <returns>A check whose verbs do the comparison; it holds when the counter-example is one.</returns>
    /// <exception cref="ArgumentException">The id is not in the register.</exception>
    public ClaimCheck Counterexample(string claim, string? title = null) =>
        Start(claim, CheckKind.Counterexample, title);

    /// <summary>A negative control: the same kind of check on broken input, which has to fail.</summary>
    /// <param name="claim">The claim's id.</param>
    /// <param name="title">What is broken, a few words.</param>
    /// <returns>The control, which holds when its check fails.</returns>
    /// <exception cref="ArgumentException">The id is not in the register.</exception>
    public ClaimControl Control(string claim, string title)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(title);
        return new ClaimControl(Start(claim, CheckKind.Control, title));
    }

    /// <summary>The verdict that the evidence so far amounts to.</summary>
    /// <param name="claim">The claim's id.</param>
    /// <returns>
    /// Open without evidence or after a failed check; fails with any counter-example; else corrected with any
    /// correction; else holds.
    /// </returns>
    /// <exception cref="ArgumentException">The id is not in the register.</exception>
    public Verdict VerdictOf(string claim)
    {
        var id = Find(claim).Id;
        var evidence = this.evidence.Where(result => result.Id == id && result.Kind != CheckKind.Control).ToList();
        if (evidence.Count == 0 || evidence.Any(result => !result.Held)) return Verdict.Open;
        return evidence.Max(result => result.Verdict);
    }

    /// <summary>The sheet as a table.</summary>
    /// <returns>A fragment in the classes of the site's sheet.</returns>
    public string ToHtml() => SheetText.Html(this);

    /// <inheritdoc/>
    public bool Render(string mimeType, TextWriter writer)
    {
        writer.Write(mimeType switch { Mime.Claims => SheetText.Json(this), Mime.Html => ToHtml(), _ => ToString() });
        return true;
    }

    /// <summary>The sheet as text.</summary>
    /// <returns>One line a claim.</returns>
    public override string ToString() => SheetText.Text(this);

    internal RegisteredClaim Find(string claim) =>
        Register.Claims.FirstOrDefault(known => known.Id == claim)
        ?? throw new ArgumentException(
            $"claim '{claim}' is not in data/claims/{Register.Slug}.json; known: "
                + $"{string.Join(", ", Register.Claims.Select(known => known.Id))}",
            nameof(claim));

    /// <summary>
    /// Adds evidence; the same check run again, as happens in an open notebook, takes the old one's place.
    /// </summary>
    internal void Record(CheckResult result)
    {
        var same = evidence.FindIndex(old =>
            old.Id == result.Id
            && old.Kind == result.Kind
            && old.Title == result.Title
            && old.Because == result.Because);
        if (same >= 0)
            evidence[same] = result;
        else
            evidence.Add(result);
    }

    private ClaimCheck Start(string claim, CheckKind kind, string? title) => new(this, Find(claim), kind, title);
}

/// <summary>Formatters of <see cref="ClaimSheet"/>.</summary>
public sealed class ClaimSheetFormatterSource() : FormatterSource(Mime.Claims, Mime.Html, Mime.Text);
