using Lemmata.Display;

namespace Lemmata.Optimization;

/// <summary>A figure that grows while a run measures itself.</summary>
internal sealed class LiveCurve
{
    private readonly TrainingRecord record;

    public LiveCurve(TrainingRecord record, long steps, string[] names) => this.record = record;
    public void Update() { }
    public void Finish() { }
}
