using Lemmata.Session.Cells;
using Lemmata.Session.Formatting;

namespace Lemmata.Session.Messages;

/// <summary>Takes no outputs: for cells that are compiled and not run.</summary>
internal sealed class SilentSink : IOutputSink
{
    private SilentSink()
    {
    }

    /// <summary>The only one, as it holds nothing.</summary>
    public static SilentSink Instance { get; } = new();

    /// <inheritdoc/>
    public void Stream(string name, string text) { }

    /// <inheritdoc/>
    public void Display(MimeBundle bundle, string? displayId) { }

    /// <inheritdoc/>
    public void Update(MimeBundle bundle, string displayId) { }

    /// <inheritdoc/>
    public void Result(MimeBundle bundle) { }

    /// <inheritdoc/>
    public void Error(CellError error) { }

    /// <inheritdoc/>
    public void ClearOutput(bool wait) { }
}
