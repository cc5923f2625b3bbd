using System.Numerics;
using Lemmata.Learning.Numerics.Numbers;

namespace Lemmata.Learning.Tests.Numerics.Numbers;

public class IntegerRootTests
{
    [Fact]
    public void Root_is_the_first_whole_number_whose_power_suffices()
    {
        for (var degree = 1; degree <= 5; degree++)
        {
            var n = 0;
            for (var value = 0; value <= 3000; value++)
            {
                while (Enumerable.Repeat((long)n, degree).Aggregate(1L, (a, b) => a * b) < value)
                    n++;
                Assert.Equal(n, IntegerRoot.Ceiling(value, degree));
            }
        }

        var large = BigInteger.Pow(10, 60);
        Assert.Equal(BigInteger.Pow(10, 20), IntegerRoot.Ceiling(large, 3));
        Assert.Equal(BigInteger.Pow(10, 20) + 1, IntegerRoot.Ceiling(large + 1, 3));
    }

    [Fact]
    public void Squares_of_the_earth_and_their_words_have_the_tabulated_numbers()
    {
        // The mean radius against the ellipsoid of 1984, whose surface is one integral.
        const double a = 6378137, f = 1 / 298.257223563, e2 = f * (2 - f);
        var e = Math.Sqrt(e2);
        var surface = 2 * Math.PI * a * a * (1 + (1 - e2) / e * Math.Atanh(e));
        double Sphere(double side) => 4 * Math.PI * 6371008.8 * 6371008.8 / (side * side);
        Assert.Equal(5.667399, Sphere(3) / 1e13, 5e-7);
        Assert.Equal(5.490303, Sphere(3.048) / 1e13, 5e-7);
        Assert.Equal(1, Sphere(3) * 9 / surface, 1e-6);
        Assert.Equal(38412, (int)IntegerRoot.Ceiling((BigInteger)Sphere(3), 3));
        // Four digits of the count are too few: 38411³ lies between 5.667e13 and 5.667399e13.
        Assert.Equal(38412, (int)Math.Ceiling(Math.Cbrt(5.667399e13)));
        Assert.Equal(38411, (int)Math.Ceiling(Math.Cbrt(5.667e13)));
        Assert.True(40000.0 * 40000 * 40000 == 6.4e13 && Sphere(3) < 6.4e13);
    }

    [Fact]
    public void Negative_numbers_and_degrees_below_one_are_refused()
    {
        Assert.Contains("got -1", Assert.Throws<ArgumentOutOfRangeException>(
            () => IntegerRoot.Ceiling(-1, 3)).Message);
        Assert.Contains("got 0", Assert.Throws<ArgumentOutOfRangeException>(
            () => IntegerRoot.Ceiling(8, 0)).Message);
    }
}
