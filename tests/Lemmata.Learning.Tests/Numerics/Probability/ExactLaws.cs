using System.Globalization;
using System.Numerics;

namespace Lemmata.Learning.Tests.Numerics.Probability;

/// <summary>
/// Binomial and Poisson weights with 60 decimal places, by whole numbers alone: the independent route of these tests.
/// </summary>
internal sealed class ExactLaws
{
    private const int Places = 60, ExponentialPlaces = 320;
    private static readonly BigInteger One = BigInteger.Pow(10, Places);

    /// <summary>Weights times 10^60, rounded down; entry k of both arrays belongs to k.</summary>
    public BigInteger[] Binomial { get; }
    public BigInteger[] Poisson { get; }

    public ExactLaws(int n, int lambda)
    {
        // C(n,k) λ^k (n−λ)^(n−k) / n^n, by exact division from k to k+1.
        var (whole, numerator) = (BigInteger.Pow(n, n), BigInteger.Pow(n - lambda, n));
        var binomial = new List<BigInteger>();
        for (var k = 0; k <= n; k++)
        {
            binomial.Add(numerator * One / whole);
            if (k > lambda && binomial[^1].IsZero) break;
            if (k < n) numerator = numerator * (n - k) * lambda / ((k + 1) * (BigInteger)(n - lambda));
        }
        // λ^k/k! / Σ λ^j/j!, the exponential series with 320 places.
        var terms = new List<BigInteger> { BigInteger.Pow(10, ExponentialPlaces) };
        while (!terms[^1].IsZero) terms.Add(terms[^1] * lambda / terms.Count);
        var exponential = terms.Aggregate(BigInteger.Zero, (sum, term) => sum + term);
        var poisson = terms.Select(term => term * One / exponential).ToList();
        var length = Math.Max(binomial.Count, poisson.FindLastIndex(weight => !weight.IsZero) + 1);
        Binomial = [.. Enumerable.Range(0, length).Select(k => k < binomial.Count ? binomial[k] : 0)];
        Poisson = [.. Enumerable.Range(0, length).Select(k => k < poisson.Count ? poisson[k] : 0)];
    }

    public double TotalVariation => Number(Half(k => Binomial[k] - Poisson[k]));

    /// <summary>The distance of b from π − (λ²/2n) (π_k − 2π_{k−1} + π_{k−2}).</summary>
    public double CorrectedTotalVariation(int n, int lambda) => Number(Half(k =>
        Binomial[k] - Poisson[k] + (Poisson[k] - 2 * At(k - 1) + At(k - 2)) * lambda * lambda / (2 * n)));

    public double Difference(int k) => Number(Binomial[k] - Poisson[k]);

    public static double Number(BigInteger scaled) => double.Parse($"{scaled}e-{Places}", CultureInfo.InvariantCulture);

    /// <summary>Within half a unit of the last digit of the reference.</summary>
    public static void AssertDigits(string reference, double value)
    {
        var cut = reference.IndexOf('e');
        var mantissa = cut < 0 ? reference : reference[..cut];
        var exponent = cut < 0 ? 0 : int.Parse(reference[(cut + 1)..], CultureInfo.InvariantCulture);
        var decimals = mantissa.Length - mantissa.IndexOf('.') - 1;
        var halfUnit = 0.5 * Math.Pow(10, exponent - decimals);
        var expected = double.Parse(reference, CultureInfo.InvariantCulture);
        Assert.True(
            Math.Abs(value - expected) <= halfUnit * 1.000001,
            $"{value:R} is not {reference} to its last digit");
    }

    private BigInteger At(int k) => k < 0 ? 0 : Poisson[k];

    private BigInteger Half(Func<int, BigInteger> difference) =>
        Enumerable
            .Range(0, Binomial.Length)
            .Aggregate(BigInteger.Zero, (sum, k) => sum + BigInteger.Abs(difference(k))) / 2;
}
