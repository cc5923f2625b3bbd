using Lemmata.Arguments;
using MathNet.Numerics.LinearAlgebra;

namespace Lemmata.Learning.Topics.StateSpace;

/// <summary>
/// The memories of the HiPPO family: for each measure on the past, the linear system whose state is the vector of
/// coefficients of the past in a fixed basis.
/// </summary>
/// <remarks>
/// Conventions: indices n, k = 0 … N−1; <c>g_n(s) = √(2n+1) P_n(2s−1)</c> is orthonormal on [0, 1]; a state is
/// <c>c_n = ∫₀¹ u(past(s)) g_n(s) ds</c> with s = 1 now. The window is in units of time.
/// Source: Gu, Dao, Ermon, Rudra, Ré 2020, arXiv 2008.07669; Gu, Johnson, Timalsina, Rudra, Ré 2022, arXiv 2206.12037.
/// </remarks>
public static class Hippo
{
    /// <summary>
    /// The scaled Legendre memory of the whole past [0, t], uniformly weighted: <c>c' = (A c + B u) / t</c> with
    /// <c>A_nk = −√((2n+1)(2k+1))</c> below the diagonal, <c>−(n+1)</c> on it, and <c>B_n = √(2n+1)</c>.
    /// </summary>
    /// <param name="stateCount">N, at least 1.</param>
    /// <returns>A [N, N] lower triangular with eigenvalues −1 … −N, and B [N]; the factor 1/t is not in it.</returns>
    /// <exception cref="ArgumentOutOfRangeException">N &lt; 1.</exception>
    /// <remarks>
    /// The equation is closed: no part of the past is approximated, for any N.
    /// For the factor 1/t see <see cref="ScaleInvariantSystem"/>.
    /// </remarks>
    public static LinearSystem LegS(int stateCount)
    {
        Require.AtLeast(stateCount, 1, "the number N of coefficients");
        var a = Matrix<double>.Build.Dense(stateCount, stateCount, (n, k) =>
            k < n ? -Norm(n) * Norm(k) : k == n ? -(n + 1) : 0);
        return new LinearSystem(a, Vector<double>.Build.Dense(stateCount, Norm));
    }

    /// <summary>
    /// The translated Legendre memory of the window [t−w, t]:
    /// <c>A_nk = −√((2n+1)(2k+1)) / w</c> for k &lt; n, that times <c>(−1)^(n−k)</c> for k ≥ n, <c>B_n = √(2n+1) /
    /// w</c>.
    /// </summary>
    /// <param name="stateCount">N, at least 1.</param>
    /// <param name="window">w, positive, in units of time.</param>
    /// <returns>A [N, N] and B [N].</returns>
    /// <exception cref="ArgumentOutOfRangeException">N &lt; 1, or w not positive and finite.</exception>
    /// <remarks>
    /// The value u(t−w) that leaves the window is replaced by the reconstruction; that is its only error.
    /// </remarks>
    public static LinearSystem LegT(int stateCount, double window)
    {
        Require.AtLeast(stateCount, 1, "the number N of coefficients");
        Require.Positive(window, "the length w of the window");
        var a = Matrix<double>.Build.Dense(stateCount, stateCount, (n, k) =>
            -Norm(n) * Norm(k) * (k < n ? 1 : Sign(n - k)) / window);
        return new LinearSystem(a, Vector<double>.Build.Dense(stateCount, n => Norm(n) / window));
    }

    /// <summary>
    /// The Legendre memory unit: <see cref="LegT"/> in coordinates <c>x_n = √(2n+1) c_n</c>, where the matrices are
    /// integers over w: <c>A_nk = −(2n+1)/w · {1 for k &lt; n, (−1)^(n−k) for k ≥ n}</c>, <c>B_n = (2n+1)/w</c>.
    /// </summary>
    /// <param name="stateCount">N, at least 1.</param>
    /// <param name="window">w, positive, in units of time.</param>
    /// <returns>A [N, N] and B [N]; entries are integers when w = 1.</returns>
    /// <exception cref="ArgumentOutOfRangeException">N &lt; 1, or w not positive and finite.</exception>
    /// <remarks>
    /// Voelker, Kajić and Eliasmith 2019 measure the window backwards from now, which multiplies state n by (−1)ⁿ.
    /// </remarks>
    public static LinearSystem Lmu(int stateCount, double window)
    {
        Require.AtLeast(stateCount, 1, "the number N of coefficients");
        Require.Positive(window, "the length w of the window");
        var a = Matrix<double>.Build.Dense(stateCount, stateCount, (n, k) =>
            -(2 * n + 1) * (k < n ? 1 : Sign(n - k)) / window);
        return new LinearSystem(a, Vector<double>.Build.Dense(stateCount, n => (2 * n + 1) / window));
    }

