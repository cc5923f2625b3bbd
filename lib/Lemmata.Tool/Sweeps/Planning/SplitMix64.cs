namespace Lemmata.Tool.Sweeps.Planning;

/// <summary>
/// Numbers at random that are the same for one seed everywhere and for ever (Steele, Lea and Flood 2014, SplitMix64).
/// </summary>
/// <param name="seed">The state before the first number.</param>
internal sealed class SplitMix64(ulong seed)
{
    private ulong state = seed;

    /// <summary>The next 64 bits.</summary>
    public ulong Next()
    {
        state += 0x9E3779B97F4A7C15;
        var mixed = (state ^ (state >> 30)) * 0xBF58476D1CE4E5B9;
        mixed = (mixed ^ (mixed >> 27)) * 0x94D049BB133111EB;
        return mixed ^ (mixed >> 31);
    }

    /// <summary>A number in [0, 1), of 53 bits.</summary>
    public double Unit() => (Next() >> 11) * (1.0 / (1UL << 53));

    /// <summary>A whole number from 0 to one below a count, which is above 0; each as likely as another.</summary>
    public ulong Below(ulong count)
    {
        // What lies above the largest multiple would favour the small ones.
        var limit = ulong.MaxValue - ulong.MaxValue % count;
        while (true)
        {
            if (Next() is var drawn && drawn < limit) return drawn % count;
        }
    }
}
