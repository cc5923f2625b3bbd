using Lemmata.Arguments;
using Lemmata.Learning.Numerics.Random;

namespace Lemmata.Learning.Topics.Memorisation;

/// <summary>
/// A model of records of symbols that counts: the next symbol s after a context c has the probability
/// <c>(count(c, s) + α)/(count(c) + αA)</c>.
/// </summary>
/// <remarks>
/// <para><b>Definition.</b> The context is what precedes in the record, at most <see cref="Order"/> − 1 symbols; the
/// beginning of the record is part of it as long as it is no further away.</para>
/// <para><b>Determinism.</b> Counts do not depend on the order in which records are added.</para>
/// </remarks>
/// <param name="symbols">A, the number of symbols, from 2 to 36.</param>
/// <param name="order">n: a context has n − 1 symbols; from 1 to 12.</param>
/// <param name="alpha">α, added to every count, positive.</param>
public sealed class NGramModel(int symbols, int order, double alpha)
{
    private readonly Dictionary<long, int[]> counts = [];
    private readonly int symbols = Checked(symbols, 2, 36, nameof(symbols));

    /// <summary>n; a context has n − 1 symbols.</summary>
    public int Order { get; } = Checked(order, 1, 12, nameof(order));

    /// <summary>A, the number of symbols.</summary>
    public int Symbols => symbols;

    /// <summary>α.</summary>
    public double Alpha { get; } = Positive(alpha);

    /// <summary>Counts a record.</summary>
    /// <param name="record">Symbols from 0 to A − 1.</param>
    /// <param name="copies">How often it stands in the training data, at least 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">A symbol or the number of copies is outside its range.</exception>
    public void Add(ReadOnlySpan<int> record, int copies = 1)
    {
        Require.AtLeast(copies, 0);
        var context = Start;
        foreach (var symbol in record)
        {
            RequireSymbol(symbol);
            if (copies > 0)
            {
                if (!counts.TryGetValue(context, out var row)) counts[context] = row = new int[symbols];
                row[symbol] += copies;
            }

            context = Follow(context, symbol);
        }
    }

    /// <summary>The context at the beginning of a record.</summary>
    public long Start => 0;

    /// <summary>The context after one more symbol.</summary>
    /// <param name="context">A context.</param>
    /// <param name="symbol">The symbol, from 0 to A − 1.</param>
    /// <returns>The newest n − 1 places, the beginning of the record counting as places.</returns>
    public long Follow(long context, int symbol)
    {
        long kept = 1;
        for (var i = 1; i < Order; i++) kept *= symbols + 1;        // places are 0 for "before the beginning"
        return (context * (symbols + 1) + symbol + 1) % kept;
    }

    /// <summary>Writes the probabilities of the next symbol.</summary>
    /// <param name="context">A context, from <see cref="Start"/> by <see cref="Follow"/>.</param>
    /// <param name="law">Receives A probabilities.</param>
    /// <param name="temperature">T: probabilities are raised to 1/T and scaled to the sum 1.</param>
    /// <exception cref="ArgumentException">The length is not A.</exception>
    /// <exception cref="ArgumentOutOfRangeException">T is not positive.</exception>
    public void Next(long context, Span<double> law, double temperature = 1)
    {
        Require.Length(law.Length, symbols, nameof(law), "one probability a symbol");
        Require.Positive(temperature);
        counts.TryGetValue(context, out var row);
        double total = 0;
        for (var s = 0; s < symbols; s++)
        {
            law[s] = (row is null ? 0 : row[s]) + Alpha;
            if (temperature != 1) law[s] = Math.Pow(law[s], 1 / temperature);
            total += law[s];
        }

        for (var s = 0; s < symbols; s++) law[s] /= total;
    }

    /// <summary>The natural logarithm of a record's probability.</summary>
    /// <param name="record">Symbols from 0 to A − 1.</param>
    /// <param name="temperature">As for <see cref="Next"/>.</param>
    /// <returns>At most 0.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A symbol is outside its range.</exception>
    public double LogLikelihood(ReadOnlySpan<int> record, double temperature = 1)
    {
        var (context, sum) = (Start, 0.0);
        Span<double> law = stackalloc double[symbols];
        foreach (var symbol in record)
        {
            RequireSymbol(symbol);
            Next(context, law, temperature);
            sum += Math.Log(law[symbol]);
            context = Follow(context, symbol);
        }

        return sum;
    }

    /// <summary>Draws a record.</summary>
    /// <param name="length">Its number of symbols, at least 0.</param>
    /// <param name="random">The generator, one number a symbol.</param>
    /// <param name="temperature">As for <see cref="Next"/>.</param>
    /// <returns>The symbols.</returns>
    public int[] Sample(int length, SplitMix64 random, double temperature = 1)
    {
        Require.AtLeast(length, 0);
        ArgumentNullException.ThrowIfNull(random);
        var record = new int[length];
        var context = Start;
        Span<double> law = stackalloc double[symbols];
        for (var i = 0; i < length; i++)
        {
            Next(context, law, temperature);
            var left = random.NextDouble();
            var symbol = 0;
            while (symbol < symbols - 1 && left >= law[symbol]) left -= law[symbol++];
            record[i] = symbol;
            context = Follow(context, symbol);
        }

        return record;
    }

    /// <summary>The logarithms of the probabilities of all records of a length.</summary>
    /// <param name="length">The number of symbols, at least 0; A to this power is at most 2^24.</param>
    /// <param name="temperature">As for <see cref="Next"/>.</param>
    /// <returns>A^length numbers; the record's symbols are the digits of the index, the first the highest.</returns>
    /// <exception cref="ArgumentOutOfRangeException">There are too many records.</exception>
    /// <remarks><b>Cost.</b> One look-up for each record that is one symbol shorter, and fewer for shorter
    /// ones.</remarks>
    public double[] LogLikelihoods(int length, double temperature = 1)
    {
        Require.InRange(
            length >= 0 && Math.Pow(symbols, length) <= 1 << 24,
            nameof(length),
            $"{symbols} symbols to the power of {length} are more than {1 << 24} records; take a smaller length.");
        var values = new double[1];
        var contexts = new[] { Start };
        var law = new double[symbols];
        for (var place = 0; place < length; place++)
        {
            var (longer, following) = (new double[values.Length * symbols], new long[values.Length * symbols]);
            for (var i = 0; i < values.Length; i++)
            {
                Next(contexts[i], law, temperature);
                for (var s = 0; s < symbols; s++)
                {
                    longer[i * symbols + s] = values[i] + Math.Log(law[s]);
                    following[i * symbols + s] = place + 1 < length ? Follow(contexts[i], s) : 0;
                }
            }

            (values, contexts) = (longer, following);
        }

        return values;
    }

    private void RequireSymbol(int symbol) => Require.InRange(
        symbol >= 0 && symbol < symbols,
        nameof(symbol),
        $"a symbol has to be from 0 to {symbols - 1}, got {symbol}.");

    private static double Positive(double alpha)
    {
        Require.InRange(
            alpha > 0 && double.IsFinite(alpha), nameof(alpha), $"alpha has to be positive and finite, got {alpha}.");
        return alpha;
    }

    private static int Checked(int value, int low, int high, string name)
    {
        Require.InRange(value >= low && value <= high, name, $"{name} has to be from {low} to {high}, got {value}.");
        return value;
    }
}
