using System.Numerics;
using Lemmata.Learning.Numerics.Tensors;

namespace Lemmata.Learning.Numerics.Autodiff;

/// <summary>
/// An operation with a derivative of the caller's choice, such as the straight-through rule of a rounding.
/// </summary>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
/// <param name="Forward">Writes y = f(a) of the same or another shape into the second tensor.</param>
/// <param name="Backward">Gets a, y and the adjoint g of y and returns the adjoint of a, made of recorded
/// operations.</param>
/// <remarks>Make it once and pass the same object in every step: a new one each step allocates.</remarks>
public sealed record CustomGradient<T>(
    Action<Tensor<T>, Tensor<T>> Forward,
    Func<Variable<T>, Variable<T>, Variable<T>, Variable<T>> Backward)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>;
