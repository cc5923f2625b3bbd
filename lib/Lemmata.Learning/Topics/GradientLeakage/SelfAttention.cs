using Lemmata.Arguments;
using Lemmata.Learning.Numerics.Tensors;
using MathNet.Numerics.LinearAlgebra;

namespace Lemmata.Learning.Topics.GradientLeakage;

/// <summary>The loss <c>‖softmax(XWXᵀ)XV − T‖²</c> of one self-attention layer on the data X, as a map from X to the
/// gradients in W and V that a participant would send.</summary>
/// <remarks>The model W, V and the target T are known to the attacker, X is not. Source of the attack: L. Zhu, Z. Liu,
/// S. Han 2019, arXiv 1906.08935.</remarks>
public sealed class SelfAttention
{
    private readonly Matrix<double> scores, values, target;

    /// <summary>A layer with a target.</summary>
    /// <param name="scores">W, <c>[d, d]</c>, the product of query and key weights.</param>
    /// <param name="values">V, <c>[d, c]</c>.</param>
    /// <param name="target">T, <c>[n, c]</c>.</param>
    /// <exception cref="ArgumentException">The shapes disagree.</exception>
    public SelfAttention(Matrix<double> scores, Matrix<double> values, Matrix<double> target)
    {
        Require.That(
            scores.RowCount == scores.ColumnCount && scores.RowCount == values.RowCount,
            nameof(values),
            $"W is {scores.RowCount} × {scores.ColumnCount} and V is {values.RowCount} × {values.ColumnCount}; W has "
                + $"to be square with as many rows as V, one a channel of the data.");

        Require.That(
            values.ColumnCount == target.ColumnCount,
            nameof(target),
            $"V has {values.ColumnCount} columns but the target {target.ColumnCount}; the output is compared with the "
                + $"target, so they must match.");

        (this.scores, this.values, this.target) = (scores, values, target);
    }

    /// <summary>The gradients in W and V.</summary>
    /// <param name="data">X, <c>[n, d]</c>.</param>
    /// <returns>∂L/∂W <c>[d, d]</c> and ∂L/∂V <c>[d, c]</c>.</returns>
    /// <exception cref="ArgumentException">X has another shape.</exception>
    public (Matrix<double> Scores, Matrix<double> Values) Gradient(Matrix<double> data)
    {
        RequireData(data);
        var (queries, keys, mapped) = ((data * scores).ToTensor(), data.ToTensor(), data * values);
        var weights = DotProductAttention.Weights(queries, keys);
        var error = (weights.ToMatrix() * mapped - target) * 2;
        var (q, _, v) = DotProductAttention.Backward(queries, keys, mapped.ToTensor(), weights, error.ToTensor());
        return (data.TransposeThisAndMultiply(q.ToMatrix()), data.TransposeThisAndMultiply(v.ToMatrix()));
    }

    /// <summary>Both gradients in one vector, row by row, W before V.</summary>
    /// <param name="data">X row by row, <c>[n·d]</c>.</param>
    /// <returns>The entries, <c>[d·d + d·c]</c>.</returns>
    /// <exception cref="ArgumentException">The data has another length.</exception>
    public Vector<double> Stacked(Vector<double> data)
    {
        var (w, v) = Gradient(Shaped(data));
        return Vector<double>.Build.Dense([.. w.ToRowMajorArray(), .. v.ToRowMajorArray()]);
    }

    /// <summary>The derivative of <see cref="Stacked"/>: how the gradients move with the data.</summary>
    /// <param name="data">X row by row, <c>[n·d]</c>.</param>
    /// <returns>A matrix, <c>[d·d + d·c, n·d]</c>; where its columns are independent, the gradients determine the data
    /// nearby.</returns>
    /// <exception cref="ArgumentException">The data has another length.</exception>
    /// <remarks>Definition: forward mode, one entry of X at a time. Cost: n·d times about three gradients.</remarks>
    public Matrix<double> Jacobian(Vector<double> data)
    {
        var x = Shaped(data);
        var (n, d) = (x.RowCount, x.ColumnCount);
        var f = DotProductAttention.Weights((x * scores).ToTensor(), x.ToTensor()).ToMatrix();
        var o = x * values;
        var e = (f * o - target) * 2;
        var p = e.TransposeAndMultiply(o);
        var centred = Centred(f, p);
        var g = f.PointwiseMultiply(centred);
        var jacobian = Matrix<double>.Build.Dense(d * d + d * values.ColumnCount, n * d);
        var dx = Matrix<double>.Build.Dense(n, d);
        for (var k = 0; k < n * d; k++)
        {
            dx.Clear();
            dx[k / d, k % d] = 1;
            var ds = (dx * scores).TransposeAndMultiply(x) + (x * scores).TransposeAndMultiply(dx);
            var df = f.PointwiseMultiply(Centred(f, ds));
            var dO = dx * values;
            var de = (df * o + f * dO) * 2;
            var dp = de.TransposeAndMultiply(o) + e.TransposeAndMultiply(dO);
            var shift = Means(df, p) + Means(f, dp);
            var dg = df.PointwiseMultiply(centred)
                + f.PointwiseMultiply(dp.MapIndexed((i, _, entry) => entry - shift[i]));

            var dw = dx.TransposeThisAndMultiply(g * x) + x.TransposeThisAndMultiply(dg * x + g * dx);
            var dv = dx.TransposeThisAndMultiply(f.TransposeThisAndMultiply(e))
                + x.TransposeThisAndMultiply(df.TransposeThisAndMultiply(e) + f.TransposeThisAndMultiply(de));
            jacobian.SetColumn(k, [.. dw.ToRowMajorArray(), .. dv.ToRowMajorArray()]);
        }

        return jacobian;
    }

    /// <summary>Each row of a matrix less its mean under the weights.</summary>
    private static Matrix<double> Centred(Matrix<double> weights, Matrix<double> matrix)
    {
        var means = Means(weights, matrix);
        return matrix.MapIndexed((i, _, entry) => entry - means[i]);
    }

    private static Vector<double> Means(Matrix<double> weights, Matrix<double> matrix) =>
        weights.PointwiseMultiply(matrix).RowSums();

    private Matrix<double> Shaped(Vector<double> data)
    {
        Require.Length(
            data.Count,
            target.RowCount * scores.RowCount,
            nameof(data),
            $"{target.RowCount} rows, as the target, of {scores.RowCount} channels");

        return Matrix<double>.Build.DenseOfRowMajor(target.RowCount, scores.RowCount, data);
    }

    private void RequireData(Matrix<double> data) => Require.That(
        data.RowCount == target.RowCount && data.ColumnCount == scores.RowCount,
        nameof(data),
        $"the data is {data.RowCount} × {data.ColumnCount} but {target.RowCount} × {scores.RowCount} is needed: a row "
            + $"for each row of the target, a column for each row of W.");
}
