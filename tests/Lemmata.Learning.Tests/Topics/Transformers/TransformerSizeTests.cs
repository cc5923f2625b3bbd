using Lemmata.Learning.Numerics.Tensors;
using Lemmata.Learning.Topics.Grokking;
using Lemmata.Learning.Topics.Transformers;

namespace Lemmata.Learning.Tests.Topics.Transformers;

public class TransformerSizeTests
{
    private static readonly TransformerSize Gpt3 = new()
    {
        Vocabulary = 50257, Positions = 2048, Width = 12288, FeedForwardWidth = 49152, Heads = 96, HeadWidth = 128,
        SelfLayers = 96, OuterNorms = 1,
    };

    private static readonly TransformerSize Bert = new()
    {
        Vocabulary = 30522, Positions = 512, Segments = 2, Width = 768, FeedForwardWidth = 3072, Heads = 12,
        HeadWidth = 64, SelfLayers = 12, OuterNorms = 1, Pooler = true,
    };

    private static readonly TransformerSize Base = new()
    {
        Vocabulary = 37000, Width = 512, FeedForwardWidth = 2048, Heads = 8, HeadWidth = 64, SelfLayers = 6,
        CrossLayers = 6,
    };

    /// <summary>The matrices and vectors of one layer, written down one by one.</summary>
    private static long LayerBySizes(int d, int f, int attentions)
    {
        long sum = 0;
        void Array(int rows, int columns = 1) => sum += (long)rows * columns;
        for (var attention = 0; attention < attentions; attention++)
        {
            foreach (var _ in new[] { "queries", "keys", "values", "output" })
            {
                Array(d, d);
                Array(d);
            }

            Array(d);
            Array(d);                                        // its norm
        }

        Array(d, f);
        Array(f);
        Array(f, d);
        Array(d);
        Array(d);
        Array(d);
        return sum;
    }

    [Fact]
    public void The_known_models_have_the_tabulated_numbers_of_parameters()
    {
        Assert.Equal(174_604_259_328, Gpt3.Parameters);
        Assert.Equal(96 * LayerBySizes(12288, 49152, 1) + (50257L + 2048 + 2) * 12288, Gpt3.Parameters);
        Assert.Equal(109_482_240, Bert.Parameters);
        Assert.Equal(12 * LayerBySizes(768, 3072, 1) + (30522 + 512 + 2 + 2) * 768 + 769 * 768, Bert.Parameters);
        Assert.Equal(63_082_496, Base.Parameters);
        Assert.Equal(6 * (LayerBySizes(512, 2048, 1) + LayerBySizes(512, 2048, 2)) + 37000 * 512, Base.Parameters);
    }

    [Fact]
    public void Parts_have_the_tabulated_sizes_and_shares()
    {
        var gpt3 = Gpt3.Parts().ToDictionary(part => part.Part, part => part.Count);
        Assert.Equal(617_558_016, gpt3["embeddings"]);
        Assert.Equal(25_165_824, gpt3["positions and segments"]);
        Assert.Equal(173_946_175_488, gpt3["attention"] + gpt3["feed-forward"]);
        Assert.Equal(174_604_259_328 - 174_588_899_328, gpt3["biases"] + gpt3["norms"]);
        Assert.Equal(1_048_576, Base.AttentionWeights);
        Assert.Equal(2_097_152, Base.FeedForwardWeights);
        double Share(long part, long whole) => Math.Round((double)part / whole, 6);
        var one = Base with { Vocabulary = 0, SelfLayers = 1, CrossLayers = 0 };
        long withBiases = Base.FeedForwardWeights + 2048 + 512, attention = Base.AttentionWeights + 4 * 512;
        Assert.Equal(0.666504, Share(withBiases, withBiases + attention));
        Assert.Equal(0.666071, Share(withBiases, one.Parameters));
        Assert.Equal(0.5, Share(Base.FeedForwardWeights, Base.FeedForwardWeights + 2 * Base.AttentionWeights));
    }

    [Fact]
    public void A_network_that_exists_has_as_many_parameters_as_its_size_says()
    {
        var network = new OneLayerTransformer<double>(OperationTable.Add(7), 1, 12, 3, 20);
        var size = new TransformerSize
        {
            Vocabulary = 8, Positions = 3, Width = 12, FeedForwardWidth = 20, Heads = 3, HeadWidth = 4, SelfLayers = 1,
            Biases = false,
        };
        // It has a matrix of its own to read out, biases in the feed-forward network alone, and no norms.
        Assert.Equal(network.Parameters.Sum(p => p.Value.Count),
            size.Parts().Where(part => part.Part != "norms").Sum(part => part.Count) + 7 * 12 + 20 + 12);
    }

