using Lemmata.Arguments;
using Lemmata.Display;
using MathNet.Numerics.LinearAlgebra;

namespace Lemmata.Learning.Topics.StateSpace;

/// <summary>
/// A linear recurrence <c>x_k = Ab x_{k−1} + Bb u_k</c> with output <c>y_k = C x_k</c>, in its three forms: step by
/// step, as a convolution with a kernel, and as a scan.
/// </summary>
public sealed class DiscreteSystem
{
    // With a hundred states a look at the cancellation token every few milliseconds.
    private const int StepsBetweenLooks = 512;

    private readonly double[] a; // row-major [N, N]
    private readonly double[] b;
    private double? spectralRadius;

    /// <summary>Makes a recurrence from its matrices.</summary>
    /// <param name="a">Ab, [N, N].</param>
    /// <param name="b">Bb, [N].</param>
    /// <param name="step">Δ, the time between two inputs; 1 when there is no time behind the index.</param>
    /// <exception cref="ArgumentException">Ab is not square, Bb has another length, or an entry is not
    /// finite.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The step is not positive and finite.</exception>
    public DiscreteSystem(Matrix<double> a, Vector<double> b, double step = 1) : this(a, b, step, null)
    {
    }

    internal DiscreteSystem(Matrix<double> a, Vector<double> b, double step, string? warning)
    {
        StateMatrix.RequireSquare(a, nameof(a));
        Require.Length(b.Count, a.RowCount, nameof(b), $"Ab has {a.RowCount} rows, one for each state");
        Require.Finite(b.ToArray(), name: nameof(b));
        Require.Positive(step, "the step Δ of the grid");
        (A, B, Step, Warning) = (a, b, step, warning);
        (this.a, this.b) = (a.ToRowMajorArray(), b.ToArray());
    }

    /// <summary>Ab, [N, N].</summary>
    public Matrix<double> A { get; }

    /// <summary>Bb, [N].</summary>
    public Vector<double> B { get; }

    /// <summary>Δ, the time between two inputs.</summary>
    public double Step { get; }

    /// <summary>N, the number of states.</summary>
    public int StateCount => A.RowCount;

    /// <summary>
    /// Why the recurrence is unstable although the system may be stable; null when the step is within the limit.
    /// </summary>
    public string? Warning { get; }

    /// <summary>
    /// The largest modulus of an eigenvalue of Ab; the recurrence forgets its start when this is below 1.
    /// </summary>
    public double SpectralRadius => spectralRadius ??= Spectrum.Radius(A);

    /// <summary>All states, step by step.</summary>
    /// <param name="input">u_1 … u_K.</param>
    /// <param name="initial">x_0, [N]; null for zero.</param>
    /// <returns>[K, N], row k−1 is x_k.</returns>
    /// <exception cref="ArgumentException">The input is empty or has a value that is not finite; x_0 has another
    /// length.</exception>
    public double[][] States(ReadOnlySpan<double> input, Vector<double>? initial = null)
    {
        Check(input);
        var state = Start(initial);
        var rows = new double[input.Length][];
        var cancellation = Ambient.Cancellation;
        for (var k = 0; k < input.Length; k++)
        {
            if (k % StepsBetweenLooks == 0) cancellation.ThrowIfCancellationRequested();
            var next = new double[StateCount];
            Advance(state, input[k], next);
            rows[k] = state = next;
        }
        return rows;
    }

    /// <summary>The state after the whole input, without keeping those before.</summary>
    /// <param name="input">u_1 … u_K.</param>
    /// <param name="initial">x_0, [N]; null for zero.</param>
    /// <returns>x_K, [N].</returns>
    /// <exception cref="ArgumentException">The input is empty or has a value that is not finite; x_0 has another
    /// length.</exception>
    public double[] FinalState(ReadOnlySpan<double> input, Vector<double>? initial = null)
    {
        Check(input);
        var state = Start(initial);
        var next = new double[StateCount];
        var cancellation = Ambient.Cancellation;
        for (var k = 0; k < input.Length; k++)
        {
            if (k % StepsBetweenLooks == 0) cancellation.ThrowIfCancellationRequested();
            Advance(state, input[k], next);
            (state, next) = (next, state);
        }
        return state;
    }

    /// <summary>The recurrent form: outputs step by step, from a zero state.</summary>
    /// <param name="readout">C, [N].</param>
    /// <param name="input">u_1 … u_K.</param>
    /// <returns>y_1 … y_K.</returns>
    /// <exception cref="ArgumentException">Wrong length of C, empty input, or a value that is not finite.</exception>
    /// <remarks>Cost: K N² products, one state in memory.</remarks>
    public double[] Recurrent(Vector<double> readout, ReadOnlySpan<double> input)
    {
        var c = Check(readout);
        Check(input);
        var output = new double[input.Length];
        var (state, next) = (new double[StateCount], new double[StateCount]);
        var cancellation = Ambient.Cancellation;
        for (var k = 0; k < input.Length; k++)
        {
            if (k % StepsBetweenLooks == 0) cancellation.ThrowIfCancellationRequested();
            Advance(state, input[k], next);
            (state, next) = (next, state);
            output[k] = Dot(c, state);
        }
        return output;
    }

