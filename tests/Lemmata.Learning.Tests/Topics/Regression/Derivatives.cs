using Lemmata.Learning.Numerics.Autodiff;
using Lemmata.Learning.Numerics.Optimization;
using Lemmata.Learning.Numerics.Tensors;
using MathNet.Numerics.LinearAlgebra;
using MathNet.Numerics.LinearAlgebra.Factorization;

namespace Lemmata.Learning.Tests.Topics.Regression;

/// <summary>Another route to every derivative: a loss on a tape, differentiated once or twice.</summary>
internal static class Derivatives
{
    /// <summary>The matrix sin((i + 1)(j + 1) + shift), indices from 0.</summary>
    public static Matrix<double> Sines(int rows, int columns, double shift = 0) =>
        Matrix<double>.Build.Dense(rows, columns, (i, j) => Math.Sin((i + 1) * (j + 1) + shift));

    /// <summary>The distribution proportional to 1 + cos i.</summary>
    public static Vector<double> RaisedCosine(int count)
    {
        var b = Vector<double>.Build.Dense(count, i => 1 + Math.Cos(i));
        return b / b.Sum();
    }

    public static Vector<double> Vec(params double[] entries) => Vector<double>.Build.DenseOfArray(entries);

    public static Tensor<double> Row(Vector<double> v) => Tensor<double>.Wrap(v.ToArray(), 1, v.Count);

    public static Tensor<double> AsTensor(Matrix<double> m) => Tensor<double>.From(m.ToArray());

    public static double[] Spectrum(Matrix<double> m) =>
        [.. m.Evd(Symmetricity.Symmetric).EigenValues.Select(value => value.Real)];

    /// <summary>Value, gradient and Hessian of a loss of one row, by reverse mode over reverse mode.</summary>
    public static (double Value, double[] Gradient, Matrix<double> Hessian) Of(
        Func<Tape<double>, Variable<double>, Variable<double>> loss,
        Vector<double> x)
    {
        var tape = new Tape<double>();
        var leaf = tape.Variable(Row(x));
        var value = loss(tape, leaf);
        var gradient = tape.Gradients(value, leaf)[0];
        var hessian = Matrix<double>.Build.Dense(x.Count, x.Count);
        for (var i = 0; i < x.Count; i++)
        {
            var unit = new double[x.Count];
            unit[i] = 1;
            var entry = (gradient * tape.Constant(Tensor<double>.Wrap(unit, 1, x.Count))).Sum();
            hessian.SetRow(i, tape.Gradients(entry, leaf)[0].Value.Data);
        }

        return (value.Scalar, [.. gradient.Value.Data], hessian);
    }

    /// <summary>Compares value, gradient and Hessian of a closed form with the recorded ones.</summary>
    public static void Agree(
        ITwiceDifferentiable closed,
        Func<Tape<double>, Variable<double>, Variable<double>> loss,
        Vector<double> x,
        double tolerance = 1e-13)
    {
        var (value, gradient, hessian) = Of(loss, x);
        Assert.Equal(value, closed.Value(x), tolerance);
        Assert.All(gradient, (g, i) => Assert.Equal(g, closed.Gradient(x)[i], tolerance));
        Assert.InRange((hessian - closed.Hessian(x)).Enumerate().Max(Math.Abs), 0, tolerance);
    }
}
