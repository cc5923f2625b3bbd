using Lemmata.Session.Cells;
using Lemmata.Session.Formatting;

namespace Lemmata.Testing;

/// <summary>Keeps what a cell shows.</summary>
internal sealed class RecordingSink : IOutputSink
{
    private readonly Lock gate = new();

    public List<string> Events { get; } = [];

    public List<MimeBundle> Bundles { get; } = [];

    public List<CellError> Errors { get; } = [];

    public string Text
    {
        get
        {
            lock (gate)
                return string.Concat(Events.Where(line => line.StartsWith("stdout:")).Select(line => line[7..]));
        }
    }

    public void Stream(string name, string text) => Add($"{name}:{text}");

    public void Display(MimeBundle bundle, string? displayId) =>
        Add($"display:{(string?)bundle.Data["text/plain"]}", bundle);

    public void Update(MimeBundle bundle, string displayId) =>
        Add($"update:{(string?)bundle.Data["text/plain"]}", bundle);

    public void Result(MimeBundle bundle) => Add($"result:{(string?)bundle.Data["text/plain"]}", bundle);

    public void ClearOutput(bool wait) => Add("clear");

    public void Error(CellError error)
    {
        lock (gate) Errors.Add(error);
        Add($"error:{error.Name}");
    }

    private void Add(string line, MimeBundle? bundle = null)
    {
        lock (gate)
        {
            Events.Add(line);
            if (bundle is not null) Bundles.Add(bundle);
        }
    }
}
