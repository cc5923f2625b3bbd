using System.Numerics;
using Lemmata.Learning.Numerics.Tensors;

namespace Lemmata.Learning.Numerics.Optimization;

/// <summary>Gradient descent, θ ← θ − γ (g + λθ).</summary>
public sealed record Sgd : Optimizer
{
    /// <summary>γ = 10⁻³, λ = 0.</summary>
    public static Sgd Default { get; } = new();

    /// <summary>The weight decay λ, added to the gradient as λθ; at least 0.</summary>
    public double WeightDecay { get; init; }

    /// <inheritdoc/>
    public override void Validate()
    {
        base.Validate();
        RequireAtLeastZero(WeightDecay, nameof(WeightDecay));
    }

    internal override OptimizerState<T> Create<T>(IReadOnlyList<Tensor<T>> parameters) =>
        new MomentumState<T>(parameters, LearningRate, 0, false, WeightDecay);
}

/// <summary>Gradient descent with momentum (Polyak 1964): m ← μm + g + λθ, θ ← θ − γm.</summary>
/// <remarks>With <see cref="Nesterov"/>, θ ← θ − γ (g + λθ + μm), the form of Sutskever et al. 2013.</remarks>
public sealed record Momentum : Optimizer
{
    /// <summary>γ = 10⁻³, μ = 0.9, λ = 0.</summary>
    public static Momentum Default { get; } = new();

    /// <summary>The momentum μ in [0, 1).</summary>
    public double Mu { get; init; } = 0.9;

    /// <summary>Whether the step looks ahead by one momentum.</summary>
    public bool Nesterov { get; init; }

    /// <summary>The weight decay λ, added to the gradient as λθ; at least 0.</summary>
    public double WeightDecay { get; init; }

    /// <inheritdoc/>
    public override void Validate()
    {
        base.Validate();
        RequireBelowOne(Mu, nameof(Mu));
        RequireAtLeastZero(WeightDecay, nameof(WeightDecay));
    }

    internal override OptimizerState<T> Create<T>(IReadOnlyList<Tensor<T>> parameters) =>
        new MomentumState<T>(parameters, LearningRate, Mu, Nesterov, WeightDecay);
}

internal sealed class MomentumState<T>(
    IReadOnlyList<Tensor<T>> parameters,
    double rate,
    double mu,
    bool nesterov,
    double decay) : OptimizerState<T>(parameters, mu == 0 ? 0 : 1)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private protected override void Advance(ReadOnlySpan<Tensor<T>> gradients, double rateFactor)
    {
        var (gamma, lambda, momentum) = (
            T.CreateChecked(rate * rateFactor),
            T.CreateChecked(decay),
            T.CreateChecked(mu));
        for (var k = 0; k < Parameters.Length; k++)
        {
            Span<T> theta = Parameters[k].Span, m = mu == 0 ? default : Moments[0][k].Span;
            ReadOnlySpan<T> g = gradients[k].Span;
            for (var i = 0; i < theta.Length; i++)
            {
                var slope = g[i] + lambda * theta[i];
                if (mu != 0)
                {
                    m[i] = momentum * m[i] + slope;
                    slope = nesterov ? slope + momentum * m[i] : m[i];
                }
                theta[i] -= gamma * slope;
            }
        }
    }
}
