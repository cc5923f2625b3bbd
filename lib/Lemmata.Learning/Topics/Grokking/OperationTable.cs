using Lemmata.Arguments;
using Lemmata.Learning.Numerics.Random;

namespace Lemmata.Learning.Topics.Grokking;

/// <summary>The full table of a binary operation, c = a ∘ b, as triples of symbol numbers.</summary>
/// <remarks><em>Source.</em> Power, Burda, Edwards, Babuschkin and Misra 2022, "Grokking: Generalization Beyond
/// Overfitting on Small
/// Algorithmic Datasets", arXiv 2201.02177, section 2 and appendix A.1.1.</remarks>
public sealed class OperationTable
{
    private OperationTable(string name, int tokenCount, int classCount, int[] left, int[] right, int[] result) =>
        (Name, TokenCount, ClassCount, Left, Right, Result) = (name, tokenCount, classCount, left, right, result);

    /// <summary>The operation in words, such as <c>a + b mod 53</c>.</summary>
    public string Name { get; }

    /// <summary>Number of different operands.</summary>
    public int TokenCount { get; }

    /// <summary>Number of different results.</summary>
    public int ClassCount { get; }

    /// <summary>The left operand a of each entry.</summary>
    public int[] Left { get; }

    /// <summary>The right operand b of each entry.</summary>
    public int[] Right { get; }

    /// <summary>The result c of each entry.</summary>
    public int[] Result { get; }

    /// <summary>Number of entries.</summary>
    public int Count => Left.Length;

    /// <summary>a + b mod p.</summary>
    /// <param name="p">The modulus, at least 2.</param>
    /// <returns>p² entries.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The modulus is below 2.</exception>
    public static OperationTable Add(int p) => Modular("a + b", p, (a, b) => a + b);

    /// <summary>a − b mod p.</summary>
    /// <param name="p">The modulus, at least 2.</param>
    /// <returns>p² entries.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The modulus is below 2.</exception>
    public static OperationTable Subtract(int p) => Modular("a - b", p, (a, b) => a - b + p);

    /// <summary>a · b mod p.</summary>
    /// <param name="p">The modulus, at least 2.</param>
    /// <returns>p² entries.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The modulus is below 2.</exception>
    public static OperationTable Multiply(int p) => Modular("a * b", p, (a, b) => a * b);

    /// <summary>a / b mod p for b ≠ 0, the c with c · b = a.</summary>
    /// <param name="p">The modulus, a prime.</param>
    /// <returns>p (p − 1) entries.</returns>
    /// <exception cref="ArgumentException">The modulus is not prime, so that some quotients do not exist.</exception>
    public static OperationTable Divide(int p)
    {
        Require.That(
            p >= 2 && !Enumerable.Range(2, Math.Max(0, (int)Math.Sqrt(p) - 1)).Any(d => p % d == 0),
            nameof(p),
            $"division needs a prime modulus, but {p} is none; pass for example 53, 97 or 113");

        var inverse = new int[p];
        for (var b = 1; b < p; b++)
            inverse[b] = Enumerable.Range(1, p - 1).First(c => (long)c * b % p == 1);
        return Build($"a / b mod {p}", p, p, (a, b) => b == 0 ? null : a * inverse[b] % p);
    }

    /// <summary>a² + b² mod p.</summary>
    /// <param name="p">The modulus, at least 2.</param>
    /// <returns>p² entries.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The modulus is below 2.</exception>
    public static OperationTable SumOfSquares(int p) => Modular("a^2 + b^2", p, (a, b) => a * a + b * b);

    /// <summary>a³ + a b mod p.</summary>
    /// <param name="p">The modulus, at least 2.</param>
    /// <returns>p² entries.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The modulus is below 2.</exception>
    public static OperationTable CubePlusProduct(int p) => Modular("a^3 + a b", p, (a, b) => a * a % p * a + a * b);

    /// <summary>a ∘ b of the 120 permutations of five things, (a ∘ b)(i) = a(b(i)).</summary>
    /// <returns>14400 entries; permutations are numbered in lexicographic order, 0 is the identity.</returns>
    public static OperationTable SymmetricGroup5()
    {
        var elements = Permutations([0, 1, 2, 3, 4]).ToArray();
        var number = elements.Select((element, i) => (Key(element), i)).ToDictionary();
        return Build("permutations of 5, a b", elements.Length, elements.Length,
            (a, b) => number[Key([.. elements[b].Select(i => elements[a][i])])]);

        static int Key(int[] element) => element.Aggregate(0, (key, digit) => key * 5 + digit);

        static IEnumerable<int[]> Permutations(int[] things) =>
            things.Length == 0
                ?
                [
                    [],
                ]
                : things.SelectMany(first =>
                    Permutations([.. things.Where(thing => thing != first)]).Select(rest => (int[])[first, .. rest]));
    }