    /// <summary>Every multiplication of every product, one loop after the other.</summary>
    private static long CountedProducts(int n, int m, int d, int f, int heads, int k, int self, int cross, int vocabulary)
    {
        long count = 0;
        void Product(int rows, int inner, int columns)
        {
            for (var i = 0; i < rows; i++)
            {
                for (var j = 0; j < inner; j++)
                {
                    for (var l = 0; l < columns; l++) count++;
                }
            }
        }

        void Attention(int queries, int keys)
        {
            for (var head = 0; head < heads; head++)
            {
                Product(queries, d, k);
                Product(keys, d, k);
                Product(keys, d, k);
                Product(queries, k, keys);
                Product(queries, keys, k);
            }

            Product(queries, heads * k, d);
        }

        void Layer(int tokens, bool looksAtSource)
        {
            Attention(tokens, tokens);
            if (looksAtSource) Attention(tokens, n);
            Product(tokens, d, f);
            Product(tokens, f, d);
        }

        for (var layer = 0; layer < self; layer++) Layer(n, false);
        for (var layer = 0; layer < cross; layer++) Layer(m, true);
        Product(cross > 0 ? m : n, d, vocabulary);
        return count;
    }

    [Theory]
    [InlineData(3, 0, 6, 10, 2, 4, 2, 0, 7)]
    [InlineData(5, 3, 4, 9, 3, 2, 2, 3, 11)]
    [InlineData(1, 1, 1, 1, 1, 1, 0, 1, 1)]
    public void Multiplications_are_those_that_loops_count(
        int n, int m, int d, int f, int heads, int k, int self, int cross, int vocabulary)
    {
        var size = new TransformerSize
        {
            Vocabulary = vocabulary, Width = d, FeedForwardWidth = f, Heads = heads, HeadWidth = k, SelfLayers = self,
            CrossLayers = cross,
        };
        Assert.Equal(CountedProducts(n, m, d, f, heads, k, self, cross, vocabulary), size.Multiplications(n, m));
    }

    [Fact]
    public void Attention_of_a_few_latents_has_the_tabulated_share_of_one_full_matrix()
    {
        const long Pixels = 50176, Latents = 512;
        Assert.Equal(224 * 224, Pixels);
        Assert.Equal(0.0866305706, (8.0 * Latents * Pixels + 48.0 * Latents * Latents) / Pixels / Pixels, 5e-11);
        var self = new TransformerSize { Width = 8, FeedForwardWidth = 8, Heads = 1, HeadWidth = 8, SelfLayers = 1 };
        // What grows with the square of the tokens is the scores, counted once for queries with keys, once for values.
        long Square(long n) => self.Multiplications(2 * n) - 2 * self.Multiplications(n);
        Assert.Equal(2 * 2 * 8 * Latents * Latents, Square(Latents));
    }

    [Fact]
    public void Experts_add_parameters_but_only_the_router_multiplications()
    {
        var one = Base with { Biases = false };
        var many = one with { Experts = 64 };
        Assert.Equal(12L * 63 * Base.FeedForwardWeights + 12 * 64 * 512, many.Parameters - one.Parameters);
        Assert.Equal(6L * 64 * 512 * (10 + 4), many.Multiplications(10, 4) - one.Multiplications(10, 4));
    }

    [Fact]
    public void The_balance_loss_of_the_example_lies_below_one()
    {
        var rows = Enumerable.Repeat(new[] { 0.51, 0.49 }, 6).Concat(Enumerable.Repeat(new[] { 0.0, 1 }, 4));
        var probabilities = Tensor<double>.Wrap([.. rows.SelectMany(row => row)], 10, 2);
        Assert.Equal([0.6, 0.4], ExpertBalance.Loads(probabilities));
        var means = ExpertBalance.MeanProbabilities(probabilities);
        Assert.Equal(0.306, means[0], 1e-15);
        Assert.Equal(0.694, means[1], 1e-15);
        Assert.Equal(2 * (0.6 * 0.306 + 0.4 * 0.694), ExpertBalance.Loss(probabilities), 1e-15);
        Assert.Equal(0.9224, ExpertBalance.Loss(probabilities), 1e-15);
    }

    [Fact]
    public void What_does_not_fit_is_refused_with_the_numbers()
    {
        Assert.Contains("target has to be at least 1", Assert.Throws<ArgumentOutOfRangeException>(
            () => Base.Multiplications(3)).Message);
        Assert.Throws<ArgumentOutOfRangeException>(() => Gpt3.Multiplications(3, 3));
        Assert.Throws<ArgumentOutOfRangeException>(() => (Base with { Width = 0 }).Parameters);
        Assert.Throws<ArgumentOutOfRangeException>(() => (Base with { CrossLayers = -1 }).Parameters);
        Assert.Throws<ArgumentOutOfRangeException>(() => (Base with { Segments = -1 }).Parameters);
        Assert.Contains("token 0", Assert.Throws<ArgumentException>(
            () => ExpertBalance.Loss(Tensor<double>.Wrap([0.5, 0.6], 1, 2))).Message);
    }
}