    /// <summary>The kernel <c>C Ab^j Bb</c>, j = 0 … length−1, by repeated multiplication.</summary>
    /// <param name="readout">C, [N].</param>
    /// <param name="length">Number of entries, at least 1.</param>
    /// <returns>[length].</returns>
    /// <exception cref="ArgumentException">C has another length than the state, or an entry that is not
    /// finite.</exception>
    /// <exception cref="ArgumentOutOfRangeException">length &lt; 1.</exception>
    public double[] Kernel(Vector<double> readout, int length)
    {
        var c = Check(readout);
        Require.AtLeast(length, 1, "the number of kernel entries");
        var kernel = new double[length];
        var (state, next) = ((double[])b.Clone(), new double[StateCount]);
        var cancellation = Ambient.Cancellation;
        for (var j = 0; j < length; j++)
        {
            if (j % StepsBetweenLooks == 0) cancellation.ThrowIfCancellationRequested();
            kernel[j] = Dot(c, state);
            Advance(state, 0, next);
            (state, next) = (next, state);
        }
        return kernel;
    }

    /// <summary>The convolutional form: <c>y_k = Σ_j kernel_j u_{k−j}</c>, by fast Fourier transform.</summary>
    /// <param name="readout">C, [N].</param>
    /// <param name="input">u_1 … u_K.</param>
    /// <returns>y_1 … y_K.</returns>
    /// <exception cref="ArgumentException">Wrong length of C, empty input, or a value that is not finite.</exception>
    /// <remarks>Cost: K N² for the kernel, then K log K.</remarks>
    public double[] Convolution(Vector<double> readout, ReadOnlySpan<double> input)
    {
        Check(input);
        return CausalConvolution.Of(Kernel(readout, input.Length), input);
    }

    /// <summary>
    /// The scan form: the states by doubling, in 2 log₂ K rounds whose steps are independent of each other.
    /// </summary>
    /// <param name="readout">C, [N].</param>
    /// <param name="input">u_1 … u_K.</param>
    /// <returns>y_1 … y_K.</returns>
    /// <exception cref="ArgumentException">Wrong length of C, empty input, or a value that is not finite.</exception>
    /// <remarks>
    /// Definition: the maps x → Ab x + Bb u_k compose associatively, so pairs are joined first, then pairs of pairs,
    /// and the skipped states are filled in on the way back (Blelloch 1990). All joins of a round share one power of
    /// Ab.
    /// Cost: about 2 K N² products and log₂ K matrix products.
    /// </remarks>
    public double[] Scan(Vector<double> readout, ReadOnlySpan<double> input)
    {
        var c = Check(readout);
        Check(input);
        var states = new double[input.Length * StateCount];
        for (var k = 0; k < input.Length; k++)
            for (var n = 0; n < StateCount; n++) states[k * StateCount + n] = b[n] * input[k];
        AffineScan.InPlace(A, states, input.Length);
        var output = new double[input.Length];
        for (var k = 0; k < output.Length; k++) output[k] = Dot(c, states.AsSpan(k * StateCount, StateCount));
        return output;
    }

    /// <inheritdoc />
    public override string ToString()
        => $"x_k = A x_(k-1) + B u_k with {StateCount} states, step {Step:G6}, spectral radius {SpectralRadius:G10}";

    private void Advance(double[] state, double input, double[] next)
    {
        for (var n = 0; n < next.Length; n++)
            next[n] = Dot(a.AsSpan(n * next.Length, next.Length), state) + b[n] * input;
    }

    private static double Dot(ReadOnlySpan<double> left, ReadOnlySpan<double> right)
    {
        var sum = 0.0;
        for (var i = 0; i < left.Length; i++) sum += left[i] * right[i];
        return sum;
    }

    private double[] Start(Vector<double>? initial)
    {
        if (initial is null) return new double[StateCount];
        Require.Length(initial.Count, StateCount, nameof(initial), $"the recurrence has {StateCount} states");
        return initial.ToArray();
    }

    private double[] Check(Vector<double> readout)
    {
        Require.Length(readout.Count, StateCount, nameof(readout), $"the recurrence has {StateCount} states");
        var c = readout.ToArray();
        Require.Finite(c, name: nameof(readout));
        return c;
    }

    private static void Check(ReadOnlySpan<double> input)
    {
        Require.NotEmpty(input);
        Require.Finite(input, StateMatrix.NoGaps);
    }
}
