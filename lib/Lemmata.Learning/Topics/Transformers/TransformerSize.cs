using Lemmata.Arguments;

namespace Lemmata.Learning.Topics.Transformers;

/// <summary>
/// What a transformer is made of, given its dimensions: how many parameters stand where, and how many multiplications
/// a forward pass takes.
/// </summary>
/// <remarks>
/// <para><b>Definition.</b> A self layer has one attention (four matrices between the width d and heads times head
/// width) and a feed-forward network d → f → d; a cross layer has a second attention, which looks at the output of the
/// self layers. Every matrix may have a bias, every sublayer has a norm of 2d parameters. An encoder, and a language
/// model that reads from left to right, have self layers only; a decoder has cross layers.</para>
/// <para><b>Source.</b> Vaswani and others 2017, "Attention is all you need", section 3, arXiv 1706.03762; mixture of
/// experts as in Fedus, Zoph and Shazeer 2021, "Switch Transformers", section 2.1, arXiv 2101.03961.</para>
/// </remarks>
public sealed record TransformerSize
{
    /// <summary>Number of tokens V, whose embeddings also read out; at least 0.</summary>
    public int Vocabulary { get; init; }

    /// <summary>Number of learned positions, 0 if positions are computed.</summary>
    public int Positions { get; init; }

    /// <summary>Number of learned segment embeddings, such as the 2 of BERT.</summary>
    public int Segments { get; init; }

    /// <summary>Width d of the model.</summary>
    public required int Width { get; init; }

    /// <summary>Width f between the two matrices of a feed-forward network.</summary>
    public required int FeedForwardWidth { get; init; }

    /// <summary>Number of heads of an attention.</summary>
    public required int Heads { get; init; }

    /// <summary>Width of the queries, keys and values of one head.</summary>
    public required int HeadWidth { get; init; }

    /// <summary>Number of layers with one attention.</summary>
    public int SelfLayers { get; init; }

    /// <summary>Number of layers with two.</summary>
    public int CrossLayers { get; init; }

    /// <summary>Number of feed-forward networks a layer chooses from for each token, 1 for no choice.</summary>
    public int Experts { get; init; } = 1;

    /// <summary>Whether matrices of the layers have biases.</summary>
    public bool Biases { get; init; } = true;

    /// <summary>Norms outside of the layers: 1 after the last layer of GPT, 1 after the embeddings of BERT.</summary>
    public int OuterNorms { get; init; }

    /// <summary>Whether a d × d matrix with a bias stands at the end, as in BERT.</summary>
    public bool Pooler { get; init; }

    /// <summary>Weights of one attention without biases: queries, keys, values and output.</summary>
    public long AttentionWeights => 4L * Width * Heads * HeadWidth;

    /// <summary>Weights of one feed-forward network without biases.</summary>
    public long FeedForwardWeights => 2L * Width * FeedForwardWidth;

    /// <summary>Number of layers.</summary>
    public int Layers => SelfLayers + CrossLayers;

    /// <summary>Number of attentions.</summary>
    public int Attentions => SelfLayers + 2 * CrossLayers;

    /// <summary>All parameters by the place where they stand; a part that has none is left out.</summary>
    /// <returns>Names and counts, which sum to <see cref="Parameters"/>.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A dimension is not positive, or a count is negative.</exception>
    public IReadOnlyList<(string Part, long Count)> Parts()
    {
        RequireDimensions();
        long projected = (long)Heads * HeadWidth;
        var attentionBiases = Attentions * (3 * projected + Width);
        var feedForwardBiases = (long)Layers * Experts * (FeedForwardWidth + Width);
        long norms = 2L * SelfLayers + 3L * CrossLayers + OuterNorms;
        (string, long)[] all =
        [
            ("embeddings", (long)Vocabulary * Width),
            ("positions and segments", ((long)Positions + Segments) * Width),
            ("attention", Attentions * AttentionWeights),
            ("feed-forward", Layers * Experts * FeedForwardWeights),
            ("routers", Experts > 1 ? (long)Layers * Experts * Width : 0),
            ("biases", Biases ? attentionBiases + feedForwardBiases : 0),
            ("norms", norms * 2 * Width),
            ("pooler", Pooler ? (long)Width * Width + Width : 0),
        ];
        return [.. all.Where(part => part.Item2 > 0)];
    }

    /// <summary>The number of all parameters.</summary>
    public long Parameters => Parts().Sum(part => part.Count);

    /// <summary>
    /// Multiplications of the matrix products in one forward pass; norms, softmax and embeddings look-ups are left out.
    /// </summary>
    /// <param name="source">Tokens that go through the self layers, at least 1.</param>
    /// <param name="target">Tokens that go through the cross layers, 0 if there are none.</param>
    /// <returns>The count. A product and its addition together are two operations.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A length does not fit.</exception>
    /// <remarks>Each token meets one expert. Masked scores are counted, as they are computed all the same. What is
    /// read out are the target's tokens, or the source's if there are no cross layers.</remarks>
    public long Multiplications(long source, long target = 0)
    {
        RequireDimensions();
        Require.AtLeast(source, 1);
        Require.InRange(
            CrossLayers > 0 ? target >= 1 : target == 0,
            nameof(target),
            $"target has to be at least 1 with cross layers and 0 without; got {target} with {CrossLayers} of them.");
        long scores = 2L * Heads * HeadWidth;
        var router = Experts > 1 ? (long)Width * Experts : 0;
        var perToken = FeedForwardWeights + router + AttentionWeights;
        var self = SelfLayers * source * (perToken + scores * source);
        var cross = CrossLayers * target * (perToken + scores * target + AttentionWeights / 2 + scores * source)
            + CrossLayers * source * AttentionWeights / 2;
        return self + cross + (CrossLayers > 0 ? target : source) * Vocabulary * Width;
    }

    private void RequireDimensions()
    {
        Require.AtLeast(Width, 1);
        Require.AtLeast(FeedForwardWidth, 1);
        Require.AtLeast(Heads, 1);
        Require.AtLeast(HeadWidth, 1);
        Require.AtLeast(Experts, 1);
        Require.AtLeast(Math.Min(SelfLayers, CrossLayers), 0, "both numbers of layers", nameof(SelfLayers));
        Require.AtLeast(Math.Min(Math.Min(Vocabulary, Positions), Math.Min(Segments, OuterNorms)), 0,
            "vocabulary, positions, segments and outer norms", nameof(Vocabulary));
    }
}
