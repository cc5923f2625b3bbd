using Lemmata.Arguments;

namespace Lemmata.Learning.Topics.Regression;

/// <summary>
/// Least squares on the first p of D features; beyond p = n the solution of least norm, and with a penalty ridge
/// regression.
/// </summary>
/// <remarks>
/// <para><b>Definition:</b> w = (XᵀX + λI)⁻¹Xᵀy for p up to n, the equal Xᵀ(XXᵀ + λI)⁻¹y beyond; λ = 0 leaves the
/// pseudo-inverse.</para>
/// <para><b>Error:</b> the normal equations square the condition number; at p = n with λ = 0 digits are lost.</para>
/// <para><b>Cost:</b> O(np·min(n, p)) a fit, without allocation. Not for use from two threads at once.</para>
/// </remarks>
public sealed class LeastNormFit
{
    private readonly int samples, features;
    private readonly double[] gram, right;

    /// <summary>Buffers for fits to n samples of D features.</summary>
    /// <param name="samples">n, at least 1.</param>
    /// <param name="features">D, at least 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is below 1.</exception>
    public LeastNormFit(int samples, int features)
    {
        Require.AtLeast(samples, 1);
        Require.AtLeast(features, 1);
        (this.samples, this.features) = (samples, features);
        var order = Math.Min(samples, features);
        (gram, right) = (new double[order * order], new double[order]);
    }

    /// <summary>Fits the first p features.</summary>
    /// <param name="x">X, <c>[n, D]</c>, by rows.</param>
    /// <param name="y">y, <c>[n]</c>.</param>
    /// <param name="used">p, from 0 to D.</param>
    /// <param name="penalty">λ, at least 0.</param>
    /// <param name="weights">w, <c>[D]</c>; entries from p on become 0.</param>
    /// <exception cref="ArgumentException">A length differs from its shape, or the features in use depend linearly on
    /// each other and there is no penalty.</exception>
    /// <exception cref="ArgumentOutOfRangeException">p or the penalty is outside its range.</exception>
    public void Solve(ReadOnlySpan<double> x, ReadOnlySpan<double> y, int used, double penalty, Span<double> weights)
    {
        Require.Length(x.Length, samples * features, nameof(x), $"{samples} samples of {features} features");
        Require.Length(y.Length, samples, nameof(y), "one a sample");
        Require.Length(weights.Length, features, nameof(weights), "one a feature");
        Require.InRange(
            used >= 0 && used <= features,
            nameof(used),
            $"the number of features in use must be from 0 to {features}, but is {used}");
        Require.InRange(
            penalty >= 0 && double.IsFinite(penalty),
            nameof(penalty),
            $"the penalty must be at least 0 and finite, but is {penalty}");
        weights.Clear();
        if (used == 0) return;
        if (used <= samples)
        {
            SolveByFeatures(x, y, used, penalty);
            right.AsSpan(0, used).CopyTo(weights);
            return;
        }

        SolveBySamples(x, y, used, penalty);
        for (var i = 0; i < samples; i++)
        {
            var row = x.Slice(i * features, used);
            for (var j = 0; j < used; j++)
                weights[j] += right[i] * row[j];
        }
    }

    private void SolveByFeatures(ReadOnlySpan<double> x, ReadOnlySpan<double> y, int used, double penalty)
    {
        gram.AsSpan(0, used * used).Clear();
        right.AsSpan(0, used).Clear();
        for (var i = 0; i < samples; i++)
        {
            var row = x.Slice(i * features, used);
            for (var j = 0; j < used; j++)
            {
                right[j] += row[j] * y[i];
                for (var k = 0; k <= j; k++)
                    gram[j * used + k] += row[j] * row[k];
            }
        }

        SolveInPlace(used, penalty);
    }

    private void SolveBySamples(ReadOnlySpan<double> x, ReadOnlySpan<double> y, int used, double penalty)
    {
        y.CopyTo(right);
        for (var i = 0; i < samples; i++)
        {
            var row = x.Slice(i * features, used);
            for (var j = 0; j <= i; j++)
            {
                var other = x.Slice(j * features, used);
                var sum = 0.0;
                for (var k = 0; k < used; k++)
                    sum += row[k] * other[k];
                gram[i * samples + j] = sum;
            }
        }

        SolveInPlace(samples, penalty);
    }

    /// <summary>Cholesky's decomposition of the lower triangle, and both substitutions, within the buffers.</summary>
    private void SolveInPlace(int order, double penalty)
    {
        for (var i = 0; i < order; i++)
        {
            gram[i * order + i] += penalty;
            var rounding = 1e-14 * gram[i * order + i];
            for (var j = 0; j <= i; j++)
            {
                var sum = gram[i * order + j];
                for (var k = 0; k < j; k++)
                    sum -= gram[i * order + k] * gram[j * order + k];
                Require.That(
                    j < i || sum > rounding,
                    "x",
                    $"pivot {i} of {order} is {sum}: features in use depend linearly on each other; add a penalty");
                gram[i * order + j] = j < i ? sum / gram[j * order + j] : Math.Sqrt(sum);
            }
        }

        for (var i = 0; i < order; i++)
        {
            for (var k = 0; k < i; k++)
                right[i] -= gram[i * order + k] * right[k];
            right[i] /= gram[i * order + i];
        }

        for (var i = order - 1; i >= 0; i--)
        {
            for (var k = i + 1; k < order; k++)
                right[i] -= gram[k * order + i] * right[k];
            right[i] /= gram[i * order + i];
        }
    }
}
