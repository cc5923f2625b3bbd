using Lemmata.Arguments;
using Lemmata.Learning.Numerics.FourierTransforms;

namespace Lemmata.Learning.Topics.StateSpace;

/// <summary>The causal convolution of a kernel with a signal.</summary>
public static class CausalConvolution
{
    /// <summary><c>y_k = Σ_{j ≤ k} kernel_j u_{k−j}</c> by fast Fourier transform of the zero-padded pair.</summary>
    /// <param name="kernel">[K], at least as long as the signal.</param>
    /// <param name="input">u, [K].</param>
    /// <returns>y, [K].</returns>
    /// <exception cref="ArgumentException">Different lengths, or a value that is not finite.</exception>
    public static double[] Of(ReadOnlySpan<double> kernel, ReadOnlySpan<double> input)
    {
        Require.Length(kernel.Length, input.Length, nameof(kernel), $"the input has {input.Length} samples");
        Require.NotEmpty(input);
        Require.Finite(kernel);
        Require.Finite(input, StateMatrix.NoGaps);
        return RealFourierTransform.Convolve(kernel, input)[..input.Length];
    }
}