    /// <summary>
    /// The Fourier memory of the window [t−w, t] in the orthonormal real basis 1, √2 cos 2πks, √2 sin 2πks:
    /// <c>A = rotation(2πk/w) − (closure/w) b bᵀ</c>, <c>B = (closure/w) b</c> with b the basis at s = 1.
    /// </summary>
    /// <param name="harmonics">Number of harmonics F, at least 0; the state has 2F+1 entries.</param>
    /// <param name="window">w, positive, in units of time.</param>
    /// <param name="closure">
    /// What stands for the value leaving the window: <see cref="FourierClosure.Midpoint"/> (2) uses that a Fourier
    /// series converges to the mean of both ends; <see cref="FourierClosure.AsPublished"/> (1) is the source's matrix,
    /// which leaves echoes; any positive weight is allowed.
    /// </param>
    /// <returns>A [2F+1, 2F+1] and B [2F+1].</returns>
    /// <exception cref="ArgumentOutOfRangeException">F &lt; 0, or w or the closure not positive and finite.</exception>
    /// <remarks>
    /// In complex coefficients of e^{2πins}, |n| ≤ F, the same system reads
    /// <c>A_nk = (2πi n δ_nk − closure)/w</c>, <c>B_n = closure/w</c>.
    /// </remarks>
    public static LinearSystem FourierWindow(int harmonics, double window, double closure = FourierClosure.Midpoint)
    {
        Require.AtLeast(harmonics, 0, "the number F of harmonics");
        Require.Positive(window, "the length w of the window");
        Require.Positive(closure, "the weight of the closure, 2 for the midpoint rule");
        var atEnd = Vector<double>.Build.Dense(2 * harmonics + 1, FourierBasis.AtEnd);
        var a = atEnd.OuterProduct(atEnd) * (-closure / window);
        for (var k = 1; k <= harmonics; k++)
        {
            var rate = 2 * Math.PI * k / window;
            a[2 * k - 1, 2 * k] += rate;
            a[2 * k, 2 * k - 1] += -rate;
        }
        return new LinearSystem(a, atEnd * (closure / window));
    }

    /// <summary>
    /// The Laguerre memory of the whole past with weight e^{−x}, x = (t−s)/w the age of a value: A is −1/w on and
    /// below the diagonal and 0 above, <c>B_n = 1/w</c>.
    /// </summary>
    /// <param name="stateCount">N, at least 1.</param>
    /// <param name="timeScale">w, the age at which the weight has fallen to 1/e, positive.</param>
    /// <returns>A [N, N] lower triangular with the single eigenvalue −1/w, and B [N].</returns>
    /// <exception cref="ArgumentOutOfRangeException">N &lt; 1, or w not positive and finite.</exception>
    /// <remarks>The equation is closed, like that of <see cref="LegS"/>: the weight vanishes at the far end.</remarks>
    public static LinearSystem LagT(int stateCount, double timeScale)
    {
        Require.AtLeast(stateCount, 1, "the number N of coefficients");
        Require.Positive(timeScale, "the time scale w of the weight");
        var a = Matrix<double>.Build.Dense(stateCount, stateCount, (n, k) => k <= n ? -1 / timeScale : 0);
        return new LinearSystem(a, Vector<double>.Build.Dense(stateCount, 1 / timeScale));
    }

    /// <summary>
    /// The read-out that returns the oldest value of a Legendre window, <c>g_n(0) = (−1)ⁿ √(2n+1)</c>.
    /// </summary>
    /// <param name="stateCount">N, at least 1.</param>
    /// <returns>The row C [N]; <c>C · c ≈ u(t−w)</c> for a state of <see cref="LegT"/>.</returns>
    /// <exception cref="ArgumentOutOfRangeException">N &lt; 1.</exception>
    public static Vector<double> DelayReadout(int stateCount)
    {
        Require.AtLeast(stateCount, 1, "the number N of coefficients");
        return Vector<double>.Build.Dense(stateCount, n => Sign(n) * Norm(n));
    }

    private static double Norm(int n) => Math.Sqrt(2 * n + 1);

    private static int Sign(int n) => n % 2 == 0 ? 1 : -1;
}

/// <summary>Weights for the value that leaves a Fourier window, see <see cref="Hippo.FourierWindow"/>.</summary>
public static class FourierClosure
{
    /// <summary>2: u(t−w) ≈ 2 Σ c_k − u(t), the value a truncated Fourier series really converges to.</summary>
    public const double Midpoint = 2;

    /// <summary>1: u(t−w) ≈ Σ c_k, as the source has it; known in the S4 code as <c>fourier_decay</c>.</summary>
    public const double AsPublished = 1;
}
