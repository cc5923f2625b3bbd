using Lemmata.Learning.Numerics.Tensors.Products;
using MathNet.Numerics.Providers.LinearAlgebra;

namespace Lemmata.Learning.Numerics.Tensors;

/// <summary>Switches Math.NET's dense matrix products over to <see cref="MatrixProduct"/>.</summary>
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
}
