using System.Numerics;
using System.Runtime.CompilerServices;

namespace Lemmata.Learning.Numerics.Tensors.Functions;

/// <summary><c>tanh|x| = d/(d + 2)</c> with <c>d = e^(2|x|) − 1</c>, then the sign of x.</summary>
internal readonly struct Tanh : IVectorFunction
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<float> Of(Vector<float> x)
    {
        var d = Exp.MinusOne(Vector.Min(Vector.Abs(x) + Vector.Abs(x), new Vector<float>(20)));
        var y = Vector.BitwiseOr(d / (d + new Vector<float>(2)), x & new Vector<float>(-0f));
        return Vector.ConditionalSelect(Vector.Equals(x, x), y, x);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<double> Of(Vector<double> x)
    {
        var d = Exp.MinusOne(Vector.Min(Vector.Abs(x) + Vector.Abs(x), new Vector<double>(40)));
        var y = Vector.BitwiseOr(d / (d + new Vector<double>(2)), x & new Vector<double>(-0.0));
        return Vector.ConditionalSelect(Vector.Equals(x, x), y, x);
    }
}

/// <summary>
/// <c>1/(1 + e⁻ˣ)</c>, for negative x as <c>eˣ/(1 + eˣ)</c> so that small values keep their relative error.
/// </summary>
internal readonly struct Sigmoid : IVectorFunction
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<float> Of(Vector<float> x)
    {
        var z = Exp.Of(-Vector.Abs(x));
        return Vector.ConditionalSelect(Vector.LessThan(x, Vector<float>.Zero), z, Vector<float>.One)
            / (Vector<float>.One + z);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<double> Of(Vector<double> x)
    {
        var z = Exp.Of(-Vector.Abs(x));
        return Vector.ConditionalSelect(Vector.LessThan(x, Vector<double>.Zero), z, Vector<double>.One)
            / (Vector<double>.One + z);
    }
}
