using Lemmata.Arguments;
using Lemmata.Display;
using Lemmata.Learning.Numerics.Tensors;
using MathNet.Numerics.LinearAlgebra;

namespace Lemmata.Learning.Topics.StateSpace;

/// <summary>
/// The system <c>c' = (A c + B u) / t</c>, whose discrete forms contain no step: sample k stands at t = kΔ and Δ
/// cancels.
/// </summary>
/// <remarks>Source: Gu et al. 2020, arXiv 2008.07669, section 2.4 and appendix B (discretisation).</remarks>
public sealed class ScaleInvariantSystem
{
    private readonly LinearSystem system;

    /// <summary>Makes the system from A and B.</summary>
    /// <param name="system">A and B, such as <see cref="Hippo.LegS"/>.</param>
    public ScaleInvariantSystem(LinearSystem system) => this.system = system;

    /// <summary>The scaled Legendre memory with N coefficients.</summary>
    /// <param name="stateCount">N, at least 1.</param>
    /// <returns>The system of <see cref="Hippo.LegS"/> with its factor 1/t.</returns>
    public static ScaleInvariantSystem LegS(int stateCount) => new(Hippo.LegS(stateCount));

    /// <summary>N, the number of states.</summary>
    public int StateCount => system.StateCount;

    /// <summary>The state after samples u_1 … u_K with a rule applied to <c>A/k</c>, as in the authors' code.</summary>
    /// <param name="rule">
    /// Generalised bilinear rules use <c>A/k</c> on both sides; zero-order hold uses <c>exp(A ln((k+1)/k))</c>.
    /// </param>
    /// <param name="input">u_1 … u_K.</param>
    /// <returns>c_K, [N].</returns>
    /// <exception cref="ArgumentException">The input is empty or has a value that is not finite.</exception>
    /// <remarks>
    /// Error: first order in 1/K for every rule, also for the bilinear one, because A/k and u_k are those of the end of
    /// the step; see <see cref="FinalStateMidpoint"/> for second order.
    /// </remarks>
    public double[] FinalState(Discretization rule, ReadOnlySpan<double> input)
    {
        Check(input);
        var stepper = new Stepper(system, rule.Implicitness);
        var cancellation = Ambient.Cancellation;
        for (var k = 1; k <= input.Length; k++)
        {
            if (k % 64 == 0) cancellation.ThrowIfCancellationRequested();
            if (rule.Implicitness is not null) stepper.Advance(1.0 / k, input[k - 1]);
            else stepper.Hold(Math.Log(k + 1) - Math.Log(k), input[k - 1]);
        }
        return stepper.State;
    }

    /// <summary>
    /// The state after samples u_0 … u_K by the bilinear rule with rate <c>A/(k−½)</c> and averaged inputs.
    /// </summary>
    /// <param name="input">u_0 … u_K, so K+1 values and K steps, at least one step.</param>
    /// <param name="initial">
    /// c_0, [N]; null for <c>−A⁻¹ B u_0</c>, the only start from which c is smooth at t = 0.
    /// </param>
    /// <returns>c_K, [N].</returns>
    /// <exception cref="ArgumentException">
    /// Fewer than two samples, a value that is not finite, or c_0 of another length.
    /// </exception>
    /// <remarks>Error: second order in 1/K for a smooth input.</remarks>
    public double[] FinalStateMidpoint(ReadOnlySpan<double> input, Vector<double>? initial = null)
    {
        Check(input);
        if (initial is not null)
            Require.Length(initial.Count, StateCount, nameof(initial), $"the system has {StateCount} states");
        Require.That(
            input.Length >= 2,
            nameof(input),
            "input has 1 sample, but a step of the midpoint rule needs the samples at both "
                + "its ends; pass u_0 … u_K with K at least 1.");

        var stepper = new Stepper(system, 0.5);
        (initial ?? system.A.Solve(system.B * -input[0])).AsEnumerable().ToArray().CopyTo(stepper.State, 0);
        var cancellation = Ambient.Cancellation;
        for (var k = 1; k < input.Length; k++)
        {
            if (k % 64 == 0) cancellation.ThrowIfCancellationRequested();
            stepper.Advance(1 / (k - 0.5), (input[k - 1] + input[k]) / 2);
        }
        return stepper.State;
    }

    /// <summary>The factors <c>Ab_k</c> of the recurrence at sample k for a rule applied to <c>A/k</c>.</summary>
    /// <param name="rule">The discretisation rule.</param>
    /// <param name="index">k, at least 1.</param>
    /// <returns>[N, N].</returns>
    /// <exception cref="ArgumentOutOfRangeException">k &lt; 1.</exception>
    public Matrix<double> Factor(Discretization rule, int index)
    {
        Require.AtLeast(index, 1, "the index k of a sample");
        return rule.Implicitness is null
            ? MatrixExponential.Of(system.A * (Math.Log(index + 1) - Math.Log(index)))
            : rule.Apply(system.A, system.B, 1.0 / index).Ab;
    }

    private static void Check(ReadOnlySpan<double> input)
    {
        Require.NotEmpty(input);
        Require.Finite(input, StateMatrix.NoGaps);
    }

    /// <summary>
    /// One state and the scratch to advance it; a triangular A is solved by substitution without allocation.
    /// </summary>
    private sealed class Stepper(LinearSystem system, double? implicitness)
    {
        private readonly int count = system.StateCount;
        private readonly double[] a = system.A.ToRowMajorArray();
        private readonly double[] b = system.B.ToArray();
        private readonly bool triangular = Spectrum.IsLowerTriangular(system.A);
        private double[] next = new double[system.StateCount];

        internal double[] State { get; private set; } = new double[system.StateCount];

        /// <summary>(I − αhA) c ← (I + (1−α)hA) c + hB u.</summary>
        internal void Advance(double h, double input)
        {
            var alpha = implicitness!.Value;
            for (var n = 0; n < count; n++)
            {
                var sum = 0.0;
                var end = triangular ? n + 1 : count;
                for (var k = 0; k < end; k++) sum += a[n * count + k] * State[k];
                next[n] = State[n] + (1 - alpha) * h * sum + h * b[n] * input;
            }
            if (alpha > 0 && triangular)
            {
                Substitute(alpha * h);
            }
            else if (alpha > 0)
            {
                next = (Matrix<double>.Build.DenseIdentity(count) - system.A * (alpha * h))
                    .Solve(Vector<double>.Build.DenseOfArray(next)).ToArray();
            }

            (State, next) = (next, State);
        }

        /// <summary>c ← e^{Ah} c + A⁻¹(e^{Ah} − I) B u.</summary>
        internal void Hold(double h, double input)
        {
            var (ab, bb) = Discretization.ZeroOrderHold.Apply(system.A, system.B, h);
            State = (ab * Vector<double>.Build.DenseOfArray(State) + bb * input).ToArray();
        }

        private void Substitute(double h)
        {
            for (var n = 0; n < count; n++)
            {
                var sum = next[n];
                for (var k = 0; k < n; k++) sum += h * a[n * count + k] * next[k];
                next[n] = sum / (1 - h * a[n * count + n]);
            }
        }
    }
}
