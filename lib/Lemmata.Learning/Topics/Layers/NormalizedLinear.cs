using Lemmata.Arguments;

namespace Lemmata.Learning.Topics.Layers;

/// <summary>The normalised linear layer <c>y_i = (w_i·x + b_i) / ‖w_i‖</c> with its backward pass.</summary>
/// <remarks>Close to weight normalisation (T. Salimans and D. P. Kingma 2016, <c>s·v·x/‖v‖ + b</c>), which has a gain
/// of its
/// own and leaves the bias outside the norm.</remarks>
public sealed class NormalizedLinear
{
    private readonly double[] norms;

    /// <summary>A layer with given weights and biases.</summary>
    /// <param name="weights">W, rows w_i, <c>[m, n]</c>; no row is zero.</param>
    /// <param name="biases">b, <c>[m]</c>.</param>
    /// <exception cref="ArgumentException">The number of rows and biases differ, or a row is zero or not
    /// finite.</exception>
    public NormalizedLinear(double[,] weights, double[] biases)
    {
        Require.That(
            weights.GetLength(0) == biases.Length,
            nameof(biases),
            $"weights has {weights.GetLength(0)} rows but biases has {biases.Length} entries; they must match.");

        (Weights, Biases) = ((double[,])weights.Clone(), (double[])biases.Clone());
        norms = new double[Outputs];
        for (var i = 0; i < Outputs; i++)
        {
            double squares = 0;
            for (var j = 0; j < Inputs; j++)
            {
                squares += weights[i, j] * weights[i, j];
            }

            norms[i] = Math.Sqrt(squares);
            Require.That(
                squares > 0 && double.IsFinite(squares),
                nameof(weights),
                $"Each row needs a finite norm above 0, since the layer divides by it; row {i} has norm "
                    + $"{norms[i]:R}.");
        }
    }

    /// <summary>W, <c>[m, n]</c>.</summary>
    public double[,] Weights { get; }

    /// <summary>b, <c>[m]</c>.</summary>
    public double[] Biases { get; }

    /// <summary>The number of outputs m.</summary>
    public int Outputs => Weights.GetLength(0);

    /// <summary>The number of inputs n.</summary>
    public int Inputs => Weights.GetLength(1);

    /// <summary>The row norms ‖w_i‖, <c>[m]</c>.</summary>
    public IReadOnlyList<double> Norms => norms;

    /// <summary>The outputs y.</summary>
    /// <param name="x">Input <c>[n]</c>.</param>
    /// <returns>y, <c>[m]</c>.</returns>
    /// <exception cref="ArgumentException">The input has another length.</exception>
    public double[] Forward(double[] x)
    {
        Require.That(x.Length == Inputs, nameof(x), $"weights has {Inputs} columns but x has {x.Length} entries.");

        var y = new double[Outputs];
        for (var i = 0; i < Outputs; i++)
        {
            y[i] = Activation(i, x) / norms[i];
        }

        return y;
    }

    /// <summary>The gradients of a loss, from its gradient in the outputs.</summary>
    /// <param name="x">Input of the forward pass, <c>[n]</c>.</param>
    /// <param name="g">∂L/∂y, <c>[m]</c>.</param>
    /// <returns>∂L/∂W <c>[m, n]</c>, ∂L/∂b <c>[m]</c> and ∂L/∂x <c>[n]</c>.</returns>
    /// <exception cref="ArgumentException">x or g has another length.</exception>
    public (double[,] Weights, double[] Biases, double[] Input) Backward(double[] x, double[] g)
    {
        Require.That(
            x.Length == Inputs && g.Length == Outputs,
            nameof(x),
            $"weights is {Outputs} × {Inputs}, so x needs {Inputs} and g {Outputs} entries; got {x.Length} and "
                + $"{g.Length}.");

        var weights = new double[Outputs, Inputs];
        var biases = new double[Outputs];
        var input = new double[Inputs];
        for (var i = 0; i < Outputs; i++)
        {
            var norm = norms[i];
            var pull = Activation(i, x) / (norm * norm * norm);
            biases[i] = g[i] / norm;
            for (var j = 0; j < Inputs; j++)
            {
                weights[i, j] = g[i] * (x[j] / norm - pull * Weights[i, j]);
                input[j] += g[i] * Weights[i, j] / norm;
            }
        }

        return (weights, biases, input);
    }

    private double Activation(int i, double[] x)
    {
        var sum = Biases[i];
        for (var j = 0; j < Inputs; j++)
        {
            sum += Weights[i, j] * x[j];
        }

        return sum;
    }
}
