using Lemmata.Arguments;
using MathNet.Numerics.Integration;

namespace Lemmata.Learning.Topics.StateSpace;

/// <summary>
/// Orthonormal functions on the past in which a memory keeps its coefficients: projection and reconstruction.
/// </summary>
public abstract class WindowBasis
{
    private protected WindowBasis(int count) => Count = count;

    /// <summary>The number of basis functions.</summary>
    public int Count { get; }

    /// <summary>The values of all basis functions at one place.</summary>
    /// <param name="s">Place in the basis's own coordinate.</param>
    /// <param name="values">Receives g_0(s) … g_{count−1}(s); has exactly Count entries.</param>
    /// <exception cref="ArgumentException"><paramref name="values"/> has another length.</exception>
    public abstract void Values(double s, Span<double> values);

    /// <summary>The values of all basis functions at one place, in a new array.</summary>
    /// <param name="s">Place in the basis's own coordinate.</param>
    /// <returns>[Count].</returns>
    public double[] Values(double s)
    {
        var values = new double[Count];
        Values(s, values);
        return values;
    }

    /// <summary>The reconstruction <c>Σ c_n g_n(s)</c>.</summary>
    /// <param name="coefficients">c, [Count].</param>
    /// <param name="s">Place in the basis's own coordinate.</param>
    /// <returns>The value at s.</returns>
    /// <exception cref="ArgumentException">c has another length.</exception>
    public double Reconstruct(ReadOnlySpan<double> coefficients, double s)
    {
        Require.Length(coefficients.Length, Count, nameof(coefficients), $"the basis has {Count} functions");
        var values = Values(s);
        var sum = 0.0;
        for (var n = 0; n < Count; n++) sum += coefficients[n] * values[n];
        return sum;
    }

    /// <summary>The coefficients <c>∫ f g_n weight ds</c> by composite Gauss–Legendre quadrature.</summary>
    /// <param name="function">f, evaluated inside the domain only.</param>
    /// <param name="panels">Equal parts of the domain, at least 1; put kinks of f on their borders.</param>
    /// <returns>[Count].</returns>
    /// <exception cref="ArgumentOutOfRangeException">panels &lt; 1.</exception>
    /// <exception cref="ArgumentException">f is not finite somewhere.</exception>
    public double[] Project(Func<double, double> function, int panels = 32)
    {
        var coefficients = new double[Count];
        var values = new double[Count];
        Quadrature.OnPanels(Low, High, panels, (s, weight) =>
        {
            var value = function(s);
            Require.Finite([value], name: nameof(function));
            Values(s, values);
            for (var n = 0; n < values.Length; n++) coefficients[n] += weight * Weight(s) * value * values[n];
        });
        return coefficients;
    }

    /// <summary>The relative error <c>‖f − Σ c_n g_n‖ / ‖f‖</c> in the basis's norm.</summary>
    /// <param name="function">f, evaluated inside the domain only.</param>
    /// <param name="coefficients">c, [Count].</param>
    /// <param name="panels">Equal parts of the domain, at least 1.</param>
    /// <returns>At least 0; NaN when f vanishes everywhere.</returns>
    /// <exception cref="ArgumentException">c has another length, or f is not finite somewhere.</exception>
    public double RelativeError(Func<double, double> function, IReadOnlyList<double> coefficients, int panels = 32)
    {
        var c = coefficients.ToArray();
        double miss = 0, size = 0;
        Quadrature.OnPanels(Low, High, panels, (s, weight) =>
        {
            var value = function(s);
            Require.Finite([value], name: nameof(function));
            var difference = value - Reconstruct(c, s);
            miss += weight * Weight(s) * difference * difference;
            size += weight * Weight(s) * value * value;
        });
        return Math.Sqrt(miss / size);
    }

    private protected abstract double Low { get; }

    private protected abstract double High { get; }

    private protected virtual double Weight(double s) => 1;

