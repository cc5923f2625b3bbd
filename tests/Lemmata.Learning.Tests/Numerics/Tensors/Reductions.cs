using Lemmata.Learning.Numerics.Tensors;

namespace Lemmata.Learning.Tests.Numerics.Tensors;

public class Reductions
{
    [Fact]
    public void Sums_follow_the_documented_lanes_bit_for_bit()
    {
        var numbers = new Numbers(5);
        foreach (var length in new[] { 0, 1, 15, 16, 17, 31, 32, 33, 97, 1000 })
        {
            var (singles, doubles) = (numbers.Values<float>(length), numbers.Values<double>(length));
            Assert.Equal(ByLanes(singles, 32, 0f, (a, b) => a + b), Reduction.Sum<float>(singles));
            Assert.Equal(ByLanes(doubles, 16, 0.0, (a, b) => a + b), Reduction.Sum<double>(doubles));
            if (length > 0)
                Assert.Equal(doubles.Max(), Reduction.Max<double>(doubles));
        }
    }

    private static T ByLanes<T>(T[] x, int lanes, T zero, Func<T, T, T> add)
    {
        var totals = Enumerable.Repeat(zero, lanes).ToArray();
        for (var i = 0; i < x.Length; i++)
            totals[i % lanes] = add(totals[i % lanes], x[i]);
        for (var half = lanes / 2; half > 0; half /= 2)
        {
            for (var j = 0; j < half; j++)
                totals[j] = add(totals[j], totals[j + half]);
        }

        return totals[0];
    }

    [Fact]
    public void A_dot_product_is_the_sum_of_exact_products()
    {
        Assert.Equal(
            1000 * 1001 * 2001 / 6,
            Reduction.Dot<double>(
                Enumerable.Range(1, 1000).Select(i => (double)i).ToArray(),
                Enumerable.Range(1, 1000).Select(i => (double)i).ToArray()));
        Assert.Contains(
            "x has 2 elements and y has 3",
            Assert.Throws<ArgumentException>(() => Reduction.Dot<double>(new double[2], new double[3])).Message);
    }

    [Fact]
    public void Nan_wins_a_maximum_and_an_empty_span_has_none()
    {
        Assert.True(float.IsNaN(Reduction.Max<float>([1, float.NaN, 3])));
        Assert.True(double.IsNaN(Reduction.Max<double>([.. Enumerable.Repeat(1.0, 40), double.NaN, 3])));
        Assert.Throws<ArgumentException>(() => Reduction.Max<float>([]));
    }

    [Fact]
    public void Softmax_matches_exact_probabilities_and_log_sum_exp_their_normaliser()
    {
        var numbers = new Numbers(8);
        var x = numbers.Values<double>(97, 5);
        var (y, exact) = (new double[97], x.Select(value => (decimal)Math.Exp(value)).ToArray());
        Softmax.Of(x, y);
        for (var i = 0; i < 97; i++)
            Assert.Equal((double)(exact[i] / exact.Sum()), y[i], 4e-16 * 10);
        Assert.Equal(Math.Log((double)exact.Sum()), Softmax.LogSumExp<double>(x), 1e-14);
        Assert.Equal(1000 + Math.Log(2), Softmax.LogSumExp<double>([1000, 1000]), 1e-12);
    }

    [Fact]
    public void Infinite_logits_behave_as_documented()
    {
        var y = new float[3];
        Softmax.Of<float>([float.NegativeInfinity, 0, 0], y);
        Assert.Equal([0, 0.5f, 0.5f], y);
        Assert.Equal(
            float.NegativeInfinity,
            Softmax.LogSumExp<float>([float.NegativeInfinity, float.NegativeInfinity]));
        Softmax.Of<float>([float.PositiveInfinity, 0, 0], y);
        Assert.True(float.IsNaN(y[0]));
    }

    [Fact]
    public void Gathered_rows_come_back_by_scatter_add()
    {
        var table = Tensor<float>.Wrap([1, 2, 3, 4, 5, 6], 3, 2);
        var rows = new Tensor<float>(4, 2);
        Embedding.Gather(table, [2, 0, 2, 1], rows);
        Assert.Equal([5, 6, 1, 2, 5, 6, 3, 4], rows.Data);
        var sums = new Tensor<float>(3, 2);
        Embedding.ScatterAdd(rows, [2, 0, 2, 1], sums);
        Assert.Equal([1, 2, 3, 4, 10, 12], sums.Data);
        Assert.Contains(
            "index 3",
            Assert
                .Throws<ArgumentOutOfRangeException>(() => Embedding.Gather(table, [3], new Tensor<float>(1, 2)))
                .Message);
        Assert.Contains(
            "[2, 2]",
            Assert.Throws<ArgumentException>(() => Embedding.Gather(table, [1, 2], new Tensor<float>(1, 2))).Message);
    }
}
