using System.Numerics;
using TensorPrimitives = System.Numerics.Tensors.TensorPrimitives;

namespace Lemmata;

// Elementary functions and reductions until Lemmata.Tensors has its own, whose bits are the same on every machine; this file then goes away.
internal static class Elementwise
{
    public static void Exp<T>(ReadOnlySpan<T> a, Span<T> y) where T : unmanaged, IBinaryFloatingPointIeee754<T> => TensorPrimitives.Exp(a, y);

    public static void Log<T>(ReadOnlySpan<T> a, Span<T> y) where T : unmanaged, IBinaryFloatingPointIeee754<T> => TensorPrimitives.Log(a, y);

    public static void Tanh<T>(ReadOnlySpan<T> a, Span<T> y) where T : unmanaged, IBinaryFloatingPointIeee754<T> => TensorPrimitives.Tanh(a, y);

    public static void Sigmoid<T>(ReadOnlySpan<T> a, Span<T> y) where T : unmanaged, IBinaryFloatingPointIeee754<T> => TensorPrimitives.Sigmoid(a, y);

    public static void Sin<T>(ReadOnlySpan<T> a, Span<T> y) where T : unmanaged, IBinaryFloatingPointIeee754<T> => TensorPrimitives.Sin(a, y);

    public static void Cos<T>(ReadOnlySpan<T> a, Span<T> y) where T : unmanaged, IBinaryFloatingPointIeee754<T> => TensorPrimitives.Cos(a, y);
}

internal static class Elementary
{
    public static double Cos(double x) => Math.Cos(x);

    public static double Sin(double x) => Math.Sin(x);

    public static double Exp(double x) => Math.Exp(x);

    public static double Log(double x) => Math.Log(x);
}

internal static class Reduction
{
    public static T Max<T>(ReadOnlySpan<T> a) where T : unmanaged, IBinaryFloatingPointIeee754<T> => TensorPrimitives.Max(a);

    public static T Sum<T>(ReadOnlySpan<T> a) where T : unmanaged, IBinaryFloatingPointIeee754<T> => TensorPrimitives.Sum(a);

    public static T Dot<T>(ReadOnlySpan<T> a, ReadOnlySpan<T> b) where T : unmanaged, IBinaryFloatingPointIeee754<T> => TensorPrimitives.Dot(a, b);

    public static void Softmax<T>(ReadOnlySpan<T> a, Span<T> y) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        TensorPrimitives.Subtract(a, Max(a), y);
        Elementwise.Exp(y, y);
        TensorPrimitives.Divide(y, Sum<T>(y), y);
    }

    public static T LogSumExp<T>(ReadOnlySpan<T> a) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var (largest, sum) = (Max(a), T.Zero);
        foreach (var x in a) sum += T.Exp(x - largest);
        return largest + T.Log(sum);
    }
}
