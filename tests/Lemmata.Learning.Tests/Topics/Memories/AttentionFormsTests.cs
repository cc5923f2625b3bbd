using System.Numerics;
using Lemmata.Learning.Numerics.Random;
using Lemmata.Learning.Numerics.Tensors;
using Lemmata.Learning.Topics.Memories;
using static Lemmata.Learning.Tests.Numerics.Probability.ExactLaws;

namespace Lemmata.Learning.Tests.Topics.Memories;

public class AttentionFormsTests
{
    private static Tensor<double> Normals(ulong seed, int rows, int columns) =>
        Tensor<double>.Wrap(new SplitMix64(seed).Normals(rows * columns), rows, columns);

    [Theory]
    [InlineData(1), InlineData(0.9), InlineData(0)]
    public void The_matrix_and_the_sums_over_the_past_give_what_plain_loops_give(double decay)
    {
        var (q, k, v) = (Normals(1, 9, 4), Normals(2, 9, 4), Normals(3, 9, 3));
        Tensor<double> past = LinearAttention.OverThePast(q, k, v, decay), once = LinearAttention.Recurrent(q, k, v, decay);
        for (var t = 0; t < 9; t++)
        {
            for (var c = 0; c < 3; c++)
            {
                var plain = Enumerable.Range(0, t + 1).Sum(s => Math.Pow(decay, t - s) * v[s, c]
                    * Enumerable.Range(0, 4).Sum(i => q[t, i] * k[s, i]));
                Assert.Equal(plain, past[t, c], 1e-12);
                Assert.Equal(plain, once[t, c], 1e-12);
            }
        }
    }

    [Fact]
    public void Fast_weights_have_the_tabulated_digits()
    {
        var random = new SplitMix64(25);
        double[] h = [.. random.Normals(72).Select(Math.Tanh)];
        var s = random.Normals(6);

        // By the matrix A = λA + ηhhᵀ, written out and applied to s.
        var matrix = new double[6, 6];
        for (var t = 0; t < 12; t++)
        {
            for (var entry = 0; entry < 36; entry++)
            {
                var (i, j) = (entry / 6, entry % 6);
                matrix[i, j] = 0.95 * matrix[i, j] + 0.5 * h[6 * t + i] * h[6 * t + j];
            }
        }
        double[] applied = [.. Enumerable.Range(0, 6).Select(i => Enumerable.Range(0, 6).Sum(j => matrix[i, j] * s[j]))];

        // By attention: keys and values h, and as the last query s; earlier queries do not matter.
        var past = Tensor<double>.Wrap(h, 12, 6);
        var queries = new Tensor<double>(12, 6);
        s.CopyTo(queries.Row(11));
        var output = LinearAttention.Recurrent(queries, past, past, 0.95).Row(11).ToArray();
        foreach (var (digits, i) in new[] { "-1.8291650216", "0.1577996471", "-2.7798133163" }.Zip([0, 1, 2]))
        {
            AssertDigits(digits, applied[i]);
            AssertDigits(digits, 0.5 * output[i]);
        }

        var (vector, radius) = (s, 0.0);
        for (var round = 0; round < 500; round++)
        {
            double[] next = [.. Enumerable.Range(0, 6).Select(
                i => Enumerable.Range(0, 6).Sum(j => matrix[i, j] * vector[j]))];
            radius = Math.Sqrt(next.Sum(x => x * x));
            vector = [.. next.Select(x => x / radius)];
        }
        AssertDigits("3.681048868", radius);
    }

    [Fact]
    public void Additive_attention_has_the_tabulated_digits_and_is_the_quadratic_form()
    {
        var random = new SplitMix64(21);
        var all = random.Normals(72);
        Tensor<double> Part(int at) => Tensor<double>.Wrap(all[at..(at + 24)], 6, 4);
        var (q, k, v) = (Part(0), Part(24), Part(48));
        var both = random.Normals(8);
        double[] wq = both[..4], wk = both[4..];

        var scores = Enumerable.Range(0, 6).Select(i => Math.Exp(q.Row(i).ToArray().Zip(wq, (a, b) => a * b / 2).Sum()))
            .ToArray();
        var alpha = AdditiveAttention.Weights(q, wq);
        string[] digits =
            ["0.1108100107", "0.2079910746", "0.1752437417", "0.1359215394", "0.1458954267", "0.2241382069"];
        for (var i = 0; i < 6; i++)
        {
            AssertDigits(digits[i], scores[i] / scores.Sum());
            AssertDigits(digits[i], alpha[i]);
        }

        var global = AdditiveAttention.Global(q, wq);
        AssertDigits("-0.4136981248", global[0]);
        AssertDigits("-0.4136981248", Enumerable.Range(0, 6).Sum(i => alpha[i] * q[i, 0]));
        var p = AdditiveAttention.Times(k, global);
        var u = AdditiveAttention.Times(v, AdditiveAttention.Global(p, wk));
        AssertDigits("1.9524239606", u.Data.Sum());

        // Quadratic: u(i) = Σⱼ βⱼ (v(i) ∘ k(j) ∘ Σ α q), each pair on its own.
        var beta = AdditiveAttention.Weights(p, wk);
        var six = Enumerable.Range(0, 6).ToArray();
        var quadratic = (from i in six from j in six from l in six from c in Enumerable.Range(0, 4)
                         select beta[j] * alpha[l] * v[i, c] * k[j, c] * q[l, c]).Sum();
        AssertDigits("1.9524239606", quadratic);
    }

    [Fact]
    public void Parity_of_the_recorded_bits_is_even_both_by_counting_and_by_two_rectifiers()
    {
        const ulong Bits = 0x9E3779B97F4A7C15;
        Assert.Equal(38, BitOperations.PopCount(Bits));
        var state = 0.0;
        for (var i = 0; i < 64; i++)
        {
            double bit = Bits >> i & 1;
            state = Math.Max(0, state - bit) + Math.Max(0, bit - state);
        }
        Assert.Equal(0, state);
    }

    [Fact]
    public void What_does_not_fit_is_refused_with_the_numbers()
    {
        Tensor<double> three = Normals(1, 3, 2), four = Normals(1, 4, 2);
        Assert.Contains("keys has 3 rows but values has 4", Assert.Throws<ArgumentException>(
            () => LinearAttention.Recurrent(three, three, four, 1)).Message);
        Assert.Throws<ArgumentException>(() => LinearAttention.Weights(three, four, 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => LinearAttention.Weights(three, three, 1.1));
        Assert.Throws<ArgumentException>(() => AdditiveAttention.Weights(three, [1, 2, 3]));
        Assert.Throws<ArgumentException>(() => AdditiveAttention.Times(three, [1]));
        Assert.Throws<ArgumentException>(() => SoftmaxFeatures.Positive([1, 2, 3], three));
        Assert.Throws<ArgumentException>(() => SoftmaxFeatures.PositiveVariance([1, 2], [1]));
        Assert.Throws<ArgumentOutOfRangeException>(() => SoftmaxFeatures.Directions(new SplitMix64(1), 0, 2));
    }
}
