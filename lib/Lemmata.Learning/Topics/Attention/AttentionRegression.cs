using Lemmata.Arguments;
using Lemmata.Learning.Numerics.Tensors;
using MathNet.Numerics.LinearAlgebra;

namespace Lemmata.Learning.Topics.Attention;

/// <summary>The loss <c>‖softmax(A₁XA₂ᵀ)A₃Y − B‖²</c> of one attention layer, without the factor ½.</summary>
/// <remarks>Source: Y. Gao, Z. Song, W. Wang, J. Yin 2023, arXiv 2309.07418. Cost: matrix products of n·n·d and n·d·d
/// multiplications, where the source's Kronecker form has n²·d² entries.</remarks>
public sealed class AttentionRegression
{
    private readonly Matrix<double> first, second, third, target;

    /// <summary>A regression problem.</summary>
    /// <param name="first">A₁, from which queries are made, <c>[n, d]</c>.</param>
    /// <param name="second">A₂, the keys, <c>[n, d]</c>.</param>
    /// <param name="third">A₃, from which values are made, <c>[n, d]</c>.</param>
    /// <param name="target">B, <c>[n, c]</c>.</param>
    /// <exception cref="ArgumentException">The shapes disagree.</exception>
    public AttentionRegression(
        Matrix<double> first,
        Matrix<double> second,
        Matrix<double> third,
        Matrix<double> target)
    {
        Require.That(
            second.RowCount == third.RowCount,
            nameof(third),
            $"the second matrix has {second.RowCount} rows but the third {third.RowCount}; both are indexed by key, "
                + $"so they must match.");

        Require.That(
            first.RowCount == target.RowCount,
            nameof(target),
            $"the first matrix has {first.RowCount} rows but the target {target.RowCount}; both are indexed by query, "
                + $"so they must match.");

        (this.first, this.second, this.third, this.target) = (first, second, third, target);
    }

    /// <summary>The attention weights <c>softmax(A₁XA₂ᵀ)</c>.</summary>
    /// <param name="x">X, <c>[d, d]</c>.</param>
    /// <returns>Distributions, <c>[n, n]</c>, one a row.</returns>
    /// <exception cref="ArgumentException">X has another shape.</exception>
    public Matrix<double> Weights(Matrix<double> x)
    {
        RequireShape(x, first.ColumnCount, second.ColumnCount, nameof(x));
        return DotProductAttention.Weights((first * x).ToTensor(), second.ToTensor()).ToMatrix();
    }

    /// <summary>The loss.</summary>
    /// <param name="x">X, <c>[d, d]</c>.</param>
    /// <param name="y">Y, <c>[d, c]</c>.</param>
    /// <returns>A number, at least 0.</returns>
    /// <exception cref="ArgumentException">X or Y has another shape.</exception>
    public double Value(Matrix<double> x, Matrix<double> y)
    {
        RequireShape(y, third.ColumnCount, target.ColumnCount, nameof(y));
        return (Weights(x) * (third * y) - target).Enumerate().Sum(entry => entry * entry);
    }

    /// <summary>The gradients in X and in Y.</summary>
    /// <param name="x">X, <c>[d, d]</c>.</param>
    /// <param name="y">Y, <c>[d, c]</c>.</param>
    /// <returns>∂L/∂X <c>[d, d]</c> and ∂L/∂Y <c>[d, c]</c>.</returns>
    /// <exception cref="ArgumentException">X or Y has another shape.</exception>
    public (Matrix<double> X, Matrix<double> Y) Gradient(Matrix<double> x, Matrix<double> y)
    {
        RequireShape(y, third.ColumnCount, target.ColumnCount, nameof(y));
        var weights = Weights(x);
        var values = third * y;
        var (queries, _, valueGradient) = DotProductAttention.Backward(
            (first * x).ToTensor(),
            second.ToTensor(),
            values.ToTensor(),
            weights.ToTensor(),
            ((weights * values - target) * 2).ToTensor());

        return (
            first.TransposeThisAndMultiply(queries.ToMatrix()),
            third.TransposeThisAndMultiply(valueGradient.ToMatrix()));
    }

    /// <summary>The Y of least loss for a given X, by least squares.</summary>
    /// <param name="x">X, <c>[d, d]</c>.</param>
    /// <returns>Y, <c>[d, c]</c>.</returns>
    /// <exception cref="ArgumentException">X has another shape.</exception>
    public Matrix<double> BestY(Matrix<double> x) => (Weights(x) * third).QR().Solve(target);

    private static void RequireShape(Matrix<double> matrix, int rows, int columns, string name) => Require.That(
        matrix.RowCount == rows && matrix.ColumnCount == columns,
        name,
        $"{name} is {matrix.RowCount} × {matrix.ColumnCount} but {rows} × {columns} is needed, to stand between the "
            + $"given matrices.");
}