    private protected void CheckLength(Span<double> values)
        => Require.Length(values.Length, Count, nameof(values), $"the basis has {Count} functions");

    private static class Quadrature
    {
        private static readonly GaussLegendreRule Rule = new(-1, 1, 20);

        internal static void OnPanels(double low, double high, int panels, Action<double, double> visit)
        {
            Require.AtLeast(panels, 1, "the number of parts of the domain");
            var half = (high - low) / panels / 2;
            for (var panel = 0; panel < panels; panel++)
            {
                for (var i = 0; i < Rule.Order; i++)
                    visit(low + half * (2 * panel + 1 + Rule.GetAbscissa(i)), half * Rule.GetWeight(i));
            }
        }
    }
}

/// <summary>The normalised Legendre polynomials <c>g_n(s) = √(2n+1) P_n(2s−1)</c> on [0, 1], s = 1 being now.</summary>
public sealed class LegendreBasis : WindowBasis
{
    /// <summary>Makes the basis of the first N polynomials.</summary>
    /// <param name="count">N, at least 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">N &lt; 1.</exception>
    public LegendreBasis(int count) : base(count)
        => Require.AtLeast(count, 1, "the number N of polynomials");

    /// <inheritdoc />
    public override void Values(double s, Span<double> values)
    {
        CheckLength(values);
        Legendre.Polynomials(2 * s - 1, values);
        for (var n = 0; n < values.Length; n++) values[n] *= Math.Sqrt(2 * n + 1);
    }

    private protected override double Low => 0;

    private protected override double High => 1;
}

/// <summary>The orthonormal Fourier basis 1, √2 cos 2πks, √2 sin 2πks on [0, 1], k = 1 … F.</summary>
public sealed class FourierBasis : WindowBasis
{
    /// <summary>Makes the basis with F harmonics.</summary>
    /// <param name="harmonics">F, at least 0; the basis has 2F+1 functions.</param>
    /// <exception cref="ArgumentOutOfRangeException">F &lt; 0.</exception>
    public FourierBasis(int harmonics) : base(2 * harmonics + 1)
        => Require.AtLeast(harmonics, 0, "the number F of harmonics");

    /// <inheritdoc />
    public override void Values(double s, Span<double> values)
    {
        CheckLength(values);
        values[0] = 1;
        for (var k = 1; 2 * k < values.Length; k++)
        {
            var (sine, cosine) = Math.SinCos(2 * Math.PI * k * s);
            (values[2 * k - 1], values[2 * k]) = (Math.Sqrt(2) * cosine, Math.Sqrt(2) * sine);
        }
    }

    /// <summary>The value at s = 1, exactly: 1 for the constant, √2 for a cosine, 0 for a sine.</summary>
    internal static double AtEnd(int index) => index == 0 ? 1 : index % 2 == 1 ? Math.Sqrt(2) : 0;

    private protected override double Low => 0;

    private protected override double High => 1;
}

/// <summary>
/// The Laguerre polynomials L_n(x), orthonormal on x ≥ 0 with weight e^{−x}; x is the age of a value.
/// </summary>
public sealed class LaguerreBasis : WindowBasis
{
    /// <summary>Makes the basis of the first N polynomials.</summary>
    /// <param name="count">N, at least 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">N &lt; 1.</exception>
    public LaguerreBasis(int count) : base(count)
        => Require.AtLeast(count, 1, "the number N of polynomials");

    /// <inheritdoc />
    public override void Values(double s, Span<double> values)
    {
        CheckLength(values);
        values[0] = 1;
        if (values.Length > 1) values[1] = 1 - s;
        for (var n = 1; n + 1 < values.Length; n++)
            values[n + 1] = ((2 * n + 1 - s) * values[n] - n * values[n - 1]) / (n + 1);
    }

    private protected override double Low => 0;

    // e^{−200} is below the smallest normal ratio to 1 that matters: the tail beyond is zero in double precision.
    private protected override double High => 200;

    private protected override double Weight(double s) => Math.Exp(-s);
}
