using System.Globalization;
using Lemmata.Arguments;

namespace Lemmata.Learning.Numerics.Optimization;

/// <summary>What was measured during a training run: one row per measured step.</summary>
public sealed class TrainingRecord
{
    private readonly List<long> steps = [];
    private readonly List<double[]> rows = [];

    /// <summary>Makes an empty record.</summary>
    /// <param name="names">The metrics' names.</param>
    public TrainingRecord(IReadOnlyList<string> names) => Names = [.. names];

    /// <summary>The metrics' names.</summary>
    public IReadOnlyList<string> Names { get; }

    /// <summary>The measured steps, ascending.</summary>
    public IReadOnlyList<long> Steps => steps;

    /// <summary>The values of one metric, one per measured step.</summary>
    /// <param name="name">One of <see cref="Names"/>.</param>
    /// <exception cref="ArgumentException">There is no such metric.</exception>
    public double[] this[string name]
    {
        get
        {
            var column = Column(name);
            return [.. rows.Select(row => row[column])];
        }
    }

    /// <summary>The value of a metric at a measured step.</summary>
    /// <param name="name">One of <see cref="Names"/>.</param>
    /// <param name="step">One of <see cref="Steps"/>.</param>
    /// <returns>The value.</returns>
    /// <exception cref="ArgumentException">There is no such metric, or the step was not measured.</exception>
    public double At(string name, long step)
    {
        var row = steps.BinarySearch(step);
        Require.That(
            row >= 0,
            nameof(step),
            $"step {step} was not measured; the measured steps are {string.Join(", ", steps.Take(3))}, … "
                + $"{steps.LastOrDefault()}");

        return rows[row][Column(name)];
    }

    /// <summary>The first measured step at which a metric reaches a level.</summary>
    /// <param name="name">One of <see cref="Names"/>.</param>
    /// <param name="atLeast">The level.</param>
    /// <returns>The step, or null where it never does.</returns>
    /// <exception cref="ArgumentException">There is no such metric.</exception>
    public long? FirstStep(string name, double atLeast)
    {
        var column = Column(name);
        for (var i = 0; i < rows.Count; i++)
        {
            if (rows[i][column] >= atLeast)
                return steps[i];
        }

        return null;
    }

    /// <summary>The last measured values in one line.</summary>
    /// <returns>Such as <c>step 1000: train loss 0.0001, test accuracy 0.999</c>.</returns>
    public override string ToString() =>
        rows.Count == 0
            ? "nothing measured yet"
            : $"step {steps[^1]}: "
                + string.Join(
                    ", ",
                    Names.Select((name, i) => $"{name} {rows[^1][i].ToString("G4", CultureInfo.InvariantCulture)}"));

    internal void RequireMetric(string name) => Column(name);

    internal void Add(long step, ReadOnlySpan<double> row)
    {
        if (steps.Count > 0 && steps[^1] >= step) return;
        steps.Add(step);
        rows.Add(row.ToArray());
    }

    internal IReadOnlyList<double[]> Rows => rows;

    internal void Clear()
    {
        steps.Clear();
        rows.Clear();
    }

    private int Column(string name)
    {
        var column = Enumerable.Range(0, Names.Count).FirstOrDefault(i => Names[i] == name, -1);
        Require.That(
            column >= 0,
            nameof(name),
            $"there is no metric \"{name}\"; the metrics are {string.Join(", ", Names)}");
        return column;
    }
}