    /// <summary>Independent uniform results: a table with nothing to be understood.</summary>
    /// <param name="p">Number of operands and of results, at least 2.</param>
    /// <param name="seed">Seed of the results.</param>
    /// <returns>p² entries.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The number is below 2.</exception>
    public static OperationTable Random(int p, ulong seed)
    {
        var random = new SplitMix64(seed);
        return Modular($"random results, seed {seed},", p, (_, _) => random.NextInt(p));
    }

    /// <summary>Divides the entries by a random order: the first share is for training.</summary>
    /// <param name="trainShare">The share α of training entries, in (0, 1); ⌊α·count⌉ entries.</param>
    /// <param name="seed">Seed of the order.</param>
    /// <returns>The two parts.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The share is NaN or leaves one part empty.</exception>
    public TableSplit Split(double trainShare, ulong seed)
    {
        var trainCount = trainShare is > 0 and < 1 ? (int)Math.Round(trainShare * Count) : 0;
        Require.InRange(
            trainCount >= 1 && trainCount < Count,
            nameof(trainShare),
            $"the training share must leave both parts with entries of the {Count}, but is {trainShare}; pass "
                + $"for example 0.4");

        var order = new SplitMix64(seed).Permutation(Count);
        return new TableSplit(
            this,
            order[..trainCount],
            order[trainCount..],
            string.Create(
                System.Globalization.CultureInfo.InvariantCulture,
                $"{Name}, {trainCount} of {Count} entries for training by seed {seed}"));
    }

    /// <summary>The table with some results replaced.</summary>
    internal OperationTable With(int[] result) => new(Name, TokenCount, ClassCount, Left, Right, result);

    private static OperationTable Modular(string name, int p, Func<int, int, int> operation)
    {
        Require.AtLeast(p, 2);
        return Build($"{name} mod {p}", p, p, (a, b) => operation(a, b) % p);
    }

    private static OperationTable Build(string name, int tokenCount, int classCount, Func<int, int, int?> operation)
    {
        var entries = from a in Enumerable.Range(0, tokenCount)
                      from b in Enumerable.Range(0, tokenCount)
                      let c = operation(a, b)
                      where c is not null
                      select (A: a, B: b, C: c.Value);
        var list = entries.ToArray();
        return new OperationTable(name, tokenCount, classCount,
            [.. list.Select(e => e.A)], [.. list.Select(e => e.B)], [.. list.Select(e => e.C)]);
    }
}

/// <summary>An operation's table divided into training and test entries.</summary>
/// <param name="Table">The table.</param>
/// <param name="Train">Entry numbers for training, in random order.</param>
/// <param name="Test">Entry numbers for testing, in random order.</param>
/// <param name="Description">Operation, counts and seed in words.</param>
public sealed record TableSplit(OperationTable Table, int[] Train, int[] Test, string Description)
{
    /// <summary>
    /// The split with a false result in a random part of the training entries; the test entries stay true.
    /// </summary>
    /// <param name="share">The share ε of training entries that change, in [0, 1]; ⌊ε·count⌉ entries.</param>
    /// <param name="seed">Seed of the choice and of the false results.</param>
    /// <returns>
    /// A split of the same entries, each false result uniform over the classes other than the true one.
    /// </returns>
    /// <exception cref="ArgumentOutOfRangeException">The share is NaN or outside [0, 1].</exception>
    public TableSplit WithFalseLabels(double share, ulong seed)
    {
        Require.InRange(
            share is >= 0 and <= 1,
            nameof(share),
            $"the share of false results must lie in [0, 1], but is {share}; pass for example 0.05");

        var count = (int)Math.Round(share * Train.Length);
        if (count == 0) return this;
        var (random, result) = (new SplitMix64(seed), (int[])Table.Result.Clone());
        foreach (var place in random.Permutation(Train.Length)[..count])
            result[Train[place]] = (result[Train[place]] + 1 + random.NextInt(Table.ClassCount - 1)) % Table.ClassCount;
        return this with
        {
            Table = Table.With(result),
            Description = string.Create(
                System.Globalization.CultureInfo.InvariantCulture,
                $"{Description}, {count} of them false by seed {seed}"),
        };
    }
}
