using System.Numerics;
using Lemmata.Arguments;

namespace Lemmata.Learning.Numerics.Tensors.Functions;

/// <summary>
/// An elementary function of one variable, written once for a whole vector: no lane looks at another, so an element's
/// bits depend on the element only.
/// </summary>
internal interface IVectorFunction
{
    static abstract Vector<float> Of(Vector<float> x);

    static abstract Vector<double> Of(Vector<double> x);
}

/// <summary>
/// Applies a function to spans; the last, incomplete vector goes through the same code on a padded copy.
/// </summary>
internal static unsafe class VectorLoop<TFunction> where TFunction : struct, IVectorFunction
{
    // A thread is worth waking for about this many elements.
    private const int SmallestPart = 1 << 14;

    private struct Job
    {
        public void* X, Y;
        public int Length, Parts;
        public bool IsDouble;
    }

    public static void Run<T>(ReadOnlySpan<T> x, Span<T> y) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Require.That(
            x.Length == y.Length,
            nameof(x),
            $"{typeof(TFunction).Name} needs spans of one length, but x has {x.Length} elements and y has "
                + $"{y.Length}; pass a y of {x.Length}");

        Require.That(
            !x.Overlaps(y, out var offset) || offset == 0,
            nameof(x),
            $"{typeof(TFunction).Name} can write over x itself, but y starts {offset} elements after x; pass the "
                + $"same span or another one");

        if (typeof(T) != typeof(float) && typeof(T) != typeof(double))
        {
            throw new NotSupportedException(
                $"{typeof(TFunction).Name} takes float or double, got {typeof(T).Name}; convert the values first");
        }

        fixed (
            T* px = x,
                py = y)
        {
            var parts = Math.Clamp(x.Length / SmallestPart, 1, Parallelism.ThreadCount);
            var job = new Job
            {
                X = px,
                Y = py,
                Length = x.Length,
                Parts = parts,
                IsDouble = typeof(T) == typeof(double),
            };
            if (parts == 1)
                Part(&job, 0);
            else
                WorkerTeam.Run(&Part, &job, parts);
        }
    }

    private static void Part(void* state, int part)
    {
        var job = (Job*)state;
        var start = (int)((long)job->Length * part / job->Parts);
        var count = (int)((long)job->Length * (part + 1) / job->Parts) - start;
        if (job->IsDouble)
            Loop((double*)job->X + start, (double*)job->Y + start, count);
        else
            Loop((float*)job->X + start, (float*)job->Y + start, count);
    }

    private static void Loop(float* x, float* y, int count)
    {
        var i = 0;
        for (; i + Vector<float>.Count <= count; i += Vector<float>.Count)
            Vector.Store(TFunction.Of(Vector.Load(x + i)), y + i);
        if (i == count)
            return;
        var rest = stackalloc float[Vector<float>.Count];
        new Span<float>(x + i, count - i).CopyTo(new Span<float>(rest, Vector<float>.Count));
        Vector.Store(TFunction.Of(Vector.Load(rest)), rest);
        new Span<float>(rest, count - i).CopyTo(new Span<float>(y + i, count - i));
    }

    private static void Loop(double* x, double* y, int count)
    {
        var i = 0;
        for (; i + Vector<double>.Count <= count; i += Vector<double>.Count)
            Vector.Store(TFunction.Of(Vector.Load(x + i)), y + i);
        if (i == count)
            return;
        var rest = stackalloc double[Vector<double>.Count];
        new Span<double>(x + i, count - i).CopyTo(new Span<double>(rest, Vector<double>.Count));
        Vector.Store(TFunction.Of(Vector.Load(rest)), rest);
        new Span<double>(rest, count - i).CopyTo(new Span<double>(y + i, count - i));
    }
}
