using Lemmata.Arguments;
using Lemmata.Learning.Numerics.Random;

namespace Lemmata.Learning.Topics.Hyperdimensional;

/// <summary>
/// Texts as vectors: one random vector a letter, n letters in a row rotated by their place and bound, all bundled.
/// </summary>
/// <remarks><b>Source:</b> Joshi, Halseth and Kanerva 2016, "Language geometry using random indexing",
/// arXiv 1412.7026.</remarks>
public sealed class NGramEncoder
{
    private readonly Dictionary<char, Hypervector> letters = [];
    private readonly int order, dimension;

    /// <summary>An encoder.</summary>
    /// <param name="random">Where the letters' vectors come from.</param>
    /// <param name="alphabet">The letters that count, each once, at least one; others are skipped.</param>
    /// <param name="dimension">D, at least 1.</param>
    /// <param name="order">n, at least 1.</param>
    /// <exception cref="ArgumentException">The alphabet is empty or repeats a letter.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A number is below 1.</exception>
    public NGramEncoder(SplitMix64 random, string alphabet, int dimension, int order)
    {
        ArgumentNullException.ThrowIfNull(random);
        ArgumentException.ThrowIfNullOrEmpty(alphabet);
        Require.AtLeast(dimension, 1);
        Require.AtLeast(order, 1);
        (this.order, this.dimension) = (order, dimension);
        foreach (var letter in alphabet)
        {
            Require.That(
                letters.TryAdd(letter, Hypervector.Random(random, dimension)),
                nameof(alphabet),
                $"the alphabet has '{letter}' twice; each letter gets one vector");
        }
    }

    /// <summary>Bundles all n-grams of a text.</summary>
    /// <param name="text">A text with at least n letters of the alphabet.</param>
    /// <returns>The bundle.</returns>
    /// <exception cref="ArgumentException">The text has fewer letters.</exception>
    public Bundle Encode(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        char[] known = [.. text.Where(letters.ContainsKey)];
        Require.That(
            known.Length >= order,
            nameof(text),
            $"the text has {known.Length} letters of the alphabet, but {order} in a row are needed");
        var bundle = new Bundle(dimension);
        var grams = new Dictionary<string, Hypervector>();
        for (var i = 0; i + order <= known.Length; i++)
        {
            var gram = new string(known, i, order);
            if (!grams.TryGetValue(gram, out var vector))
                grams[gram] = vector = VectorOf(gram);
            bundle.Add(vector);
        }

        return bundle;
    }

    /// <summary>One n-gram: letter j rotated by n − 1 − j places, all bound.</summary>
    /// <param name="gram">n letters of the alphabet.</param>
    /// <returns>Its vector.</returns>
    /// <exception cref="ArgumentException">The length differs from n, or a letter is unknown.</exception>
    public Hypervector VectorOf(string gram)
    {
        ArgumentNullException.ThrowIfNull(gram);
        Require.Length(gram.Length, order, nameof(gram), $"the encoder takes {order} letters at a time");
        Hypervector? bound = null;
        for (var j = 0; j < order; j++)
        {
            var known = letters.TryGetValue(gram[j], out var letter);
            Require.That(known, nameof(gram), $"'{gram[j]}' is not in the alphabet");
            var turned = letter!.Rotate(order - 1 - j);
            bound = bound is null ? turned : bound ^ turned;
        }

        return bound!;
    }
}
