using Lemmata.Arguments;

namespace Lemmata.Learning.Numerics.Tensors;

/// <summary>How many threads the assembly's numeric loops use.</summary>
/// <remarks><b>Determinism.</b> Work is cut so that no result depends on this number.</remarks>
public static class Parallelism
{
    /// <summary>The largest accepted number of threads.</summary>
    public const int MaxThreadCount = 64;

    private static int threadCount = Math.Clamp(Environment.ProcessorCount, 1, MaxThreadCount);

    /// <summary>The number of threads, the calling one included; at the start the number of processors.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is below 1 or above
    /// <see cref="MaxThreadCount"/>.</exception>
    public static int ThreadCount
    {
        get => Volatile.Read(ref threadCount);
        set
        {
            Require.InRange(
                value is >= 1 and <= MaxThreadCount,
                nameof(value),
                $"the number of threads is 1 to {MaxThreadCount}, got {value}");

            Volatile.Write(ref threadCount, value);
        }
    }
}
