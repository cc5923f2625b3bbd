using Lemmata.Arguments;

namespace Lemmata.Display;

/// <summary>A bar for long work that leaves one line and no timing behind.</summary>
public sealed class Progress
{
    private const int MillisecondsBetweenUpdates = 100;
    private readonly LiveDisplay display;
    private readonly string label;
    private readonly long total;
    private long lastUpdate;

    private Progress(string label, long total)
    {
        (this.label, this.total) = (label, total);
        lastUpdate = Environment.TickCount64;
        display = LiveDisplay.Show(new ProgressState(label, 0, total, null));
    }

    /// <summary>Starts a bar.</summary>
    /// <param name="label">What is being done, a few words.</param>
    /// <param name="total">Number of steps, at least 1.</param>
    /// <returns>The bar.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="total"/> is below 1.</exception>
    public static Progress Start(string label, long total)
    {
        Require.AtLeast(total, 1);
        return new Progress(label, total);
    }

    /// <summary>Goes through a sequence while a bar shows how far it has come.</summary>
    /// <typeparam name="T">The elements' type.</typeparam>
    /// <param name="items">The elements, counted first.</param>
    /// <param name="label">What is being done, a few words.</param>
    /// <returns>The elements, one after the other.</returns>
    /// <exception cref="OperationCanceledException">The host cancelled the cell.</exception>
    public static IEnumerable<T> Over<T>(IReadOnlyCollection<T> items, string label)
    {
        if (items.Count == 0) yield break;
        var (progress, cancellation, done) = (Start(label, items.Count), Ambient.Cancellation, 0);
        foreach (var item in items)
        {
            cancellation.ThrowIfCancellationRequested();
            yield return item;
            progress.Report(++done);
        }
        progress.Finish();
    }

    /// <summary>
    /// Moves the bar; at most ten times a second it reaches the screen, so it may be called in every step.
    /// </summary>
    /// <param name="done">Steps done so far.</param>
    /// <param name="detail">A short remark, such as a loss; only evaluated text, so format it sparingly.</param>
    public void Report(long done, string? detail = null)
    {
        var now = Environment.TickCount64;
        if (!display.IsLive || now - lastUpdate < MillisecondsBetweenUpdates) return;
        lastUpdate = now;
        display.Update(new ProgressState(label, done, total, detail));
    }

    /// <summary>Replaces the bar by one line.</summary>
    /// <param name="result">The line; the number of steps when omitted.</param>
    public void Finish(string? result = null) =>
        display.Finish(new ProgressState(label, total, total, result ?? $"{total} of {total} done"));
}

/// <summary>One state of a progress bar.</summary>
[TypeFormatterSource(typeof(HtmlAndTextFormatterSource), PreferredMimeTypes = [Mime.Html, Mime.Text])]
internal sealed record ProgressState(string Label, long Done, long Total, string? Detail) : IRendered
{
    public string ToHtml() =>
        Done >= Total
            ? $"<p class=\"progress\">{Html.Escape(ToString())}</p>"
            : $"<p class=\"progress\"><progress value=\"{Done}\" max=\"{Total}\" "
                + $"aria-label=\"{Html.Escape(Label)}\"></progress> {Html.Escape(ToString())}</p>";

    public bool Render(string mimeType, TextWriter writer)
    {
        writer.Write(mimeType == Mime.Html ? ToHtml() : ToString());
        return true;
    }

    public override string ToString() => Done >= Total
        ? $"{Label}: {Detail}"
        : $"{Label}: {Done} of {Total}{(Detail is null ? "" : ", " + Detail)}";
}
