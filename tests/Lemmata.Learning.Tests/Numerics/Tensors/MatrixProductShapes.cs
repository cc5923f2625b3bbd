using Lemmata.Learning.Numerics.Tensors;

namespace Lemmata.Learning.Tests.Numerics.Tensors;

public class MatrixProductShapes
{
    [Fact]
    public void A_mismatch_names_the_operation_and_both_shapes()
    {
        var message = Assert.Throws<ArgumentException>(() => MatrixProduct.Multiply(
            new Tensor<float>(3, 4), Transpose.No, new Tensor<float>(5, 6), Transpose.Yes)).Message;
        Assert.Contains("A·Bᵀ", message);
        Assert.Contains("[3, 4]", message);
        Assert.Contains("[5, 6]", message);
    }

    [Fact]
    public void A_result_of_the_wrong_shape_is_refused_with_all_three_shapes()
    {
        var message = Assert
            .Throws<ArgumentException>(() =>
                MatrixProduct.Multiply(
                    new Tensor<double>(3, 4),
                    Transpose.No,
                    new Tensor<double>(4, 2),
                    Transpose.No,
                    new Tensor<double>(2, 3)))
            .Message;
        foreach (var shape in new[] { "[3, 4]", "[4, 2]", "[3, 2]", "[2, 3]" })
            Assert.Contains(shape, message);
    }

    [Fact]
    public void A_span_of_the_wrong_length_is_refused_with_the_length_needed()
    {
        var message = Assert.Throws<ArgumentException>(() => MatrixProduct.Multiply<float>(
            Transpose.Yes, Transpose.No, 2, 3, 4, new float[8], new float[11], new float[6])).Message;
        Assert.Contains("k·n = 4·3 = 12 elements in B, got 11", message);
        Assert.Contains("m = -1", Assert.Throws<ArgumentException>(() => MatrixProduct.Multiply<float>(
            Transpose.Yes, Transpose.No, -1, 3, 4, [], [], [])).Message);
    }

    [Fact]
    public void A_result_that_overlaps_an_operand_is_refused()
    {
        var a = Tensor<float>.Wrap([1, 2, 3, 4], 2, 2);
        Assert.Contains("own operand", Assert.Throws<ArgumentException>(
            () => MatrixProduct.Multiply(a, Transpose.No, new Tensor<float>(2, 2), Transpose.No, a)).Message);
    }

    [Theory]
    [InlineData(0, 3, 4)]
    [InlineData(3, 0, 4)]
    [InlineData(0, 0, 0)]
    public void An_empty_result_is_left_alone(int m, int n, int k) =>
        Assert.Equal(0, MatrixProduct.Multiply(new Tensor<float>(m, k), new Tensor<float>(k, n)).Count);

    [Fact]
    public void An_inner_dimension_of_zero_clears_or_keeps_the_result()
    {
        var c = Tensor<double>.Wrap([1, 2, 3, 4], 2, 2);
        var (a, b) = (new Tensor<double>(2, 0), new Tensor<double>(0, 2));
        MatrixProduct.Multiply(a, Transpose.No, b, Transpose.No, c, accumulate: true);
        Assert.Equal([1, 2, 3, 4], c.Data);
        MatrixProduct.Multiply(a, Transpose.No, b, Transpose.No, c);
        Assert.Equal([0, 0, 0, 0], c.Data);
    }

    [Fact]
    public void Nan_and_infinity_reach_the_elements_whose_sums_contain_them_and_no_others()
    {
        var a = new Tensor<float>(9, 5);
        var b = new Tensor<float>(5, 40);
        a.Span.Fill(1);
        b.Span.Fill(1);
        a[3, 2] = float.NaN;
        b[4, 7] = float.PositiveInfinity;
        a[6, 4] = 0;
        var c = MatrixProduct.Multiply(a, b);
        for (var i = 0; i < 9; i++)
        {
            for (var j = 0; j < 40; j++)
            {
                if (i == 3 || (i == 6 && j == 7))
                    Assert.True(float.IsNaN(c[i, j]), $"({i}, {j}) is {c[i, j]}");
                else
                    Assert.Equal(j == 7 ? float.PositiveInfinity : i == 6 ? 4 : 5, c[i, j]);
            }
        }
    }
}
