using System.Globalization;
using System.Numerics;
using Lemmata.Arguments;

namespace Lemmata.Learning.Numerics.Numbers;

/// <summary>An exact rational number: a fraction of two big integers in lowest terms, denominator positive.</summary>
/// <remarks>
/// <para>Edge cases: <c>default(Rational)</c> is zero. There is no infinity and no NaN; what would produce one
/// throws.</para>
/// <para>Cost: every sum or product takes one greatest common divisor, so it grows with the digits of the
/// operands.</para>
/// <para>Generic math: implements <see cref="INumber{TSelf}"/>, so an algorithm written for <c>T : INumber&lt;T&gt;</c>
/// runs in <c>double</c> and, as its own independent check, in exact arithmetic.</para>
/// </remarks>
public readonly partial struct Rational : INumber<Rational>, ISignedNumber<Rational>
{
    private readonly BigInteger numerator;
    private readonly BigInteger denominator; // zero only in default(Rational), which means 0/1

    /// <summary>The fraction <paramref name="numerator"/> / <paramref name="denominator"/> in lowest terms.</summary>
    /// <param name="numerator">Any integer.</param>
    /// <param name="denominator">Any integer but zero; its sign moves to the numerator.</param>
    /// <exception cref="DivideByZeroException">The denominator is zero.</exception>
    public Rational(BigInteger numerator, BigInteger denominator)
    {
        if (denominator.IsZero)
        {
            throw new DivideByZeroException(
                $"A rational number needs a denominator other than zero; got {numerator}/0.");
        }

        var divisor = BigInteger.GreatestCommonDivisor(numerator, denominator);
        if (denominator.Sign < 0)
        {
            divisor = -divisor;
        }

        this.numerator = numerator / divisor;
        this.denominator = denominator / divisor;
    }

    private Rational(BigInteger integer)
    {
        numerator = integer;
        denominator = BigInteger.One;
    }

    /// <summary>The numerator in lowest terms; it carries the sign.</summary>
    public BigInteger Numerator => numerator;

    /// <summary>The denominator in lowest terms, at least one.</summary>
    public BigInteger Denominator => denominator.IsZero ? BigInteger.One : denominator;

    /// <summary>Minus one, zero or one.</summary>
    public int Sign => numerator.Sign;

    /// <summary>The number 0.</summary>
    public static Rational Zero => default;

    /// <summary>The number 1.</summary>
    public static Rational One => new(BigInteger.One);

    /// <summary>The number −1.</summary>
    public static Rational NegativeOne => new(BigInteger.MinusOne);

    /// <summary>The exact value of a double: every finite double is a fraction over a power of two.</summary>
    /// <param name="value">A finite number.</param>
    /// <returns>The fraction that the bits of <paramref name="value"/> stand for; 0.1 gives
    /// 3602879701896397/36028797018963968, not 1/10.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The value is infinite or NaN.</exception>
    public static Rational FromDouble(double value)
    {
        Require.InRange(
            double.IsFinite(value),
            nameof(value),
            $"Only a finite double is a rational number; got {value.ToString(CultureInfo.InvariantCulture)}.");

        var bits = BitConverter.DoubleToInt64Bits(value);
        var exponent = (int)((bits >> 52) & 0x7FF);
        var fraction = bits & 0xFFFFFFFFFFFFFL;
        var significand = new BigInteger(exponent == 0 ? fraction : fraction | (1L << 52));
        var scale = Math.Max(exponent, 1) - 1075;
        var signed = bits < 0 ? -significand : significand;
        return scale >= 0 ? new Rational(signed << scale) : new Rational(signed, BigInteger.One << -scale);
    }

    /// <summary>The double nearest to this number, ties to even.</summary>
    /// <returns>A finite double, or an infinity when the magnitude exceeds the largest double.</returns>
    /// <remarks>Error: at most half a unit in the last place, subnormal results included.</remarks>
    public double ToDouble()
    {
        if (numerator.IsZero)
        {
            return 0;
        }

        var magnitude = BigInteger.Abs(numerator);
        var denominator = Denominator;
        var exponent = (int)Math.Clamp(magnitude.GetBitLength() - denominator.GetBitLength(), -2000, 2000);
        var reaches = exponent >= 0 ? magnitude >= denominator << exponent : magnitude << -exponent >= denominator;
        var shift = Math.Min(52 - (reaches ? exponent : exponent - 1), 1074);
        var quotient = BigInteger.DivRem(
            shift >= 0 ? magnitude << shift : magnitude,
            shift >= 0 ? denominator : denominator << -shift,
            out var remainder);
        var against = (remainder << 1).CompareTo(shift >= 0 ? denominator : denominator << -shift);
        if (against > 0 || (against == 0 && !quotient.IsEven))
        {
            quotient++;
        }

        var nearest = Math.ScaleB((double)quotient, -shift);
        return numerator.Sign < 0 ? -nearest : nearest;
    }

    /// <summary>The absolute value.</summary>
    /// <param name="value">Any rational.</param>
    public static Rational Abs(Rational value) => value.Sign < 0 ? -value : value;

    /// <summary>An integer power, <c>value^exponent</c>.</summary>
    /// <param name="value">The base; not zero when the exponent is negative.</param>
    /// <param name="exponent">Any integer; 0 gives 1, also for base 0.</param>
    /// <exception cref="DivideByZeroException">The base is zero and the exponent negative.</exception>
    public static Rational Pow(Rational value, int exponent) => exponent >= 0
        ? new Rational(BigInteger.Pow(value.numerator, exponent), BigInteger.Pow(value.Denominator, exponent))
        : new Rational(BigInteger.Pow(value.Denominator, -exponent), BigInteger.Pow(value.numerator, -exponent));

    /// <summary>The largest integer that is at most <paramref name="value"/>.</summary>
    /// <param name="value">Any rational.</param>
    public static BigInteger Floor(Rational value)
    {
        var quotient = BigInteger.DivRem(value.numerator, value.Denominator, out var remainder);
        return remainder.Sign < 0 ? quotient - 1 : quotient;
    }

    /// <summary>The smallest integer that is at least <paramref name="value"/>.</summary>
    /// <param name="value">Any rational.</param>
    public static BigInteger Ceiling(Rational value) => -Floor(-value);

    /// <summary>The multiplicative inverse, denominator over numerator.</summary>
    /// <param name="value">Any rational but zero.</param>
    /// <exception cref="DivideByZeroException">The value is zero.</exception>
    public static Rational Reciprocal(Rational value) => new(value.Denominator, value.numerator);

    /// <summary>The sum of two rationals, exact.</summary>
    public static Rational operator +(Rational left, Rational right) => new(
        left.numerator * right.Denominator + right.numerator * left.Denominator,
        left.Denominator * right.Denominator);

    /// <summary>The difference of two rationals, exact.</summary>
    public static Rational operator -(Rational left, Rational right) => left + -right;

    /// <summary>The number with the opposite sign.</summary>
    public static Rational operator -(Rational value) => new(-value.numerator, value.Denominator);

    /// <summary>The product of two rationals, exact.</summary>
    public static Rational operator *(Rational left, Rational right) => new(
        left.numerator * right.numerator, left.Denominator * right.Denominator);

    /// <summary>The quotient of two rationals, exact.</summary>
    /// <exception cref="DivideByZeroException">The divisor is zero.</exception>
    public static Rational operator /(Rational left, Rational right)
    {
        if (right.Sign == 0)
        {
            throw new DivideByZeroException($"Division of the rational number {left} by zero.");
        }

        return new(left.numerator * right.Denominator, left.Denominator * right.numerator);
    }

    /// <summary>The remainder of truncated division: it has the sign of the dividend.</summary>
    /// <exception cref="DivideByZeroException">The divisor is zero.</exception>
    public static Rational operator %(Rational left, Rational right)
    {
        var quotient = left / right;
        return left - right * new Rational(BigInteger.Divide(quotient.numerator, quotient.Denominator));
    }

    /// <summary>An integer as a rational.</summary>
    public static implicit operator Rational(int value) => new(value);

    /// <summary>An integer as a rational.</summary>
    public static implicit operator Rational(long value) => new(value);

    /// <summary>An integer as a rational.</summary>
    public static implicit operator Rational(BigInteger value) => new(value);

    /// <summary>A decimal number as a rational, exact: <c>0.1m</c> is 1/10.</summary>
    public static implicit operator Rational(decimal value) => Parse(value.ToString(CultureInfo.InvariantCulture));

    /// <summary>The exact value of a double; see <see cref="FromDouble"/>.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is infinite or NaN.</exception>
    public static explicit operator Rational(double value) => FromDouble(value);

    /// <summary>The nearest double; see <see cref="ToDouble"/>.</summary>
    public static explicit operator double(Rational value) => value.ToDouble();
}
