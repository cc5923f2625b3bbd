using System.Numerics;
using Lemmata.Arguments;
using Lemmata.Learning.Numerics.Autodiff;
using MathNet.Numerics.LinearAlgebra;

namespace Lemmata.Learning.Topics.Quantization;

/// <summary>
/// The rotation trick: the quantised vector q is written as R z with R a rotation times a scale, and the gradient goes
/// through R as through a constant.
/// </summary>
/// <remarks>
/// <para><em>Definition.</em> <c>R = (|q|/|z|)(I − 2 r rᵀ + 2 q̂ ẑᵀ)</c> with <c>r = (ẑ + q̂)/|ẑ + q̂|</c>; R z = q,
/// and the
/// angle between Rᵀg and z equals that between g and q. For opposite ẑ and q̂ the term in r is left out; R z = q
/// still.</para>
/// <para><em>Source.</em> Fifty et al. 2024, arXiv 2410.06424, section 4.</para>
/// </remarks>
public static class RotationTrick
{
    /// <summary>The matrix R.</summary>
    /// <param name="z">The encoder's output, not zero, [d].</param>
    /// <param name="q">The chosen code, [d].</param>
    /// <returns>[d, d] with R z = q.</returns>
    /// <exception cref="ArgumentException">Different widths, or z is zero.</exception>
    public static Matrix<double> Matrix(
        MathNet.Numerics.LinearAlgebra.Vector<double> z,
        MathNet.Numerics.LinearAlgebra.Vector<double> q)
    {
        CodebookInput.CheckLength(q.Count, z.Count, nameof(q), "coordinates of z");
        var (nz, nq) = (z.L2Norm(), q.L2Norm());
        Require.That(nz != 0, nameof(z), $"z is the zero vector of width {z.Count}; it has no direction to rotate.");

        if (nq == 0)
            return Matrix<double>.Build.Dense(z.Count, z.Count);
        var (zh, qh) = (z / nz, q / nq);
        var sum = zh + qh;
        var identity = Matrix<double>.Build.DenseIdentity(z.Count);
        var square = sum.DotProduct(sum);
        var mirror = square < 1e-24 ? identity * 0 : sum.OuterProduct(sum) * (2 / square);
        return (identity - mirror + 2 * qh.OuterProduct(zh)) * (nq / nz);
    }

    /// <summary>R z row by row, recorded so that gradients pass through R and not around it.</summary>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <param name="z">The encoder's outputs, <c>[n, d]</c>.</param>
    /// <param name="q">The chosen codes, <c>[n, d]</c>; no gradient flows into them here.</param>
    /// <returns>The rows of q up to rounding, <c>[n, d]</c>.</returns>
    public static Variable<T> Apply<T>(Variable<T> z, Variable<T> q) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var tiny = T.CreateChecked(1e-30);
        var two = T.CreateChecked(2);
        var (zs, qs) = (z.StopGradient(), q.StopGradient());
        var nz = (zs.Square().SumColumns() + tiny).Sqrt();
        var nq = (qs.Square().SumColumns() + tiny).Sqrt();
        var (zh, qh) = (zs / nz, qs / nq);
        var sum = zh + qh;
        var r = sum / (sum.Square().SumColumns() + tiny).Sqrt();
        var along = (z * r).SumColumns();
        var across = (z * zh).SumColumns();
        return (z - r * along * two + qh * across * two) * (nq / nz);
    }
}
