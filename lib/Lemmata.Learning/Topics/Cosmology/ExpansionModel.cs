using Lemmata.Arguments;
using MathNet.Numerics.Integration;

namespace Lemmata.Learning.Topics.Cosmology;

/// <summary>
/// A homogeneous universe by its densities today: <c>ȧ² = Ωm/a + Ωr/a² + ΩΛa² + 1 − Ωm − Ωr − ΩΛ</c>, with the scale
/// factor a = 1 today and times in units of the Hubble time 1/H₀.
/// </summary>
/// <param name="Matter">Density Ωm of dust, in units of the critical density, at least 0.</param>
/// <param name="Lambda">Density ΩΛ of the cosmological constant, any sign.</param>
/// <param name="Radiation">Density Ωr of radiation, at least 0.</param>
/// <remarks>Source: A. Friedmann (1922), doi:10.1007/BF01332580, in today's notation.</remarks>
public sealed record ExpansionModel(double Matter, double Lambda = 0, double Radiation = 0)
{
    private const int Order = 64, Halvings = 200;

    /// <summary>Density Ωm of dust.</summary>
    public double Matter { get; } = NotNegative(Matter, nameof(Matter));

    /// <summary>Density Ωr of radiation.</summary>
    public double Radiation { get; } = NotNegative(Radiation, nameof(Radiation));

    /// <summary>Density ΩΛ of the cosmological constant.</summary>
    public double Lambda { get; } = Finite(Lambda, nameof(Lambda));

    /// <summary>The constant Ωk of the energy integral; in general relativity minus the sign of the curvature.</summary>
    public double Constant => 1 - Matter - Radiation - Lambda;

    /// <summary>The square of the speed, <c>ȧ²</c>, which is negative where a is never reached.</summary>
    /// <param name="a">Scale factor, positive.</param>
    /// <returns>In units of H₀².</returns>
    public double SpeedSquared(double a) => Matter / a + Radiation / (a * a) + Lambda * a * a + Constant;

    /// <summary>The acceleration <c>ä = −Ωm/(2a²) − Ωr/a³ + ΩΛa</c>.</summary>
    /// <param name="a">Scale factor, positive.</param>
    /// <returns>In units of H₀².</returns>
    public double Acceleration(double a) => -Matter / (2 * a * a) - Radiation / (a * a * a) + Lambda * a;

    /// <summary>The scale factor at which expansion ends and turns into collapse.</summary>
    /// <returns>At least 1; null when there is no such moment.</returns>
    public double? Turnaround()
    {
        if (Constant >= 0 && Lambda >= 0) return null;
        var far = 2.0;
        if (Lambda > 0)
        {
            far = SlowestScale();
            if (far <= 1 || SpeedSquared(far) >= 0) return null;
        }
        else
        {
            while (SpeedSquared(far) >= 0) far *= 2;
        }

        return Zero(SpeedSquared, 1, far);
    }

    /// <summary>Whether the past leads to a = 0, and not to a bounce at a smallest scale.</summary>
    public bool HasBigBang
    {
        get
        {
            if (Matter == 0 && Radiation == 0) return Constant > 0;
            if (Lambda <= 0) return true;
            var slowest = SlowestScale();
            return slowest >= 1 || SpeedSquared(slowest) > 0;
        }
    }

    /// <summary>Time from a = 0 to a scale factor on the way up, <c>∫da/ȧ</c>.</summary>
    /// <param name="a">Scale factor from 0 to 1 or beyond, below that of turnaround.</param>
    /// <returns>In units of 1/H₀.</returns>
    /// <exception cref="ArgumentException">There was no a = 0, or a is not below that of turnaround.</exception>
    /// <remarks>Error: below 1e-12 away from a turnaround. Gauss–Legendre in s with a = s², where the integrand is
    /// smooth.</remarks>
    public double Age(double a = 1)
    {
        RequireBigBang();
        Require.InRange(a >= 0, nameof(a), $"a scale factor is not negative, got {a}");
        var turn = Turnaround();
        Require.That(
            turn is null || a < turn,
            nameof(a),
            $"the expansion turns round at a = {turn}, before {a}; ask for AgeAtTurnaround");
        return Integral(s => 2 * s * s * s / Math.Sqrt(Quartic(s * s)), Math.Sqrt(a));
    }

