using Lemmata.Claims.Comparisons;
using Lemmata.Claims.Rendering;
using Lemmata.Display;

namespace Lemmata.Claims;

/// <summary>One check as it came out; displays as one row.</summary>
[TypeFormatterSource(typeof(CheckResultFormatterSource), PreferredMimeTypes = [Mime.Html, Mime.Text, Mime.Check])]
public sealed class CheckResult : IRendered
{
    internal CheckResult(
        string slug,
        string id,
        CheckKind kind,
        string? title,
        string because,
        Finding finding,
        bool isRecorded = false) =>
        (Slug, Id, Kind, Title, Because, Finding, IsRecorded) = (slug, id, kind, title, because, finding, isRecorded);

    /// <summary>The notebook's slug.</summary>
    public string Slug { get; }

    /// <summary>The claim's id within the notebook.</summary>
    public string Id { get; }

    /// <summary>The claim, as <c>slug.id</c>.</summary>
    public string Claim => $"{Slug}.{Id}";

    /// <summary>The part that the check plays for its claim.</summary>
    public CheckKind Kind { get; }

    /// <summary>What was compared, a few words.</summary>
    public string? Title { get; }

    /// <summary>Why the slack is right.</summary>
    public string Because { get; }

    /// <summary>Whether the numbers compared were read from recorded runs and not computed by this run.</summary>
    public bool IsRecorded { get; }

    /// <summary>Whether the comparison came out; of a control, whether its check failed as it must.</summary>
    public bool Held => Finding.Held;

    /// <summary>What was compared and how close it came, in words.</summary>
    public string Summary => Finding.Summary;

    /// <summary>
    /// The observed number or text at the worst point, rounded as shown; null where only rounding is left of many
    /// points.
    /// </summary>
    public object? Observed => Finding.Observed;

    /// <summary>The expected number, bound or text at the worst point, rounded as shown.</summary>
    public object? Expected => Finding.Expected;

    /// <summary>What this check alone says about its claim.</summary>
    public Verdict Verdict => !Held ? Verdict.Open : Kind switch
    {
        CheckKind.Correction => Verdict.Corrected,
        CheckKind.Counterexample => Verdict.Fails,
        _ => Finding.Refuted ? Verdict.Fails : Verdict.Holds,
    };

    internal Finding Finding { get; }

    /// <summary>The row as hypertext.</summary>
    /// <returns>A fragment in the classes of the site's sheet.</returns>
    public string ToHtml() => HostStyle.Element + RowText.Html(this);

    /// <inheritdoc/>
    public bool Render(string mimeType, TextWriter writer)
    {
        writer.Write(
            mimeType switch
            {
                Mime.Check => RowText.Json(this).ToJsonString(RowText.Relaxed),
                Mime.Html => ToHtml(),
                _ => ToString(),
            }
        );
        return true;
    }

    /// <summary>The row as text.</summary>
    /// <returns>Verdict, comparison and reason.</returns>
    public override string ToString() => RowText.Text(this);
}

/// <summary>Formatters of <see cref="CheckResult"/>.</summary>
public sealed class CheckResultFormatterSource() : FormatterSource(Mime.Check, Mime.Html, Mime.Text);
