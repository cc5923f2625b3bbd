using System.Globalization;
using Lemmata.Arguments;

namespace Lemmata.Learning.Numerics.Information;

/// <summary>
/// The joint law of a few variables with finitely many values each, and the information they carry about one another.
/// </summary>
/// <remarks>
/// <para><em>Definition</em>: entropies are in bits, <c>H = −Σ p log₂ p</c>, with 0 log 0 = 0.</para>
/// <para><em>Cost</em>: the table holds values^count probabilities.</para>
/// <para><em>Source</em>: C. Shannon 1948; T. Cover and J. Thomas, Elements of Information Theory, chapter 2.</para>
/// </remarks>
public sealed class JointLaw
{
    private const double SumSlack = 1e-9;
    private readonly double[] table;

    /// <summary>A law from its table, which is copied.</summary>
    /// <param name="count">Number of variables, at least 1.</param>
    /// <param name="values">Number of values of each variable, at least 1: 0, 1, ….</param>
    /// <param name="probabilities">Probability of each string of values; variable 0 is the digit that changes
    /// slowest.</param>
    /// <exception cref="ArgumentOutOfRangeException">A count is below 1.</exception>
    /// <exception cref="ArgumentException">The table has the wrong length, or is not a law.</exception>
    public JointLaw(int count, int values, IReadOnlyList<double> probabilities)
    {
        Require.AtLeast(count, 1);
        Require.AtLeast(values, 1);
        ArgumentNullException.ThrowIfNull(probabilities);
        (Count, Values) = (count, values);
        var size = Power(values, count);
        Require.That(
            probabilities.Count == size,
            nameof(probabilities),
            $"{count} variables with {values} values each have {size} strings, but {probabilities.Count} "
                + $"probabilities were given.");

        table = [.. probabilities];
        var sum = 0.0;
        for (var i = 0; i < table.Length; i++)
        {
            Require.That(
                table[i] >= 0,
                nameof(probabilities),
                $"probability {i} is {table[i].ToString(CultureInfo.InvariantCulture)}; probabilities are at "
                    + $"least zero.");

            sum += table[i];
        }

        Require.That(
            Math.Abs(sum - 1) <= SumSlack,
            nameof(probabilities),
            $"the probabilities sum to {sum.ToString(CultureInfo.InvariantCulture)}; they must sum to 1 within "
                + $"{SumSlack.ToString(CultureInfo.InvariantCulture)}.");
    }

    /// <summary>Number of variables.</summary>
    public int Count { get; }

    /// <summary>Number of values of each variable.</summary>
    public int Values { get; }

    /// <summary>The law of a process that is described step by step.</summary>
    /// <param name="count">Number of variables.</param>
    /// <param name="values">Number of values of each.</param>
    /// <param name="next">Probability of a value given all earlier ones, oldest first.</param>
    /// <returns>The joint law.</returns>
    /// <exception cref="ArgumentException">The conditional probabilities do not make a law.</exception>
    public static JointLaw Sequential(int count, int values, Func<IReadOnlyList<int>, int, double> next)
    {
        ArgumentNullException.ThrowIfNull(next);
        Require.AtLeast(count, 1);
        Require.AtLeast(values, 1);
        var table = new double[Power(values, count)];
        var past = new List<int>(count);
        var cell = 0;
        Fill(1);
        return new JointLaw(count, values, table);

        void Fill(double probability)
        {
            if (past.Count == count)
            {
                table[cell++] = probability;
                return;
            }

            for (var value = 0; value < values; value++)
            {
                var conditional = next(past, value);
                past.Add(value);
                Fill(probability * conditional);
                past.RemoveAt(past.Count - 1);
            }
        }
    }

    /// <summary>Probability of one string of values.</summary>
    /// <param name="outcome">One value per variable.</param>
    /// <returns>Its probability.</returns>
    /// <exception cref="ArgumentException">The string has the wrong length or a value that does not exist.</exception>
    public double Probability(params int[] outcome)
    {
        ArgumentNullException.ThrowIfNull(outcome);
        Require.That(
            outcome.Length == Count && !outcome.Any(v => v < 0 || v >= Values),
            nameof(outcome),
            $"({string.Join(", ", outcome)}) is not {Count} values from 0 to {Values - 1}.");

        return table[outcome.Aggregate(0, (index, value) => index * Values + value)];
    }

