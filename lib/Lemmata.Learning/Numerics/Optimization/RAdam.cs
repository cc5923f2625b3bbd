using System.Numerics;
using Lemmata.Arguments;
using Lemmata.Learning.Numerics.Tensors;

namespace Lemmata.Learning.Numerics.Optimization;

/// <summary>Rectified Adam (Liu et al. 2020, algorithm 2, arXiv 1908.03265).</summary>
/// <remarks>ρ∞ = 2/(1−β₂) − 1 and ρ_t = ρ∞ − 2tβ₂ᵗ/(1−β₂ᵗ). While ρ_t is at most 4 the step is θ ← θ − γm̂, momentum
/// without the adaptive denominator; after that θ ← θ − γ r_t m̂ / (√v̂ + ε).</remarks>
public sealed record RAdam : Optimizer
{
    /// <summary>γ = 10⁻³, β = (0.9, 0.999), ε = 10⁻⁸, λ = 0.</summary>
    public static RAdam Default { get; } = new();

    /// <summary>β₁ in [0, 1).</summary>
    public double Beta1 { get; init; } = 0.9;

    /// <summary>β₂ in [0, 1).</summary>
    public double Beta2 { get; init; } = 0.999;

    /// <summary>ε, at least 0.</summary>
    public double Epsilon { get; init; } = 1e-8;

    /// <summary>The weight decay λ, taken off the weights directly as in <see cref="AdamW"/>; at least 0.</summary>
    public double WeightDecay { get; init; }

    /// <summary>The length ρ_t of the approximated simple moving average.</summary>
    /// <param name="step">t, from 1.</param>
    /// <returns>ρ_t, which grows from 1 to 2/(1−β₂) − 1.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The step is below 1.</exception>
    public double Length(long step)
    {
        Require.AtLeast(step, 1);
        var power = OptimizerState<double>.PowerOf(Beta2, step);
        return Longest - 2 * step * power / (1 - power);
    }

    /// <summary>The rectification r_t = √((ρ_t−4)(ρ_t−2)ρ∞ / ((ρ∞−4)(ρ∞−2)ρ_t)).</summary>
    /// <param name="step">t, from 1.</param>
    /// <returns>A number in (0, 1), or null while ρ_t is at most 4 and the denominator is switched off.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The step is below 1.</exception>
    public double? Rectification(long step)
    {
        var length = Length(step);
        return length <= 4 ? null
            : Math.Sqrt((length - 4) * (length - 2) * Longest / ((Longest - 4) * (Longest - 2) * length));
    }

    /// <inheritdoc/>
    public override void Validate()
    {
        base.Validate();
        RequireBelowOne(Beta1, nameof(Beta1));
        RequireBelowOne(Beta2, nameof(Beta2));
        RequireAtLeastZero(Epsilon, nameof(Epsilon));
        RequireAtLeastZero(WeightDecay, nameof(WeightDecay));
    }

    internal override OptimizerState<T> Create<T>(IReadOnlyList<Tensor<T>> parameters) =>
        new RAdamState<T>(parameters, this);

    private double Longest => 2 / (1 - Beta2) - 1;
}

internal sealed class RAdamState<T>(IReadOnlyList<Tensor<T>> parameters, RAdam settings)
    : OptimizerState<T>(parameters, 2) where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private protected override void Advance(ReadOnlySpan<Tensor<T>> gradients, double rateFactor)
    {
        var gamma = settings.LearningRate * rateFactor;
        var rectification = settings.Rectification(StepCount);
        var (beta1, rest1) = (T.CreateChecked(settings.Beta1), T.CreateChecked(1 - settings.Beta1));
        var (beta2, rest2) = (T.CreateChecked(settings.Beta2), T.CreateChecked(1 - settings.Beta2));
        var rate = T.CreateChecked(gamma * (rectification ?? 1) / (1 - PowerOf(settings.Beta1, StepCount)));
        var correction = T.CreateChecked(1 / (1 - PowerOf(settings.Beta2, StepCount)));
        var (epsilon, keep) = (T.CreateChecked(settings.Epsilon), T.CreateChecked(1 - gamma * settings.WeightDecay));
        for (var k = 0; k < Parameters.Length; k++)
        {
            Span<T> theta = Parameters[k].Span, m = Moments[0][k].Span, v = Moments[1][k].Span;
            ReadOnlySpan<T> g = gradients[k].Span;
            for (var i = 0; i < theta.Length; i++)
            {
                m[i] = beta1 * m[i] + rest1 * g[i];
                v[i] = beta2 * v[i] + rest2 * (g[i] * g[i]);
                var step = rate * m[i];
                theta[i] =
                    theta[i] * keep - (rectification is null ? step : step / (T.Sqrt(v[i] * correction) + epsilon));
            }
        }
    }
}
