using System.Numerics;
using Lemmata.Arguments;
using Lemmata.Learning.Numerics.Tensors;

namespace Lemmata.Learning.Numerics.Optimization;

/// <summary>Lookahead (Zhang et al. 2019, algorithm 1, arXiv 1907.08610): every k inner steps the slow weights φ move
/// by α towards the fast weights θ, φ ← φ + α(θ − φ), and θ restarts at φ.</summary>
public sealed record Lookahead : Optimizer
{
    /// <summary>Around Adam, k = 5, α = 0.5.</summary>
    public static Lookahead Default { get; } = new();

    /// <summary>The inner method; its learning rate is the one that counts.</summary>
    public Optimizer Inner { get; init; } = Adam.Default;

    /// <summary>k, the number of inner steps per outer step, at least 1.</summary>
    public int InnerSteps { get; init; } = 5;

    /// <summary>α in [0, 1], the slow weights' step.</summary>
    public double Alpha { get; init; } = 0.5;

    /// <inheritdoc/>
    public override void Validate()
    {
        Inner.Validate();
        Require.AtLeast(InnerSteps, 1);
        Require.InRange(
            Alpha >= 0 && Alpha <= 1,
            nameof(Alpha),
            $"Alpha must be in [0, 1], but is {Alpha}; pass for example 0.5");
    }

    internal override OptimizerState<T> Create<T>(IReadOnlyList<Tensor<T>> parameters) =>
        new LookaheadState<T>(parameters, this);
}

internal sealed class LookaheadState<T> : OptimizerState<T> where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly Lookahead settings;
    private readonly OptimizerState<T> inner;

    public LookaheadState(IReadOnlyList<Tensor<T>> parameters, Lookahead settings) : base(parameters, 1)
    {
        this.settings = settings;
        inner = settings.Inner.Start(parameters);
        for (var k = 0; k < Parameters.Length; k++)
            Parameters[k].Span.CopyTo(Moments[0][k].Span);
    }

    internal override IEnumerable<Tensor<T>> Memory => base.Memory.Concat(inner.Memory);

    internal override void Restore(long stepCount)
    {
        base.Restore(stepCount);
        inner.Restore(stepCount);
    }

    private protected override void Advance(ReadOnlySpan<Tensor<T>> gradients, double rateFactor)
    {
        inner.Step(gradients, rateFactor);
        if (StepCount % settings.InnerSteps != 0) return;
        var alpha = T.CreateChecked(settings.Alpha);
        for (var k = 0; k < Parameters.Length; k++)
        {
            Span<T> fast = Parameters[k].Span, slow = Moments[0][k].Span;
            for (var i = 0; i < fast.Length; i++)
                slow[i] += alpha * (fast[i] - slow[i]);
            slow.CopyTo(fast);
        }
    }
}
