using System.Numerics;
using Lemmata.Arguments;

namespace Lemmata.Learning.Topics.Descent;

/// <summary>The three numbers of gradient descent with momentum and an L2 penalty.</summary>
/// <typeparam name="T">The number type.</typeparam>
/// <param name="LearningRate">α, above 0.</param>
/// <param name="Momentum">μ (or q in the averaged form), in [0, 1).</param>
/// <param name="Decay">λ, the strength of the penalty <c>(λ/2)‖θ‖²</c>, at least 0.</param>
public readonly record struct MomentumSettings<T>(T LearningRate, T Momentum, T Decay)
    where T : INumber<T>
{
    internal void RequireUsable()
    {
        Require.InRange(
            LearningRate > T.Zero,
            nameof(LearningRate),
            $"The learning rate is above 0; got {LearningRate}.");

        Require.InRange(
            Momentum >= T.Zero && Momentum < T.One,
            nameof(Momentum),
            $"The momentum lies in [0, 1); got {Momentum}.");

        Require.InRange(Decay >= T.Zero, nameof(Decay), $"The decay is at least 0; got {Decay}.");
    }
}

/// <summary>How the velocity collects gradients.</summary>
public enum Velocity
{
    /// <summary><c>v ← μ v + g</c>: a constant gradient g ends at <c>g/(1−μ)</c>.</summary>
    Accumulated,

    /// <summary><c>v ← q v + (1−q) g</c>: a constant gradient g ends at g.</summary>
    Averaged,
}

/// <summary>
/// Momentum on the loss gradient alone, or on loss and L2 penalty together, and how one turns into the other.
/// </summary>
/// <remarks>All methods are exact when T is <c>Rational</c>.</remarks>
public static class MomentumWithDecay
{
    /// <summary>Momentum on the loss gradient only: <c>v ← μv + g</c>, <c>θ ← θ − α(v + λθ)</c>.</summary>
    /// <typeparam name="T">The number type.</typeparam>
    /// <param name="settings">α, μ, λ.</param>
    /// <param name="gradient">The loss gradient at step t and point θ, penalty left out.</param>
    /// <param name="start">θ at step 0.</param>
    /// <param name="velocity">v before step 0.</param>
    /// <param name="steps">Number of steps, at least 0.</param>
    /// <param name="form">How the velocity collects gradients.</param>
    /// <returns>θ at steps 0 … <paramref name="steps"/>.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A setting is outside its range, or steps is negative.</exception>
    public static T[] LossOnly<T>(MomentumSettings<T> settings, Func<int, T, T> gradient, T start, T velocity,
        int steps, Velocity form = Velocity.Accumulated)
        where T : INumber<T>
    {
        var (alpha, mu, lambda) = settings;
        return Run(settings, start, steps, form, (t, theta, gain) =>
        {
            velocity = mu * velocity + gain * gradient(t, theta);
            return theta - alpha * (velocity + lambda * theta);
        });
    }

    /// <summary>Momentum on loss and penalty: <c>v ← μv + g + λθ</c>, <c>θ ← θ − αv</c>.</summary>
    /// <typeparam name="T">The number type.</typeparam>
    /// <param name="settings">α, μ, λ.</param>
    /// <param name="gradient">The loss gradient at step t and point θ, penalty left out.</param>
    /// <param name="start">θ at step 0.</param>
    /// <param name="velocity">v before step 0.</param>
    /// <param name="steps">Number of steps, at least 0.</param>
    /// <param name="form">How the velocity collects gradients.</param>
    /// <returns>θ at steps 0 … <paramref name="steps"/>.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A setting is outside its range, or steps is negative.</exception>
    public static T[] Joint<T>(MomentumSettings<T> settings, Func<int, T, T> gradient, T start, T velocity,
        int steps, Velocity form = Velocity.Accumulated)
        where T : INumber<T>
    {
        var (alpha, mu, lambda) = settings;
        return Run(settings, start, steps, form, (t, theta, gain) =>
        {
            velocity = mu * velocity + gain * (gradient(t, theta) + lambda * theta);
            return theta - alpha * velocity;
        });
    }

    /// <summary>
    /// The settings and first velocity with which <see cref="Joint"/> repeats <see cref="LossOnly"/> step by step.
    /// </summary>
    /// <typeparam name="T">The number type.</typeparam>
    /// <param name="settings">α, μ, λ of <see cref="LossOnly"/>, with <c>αλ ≠ 1</c>.</param>
    /// <param name="start">θ at step 0.</param>
    /// <param name="velocity">v before step 0 in <see cref="LossOnly"/>.</param>
    /// <param name="form">How both velocities collect gradients.</param>
    /// <returns>Accumulated: <c>α' = α, μ' = μ(1−αλ), λ' = (1−μ)λ, v' = (v+λθ)/(1−αλ)</c>. Averaged:
    /// <c>q' = q(1−αλ), α' = α(1−q)/(1−q'), λ' = λ</c> and v' scaled by <c>(1−q')/(1−q)</c>.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A setting is outside its range, or αλ is 1 or more, where the
    /// equivalent momentum would not lie in [0, 1).</exception>
    public static (MomentumSettings<T> Settings, T Velocity) ToJoint<T>(
        MomentumSettings<T> settings, T start, T velocity, Velocity form = Velocity.Accumulated)
        where T : INumber<T>
    {
        settings.RequireUsable();
        var (alpha, mu, lambda) = settings;
        var shrink = T.One - alpha * lambda;
        Require.InRange(
            shrink > T.Zero,
            nameof(settings),
            $"The equivalent momentum μ(1−αλ) needs αλ below 1; got α = {alpha}, λ = {lambda}, αλ = "
                + $"{alpha * lambda}.");

        var matched = (velocity + lambda * start) / shrink;
        var momentum = mu * shrink;
        var ratio = (T.One - momentum) / (T.One - mu);
        return form == Velocity.Accumulated
            ? (new(alpha, momentum, (T.One - mu) * lambda), matched)
            : (new(alpha / ratio, momentum, lambda), ratio * matched);
    }

    /// <summary>The penalty strength Λ such that the stationary points are those of <c>L + (Λ/2)‖θ‖²</c>.</summary>
    /// <typeparam name="T">The number type.</typeparam>
    /// <param name="settings">α, μ, λ of <see cref="LossOnly"/>.</param>
    /// <param name="form">How the velocity collects gradients.</param>
    /// <returns><c>(1−μ)λ</c> when accumulated, λ when averaged.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A setting is outside its range.</exception>
    public static T EffectiveDecay<T>(MomentumSettings<T> settings, Velocity form = Velocity.Accumulated)
        where T : INumber<T>
    {
        settings.RequireUsable();
        return form == Velocity.Accumulated ? (T.One - settings.Momentum) * settings.Decay : settings.Decay;
    }

    private static T[] Run<T>(
        MomentumSettings<T> settings, T start, int steps, Velocity form, Func<int, T, T, T> next)
        where T : INumber<T>
    {
        settings.RequireUsable();
        Require.InRange(steps >= 0, nameof(steps), $"The number of steps is at least 0; got {steps}.");

        var gain = form == Velocity.Accumulated ? T.One : T.One - settings.Momentum;
        var path = new T[steps + 1];
        path[0] = start;
        for (var t = 0; t < steps; t++)
        {
            path[t + 1] = next(t, path[t], gain);
        }

        return path;
    }
}
