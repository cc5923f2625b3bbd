using System.Numerics;
using Lemmata.Learning.Numerics.Numbers;

namespace Lemmata.Learning.Tests.Numerics.Numbers;

public class RationalTests
{
    private static readonly Rational[] Small =
        [.. from n in Enumerable.Range(-6, 13) from d in Enumerable.Range(1, 5) select new Rational(n, d)];

    [Fact]
    public void Fractions_are_kept_in_lowest_terms_with_a_positive_denominator()
    {
        var value = new Rational(6, -4);
        Assert.Equal((BigInteger)(-3), value.Numerator);
        Assert.Equal((BigInteger)2, value.Denominator);
        Assert.Equal("-3/2", value.ToString());
        Assert.Equal("7", new Rational(14, 2).ToString());
        Assert.Equal(value.GetHashCode(), new Rational(-3, 2).GetHashCode());
    }

    [Fact]
    public void The_default_value_is_zero_in_every_operation()
    {
        Rational zero = default;
        Assert.Equal("0", zero.ToString());
        Assert.Equal(Rational.Zero, zero + zero);
        Assert.Equal(Rational.One, zero + 1);
        Assert.Equal(zero, zero * 5);
        Assert.Equal(new Rational(0, 7), zero);
        Assert.Equal(zero.GetHashCode(), new Rational(0, 7).GetHashCode());
        Assert.Equal(0.0, zero.ToDouble());
        Assert.True(zero < 1 && zero > -1);
    }

    [Fact]
    public void Field_laws_hold_for_all_small_fractions()
    {
        foreach (var a in Small)
        {
            foreach (var b in Small)
            {
                Assert.Equal(a + b, b + a);
                Assert.Equal(a, a + b - b);
                Assert.Equal(a < b, (b - a).Sign > 0);
                Assert.Equal(a == b, a.CompareTo(b) == 0);
                if (b.Sign != 0)
                {
                    Assert.Equal(a, a / b * b);
                    var remainder = a % b;
                    Assert.True(Rational.Abs(remainder) < Rational.Abs(b) && remainder.Sign * a.Sign >= 0);
                    Assert.True(Rational.IsInteger((a - remainder) / b));
                }

                foreach (var c in Small.Where((_, i) => i % 7 == 0))
                {
                    Assert.Equal(a * (b + c), a * b + a * c);
                }
            }
        }
    }

    [Fact]
    public void Floor_and_ceiling_enclose_the_number()
    {
        foreach (var a in Small)
        {
            Assert.True(Rational.Floor(a) <= a && a < Rational.Floor(a) + 1);
            Assert.True(Rational.Ceiling(a) >= a && a > Rational.Ceiling(a) - 1);
        }
    }

    [Theory]
    [InlineData(0.1)]
    [InlineData(-123.456)]
    [InlineData(double.MaxValue)]
    [InlineData(double.Epsilon)]
    [InlineData(2.2250738585072014e-308)]
    [InlineData(1e22)]
    [InlineData(0.0)]
    public void Every_double_survives_the_way_there_and_back(double value)
    {
        Assert.Equal(value, Rational.FromDouble(value).ToDouble());
        Assert.Equal(-value, Rational.FromDouble(-value).ToDouble());
    }

    [Fact]
    public void Conversion_to_double_rounds_to_nearest_with_ties_to_even()
    {
        var ulp = Rational.Pow(2, -52);
        Assert.Equal(1.0, (Rational.One + ulp / 2).ToDouble());
        Assert.Equal(1 + 2 * Math.ScaleB(1, -52), (Rational.One + ulp + ulp / 2).ToDouble());
        Assert.Equal(1 + Math.ScaleB(1, -52), (Rational.One + ulp / 2 + Rational.Pow(10, -40)).ToDouble());
        Assert.Equal(0.0, Rational.Pow(2, -1075).ToDouble());
        Assert.Equal(double.Epsilon, (Rational.Pow(2, -1075) * 3 / 2).ToDouble());
        Assert.Equal(double.PositiveInfinity, Rational.Pow(10, 400).ToDouble());
        Assert.Equal(0.0, Rational.Pow(10, -400).ToDouble());
        for (var n = 1; n < 60; n++)
        {
            for (var d = 1; d < 60; d++)
            {
                Assert.Equal((double)n / d, new Rational(n, d).ToDouble());
            }
        }
    }

    [Theory]
    [InlineData("3/4", 3, 4)]
    [InlineData(" -6/8 ", -3, 4)]
    [InlineData("0.1", 1, 10)]
    [InlineData("-1.25", -5, 4)]
    [InlineData("2e-3", 1, 500)]
    [InlineData("1.5E2", 150, 1)]
    [InlineData("17", 17, 1)]
    public void Text_is_read_exactly(string text, int numerator, int denominator) =>
        Assert.Equal(new Rational(numerator, denominator), Rational.Parse(text));

    [Theory]
    [InlineData("")]
    [InlineData("a")]
    [InlineData("1/0")]
    [InlineData("1/2/3")]
    [InlineData("1e")]
    [InlineData("1e999999999")]
    public void Text_that_is_no_number_is_refused(string text)
    {
        Assert.False(Rational.TryParse(text, out _));
        Assert.Contains($"\"{text}\"", Assert.Throws<FormatException>(() => Rational.Parse(text)).Message);
    }

    [Fact]
    public void Division_by_zero_and_infinite_doubles_are_refused()
    {
        Assert.Contains("3/0", Assert.Throws<DivideByZeroException>(() => new Rational(3, 0)).Message);
        Assert.Contains("2/3", Assert.Throws<DivideByZeroException>(() => new Rational(2, 3) / 0).Message);
        Assert.Throws<DivideByZeroException>(() => Rational.Pow(0, -1));
        Assert.Throws<ArgumentOutOfRangeException>(() => Rational.FromDouble(double.NaN));
    }

    [Fact]
    public void Generic_algorithms_run_in_exact_arithmetic()
    {
        static T Harmonic<T>(int n)
            where T : INumber<T> =>
            Enumerable.Range(1, n).Aggregate(T.Zero, (sum, i) => sum + T.One / T.CreateChecked(i));

        Assert.Equal(new Rational(7381, 2520), Harmonic<Rational>(10));
        Assert.Equal(Harmonic<double>(10), Harmonic<Rational>(10).ToDouble(), 1e-15);
        static T From<T, TOther>(TOther value)
            where T : INumber<T>
            where TOther : INumber<TOther> => T.CreateChecked(value);

        Assert.Equal(new Rational(1, 4), From<Rational, double>(0.25));
        Assert.Equal(new Rational(1, 10), From<Rational, decimal>(0.1m));
        Assert.Equal(new Rational(1, 10), 0.1m);
        Assert.Equal(2.5, double.CreateChecked(new Rational(5, 2)));
        Assert.Equal(-2, int.CreateChecked(new Rational(-5, 2)));
    }
}
