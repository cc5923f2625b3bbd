using Lemmata.Learning.Numerics.Tensors;

namespace Lemmata.Learning.Tests.Numerics.Tensors;

public class TensorShapes
{
    [Fact]
    public void The_last_index_moves_fastest()
    {
        var tensor = new Tensor<float>(2, 3, 4);
        for (var i = 0; i < tensor.Count; i++)
            tensor[i] = i;
        Assert.Equal(1 * 12 + 2 * 4 + 3, tensor[1, 2, 3]);
        Assert.Equal((6, 4, 3), (tensor.Rows, tensor.Columns, tensor.Rank));
        Assert.Equal(tensor[1, 2, 3], tensor.Reshape(6, 4)[5, 3]);
    }

    [Fact]
    public void A_scalar_has_one_element_and_a_zero_dimension_has_none()
    {
        Assert.Equal((1, 1, 1), (new Tensor<double>().Count, new Tensor<double>().Rows, new Tensor<double>().Columns));
        Assert.Equal(0, new Tensor<double>(3, 0, 5).Count);
    }

    [Fact]
    public void Wrong_shapes_are_refused_with_their_numbers()
    {
        Assert.Contains(
            "[2, 3] needs 6 elements but data has 5",
            Assert.Throws<ArgumentException>(() => Tensor<float>.Wrap(new float[5], 2, 3)).Message);
        Assert.Contains(
            "[2, -1] has the negative dimension -1",
            Assert.Throws<ArgumentException>(() => new Tensor<float>(2, -1)).Message);
        Assert.Contains(
            "[2, 3] (6 elements) to [4] (4 elements)",
            Assert.Throws<ArgumentException>(() => new Tensor<float>(2, 3).Reshape(4)).Message);
        Assert.Contains(
            "more than",
            Assert.Throws<ArgumentException>(() => new Tensor<float>(1 << 20, 1 << 20)).Message);
        Assert.Contains(
            "(2, 0)",
            Assert.Throws<ArgumentOutOfRangeException>(() => new Tensor<float>(2, 3)[2, 0]).Message);
    }

    [Fact]
    public void Other_element_types_are_refused() =>
        Assert.Contains("Half", Assert.Throws<NotSupportedException>(() => new Tensor<Half>(2)).Message);

    [Fact]
    public void Wrapping_shares_the_array_and_cloning_does_not()
    {
        var data = new float[] { 1, 2 };
        var wrapped = Tensor<float>.Wrap(data, 2);
        var clone = wrapped.Clone();
        wrapped[0] = 5;
        Assert.Equal((5f, 1f), (data[0], clone[0]));
    }
}
