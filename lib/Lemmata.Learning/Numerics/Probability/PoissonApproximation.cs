using Lemmata.Arguments;
using Lemmata.Display;

namespace Lemmata.Learning.Numerics.Probability;

/// <summary>A binomial law beside the Poisson law of the same mean.</summary>
/// <remarks>
/// <para><b>Definition:</b> b(k) is the probability of k successes in n trials of success probability p, π(k) = e^−λ
/// λ^k/k! with λ = np.</para>
/// <para><b>Error:</b> differences are taken as π(k)(e^L − 1) with L = ln(b(k)/π(k)) summed from small terms, so they
/// and everything
/// made of them keep a relative error near 10^−14 even where the laws agree to 12 digits.</para>
/// </remarks>
public sealed class PoissonApproximation
{
    private readonly DiscreteLaw poisson;
    private readonly double[] excess;      // b(k)/π(k) − 1

    /// <summary>Compares a binomial law with its Poisson law.</summary>
    /// <param name="trials">Number of trials n, at least 1.</param>
    /// <param name="probability">Success probability p, in (0, 1].</param>
    /// <exception cref="ArgumentOutOfRangeException">An argument is outside its range; the message has the
    /// number.</exception>
    public PoissonApproximation(int trials, double probability)
    {
        Require.InRange(trials >= 1, nameof(trials), $"the number of trials must be at least 1, but is {trials}");

        Require.InRange(
            probability is > 0 and <= 1,
            nameof(probability),
            $"the success probability must lie in (0, 1], but is {NumberText.Significant(probability)}");

        (Trials, Probability) = (trials, probability);
        poisson = DiscreteLaw.Poisson(Mean);
        excess = new double[poisson.Largest + 1];
        var chosen = 0.0;                                           // Σ_{j<k} ln(1 − j/n)
        for (var k = 0; k < excess.Length; k++)
        {
            excess[k] =
                k > trials || (probability == 1 && k < trials)
                    ? -1
                    : ExpMinusOne(chosen + LogAllFail(trials, probability, k));
            if (k < trials)
                chosen += LogOnePlus(-(double)k / trials);
        }
    }

    /// <summary>The approximation for a given mean.</summary>
    /// <param name="trials">Number of trials n, at least the mean.</param>
    /// <param name="mean">Mean λ, positive; p = λ/n.</param>
    /// <returns>The pair of laws.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The mean is not positive or exceeds the number of
    /// trials.</exception>
    public static PoissonApproximation WithMean(int trials, double mean)
    {
        Require.InRange(
            mean > 0 && mean <= trials,
            nameof(mean),
            $"the mean must lie in (0, {trials}] for {trials} trials, but is {NumberText.Significant(mean)}");

        return new PoissonApproximation(trials, mean / trials);
    }

    /// <summary>Number of trials n.</summary>
    public int Trials { get; }

    /// <summary>Success probability p.</summary>
    public double Probability { get; }

    /// <summary>Mean λ = np of both laws.</summary>
    public double Mean => Trials * Probability;

    /// <summary>The largest value with a Poisson weight that is not negligible.</summary>
    public int Largest => poisson.Largest;

    /// <summary>The Poisson weight π(k).</summary>
    /// <param name="k">Any integer.</param>
    /// <returns>A number in [0, 1].</returns>
    public double Poisson(int k) => poisson.Probability(k);

    /// <summary>The binomial weight b(k).</summary>
    /// <param name="k">Any integer.</param>
    /// <returns>A number in [0, 1].</returns>
    public double Binomial(int k) => Poisson(k) + Difference(k);

    /// <summary>The difference <c>b(k) − π(k)</c>.</summary>
    /// <param name="k">Any integer.</param>
    /// <returns>A number in [−1, 1].</returns>
    public double Difference(int k) => k >= 0 && k < excess.Length ? poisson.Probability(k) * excess[k] : 0;

    /// <summary>The difference's leading term <c>−(λ²/2n)(π(k) − 2π(k−1) + π(k−2))</c>.</summary>
    /// <param name="k">Any integer.</param>
    /// <returns>The first Charlier correction.</returns>
    public double LeadingDifference(int k) => -Mean * Mean / (2 * Trials) * Charlier.SecondDifference(poisson, k);

    /// <summary>The total variation distance <c>½ Σ |b(k) − π(k)|</c>, the Poisson tail beyond n included.</summary>
    public double TotalVariation => HalfSum(Difference);

    /// <summary>
    /// The distance that is left when the leading term is taken into account: that of b from the signed measure π +
    /// leading term.
    /// </summary>
    public double CorrectedTotalVariation => HalfSum(k => Difference(k) - LeadingDifference(k));

    /// <summary>The Kullback–Leibler divergence of the binomial law from the Poisson law, in nats.</summary>
    public double RelativeEntropy
    {
        get
        {
            var sum = new CompensatedSum();
            for (var k = 0; k < excess.Length; k++)
                sum.Add(poisson.Probability(k) * Divergence.LogTerm(excess[k]));
            return sum.Value;
        }
    }

    /// <summary>
    /// Le Cam's upper bound of the distance, <c>λ²/n</c>, the sum of the squared success probabilities.
    /// </summary>
    /// <remarks><b>Source:</b> Le Cam 1960, theorem 1.</remarks>
    public double LeCam => Mean * Mean / Trials;

    /// <summary>The upper bound by the method of Stein and Chen, <c>(1 − e^−λ) p</c>.</summary>
    /// <remarks><b>Source:</b> Barbour and Hall 1984, theorem 1.</remarks>
    public double SteinChen => SteinChenOf(Mean, LeCam);

