using Lemmata.Learning.Numerics.Tensors.Products;
using MathNet.Numerics.LinearAlgebra;
using MathNet.Numerics.Providers.LinearAlgebra;

namespace Lemmata.Learning.Numerics.Tensors;

/// <summary>Where Math.NET's matrices and the collection's tensors meet.</summary>
public static class LinearAlgebra
{
    /// <summary>
    /// Makes <c>Matrix&lt;double&gt;</c> and <c>Matrix&lt;float&gt;</c> products of dense matrices use
    /// <see cref="MatrixProduct"/>; all else stays Math.NET's own.
    /// </summary>
    /// <remarks>
    /// <para><b>Edge cases.</b> Calling it again changes nothing. Decompositions and complex matrices are forwarded to
    /// the provider in use before.</para>
    /// <para><b>Determinism.</b> Products get the bits of <see cref="MatrixProduct"/>.</para>
    /// </remarks>
    public static void UseLemmataProvider()
    {
        if ((object)LinearAlgebraControl.Provider is not ProductProvider)
            LinearAlgebraControl.Provider = ProductProvider.Over(LinearAlgebraControl.Provider);
    }

    /// <summary>A copy as a tensor, <c>[rows, columns]</c>.</summary>
    internal static Tensor<double> ToTensor(this Matrix<double> m) =>
        Tensor<double>.Wrap(m.ToRowMajorArray(), m.RowCount, m.ColumnCount);

    /// <summary>A copy as a matrix, <c>[rows, columns]</c>.</summary>
    internal static Matrix<double> ToMatrix(this Tensor<double> t) =>
        Matrix<double>.Build.DenseOfRowMajor(t.Rows, t.Columns, t.Data);
}
