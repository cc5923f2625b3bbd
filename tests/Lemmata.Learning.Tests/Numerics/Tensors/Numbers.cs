using System.Numerics;

namespace Lemmata.Learning.Tests.Numerics.Tensors;

/// <summary>Reproducible test inputs from a 64-bit mixing counter of the tests' own.</summary>
internal sealed class Numbers(ulong seed)
{
    private ulong state = seed;

    public ulong Next()
    {
        var z = state += 0x9E3779B97F4A7C15;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }

    public int Below(int bound) => (int)(Next() % (ulong)bound);

    /// <summary>Uniform in [−1, 1).</summary>
    public double Uniform() => (long)(Next() >> 11) / (double)(1L << 52) - 1;

    public T[] Values<T>(int count, double scale = 1) where T : INumber<T>
    {
        var values = new T[count];
        for (var i = 0; i < count; i++)
            values[i] = T.CreateTruncating(Uniform() * scale);
        return values;
    }
}