    /// <summary>The lower bound <c>min(1, 1/λ) λ²/(32 n)</c>.</summary>
    /// <remarks><b>Source:</b> Barbour and Hall 1984, theorem 2.</remarks>
    public double BarbourHall => BarbourHallOf(Mean, LeCam);

    /// <summary>Le Cam's upper bound for unequal success probabilities, <c>Σ p(i)²</c>.</summary>
    /// <param name="probabilities">Success probabilities p(i), <c>[n]</c>, one a trial, each in [0, 1].</param>
    /// <returns>A number in [0, n] that the total variation distance between the number of successes in independent
    /// trials
    /// and the Poisson law of mean Σ p(i) does not exceed; above 1 it says nothing.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A probability is outside [0, 1]; the message has its
    /// index.</exception>
    /// <remarks>
    /// <para><b>Edge cases:</b> 0 where no trial can succeed; attained to leading order as all p(i) tend to 0.</para>
    /// <para><b>Source:</b> Le Cam 1960, theorem 1.</para>
    /// </remarks>
    public static double LeCamBound(IReadOnlyList<double> probabilities) => MeanAndSquares(probabilities).Squares;

    /// <summary>
    /// The bound of Stein and Chen for unequal probabilities, <c>(1 − e^−λ)/λ · Σ p(i)²</c> with λ = Σ p(i).
    /// </summary>
    /// <param name="probabilities">Success probabilities p(i), <c>[n]</c>, one a trial, each in [0, 1].</param>
    /// <returns>A number in [0, 1] that the total variation distance between the number of successes in independent
    /// trials
    /// and the Poisson law of mean λ does not exceed, never above <see cref="LeCamBound"/>.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A probability is outside [0, 1]; the message has its
    /// index.</exception>
    /// <remarks>
    /// <para><b>Edge cases:</b> 0 where no trial can succeed; attained by a single trial, <c>p(1 − e^−p)</c>.</para>
    /// <para><b>Source:</b> Barbour and Hall 1984, theorem 1.</para>
    /// </remarks>
    public static double SteinChenBound(IReadOnlyList<double> probabilities)
    {
        var (mean, squares) = MeanAndSquares(probabilities);
        return mean == 0 ? 0 : SteinChenOf(mean, squares);
    }

    /// <summary>
    /// The lower bound for unequal success probabilities, <c>min(1, 1/λ) Σ p(i)² / 32</c> with λ = Σ p(i).
    /// </summary>
    /// <param name="probabilities">Success probabilities p(i), <c>[n]</c>, one a trial, each in [0, 1].</param>
    /// <returns>A number in [0, 1/32] that the total variation distance between the number of successes in independent
    /// trials
    /// and the Poisson law of mean λ is not below.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A probability is outside [0, 1]; the message has its
    /// index.</exception>
    /// <remarks>
    /// <para><b>Edge cases:</b> 0 where no trial can succeed.</para>
    /// <para><b>Source:</b> Barbour and Hall 1984, theorem 2.</para>
    /// </remarks>
    public static double BarbourHallBound(IReadOnlyList<double> probabilities)
    {
        var (mean, squares) = MeanAndSquares(probabilities);
        return mean == 0 ? 0 : BarbourHallOf(mean, squares);
    }

    private static double SteinChenOf(double mean, double squares) => -ExpMinusOne(-mean) / mean * squares;

    private static double BarbourHallOf(double mean, double squares) => Math.Min(1, 1 / mean) * squares / 32;

    private static (double Mean, double Squares) MeanAndSquares(IReadOnlyList<double> probabilities)
    {
        ArgumentNullException.ThrowIfNull(probabilities);
        var (mean, squares) = (new CompensatedSum(), new CompensatedSum());
        for (var i = 0; i < probabilities.Count; i++)
        {
            DiscreteLaw.RequireProbability(probabilities[i], $"{nameof(probabilities)}[{i}]");
            mean.Add(probabilities[i]);
            squares.Add(probabilities[i] * probabilities[i]);
        }
        return (mean.Value, squares.Value);
    }

    private double HalfSum(Func<int, double> of)
    {
        var sum = new CompensatedSum();
        for (var k = excess.Length + 1; k >= 0; k--) sum.Add(Math.Abs(of(k)));
        return sum.Value / 2;
    }

    /// <summary>
    /// ln((1−p)^(n−k) e^(np)) as n(ln(1−p) + p) − k ln(1−p): both parts are small where the laws are close.
    /// </summary>
    private static double LogAllFail(int n, double p, int k)
    {
        if (p == 1) return n;                                       // only reached for k = n, where (1−p)^0 = 1
        var log = LogOnePlus(-p);
        return n * LogPlusP(p, log) - k * log;
    }

    /// <summary>ln(1−p) + p without cancellation: −p²/2 − p³/3 − … for small p.</summary>
    private static double LogPlusP(double p, double log)
    {
        if (p > 0.1) return log + p;
        var (sum, power) = (0.0, p * p);
        for (var j = 2; j < 18; j++, power *= p) sum -= power / j;
        return sum;
    }

    /// <summary>ln(1+x), by W. Kahan's correction of the rounding in 1+x.</summary>
    private static double LogOnePlus(double x)
    {
        var y = 1 + x;
        return y == 1 ? x : Math.Log(y) * (x / (y - 1));
    }

    /// <summary>e^x − 1 without cancellation.</summary>
    private static double ExpMinusOne(double x)
    {
        if (Math.Abs(x) > 0.3) return Math.Exp(x) - 1;
        var (sum, term) = (0.0, x);
        for (var j = 2; j < 20; j++)
        {
            sum += term;
            term *= x / j;
        }
        return sum;
    }
}
