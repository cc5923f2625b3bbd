using System.Numerics;
using Lemmata.Learning.Numerics.Tensors;

namespace Lemmata.Learning.Tests.Numerics.Tensors;

public class ElementwiseBits
{
    private delegate void Spans<T>(ReadOnlySpan<T> x, Span<T> y);

    [Fact]
    public void An_elements_bits_depend_neither_on_position_nor_on_length_nor_on_threads()
    {
        Compare<float>(Elementwise.Exp, Elementary.Exp, 60);
        Compare<float>(Elementwise.Log, Elementary.Log, 10);
        Compare<float>(Elementwise.Tanh, Elementary.Tanh, 5);
        Compare<float>(Elementwise.Sigmoid, Elementary.Sigmoid, 95);
        Compare<float>(Elementwise.Sin, Elementary.Sin, 100);
        Compare<float>(Elementwise.Cos, Elementary.Cos, 1e7);
        Compare<double>(Elementwise.Exp, Elementary.Exp, 720);
        Compare<double>(Elementwise.Log, Elementary.Log, 10);
        Compare<double>(Elementwise.Tanh, Elementary.Tanh, 5);
        Compare<double>(Elementwise.Sigmoid, Elementary.Sigmoid, 720);
        Compare<double>(Elementwise.Sin, Elementary.Sin, 100);
        Compare<double>(Elementwise.Cos, Elementary.Cos, 1e7);
    }

    private static void Compare<T>(Spans<T> spans, Func<T, T> scalar, double range)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var x = new Numbers(3).Values<T>(70_001, range);
        (x[5], x[77], x[3000]) = (T.NaN, T.PositiveInfinity, T.Zero);
        var y = new T[x.Length];
        spans(x, y);
        for (var i = 0; i < x.Length; i += i < 200 ? 1 : 97)
        {
            Assert.True(
                y[i].Equals(scalar(x[i])),
                $"{spans.Method.Name} of {x[i]:R} is {y[i]:R} in a span and {scalar(x[i]):R} alone");
        }

        foreach (var (start, length) in new[] { (0, 1), (3, 5), (17, 33), (60, 64), (100, 0) })
        {
            var part = x.AsSpan(start, length).ToArray();
            spans(part, part);
            Assert.Equal(y.AsSpan(start, length).ToArray(), part);
        }
    }

    [Fact]
    public void Wrong_lengths_and_partial_overlaps_are_refused()
    {
        var x = new float[9];
        Assert.Contains(
            "x has 9 elements and y has 8",
            Assert.Throws<ArgumentException>(() => Elementwise.Exp<float>(x, x.AsSpan(1))).Message);
        Assert.Contains(
            "1 elements after",
            Assert.Throws<ArgumentException>(() => Elementwise.Exp<float>(x.AsSpan(0, 8), x.AsSpan(1))).Message);
    }

    [Fact]
    public void Repeated_calls_allocate_nothing()
    {
        var (x, y) = (new Tensor<float>(100, 997), new Tensor<float>(100, 997));
        for (var i = 0; i < 3; i++)
            Steps();
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 5; i++)
            Steps();
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);

        void Steps()
        {
            Elementwise.Tanh<float>(x.Span, y.Span);
            Softmax.Rows(x, y);
            Softmax.LogSumExp<float>(y.Span);
        }
    }
}
