using Lemmata.Learning.Numerics.Random;
using Lemmata.Learning.Numerics.Tensors;
using MathNet.Numerics.LinearAlgebra;

namespace Lemmata.Learning.Tests.Numerics.Tensors;

[Collection(nameof(ProcessWideSettings))]
public class MathNetProvider
{
    [Fact]
    public void Dense_products_get_the_bits_of_the_matrix_product_and_decompositions_still_work()
    {
        LinearAlgebra.UseLemmataProvider();
        LinearAlgebra.UseLemmataProvider();
        var generator = new SplitMix64(1);
        var a = Matrix<double>.Build.Dense(37, 29, generator.Normals(37 * 29));
        var b = Matrix<double>.Build.Dense(29, 41, generator.Normals(29 * 41));
        AssertBits(a * b, a, b);
        AssertBits(a.TransposeThisAndMultiply(a), a.Transpose(), a);
        AssertBits(b.TransposeAndMultiply(b), b, b.Transpose());
        var square = a.TransposeThisAndMultiply(a);
        Assert.True((square * square.Inverse() - Matrix<double>.Build.DenseIdentity(29)).L1Norm() < 1e-8);
        var single =
            Matrix<float>.Build.Dense(5, 3, (i, j) => i + j) * Matrix<float>.Build.Dense(3, 2, (i, j) => i - j);
        Assert.Equal(Enumerable.Range(0, 3).Sum(l => (2 + l) * (l - 1)), single[2, 1]);
        Assert.Throws<ArgumentException>(() => a * a);
        Assert.Equal(a.Multiply(b.Column(3)), (a * b).Column(3));
    }

    private static void AssertBits(Matrix<double> c, Matrix<double> a, Matrix<double> b)
    {
        for (var i = 0; i < c.RowCount; i++)
        {
            for (var j = 0; j < c.ColumnCount; j++)
            {
                var sum = 0.0;
                for (var l = 0; l < a.ColumnCount; l++)
                    sum = Math.FusedMultiplyAdd(b[l, j], a[i, l], sum);
                Assert.Equal(sum, c[i, j]);
            }
        }
    }

    [Fact]
    public void The_matrix_exponential_has_its_closed_forms_at_every_order_and_squaring()
    {
        // a rotation generator with angle t: cos, sin; norms from all five Padé orders and several squarings
        foreach (var t in new[] { 0.0, 0.01, 0.2, 0.9, 2.0, 5.0, 20.0, 300.0 })
        {
            var rotation = MatrixExponential.Of(Matrix<double>.Build.DenseOfArray(new[,] { { 0, -t }, { t, 0 } }));
            Assert.Equal(Math.Cos(t), rotation[0, 0], 1e-15 * (4 + 3 * t));
            Assert.Equal(Math.Sin(t), rotation[1, 0], 1e-15 * (4 + 3 * t));
        }
        // nilpotent: the series ends after three terms
        var nilpotent = MatrixExponential.Of(
            Matrix<double>.Build.DenseOfArray(
                new[,]
                {
                    { 0.0, 2, 5 },
                    { 0, 0, 3 },
                    { 0, 0, 0 },
                }
            ));
        Assert.True(
            (
                nilpotent
                - Matrix<double>.Build.DenseOfArray(
                    new[,]
                    {
                        { 1.0, 2, 8 },
                        { 0, 1, 3 },
                        { 0, 0, 1 },
                    }
                )).L1Norm() < 1e-14);
        // e^(A+B) = e^A e^B when A and B commute
        var a = Matrix<double>.Build.Dense(6, 6, new SplitMix64(3).Normals(36));
        var (sum, product) = (MatrixExponential.Of(a * 1.5), MatrixExponential.Of(a) * MatrixExponential.Of(a * 0.5));
        Assert.True((sum - product).L1Norm() < 1e-12 * product.L1Norm());
        Assert.Contains(
            "2 × 3",
            Assert.Throws<ArgumentException>(() => MatrixExponential.Of(Matrix<double>.Build.Dense(2, 3))).Message);
        Assert.Throws<ArgumentException>(() => MatrixExponential.Of(Matrix<double>.Build.Dense(2, 2, double.NaN)));
    }
}
