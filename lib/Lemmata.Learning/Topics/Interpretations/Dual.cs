using Lemmata.Learning.Numerics.Tensors;

namespace Lemmata.Learning.Topics.Interpretations;

/// <summary>The meaning "value": an expression of these is computed as it stands.</summary>
/// <param name="Value">The number.</param>
public readonly record struct Plain(double Value) : IAlgebra<Plain>
{
    /// <inheritdoc/>
    public static Plain Constant(double value) => new(value);

    /// <inheritdoc/>
    public static Plain operator +(Plain a, Plain b) => new(a.Value + b.Value);

    /// <inheritdoc/>
    public static Plain operator *(Plain a, Plain b) => new(a.Value * b.Value);

    /// <inheritdoc/>
    public static Plain Sin(Plain x) => new(Elementary.Sin(x.Value));

    /// <inheritdoc/>
    public static Plain Cos(Plain x) => new(Elementary.Cos(x.Value));

    /// <inheritdoc/>
    public static Plain Exp(Plain x) => new(Elementary.Exp(x.Value));
}

/// <summary>The meaning "value and derivative along one direction": forward mode.</summary>
/// <param name="Value">a.</param>
/// <param name="Tangent">The derivative of a along the direction; 1 for the input that is moved, 0 for others.</param>
public readonly record struct Dual(double Value, double Tangent) : IAlgebra<Dual>
{
    /// <inheritdoc/>
    public static Dual Constant(double value) => new(value, 0);

    /// <inheritdoc/>
    public static Dual operator +(Dual a, Dual b) => new(a.Value + b.Value, a.Tangent + b.Tangent);

    /// <inheritdoc/>
    public static Dual operator *(Dual a, Dual b) =>
        new(a.Value * b.Value, a.Tangent * b.Value + a.Value * b.Tangent);

    /// <inheritdoc/>
    public static Dual Sin(Dual x) => new(Elementary.Sin(x.Value), Elementary.Cos(x.Value) * x.Tangent);

    /// <inheritdoc/>
    public static Dual Cos(Dual x) => new(Elementary.Cos(x.Value), -Elementary.Sin(x.Value) * x.Tangent);

    /// <inheritdoc/>
    public static Dual Exp(Dual x)
    {
        var value = Elementary.Exp(x.Value);
        return new Dual(value, value * x.Tangent);
    }
}
