using System.Numerics;
using Lemmata.Arguments;

namespace Lemmata.Learning.Topics.Layers;

/// <summary>
/// The dilated two-tap convolution <c>y_i = a (x_i + x_(i+2)) + b</c>, kernel (a, 0, a), with its backward pass.
/// </summary>
/// <typeparam name="T">The number type; with <c>Rational</c> the gradients are exact.</typeparam>
/// <param name="Scale">a.</param>
/// <param name="Offset">b.</param>
public readonly record struct TwoTapConvolution<T>(T Scale, T Offset)
    where T : INumber<T>
{
    /// <summary>The outputs y.</summary>
    /// <param name="x">Input <c>[N]</c>, N at least 3.</param>
    /// <returns>y, <c>[N − 2]</c>.</returns>
    /// <exception cref="ArgumentException">The input is shorter than 3.</exception>
    public T[] Forward(T[] x)
    {
        RequireInput(x);
        var y = new T[x.Length - 2];
        for (var i = 0; i < y.Length; i++)
        {
            y[i] = Scale * (x[i] + x[i + 2]) + Offset;
        }

        return y;
    }

    /// <summary>The gradients of a loss, from its gradient in the outputs.</summary>
    /// <param name="x">Input of the forward pass, <c>[N]</c>.</param>
    /// <param name="g">∂L/∂y, <c>[N − 2]</c>.</param>
    /// <returns>∂L/∂a, ∂L/∂b and ∂L/∂x <c>[N]</c>; the last is <c>a (g_j + g_(j−2))</c> with g zero outside its range,
    /// the transposed convolution.</returns>
    /// <exception cref="ArgumentException">The input is shorter than 3 or g has another length than N − 2.</exception>
    public (T Scale, T Offset, T[] Input) Backward(T[] x, T[] g)
    {
        RequireInput(x);
        Require.That(
            g.Length == x.Length - 2,
            nameof(g),
            $"x has {x.Length} entries, so g needs {x.Length - 2}; got {g.Length}.");

        var (scale, offset) = (T.Zero, T.Zero);
        var input = new T[x.Length];
        Array.Fill(input, T.Zero);
        for (var i = 0; i < g.Length; i++)
        {
            scale += g[i] * (x[i] + x[i + 2]);
            offset += g[i];
            input[i] += Scale * g[i];
            input[i + 2] += Scale * g[i];
        }

        return (scale, offset, input);
    }

    private static void RequireInput(T[] x)
    {
        Require.That(
            x.Length >= 3,
            nameof(x),
            $"The two taps are two places apart, so x needs at least 3 entries; got {x.Length}.");
    }
}
