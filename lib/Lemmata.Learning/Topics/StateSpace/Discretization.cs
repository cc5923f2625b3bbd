using Lemmata.Arguments;
using Lemmata.Learning.Numerics.Tensors;
using MathNet.Numerics.LinearAlgebra;

namespace Lemmata.Learning.Topics.StateSpace;

/// <summary>A rule that replaces <c>x' = A x + B u</c> by a recurrence with step Δ.</summary>
/// <remarks>
/// All but zero-order hold are the generalised bilinear rule with a weight α on the new state:
/// <c>Ab = (I − αΔA)⁻¹(I + (1−α)ΔA)</c>, <c>Bb = (I − αΔA)⁻¹ΔB</c>.
/// </remarks>
public sealed class Discretization
{
    private Discretization(string name, double? implicitness) => (Name, Implicitness) = (name, implicitness);

    /// <summary>Forward Euler, α = 0: first order, stable only for small steps.</summary>
    public static Discretization Euler { get; } = new("Forward Euler", 0);

    /// <summary>Backward Euler, α = 1: first order, stable for every step.</summary>
    public static Discretization BackwardEuler { get; } = new("Backward Euler", 1);

    /// <summary>The bilinear rule (Tustin, trapezium), α = ½: stable for every step.</summary>
    public static Discretization Bilinear { get; } = new("The bilinear rule", 0.5);

    /// <summary>Zero-order hold: exact when the input is constant within each step.</summary>
    public static Discretization ZeroOrderHold { get; } = new("Zero-order hold", null);

    /// <summary>All named rules.</summary>
    public static IReadOnlyList<Discretization> All { get; } = [Euler, BackwardEuler, Bilinear, ZeroOrderHold];

    /// <summary>What messages and figures call the rule.</summary>
    public string Name { get; }

    /// <summary>α, the weight on the new state; null for zero-order hold.</summary>
    public double? Implicitness { get; }

    /// <summary>The generalised bilinear rule.</summary>
    /// <param name="implicitness">α in [0, 1].</param>
    /// <returns>The rule; α = 0, ½, 1 are Euler, bilinear and backward Euler.</returns>
    /// <exception cref="ArgumentOutOfRangeException">α outside [0, 1] or NaN.</exception>
    public static Discretization GeneralizedBilinear(double implicitness)
    {
        Require.InRange(
            implicitness >= 0 && implicitness <= 1,
            nameof(implicitness),
            $"implicitness (the weight α on the new state) has to lie in [0, 1], got {StateMatrix.Text(implicitness)}.");

        return new Discretization(
            $"The generalised bilinear rule with α = {StateMatrix.Text(implicitness)}",
            implicitness);
    }

    /// <summary>The matrices of the recurrence.</summary>
    /// <param name="a">A, [N, N].</param>
    /// <param name="b">B, [N].</param>
    /// <param name="step">Δ &gt; 0; for the scale-invariant case 1/k.</param>
    /// <returns>Ab [N, N] and Bb [N].</returns>
    internal (Matrix<double> Ab, Vector<double> Bb) Apply(Matrix<double> a, Vector<double> b, double step)
    {
        var count = a.RowCount;
        if (Implicitness is not { } alpha) return HoldInput(a, b, step);
        var identity = Matrix<double>.Build.DenseIdentity(count);
        var explicitPart = identity + a * ((1 - alpha) * step);
        if (alpha == 0) return (explicitPart, b * step);
        var implicitPart = (identity - a * (alpha * step)).LU();
        return (implicitPart.Solve(explicitPart), implicitPart.Solve(b * step));
    }

    // One exponential of [[A, B], [0, 0]] gives e^{AΔ} and ∫₀^Δ e^{As} ds B together, also when A is singular.
    private static (Matrix<double> Ab, Vector<double> Bb) HoldInput(Matrix<double> a, Vector<double> b, double step)
    {
        var count = a.RowCount;
        var joined = Matrix<double>.Build.Dense(count + 1, count + 1);
        joined.SetSubMatrix(0, 0, a * step);
        joined.SetSubMatrix(0, count, (b * step).ToColumnMatrix());
        var exponential = MatrixExponential.Of(joined);
        return (exponential.SubMatrix(0, count, 0, count), exponential.Column(count, 0, count));
    }

    /// <inheritdoc />
    public override string ToString() => Name;
}
