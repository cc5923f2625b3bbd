using Lemmata.Arguments;
using Lemmata.Learning.Numerics.Tensors;

namespace Lemmata.Learning.Topics.Regression;

/// <summary>A function of one number with its first two derivatives.</summary>
/// <param name="Name">What it is called.</param>
/// <param name="Value">φ.</param>
/// <param name="Slope">φ'; at a kink, its value from the left.</param>
/// <param name="Bend">φ''; at a kink, its value from the left.</param>
public sealed record Activation(
    string Name,
    Func<double, double> Value,
    Func<double, double> Slope,
    Func<double, double> Bend)
{
    /// <summary>The rectifier <c>max(t, 0)</c>, with a kink at 0.</summary>
    public static Activation Relu { get; } =
        new("ReLU", t => t > 0 ? t : 0, t => t > 0 ? 1 : 0, _ => 0);

    /// <summary>The smooth rectifier <c>ln(1 + e^(kt))/k</c>, at most <c>ln 2/k</c> above the kinked one.</summary>
    /// <param name="sharpness">k, positive.</param>
    /// <returns>The function.</returns>
    /// <exception cref="ArgumentOutOfRangeException">k is not positive or not finite.</exception>
    public static Activation Softplus(double sharpness)
    {
        Require.Positive(sharpness);
        return new(
            "softplus",
            t => Math.Max(t, 0) + Elementary.Log(1 + Elementary.Exp(-Math.Abs(sharpness * t))) / sharpness,
            t => Elementary.Sigmoid(sharpness * t),
            t => sharpness * Elementary.Sigmoid(sharpness * t) * Elementary.Sigmoid(-sharpness * t));
    }
}
