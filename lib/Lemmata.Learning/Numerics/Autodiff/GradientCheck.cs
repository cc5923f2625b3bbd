using Lemmata.Learning.Numerics.Tensors;

namespace Lemmata.Learning.Numerics.Autodiff;

/// <summary>Compares recorded gradients with central differences, in double precision.</summary>
public static class GradientCheck
{
    /// <summary>The largest deviation of a gradient from the central difference of fourth order,
    /// (8 f(x + h) − 8 f(x − h) − f(x + 2h) + f(x − 2h)) / 12h, over all elements of all inputs.</summary>
    /// <param name="function">Builds a scalar from variables.</param>
    /// <param name="inputs">Where to compare; changed during the call and restored.</param>
    /// <returns>max |gradient − difference| / max(1, |difference|).</returns>
    /// <remarks><em>Error.</em> The step is h = 10⁻³·max(1, |x|), about ε^⅕: the formula is off by h⁴/30 times the fifth
    /// derivative and by ε|f|/h from rounding, so values of order one give deviations near 10⁻¹³. An input closer than
    /// 2h to a kink, as of the positive part, deviates by its jump.</remarks>
    public static double LargestDeviation(
        Func<Variable<double>[], Variable<double>> function,
        params Tensor<double>[] inputs)
    {
        ArgumentNullException.ThrowIfNull(function);
        var tape = new Tape<double>();
        var leaves = Variables();
        var gradients = tape.Gradients(function(leaves), leaves).Select(gradient => gradient.Value.Clone()).ToArray();
        var largest = 0.0;
        for (var i = 0; i < inputs.Length; i++)
        {
            for (var j = 0; j < inputs[i].Count; j++)
        {
            var x = inputs[i].Data[j];
            var h = 1e-3 * Math.Max(1, Math.Abs(x));
            var difference = (8 * (At(x + h) - At(x - h)) - (At(x + 2 * h) - At(x - 2 * h))) / (12 * h);
            inputs[i].Data[j] = x;
            // Math.Max keeps NaN, so that an undefined gradient cannot pass.
            largest = Math.Max(
                largest,
                Math.Abs(gradients[i].Data[j] - difference) / Math.Max(1, Math.Abs(difference)));

            double At(double value)
            {
                inputs[i].Data[j] = value;
                return function(Variables()).Scalar;
            }
        }
        }

        return largest;

        Variable<double>[] Variables()
        {
            tape.Reset();
            return [.. inputs.Select(tape.Variable)];
        }
    }
}
