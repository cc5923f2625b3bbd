using System.Numerics;
using Lemmata.Learning.Numerics.Tensors;

namespace Lemmata.Learning.Numerics.Optimization;

/// <summary>
/// Adam (Kingma and Ba 2015, algorithm 1, arXiv 1412.6980), the weight decay λθ added to the gradient.
/// </summary>
/// <remarks>
/// m ← β₁m + (1−β₁)g, v ← β₂v + (1−β₂)g², θ ← θ − γ m̂ / (√v̂ + ε) with m̂ = m/(1−β₁ᵗ), v̂ = v/(1−β₂ᵗ).
/// </remarks>
public record Adam : Optimizer
{
    /// <summary>γ = 10⁻³, β = (0.9, 0.999), ε = 10⁻⁸, λ = 0.</summary>
    public static Adam Default { get; } = new();

    /// <summary>β₁ in [0, 1), the memory of the gradient's mean.</summary>
    public double Beta1 { get; init; } = 0.9;

    /// <summary>β₂ in [0, 1), the memory of the gradient's square.</summary>
    public double Beta2 { get; init; } = 0.999;

    /// <summary>ε, at least 0, keeps the quotient finite.</summary>
    public double Epsilon { get; init; } = 1e-8;

    /// <summary>The weight decay λ, at least 0.</summary>
    public double WeightDecay { get; init; }

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
        new AdamState<T>(parameters, this, decoupled: false);
}

/// <summary>
/// AdamW (Loshchilov and Hutter 2019, arXiv 1711.05101): Adam with the decay taken off the weights directly.
/// </summary>
/// <remarks>θ ← (1 − γλ)θ − γ m̂ / (√v̂ + ε), the moments as in <see cref="Adam"/>.</remarks>
public sealed record AdamW : Adam
{
    /// <summary>γ = 10⁻³, β = (0.9, 0.999), ε = 10⁻⁸, λ = 0.01.</summary>
    public static new AdamW Default { get; } = new() { WeightDecay = 0.01 };

    internal override OptimizerState<T> Create<T>(IReadOnlyList<Tensor<T>> parameters) =>
        new AdamState<T>(parameters, this, decoupled: true);
}

internal sealed class AdamState<T>(IReadOnlyList<Tensor<T>> parameters, Adam settings, bool decoupled)
    : OptimizerState<T>(parameters, 2) where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private protected override void Advance(ReadOnlySpan<Tensor<T>> gradients, double rateFactor)
    {
        var gamma = settings.LearningRate * rateFactor;
        var rules = new AdamRules<T>
        {
            Beta1 = T.CreateChecked(settings.Beta1), Rest1 = T.CreateChecked(1 - settings.Beta1),
            Beta2 = T.CreateChecked(settings.Beta2), Rest2 = T.CreateChecked(1 - settings.Beta2),
            Correction1 = T.CreateChecked(gamma / (1 - PowerOf(settings.Beta1, StepCount))),
            Correction2 = T.CreateChecked(1 / (1 - PowerOf(settings.Beta2, StepCount))),
            Epsilon = T.CreateChecked(settings.Epsilon),
            Keep = T.CreateChecked(decoupled ? 1 - gamma * settings.WeightDecay : 1),
            Decay = T.CreateChecked(decoupled ? 0 : settings.WeightDecay),
        };
        for (var k = 0; k < Parameters.Length; k++)
            rules.Apply(Parameters[k].Span, gradients[k].Span, Moments[0][k].Span, Moments[1][k].Span);
    }
}

internal struct AdamRules<T> where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public T Beta1, Rest1, Beta2, Rest2, Correction1, Correction2, Epsilon, Keep, Decay;

    public readonly void Apply(Span<T> theta, ReadOnlySpan<T> gradient, Span<T> m, Span<T> v)
    {
        var i = 0;
        Vector<T> beta1 = new(Beta1),
            rest1 = new(Rest1),
            beta2 = new(Beta2),
            rest2 = new(Rest2),
            epsilon = new(Epsilon);
        Vector<T> correction1 = new(Correction1),
            correction2 = new(Correction2),
            keep = new(Keep),
            decay = new(Decay);
        for (; i <= theta.Length - Vector<T>.Count; i += Vector<T>.Count)
        {
            var weights = new Vector<T>(theta[i..]);
            var g = new Vector<T>(gradient[i..]) + decay * weights;
            var first = beta1 * new Vector<T>(m[i..]) + rest1 * g;
            var second = beta2 * new Vector<T>(v[i..]) + rest2 * (g * g);
            first.CopyTo(m[i..]);
            second.CopyTo(v[i..]);
            (weights * keep - correction1 * first / (Vector.SquareRoot(second * correction2) + epsilon)).CopyTo(
                theta[i..]);
        }
        for (; i < theta.Length; i++)
        {
            var g = gradient[i] + Decay * theta[i];
            m[i] = Beta1 * m[i] + Rest1 * g;
            v[i] = Beta2 * v[i] + Rest2 * (g * g);
            theta[i] = theta[i] * Keep - Correction1 * m[i] / (T.Sqrt(v[i] * Correction2) + Epsilon);
        }
    }
}
