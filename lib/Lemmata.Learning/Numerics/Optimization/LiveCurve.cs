using Lemmata.Display;
using Lemmata.Plotting;

namespace Lemmata.Learning.Numerics.Optimization;

/// <summary>A figure of some metrics that grows while a run measures itself.</summary>
internal sealed class LiveCurve
{
    private const int MillisecondsBetweenUpdates = 150;
    private readonly TrainingRecord record;
    private readonly long stepCount;
    private readonly string[] names;
    private LiveDisplay? display;
    private long lastUpdate;

    public LiveCurve(TrainingRecord record, long stepCount, string[] names)
    {
        this.record = record;
        this.stepCount = stepCount;
        this.names =
            names.Length > 0
                ? names
                : [.. record.Names.Where(name => name.EndsWith("accuracy", StringComparison.Ordinal))];
        if (this.names.Length == 0)
            this.names = [record.Names[0]];
        foreach (var name in this.names)
            record.RequireMetric(name);
    }

    public void Update()
    {
        var now = Environment.TickCount64;
        if (display is null)
            display = LiveDisplay.Show(Draw());
        else if (!display.IsLive || now - lastUpdate < MillisecondsBetweenUpdates)
            return;
        else
            display.Update(Draw());
        lastUpdate = now;
    }

    public void Finish()
    {
        if (record.Steps.Count > 0)
            (display ?? LiveDisplay.Show(Draw())).Finish(Draw());
    }

    private Figure Draw()
    {
        var figure = Figure.Empty;
        foreach (var name in names)
            figure = figure.Line(record.Steps, record[name], name, role: Role(name), dots: false);
        var shares = names.All(name => name.EndsWith("accuracy", StringComparison.Ordinal));
        figure = figure
            .Axes(
                "step",
                shares ? "accuracy"
                    : names.Length == 1 ? names[0]
                    : "value")
            .Range(xMin: 0, xMax: Math.Max(1, stepCount));
        if (shares)
            figure = figure.Range(yMin: 0, yMax: 1);
        return figure.Caption($"At {record.ToString().Replace(": ", " the run has ", StringComparison.Ordinal)}.");
    }

    private static Series Role(string name) =>
        name.StartsWith("train", StringComparison.Ordinal) ? Series.Training
        : name.StartsWith("test", StringComparison.Ordinal) ? Series.Test : Series.Auto;
}
