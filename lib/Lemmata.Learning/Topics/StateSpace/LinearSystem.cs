using Lemmata.Arguments;
using Lemmata.Learning.Numerics.Tensors;
using MathNet.Numerics.LinearAlgebra;
using Complex = System.Numerics.Complex;

namespace Lemmata.Learning.Topics.StateSpace;

/// <summary>A continuous linear system with one input, <c>x' = A x + B u</c>.</summary>
public sealed class LinearSystem
{
    private Complex[]? eigenvalues;

    /// <summary>Makes a system from its matrices.</summary>
    /// <param name="a">State matrix A, [N, N], in 1/time.</param>
    /// <param name="b">Input vector B, [N].</param>
    /// <exception cref="ArgumentException">A is not square, B has another length, or an entry is not
    /// finite.</exception>
    public LinearSystem(Matrix<double> a, Vector<double> b)
    {
        StateMatrix.RequireSquare(a, nameof(a));
        Require.Length(b.Count, a.RowCount, nameof(b), $"A has {a.RowCount} rows, one for each state");
        Require.Finite(b.ToArray(), name: nameof(b));
        (A, B) = (a, b);
    }

    /// <summary>State matrix, [N, N].</summary>
    public Matrix<double> A { get; }

    /// <summary>Input vector, [N].</summary>
    public Vector<double> B { get; }

    /// <summary>N, the number of states.</summary>
    public int StateCount => A.RowCount;

    /// <summary>The eigenvalues of A, by real part, then imaginary part.</summary>
    public IReadOnlyList<Complex> Eigenvalues => eigenvalues ??= Spectrum.Of(A);

    /// <summary>The same system with state <c>diag(scale) x</c>.</summary>
    /// <param name="scale">One non-zero factor for each state, [N].</param>
    /// <returns>The system with <c>A_nk scale_n / scale_k</c> and <c>scale_n B_n</c>.</returns>
    /// <exception cref="ArgumentException">Wrong length, or a factor that is zero or not finite.</exception>
    public LinearSystem Rescale(IReadOnlyList<double> scale)
    {
        Require.Length(scale.Count, StateCount, nameof(scale), $"the system has {StateCount} states");
        Require.Finite(scale.ToArray(), name: nameof(scale));
        for (var n = 0; n < StateCount; n++)
        {
            Require.That(scale[n] != 0, nameof(scale), $"scale is 0 at index {n}; a rescaling is invertible.");
        }

        return new LinearSystem(
            A.MapIndexed((n, k, value) => value * scale[n] / scale[k], Zeros.Include),
            B.MapIndexed((n, value) => value * scale[n], Zeros.Include));
    }

    /// <summary>The free motion <c>e^{At} x₀</c>, without input.</summary>
    /// <param name="initial">x₀, [N].</param>
    /// <param name="time">t, of any sign.</param>
    /// <returns>x(t), [N].</returns>
    /// <exception cref="ArgumentException">x₀ has another length than the state.</exception>
    public Vector<double> Evolve(Vector<double> initial, double time)
    {
        Require.Length(initial.Count, StateCount, nameof(initial), $"the system has {StateCount} states");
        return MatrixExponential.Of(A * time) * initial;
    }

    /// <summary>
    /// The impulse response <c>e^{At} B</c>: what one unit of input at time 0 has left in the state at t.
    /// </summary>
    /// <param name="time">t ≥ 0.</param>
    /// <returns>[N].</returns>
    public Vector<double> ImpulseResponse(double time) => Evolve(B, time);

    /// <summary>The state's complex amplitude <c>(sI − A)⁻¹ B</c> when the input is e^{st}.</summary>
    /// <param name="s">Complex frequency; iω for a steady sine wave of ω radians per unit of time.</param>
    /// <returns>[N]; the state is this vector times e^{st} once the start is forgotten.</returns>
    public Vector<Complex> Response(Complex s)
    {
        var resolvent = Matrix<Complex>.Build.Dense(StateCount, StateCount, (n, k) => (n == k ? s : 0) - A[n, k]);
        return resolvent.Solve(B.Map(value => new Complex(value, 0), Zeros.Include));
    }

    /// <summary>The transfer function <c>C (sI − A)⁻¹ B</c>.</summary>
    /// <param name="readout">C, [N].</param>
    /// <param name="s">Complex frequency.</param>
    /// <returns>The output's complex amplitude for the input e^{st}.</returns>
    /// <exception cref="ArgumentException">C has another length than the state.</exception>
    public Complex Transfer(Vector<double> readout, Complex s)
    {
        Require.Length(readout.Count, StateCount, nameof(readout), $"the system has {StateCount} states");
        var response = Response(s);
        var sum = Complex.Zero;
        for (var n = 0; n < StateCount; n++) sum += readout[n] * response[n];
        return sum;
    }

    /// <summary>The largest step for which a rule keeps a stable system stable.</summary>
    /// <param name="rule">The discretisation rule.</param>
    /// <returns>
    /// <c>min over λ of −2 Re λ / ((1 − 2α)|λ|²)</c> for the generalised bilinear rule with α &lt; ½ (α = 0 is Euler),
    /// +∞ for α ≥ ½ and zero-order hold; 0 when an eigenvalue has Re λ ≥ 0 and the rule has a limit.
    /// </returns>
    public double LargestStableStep(Discretization rule)
    {
        if (rule.Implicitness is not { } alpha || alpha >= 0.5) return double.PositiveInfinity;
        var least = double.PositiveInfinity;
        foreach (var value in Eigenvalues)
        {
            var squared = value.Real * value.Real + value.Imaginary * value.Imaginary;
            least = Math.Min(least, value.Real >= 0 ? 0 : -2 * value.Real / ((1 - 2 * alpha) * squared));
        }
        return least;
    }

    /// <summary>
    /// The recurrence <c>x_k = Ab x_{k−1} + Bb u_k</c> that stands for this system on a grid of time.
    /// </summary>
    /// <param name="rule">The discretisation rule.</param>
    /// <param name="step">Δ, positive, in units of time.</param>
    /// <param name="warn">
    /// Receives one sentence when the step is too large for the rule; null writes it to standard error.
    /// </param>
    /// <returns>The recurrence; its <see cref="DiscreteSystem.Warning"/> repeats the sentence.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The step is not positive and finite.</exception>
    public DiscreteSystem Discretize(Discretization rule, double step, Action<string>? warn = null)
    {
        Require.Positive(step, "the step Δ of the grid");
        var (ab, bb) = rule.Apply(A, B, step);
        var limit = LargestStableStep(rule);
        var warning = step <= limit ? null
            : limit > 0
                ? $"{rule.Name} with step {StateMatrix.Text(step)} is unstable for this system of {StateCount} states: the "
                    + $"limit is {limit:G10}. Take a smaller step, or the bilinear rule or zero-order hold, which "
                        + "have no limit."
            : $"{rule.Name} is unstable for every step, here {StateMatrix.Text(step)}: A has an eigenvalue with real part "
                + $"{Eigenvalues[^1].Real:G10}, and the rule needs them all negative.";
        if (warning is not null)
            (warn ?? Console.Error.WriteLine)(warning);
        return new DiscreteSystem(ab, bb, step, warning);
    }

    /// <inheritdoc />
    public override string ToString()
        => $"x' = A x + B u with {StateCount} states, largest real part {Eigenvalues[^1].Real:G6}";
}
