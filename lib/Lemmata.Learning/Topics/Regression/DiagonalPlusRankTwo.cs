using Lemmata.Arguments;
using MathNet.Numerics.LinearAlgebra;

namespace Lemmata.Learning.Topics.Regression;

/// <summary>A symmetric matrix <c>diag(δ) + p qᵀ + q pᵀ</c>, kept as three vectors.</summary>
public sealed class DiagonalPlusRankTwo
{
    /// <summary>A matrix from its parts.</summary>
    /// <param name="diagonal">δ, <c>[n]</c>.</param>
    /// <param name="left">p, <c>[n]</c>.</param>
    /// <param name="right">q, <c>[n]</c>.</param>
    /// <exception cref="ArgumentException">The three differ in length.</exception>
    public DiagonalPlusRankTwo(Vector<double> diagonal, Vector<double> left, Vector<double> right)
    {
        Require.Length(left.Count, diagonal.Count, nameof(left), "the diagonal has as many");
        Require.Length(right.Count, diagonal.Count, nameof(right), "the diagonal has as many");
        (Diagonal, Left, Right) = (diagonal, left, right);
    }

    /// <summary>δ, <c>[n]</c>.</summary>
    public Vector<double> Diagonal { get; }

    /// <summary>p, <c>[n]</c>.</summary>
    public Vector<double> Left { get; }

    /// <summary>q, <c>[n]</c>.</summary>
    public Vector<double> Right { get; }

    /// <summary>All n² entries.</summary>
    /// <returns>The matrix, <c>[n, n]</c>, symmetric.</returns>
    public Matrix<double> ToMatrix() =>
        Matrix<double>.Build.DiagonalOfDiagonalVector(Diagonal) + Left.OuterProduct(Right) + Right.OuterProduct(Left);

    /// <summary>The matrix between a design and its transpose, <c>Aᵀ(diag(δ) + p qᵀ + q pᵀ)A</c>.</summary>
    /// <param name="design">A, <c>[n, d]</c>.</param>
    /// <returns>A symmetric matrix, <c>[d, d]</c>.</returns>
    /// <exception cref="ArgumentException">A has not n rows.</exception>
    /// <remarks>Cost: of order nd², where the n² entries would cost n²d.</remarks>
    public Matrix<double> Between(Matrix<double> design)
    {
        var between = DiagonalBetween(design);
        var (p, q) = (design.TransposeThisAndMultiply(Left), design.TransposeThisAndMultiply(Right));
        return between + p.OuterProduct(q) + q.OuterProduct(p);
    }

    /// <summary>The diagonal part alone between a design and its transpose, <c>Aᵀdiag(δ)A</c>.</summary>
    /// <param name="design">A, <c>[n, d]</c>.</param>
    /// <returns>A symmetric matrix, <c>[d, d]</c>.</returns>
    /// <exception cref="ArgumentException">A has not n rows.</exception>
    public Matrix<double> DiagonalBetween(Matrix<double> design)
    {
        Require.That(
            design.RowCount == Diagonal.Count,
            nameof(design),
            $"the design has {design.RowCount} rows but the diagonal {Diagonal.Count} entries, one a row; they must "
                + $"match.");

        return design.TransposeThisAndMultiply(
            Matrix<double>.Build.Dense(design.RowCount, design.ColumnCount, (i, j) => Diagonal[i] * design[i, j]));
    }
}
