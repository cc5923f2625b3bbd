using System.Numerics;

namespace Lemmata.Learning.Numerics.Tensors;

/// <summary>
/// The functions of <see cref="Elementwise"/> for one number, with the same bits; error bounds and edge cases are
/// stated there.
/// </summary>
public static class Elementary
{
    /// <summary>Gives eˣ.</summary>
    /// <param name="x">The argument.</param>
    /// <returns>The value, with the bits that <see cref="Elementwise.Exp{T}"/> writes.</returns>
    public static float Exp(float x) => Functions.Exp.Of(new Vector<float>(x))[0];

    /// <summary>Gives eˣ.</summary>
    /// <param name="x">The argument.</param>
    /// <returns>The value, with the bits that <see cref="Elementwise.Exp{T}"/> writes.</returns>
    public static double Exp(double x) => Functions.Exp.Of(new Vector<double>(x))[0];

    /// <summary>Gives the natural logarithm.</summary>
    /// <param name="x">The argument.</param>
    /// <returns>The value, with the bits that <see cref="Elementwise.Log{T}"/> writes.</returns>
    public static float Log(float x) => Functions.Log.Of(new Vector<float>(x))[0];

    /// <summary>Gives the natural logarithm.</summary>
    /// <param name="x">The argument.</param>
    /// <returns>The value, with the bits that <see cref="Elementwise.Log{T}"/> writes.</returns>
    public static double Log(double x) => Functions.Log.Of(new Vector<double>(x))[0];

    /// <summary>Gives the hyperbolic tangent.</summary>
    /// <param name="x">The argument.</param>
    /// <returns>The value, with the bits that <see cref="Elementwise.Tanh{T}"/> writes.</returns>
    public static float Tanh(float x) => Functions.Tanh.Of(new Vector<float>(x))[0];

    /// <summary>Gives the hyperbolic tangent.</summary>
    /// <param name="x">The argument.</param>
    /// <returns>The value, with the bits that <see cref="Elementwise.Tanh{T}"/> writes.</returns>
    public static double Tanh(double x) => Functions.Tanh.Of(new Vector<double>(x))[0];

    /// <summary>Gives the logistic function <c>1/(1 + e⁻ˣ)</c>.</summary>
    /// <param name="x">The argument.</param>
    /// <returns>The value, with the bits that <see cref="Elementwise.Sigmoid{T}"/> writes.</returns>
    public static float Sigmoid(float x) => Functions.Sigmoid.Of(new Vector<float>(x))[0];

    /// <summary>Gives the logistic function <c>1/(1 + e⁻ˣ)</c>.</summary>
    /// <param name="x">The argument.</param>
    /// <returns>The value, with the bits that <see cref="Elementwise.Sigmoid{T}"/> writes.</returns>
    public static double Sigmoid(double x) => Functions.Sigmoid.Of(new Vector<double>(x))[0];

    /// <summary>Gives the sine of an angle in radians.</summary>
    /// <param name="x">The argument.</param>
    /// <returns>The value, with the bits that <see cref="Elementwise.Sin{T}"/> writes.</returns>
    public static float Sin(float x) => Functions.Sin.Of(new Vector<float>(x))[0];

    /// <summary>Gives the sine of an angle in radians.</summary>
    /// <param name="x">The argument.</param>
    /// <returns>The value, with the bits that <see cref="Elementwise.Sin{T}"/> writes.</returns>
    public static double Sin(double x) => Functions.Sin.Of(new Vector<double>(x))[0];

    /// <summary>Gives the cosine of an angle in radians.</summary>
    /// <param name="x">The argument.</param>
    /// <returns>The value, with the bits that <see cref="Elementwise.Cos{T}"/> writes.</returns>
    public static float Cos(float x) => Functions.Cos.Of(new Vector<float>(x))[0];

    /// <summary>Gives the cosine of an angle in radians.</summary>
    /// <param name="x">The argument.</param>
    /// <returns>The value, with the bits that <see cref="Elementwise.Cos{T}"/> writes.</returns>
    public static double Cos(double x) => Functions.Cos.Of(new Vector<double>(x))[0];
}
