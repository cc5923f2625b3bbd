namespace Lemmata.Learning.Topics.AsyncMethods;

/// <summary>Methods that differ in how many numbers they need before and after they wait.</summary>
public static class LocalsAcrossAwait
{
    /// <summary>The methods, by the count of their locals that live across the await: 0 to 4, of eight bytes each,
    /// besides the gate and x, which all of them keep.</summary>
    public static IReadOnlyList<Func<Task, long, Task<long>>> ByCount { get; } = [None, One, Two, Three, Four];

    private static async Task<long> None(Task gate, long x)
    {
        await gate;
        return x;
    }

    private static async Task<long> One(Task gate, long x)
    {
        var a = x * 3;
        await gate;
        return x ^ a;
    }

    private static async Task<long> Two(Task gate, long x)
    {
        long a = x * 3, b = x * 5;
        await gate;
        return x ^ a ^ b;
    }

    private static async Task<long> Three(Task gate, long x)
    {
        long a = x * 3, b = x * 5, c = x * 7;
        await gate;
        return x ^ a ^ b ^ c;
    }

    private static async Task<long> Four(Task gate, long x)
    {
        long a = x * 3, b = x * 5, c = x * 7, d = x * 11;
        await gate;
        return x ^ a ^ b ^ c ^ d;
    }
}
