using System.Numerics;

namespace Lemmata.Learning.Topics.Interpretations;

/// <summary>
/// What an expression may use. A method that is generic in T writes the expression once; each T gives it a meaning.
/// </summary>
/// <typeparam name="T">The meaning: a value, a value with a derivative, a drawing, and so on.</typeparam>
/// <remarks><b>Source:</b> Elliott 2018, "The simple essence of automatic differentiation", section 4, with generic
/// mathematics in the place of categories, doi:10.1145/3236765.</remarks>
public interface IAlgebra<T> : IAdditionOperators<T, T, T>, IMultiplyOperators<T, T, T> where T : IAlgebra<T>
{
    /// <summary>A number that does not depend on the inputs.</summary>
    /// <param name="value">The number.</param>
    /// <returns>Its meaning.</returns>
    static abstract T Constant(double value);

    /// <summary>The sine.</summary>
    /// <param name="x">The argument, in radians.</param>
    /// <returns>Its meaning.</returns>
    static abstract T Sin(T x);

    /// <summary>The cosine.</summary>
    /// <param name="x">The argument, in radians.</param>
    /// <returns>Its meaning.</returns>
    static abstract T Cos(T x);

    /// <summary>The exponential function.</summary>
    /// <param name="x">The argument.</param>
    /// <returns>Its meaning.</returns>
    static abstract T Exp(T x);
}
