using System.Numerics;
using Lemmata.Arguments;
using MathNet.Numerics.LinearAlgebra;

namespace Lemmata.Learning.Topics.StateSpace;

/// <summary>
/// A memory matrix as a normal matrix minus a low-rank one, <c>A = V diag(Λ) V* − P Pᵀ</c>, with V unitary: the form
/// on which the S4 kernel is computed through Cauchy sums.
/// </summary>
/// <remarks>
/// Every memory here has the shape <c>A = −shift·I + skew − P Pᵀ</c> with shift ≥ 0, so the normal part is a shifted
/// skew matrix and its eigenvectors come from a Hermitian problem, which is well conditioned; those of A itself are
/// not. Source: Gu, Goel, Ré 2021, arXiv 2111.00396, theorem 1 and appendix C.
/// </remarks>
public sealed class DiagonalPlusLowRank
{
    private DiagonalPlusLowRank(Complex[] poles, Matrix<Complex> v, Matrix<double> p)
    {
        (Poles, V, P) = (poles, v, p);
        RotatedP = v.ConjugateTranspose() * p.Map(value => new Complex(value, 0), Zeros.Include);
    }

    /// <summary>Λ, the eigenvalues of the normal part, by imaginary part downwards.</summary>
    public IReadOnlyList<Complex> Poles { get; }

    /// <summary>V, unitary, [N, N].</summary>
    public Matrix<Complex> V { get; }

    /// <summary>P, [N, r], in the original coordinates.</summary>
    public Matrix<double> P { get; }

    /// <summary>V* P, [N, r].</summary>
    internal Matrix<Complex> RotatedP { get; }

    /// <summary>N, the number of states.</summary>
    public int StateCount => P.RowCount;

    /// <summary>LegS: <c>A + P Pᵀ = −½ I + skew</c> with <c>P_n = √(n+½)</c>.</summary>
    /// <param name="stateCount">N, at least 1.</param>
    /// <returns>The decomposition of rank 1.</returns>
    /// <exception cref="ArgumentOutOfRangeException">N &lt; 1.</exception>
    public static DiagonalPlusLowRank LegS(int stateCount)
        => Of(Hippo.LegS(stateCount).A, Matrix<double>.Build.Dense(stateCount, 1, (n, _) => Math.Sqrt(n + 0.5)));

    /// <summary>
    /// LegT: <c>A + P Pᵀ = skew</c> with the two columns <c>√((n+½)/w)</c> and <c>(−1)ⁿ √((n+½)/w)</c>.
    /// </summary>
    /// <param name="stateCount">N, at least 1.</param>
    /// <param name="window">w, positive.</param>
    /// <returns>The decomposition of rank 2.</returns>
    /// <exception cref="ArgumentOutOfRangeException">N &lt; 1, or w not positive and finite.</exception>
    public static DiagonalPlusLowRank LegT(int stateCount, double window)
        => Of(Hippo.LegT(stateCount, window).A, Matrix<double>.Build.Dense(stateCount, 2, (n, column) =>
            Math.Sqrt((n + 0.5) / window) * (column == 1 && n % 2 == 1 ? -1 : 1)));

    /// <summary>Fourier window: <c>A + P Pᵀ = skew</c> with P = √(closure/w) times the basis at s = 1.</summary>
    /// <param name="harmonics">F, at least 0.</param>
    /// <param name="window">w, positive.</param>
    /// <param name="closure">Weight of the closure, see <see cref="Hippo.FourierWindow"/>.</param>
    /// <returns>The decomposition of rank 1.</returns>
    /// <exception cref="ArgumentOutOfRangeException">As for <see cref="Hippo.FourierWindow"/>.</exception>
    public static DiagonalPlusLowRank FourierWindow(
        int harmonics, double window, double closure = FourierClosure.Midpoint)
    {
        var a = Hippo.FourierWindow(harmonics, window, closure).A;
        return Of(a, Matrix<double>.Build.Dense(a.RowCount, 1, (n, _) =>
            Math.Sqrt(closure / window) * FourierBasis.AtEnd(n)));
    }

    /// <summary>LagT: <c>A + P Pᵀ = −½/w I + skew</c> with <c>P_n = √(½/w)</c>.</summary>
    /// <param name="stateCount">N, at least 1.</param>
    /// <param name="timeScale">w, positive.</param>
    /// <returns>The decomposition of rank 1.</returns>
    /// <exception cref="ArgumentOutOfRangeException">N &lt; 1, or w not positive and finite.</exception>
    public static DiagonalPlusLowRank LagT(int stateCount, double timeScale)
        => Of(Hippo.LagT(stateCount, timeScale).A,
            Matrix<double>.Build.Dense(stateCount, 1, Math.Sqrt(0.5 / timeScale)));

    /// <summary>
    /// Decomposes a matrix for which <c>A + P Pᵀ</c> is a multiple of the identity plus a skew matrix.
    /// </summary>
    /// <param name="a">A, [N, N].</param>
    /// <param name="p">P, [N, r] with small r.</param>
    /// <returns>The decomposition.</returns>
    /// <exception cref="ArgumentException">Sizes differ, or A + P Pᵀ does not have that shape.</exception>
    public static DiagonalPlusLowRank Of(Matrix<double> a, Matrix<double> p)
    {
        StateMatrix.RequireSquare(a, nameof(a));
        Require.Length(p.RowCount, a.RowCount, nameof(p), $"A has {a.RowCount} rows");
        var count = a.RowCount;
        var normal = a + p * p.Transpose();
        var shift = normal.Trace() / count;
        var scale = 1 + normal.Enumerate(Zeros.AllowSkip).Select(Math.Abs).DefaultIfEmpty().Max();
        for (var n = 0; n < count; n++)
        {
            for (var k = 0; k <= n; k++)
        {
            var even = (normal[n, k] + normal[k, n]) / 2 - (n == k ? shift : 0);
            Require.That(
                Math.Abs(even) <= 1e-12 * scale,
                nameof(p),
                $"A + P Pᵀ has to be a multiple of the identity plus a skew matrix, but its symmetric part is off "
                    + $"by {even:G3} at ({n}, {k}); use the P that belongs to this A.");
            }
        }
        // i·skew is Hermitian: real eigenvalues ν and a unitary V; skew = V diag(−iν) V*.
        var hermitian = Matrix<Complex>.Build.Dense(count, count, (n, k) =>
            new Complex(0, (normal[n, k] - normal[k, n]) / 2));
        var decomposition = hermitian.Evd(Symmetricity.Hermitian);
        var order = Enumerable.Range(0, count).OrderBy(j => decomposition.EigenValues[j].Real).ToArray();
        var poles = order.Select(j => new Complex(shift, -decomposition.EigenValues[j].Real)).ToArray();
        var v = Matrix<Complex>.Build.DenseOfColumnVectors(order.Select(decomposition.EigenVectors.Column));
        return new DiagonalPlusLowRank(poles, v, p);
    }

    /// <summary>Puts the parts together again.</summary>
    /// <returns><c>V diag(Λ) V* − P Pᵀ</c>, [N, N], for comparison with A.</returns>
    public Matrix<double> Recompose() =>
        (V * Matrix<Complex>.Build.DenseOfDiagonalArray([.. Poles]) * V.ConjugateTranspose()).Map(
            z => z.Real,
            Zeros.Include)
        - P * P.Transpose();
}