    /// <summary>Time from a = 0 to the turnaround; collapse takes as long again.</summary>
    /// <returns>In units of 1/H₀.</returns>
    /// <exception cref="InvalidOperationException">The expansion does not turn round.</exception>
    /// <remarks>With a = m·sin²θ, and the zero at m divided out of the polynomial, the integrand is smooth.</remarks>
    public double AgeAtTurnaround()
    {
        RequireBigBang();
        var m = Turnaround() ?? throw new InvalidOperationException(
            $"with Ωm = {Matter}, ΩΛ = {Lambda}, Ωr = {Radiation} the expansion goes on for ever");
        return Integral(
            angle =>
            {
                var sine = Math.Sin(angle);
                var a = m * sine * sine;
                // The quartic is (m − a) times this; its lowest coefficients come from those of the quartic.
                var rest = ((-Lambda * a - Lambda * m) * a + (Matter + Radiation / m) / m) * a + Radiation / m;
                return 2 * m * sine * a / Math.Sqrt(m * rest);
            },
            Math.PI / 2);
    }

    /// <summary>The scale factor at which the expansion begins to accelerate: the zero of ä.</summary>
    /// <returns>Positive.</returns>
    /// <exception cref="InvalidOperationException">ΩΛ is not positive, or nothing decelerates.</exception>
    public double AccelerationStart() => Lambda > 0 && Matter + Radiation > 0
        ? SlowestScale()
        : throw new InvalidOperationException("ä changes its sign only with ΩΛ > 0 and some matter or radiation");

    /// <summary>The Hubble time 1/H₀.</summary>
    /// <param name="hubble">H₀ in km/s per megaparsec, positive.</param>
    /// <returns>In 10⁹ Julian years.</returns>
    public static double HubbleTime(double hubble)
    {
        Require.Positive(hubble);
        return KilometresInMegaparsec / hubble / SecondsInGigayear;
    }

    private const double KilometresInMegaparsec = 3.0856775814913673e19, SecondsInGigayear = 3.15576e16;

    /// <summary>a²ȧ², a polynomial.</summary>
    private double Quartic(double a) => Radiation + a * (Matter + a * (Constant + Lambda * a * a));

    /// <summary>Where ȧ² is least: the zero of ä, of which there is one when ΩΛ is positive.</summary>
    private double SlowestScale()
    {
        var far = 1.0;
        while (Acceleration(far) < 0) far *= 2;
        var near = far;
        while (Acceleration(near) > 0) near /= 2;
        return Zero(Acceleration, near, far);
    }

    private void RequireBigBang() => Require.That(
        HasBigBang,
        nameof(Lambda),
        $"with Ωm = {Matter} and ΩΛ = {Lambda} there was no a = 0 to count from; choose less ΩΛ or more matter");

    private static double Zero(Func<double, double> function, double low, double high)
    {
        var sign = Math.Sign(function(high));
        for (var i = 0; i < Halvings && low < high; i++)
        {
            var middle = low + (high - low) / 2;
            if (middle == low || middle == high) break;
            if (Math.Sign(function(middle)) == sign) high = middle;
            else low = middle;
        }

        return low;
    }

    /// <summary>Sixteen pieces of 64 points each.</summary>
    private static double Integral(Func<double, double> function, double end)
    {
        const int pieces = 16;
        var sum = 0.0;
        for (var i = 0; i < pieces; i++)
            sum += GaussLegendreRule.Integrate(function, end * i / pieces, end * (i + 1) / pieces, Order);
        return sum;
    }

    private static double NotNegative(double value, string name)
    {
        Require.InRange(value >= 0 && double.IsFinite(value), name, $"{name} is a density of at least 0, got {value}");
        return value;
    }

    private static double Finite(double value, string name)
    {
        Require.InRange(double.IsFinite(value), name, $"{name} is a density and has to be finite, got {value}");
        return value;
    }
}