    /// <summary>The law of some of the variables.</summary>
    /// <param name="variables">Their indices, in any order, none twice.</param>
    /// <returns>
    /// Probabilities of all their strings, the first index changing slowest; a single 1 for no variables.
    /// </returns>
    /// <exception cref="ArgumentException">An index does not exist or comes twice.</exception>
    public double[] Marginal(params int[] variables)
    {
        Check(variables);
        var result = new double[Power(Values, variables.Length)];
        var strides = variables.Select(v => Power(Values, Count - 1 - v)).ToArray();
        for (var cell = 0; cell < table.Length; cell++)
        {
            var index = 0;
            foreach (var stride in strides)
            {
                index = index * Values + cell / stride % Values;
            }

            result[index] += table[cell];
        }

        return result;
    }

    /// <summary>Entropy of some of the variables together, <c>H(X)</c>.</summary>
    /// <param name="variables">Their indices.</param>
    /// <returns>Bits, at least zero.</returns>
    /// <exception cref="ArgumentException">An index does not exist or comes twice.</exception>
    public double EntropyBits(params int[] variables) => Entropy.Bits(Marginal(variables));

    /// <summary>What one variable is still unsure of when others are known, <c>H(X | Z)</c>.</summary>
    /// <param name="of">Indices of X.</param>
    /// <param name="given">Indices of Z, disjoint from X; may be empty.</param>
    /// <returns>Bits.</returns>
    /// <exception cref="ArgumentException">An index does not exist or comes twice.</exception>
    public double ConditionalEntropyBits(int[] of, int[] given) => EntropyBits([.. of, .. given]) - EntropyBits(given);

    /// <summary>What two groups of variables tell of each other when a third is known, <c>I(X; Y | Z)</c>.</summary>
    /// <param name="one">Indices of X.</param>
    /// <param name="other">Indices of Y.</param>
    /// <param name="given">Indices of Z; may be empty. All three are disjoint.</param>
    /// <returns>
    /// Bits: <c>H(X, Z) + H(Y, Z) − H(X, Y, Z) − H(Z)</c>, at least zero up to rounding, and zero exactly when X and Y
    /// are independent given Z.
    /// </returns>
    /// <exception cref="ArgumentException">An index does not exist or comes twice.</exception>
    public double MutualInformationBits(int[] one, int[] other, int[] given)
    {
        Check([.. one, .. other, .. given]);
        return EntropyBits([.. one, .. given])
            + EntropyBits([.. other, .. given])
            - EntropyBits([.. one, .. other, .. given])
            - EntropyBits(given);
    }

    private void Check(int[] variables)
    {
        ArgumentNullException.ThrowIfNull(variables);
        Require.That(
            !variables.Any(v => v < 0 || v >= Count) && variables.Distinct().Count() == variables.Length,
            nameof(variables),
            $"variables ({string.Join(", ", variables)}) must be different indices from 0 to {Count - 1}.");
    }

    private static int Power(int values, int count)
    {
        var size = Math.Pow(values, count);
        Require.That(
            size <= 1 << 24,
            nameof(count),
            $"{count} variables with {values} values each have {size:G3} strings; the table is limited to {1 << 24}.");
        return (int)Math.Round(size);
    }
}

/// <summary>Entropy of a law.</summary>
public static class Entropy
{
    /// <summary>Entropy <c>−Σ p log₂ p</c>.</summary>
    /// <param name="probabilities">Numbers at least zero; they are not required to sum to one.</param>
    /// <returns>Bits.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A number is negative or not a number.</exception>
    public static double Bits(IEnumerable<double> probabilities)
    {
        ArgumentNullException.ThrowIfNull(probabilities);
        var sum = 0.0;
        foreach (var p in probabilities)
        {
            Require.InRange(p >= 0, nameof(probabilities), "probabilities are at least zero.");

            sum -= p > 0 ? p * Math.Log2(p) : 0;
        }

        return sum;
    }

    /// <summary>Entropy of a coin, <c>h₂(p)</c>.</summary>
    /// <param name="p">Probability of heads, in [0, 1].</param>
    /// <returns>Bits, in [0, 1].</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="p"/> is outside [0, 1].</exception>
    public static double Binary(double p)
    {
        Require.Probability(p);
        return Bits([p, 1 - p]);
    }
}
