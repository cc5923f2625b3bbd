using System.Diagnostics;
using System.Numerics;
using Lemmata.Arguments;
using Lemmata.Display;
using Lemmata.Learning.Numerics.Tensors;

namespace Lemmata.Learning.Numerics.Optimization;

/// <summary>Starts training runs.</summary>
public static class Train
{
    /// <summary>Prepares a run in which every step sees all training data.</summary>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <param name="model">The model and its data.</param>
    /// <param name="optimizer">The method and its settings.</param>
    /// <param name="steps">Number of steps, at least 0.</param>
    /// <param name="every">The model is measured at step 0, every so many steps, and at the end; at least 1.</param>
    /// <param name="schedule">Factor of the learning rate; constant when omitted.</param>
    /// <returns>
    /// The run, to be started with <see cref="Training{T}.Run()"/> or <see cref="Training{T}.Live"/>.
    /// </returns>
    /// <exception cref="ArgumentOutOfRangeException">A setting is NaN or out of its range.</exception>
    public static Training<T> FullBatch<T>(
        ITrainable<T> model,
        Optimizer optimizer,
        long steps,
        int every = 10,
        Schedule? schedule = null)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        new(model, optimizer, steps, every, schedule ?? Schedule.Constant);
}

/// <summary>
/// A training run: it can be stopped, continued, saved and resumed without changing a bit of the result.
/// </summary>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
/// <remarks><em>Cancellation.</em> The cell's cancellation is looked at before every step; the run then throws and
/// keeps
/// its state, so that starting it again continues. <em>Cost.</em> Steps between measurements allocate
/// nothing.</remarks>
public sealed class Training<T> where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly Tensor<T>[] gradients;
    private readonly double[] metrics;
    private Action<long>? observer;

    internal Training(ITrainable<T> model, Optimizer optimizer, long steps, int every, Schedule schedule)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(optimizer);
        Require.AtLeast(steps, 0);
        Require.AtLeast(every, 1);
        (Model, Optimizer, Schedule, StepCount, Every) = (model, optimizer, schedule, steps, every);
        State = optimizer.Start([.. model.Parameters.Select(parameter => parameter.Value)]);
        Record = new TrainingRecord(model.MetricNames);
        gradients = new Tensor<T>[model.Parameters.Count];
        metrics = new double[model.MetricNames.Count];
    }

    /// <summary>The model and its data.</summary>
    public ITrainable<T> Model { get; }

    /// <summary>The method and its settings.</summary>
    public Optimizer Optimizer { get; }

    /// <summary>The factor of the learning rate.</summary>
    public Schedule Schedule { get; }

    /// <summary>What was measured so far.</summary>
    public TrainingRecord Record { get; }

    /// <summary>Number of steps of the whole run.</summary>
    public long StepCount { get; }

    /// <summary>Number of steps taken so far.</summary>
    public long Step => State.StepCount;

    internal OptimizerState<T> State { get; }

    private int Every { get; }

    /// <summary>Calls an action at every measured step, for example to keep a copy of the weights.</summary>
    /// <param name="action">Gets the step.</param>
    /// <returns>This run.</returns>
    public Training<T> Observe(Action<long> action)
    {
        observer += action;
        return this;
    }

    /// <summary>Runs, or continues, to the last step.</summary>
    /// <returns>What was measured.</returns>
    /// <exception cref="OperationCanceledException">The cell was cancelled; the state is kept.</exception>
    /// <exception cref="NotFiniteNumberException">The training loss is NaN or infinite.</exception>
    public TrainingRecord Run() => Run(StepCount);

    /// <summary>Runs, or continues, to some step.</summary>
    /// <param name="until">The step to stop at, at most <see cref="StepCount"/>.</param>
    /// <returns>What was measured.</returns>
    /// <exception cref="OperationCanceledException">The cell was cancelled; the state is kept.</exception>
    /// <exception cref="NotFiniteNumberException">The training loss is NaN or infinite.</exception>
    public TrainingRecord Run(long until)
    {
        Require.InRange(until <= StepCount, nameof(until), $"the run has {StepCount} steps, but {until} were asked for.");
        var cancellation = Ambient.Cancellation;
        while (true)
        {
            cancellation.ThrowIfCancellationRequested();
            var measured = Step % Every == 0 || Step == StepCount;
            if (Step >= until && !measured) return Record;
            var loss = Model.Differentiate(gradients);
            if (!double.IsFinite(loss))
            {
                throw new NotFiniteNumberException(
                    $"the training loss is {loss} at step {Step}; lower the learning rate {Optimizer.LearningRate} "
                        + "or start from smaller weights",
                    loss);
            }

            if (measured)
                Measure();
            if (Step >= until)
                return Record;
            State.Step(gradients, Schedule.Factor(Step + 1));
        }
    }

    /// <summary>
    /// Runs to the last step and keeps its state in a file meanwhile: a run that was stopped goes on from there.
    /// </summary>
    /// <param name="stateFile">
    /// Where the state is kept, such as what <c>Sweep.StateFile</c> gives; null keeps none. A file that is there is
    /// resumed.
    /// </param>
    /// <param name="secondsBetween">Seconds between two times that the state is saved, above 0.</param>
    /// <returns>What was measured.</returns>
    /// <exception cref="CheckpointException">The file is not this run's; see <see cref="Resume"/>.</exception>
    /// <exception cref="OperationCanceledException">The cell was cancelled; the state is saved.</exception>
    /// <exception cref="NotFiniteNumberException">The training loss is NaN or infinite.</exception>
    /// <remarks><em>Determinism.</em> When the state is saved changes no bit of the result.</remarks>
    public TrainingRecord RunKept(string? stateFile, double secondsBetween = 60)
    {
        const int stepsBetweenLooks = 16;
        Require.Positive(secondsBetween, "the time between two saves");
        if (stateFile is null) return Run();
        if (File.Exists(stateFile)) Resume(stateFile);
        var saved = Stopwatch.StartNew();
        try
        {
            while (Step < StepCount)
            {
                Run(Math.Min(Step + stepsBetweenLooks, StepCount));
                if (saved.Elapsed.TotalSeconds < secondsBetween) continue;
                Save(stateFile);
                saved.Restart();
            }

            return Run();
        }
        catch (OperationCanceledException)
        {
            Save(stateFile);
            throw;
        }
    }

    /// <summary>Runs to the last step while a curve of some metrics grows on the screen.</summary>
    /// <param name="names">Metrics to draw; all accuracies when omitted.</param>
    /// <returns>What was measured; the last curve stays on the screen.</returns>
    /// <exception cref="ArgumentException">There is no such metric.</exception>
    /// <exception cref="OperationCanceledException">The cell was cancelled; the state is kept.</exception>
    /// <exception cref="NotFiniteNumberException">The training loss is NaN or infinite.</exception>
    public TrainingRecord Live(params string[] names)
    {
        var curve = new LiveCurve(Record, StepCount, names);
        var before = observer;
        observer += _ => curve.Update();
        try
        {
            return Run();
        }
        finally
        {
            observer = before;
            curve.Finish();
        }
    }

    /// <summary>Writes parameters, moments, step and record to a file; the old file is replaced in one step.</summary>
    /// <param name="path">The file.</param>
    public void Save(string path) => Checkpoint.Write(this, path);

    /// <summary>Reads what <see cref="Save"/> wrote; the run then continues as if it had never stopped.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="CheckpointException">The file is truncated or damaged, of another version, or of another model,
    /// optimizer or schedule; the message says what differs.</exception>
    public void Resume(string path) => Checkpoint.Read(this, path);

    private void Measure()
    {
        if (Record.Steps.Count > 0 && Record.Steps[^1] >= Step) return;
        Model.Measure(metrics);
        Record.Add(Step, metrics);
        observer?.Invoke(Step);
    }
}
