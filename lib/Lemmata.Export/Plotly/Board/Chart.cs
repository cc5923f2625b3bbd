using Lemmata.Export.Plotly.Axes;
using Lemmata.Export.Plotly.Cartesian;
using Lemmata.Export.Plotly.Drawing;
using Lemmata.Export.Plotly.Notes;
using Lemmata.Export.Plotly.Placing;
using Lemmata.Export.Plotly.Plates;
using Lemmata.Export.Plotly.Reading;

namespace Lemmata.Export.Plotly.Board;

/// <summary>A chart ready to be drawn in any size: its traces, its axes, and what cannot be drawn.</summary>
internal sealed class Chart
{
    private readonly List<string> warnings = [];

    public Chart(PlotNode plot)
    {
        Layout = plot["layout"];
        Title = Layout["title"].Title;
        var traces = new List<CartesianTrace>();
        Plates = Kinds.Read(plot, traces, warnings);
        Axes = new AxisSet(Layout, traces, trace => Warn(trace.Index, trace.Name, trace.Type));
        Shapes.Measure(Layout, Axes);
        Annotations.Measure(Layout, Axes);
        Traces = traces;
    }

    public PlotNode Layout { get; }

    public string Title { get; }

    /// <summary>The traces over axes, in the order of the figure.</summary>
    public IReadOnlyList<CartesianTrace> Traces { get; }

    /// <summary>All else that can be drawn.</summary>
    public IReadOnlyList<IPlate> Plates { get; }

    public AxisSet Axes { get; }

    /// <summary>A sentence for each trace that is not drawn.</summary>
    public IReadOnlyList<string> Warnings => warnings;

    public bool IsEmpty => Traces.Count + Plates.Count == 0;

    /// <summary>The pairs of axes that have traces.</summary>
    public IReadOnlyList<(Axis X, Axis Y)> Pairs => [.. Traces.Select(trace => (trace.XId, trace.YId)).Distinct()
        .Select(pair => (Axes[pair.XId], Axes[pair.YId]))];

    /// <summary>What each part takes of the drawing.</summary>
    public IReadOnlyList<((double Low, double High) X, (double Low, double High) Y)> Parts =>
        [.. Pairs.Select(pair => (pair.X.Domain, pair.Y.Domain)).Concat(Plates.Select(plate => (plate.X, plate.Y)))
            .Distinct()];

    /// <summary>The scales of colours that stand beside the drawing.</summary>
    public IReadOnlyList<ColourScale> Scales => [.. Traces.Select(trace => trace.Scale)
        .Concat(Plates.Select(plate => plate.Scale))
        .OfType<ColourScale>().Where(scale => scale.IsShown).DistinctBy(scale => (scale.Low, scale.High, scale.Title))
            .Take(2)];

    /// <summary>Notes that a trace is not drawn.</summary>
    public void Warn(int index, string name, string type) => warnings.Add(Kinds.Sentence(index, name, type));
}
