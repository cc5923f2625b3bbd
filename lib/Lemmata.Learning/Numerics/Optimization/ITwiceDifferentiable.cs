using MathNet.Numerics.LinearAlgebra;

namespace Lemmata.Learning.Numerics.Optimization;

/// <summary>A real function of d variables with gradient and Hessian in closed form.</summary>
public interface ITwiceDifferentiable
{
    /// <summary>The number of variables d.</summary>
    int Dimension { get; }

    /// <summary>The function's value.</summary>
    /// <param name="x">Where, <c>[d]</c>.</param>
    /// <returns>A number.</returns>
    double Value(Vector<double> x);

    /// <summary>The gradient.</summary>
    /// <param name="x">Where, <c>[d]</c>.</param>
    /// <returns>The first derivatives, <c>[d]</c>.</returns>
    Vector<double> Gradient(Vector<double> x);

    /// <summary>The Hessian.</summary>
    /// <param name="x">Where, <c>[d]</c>.</param>
    /// <returns>The second derivatives, <c>[d, d]</c>, symmetric.</returns>
    Matrix<double> Hessian(Vector<double> x);
}
