namespace Lemmata.Learning.Topics.GradualTyping;

/// <summary>Calls of one small function in several guises, whose allocations are measured.</summary>
public static class ContractCost
{
    /// <summary>Numbers that are boxed already, so that a call's own boxes are counted alone.</summary>
    private static readonly object Thousand = 1000L;

    private static readonly Func<object, object> Bare = x => (long)x + 1;

    private static readonly Contract IntegerToInteger = Contract.Function(Contract.Integer, Contract.Integer);

    private static readonly Func<object, object> Guarded =
        (Func<object, object>)IntegerToInteger.Guard(Bare, "server", "client");

    private static readonly Func<object, object> Apply = f => ((Func<object, object>)f)(Thousand);

    private static readonly Func<object, object> GuardedApply = (Func<object, object>)Contract
        .Function(IntegerToInteger, Contract.Integer)
        .Guard(Apply, "server", "client");

    private static readonly Func<long, long> Static = x => x + 1;

    private static long sink;

    /// <summary>A call with its static types.</summary>
    /// <returns>Nothing.</returns>
    public static object? Plain()
    {
        sink = Static(1000);
        return null;
    }

    /// <summary>An addition with <c>dynamic</c>.</summary>
    /// <returns>The sum.</returns>
    public static object? Dynamic()
    {
        dynamic x = Thousand;
        return x + 1L;
    }

    /// <summary>A call by way of objects, without a contract.</summary>
    /// <returns>The sum.</returns>
    public static object? Objects() => Bare(Thousand);

    /// <summary>A call of a proxy whose contract is int → int.</summary>
    /// <returns>The sum.</returns>
    public static object? Proxy() => Guarded(Thousand);

    /// <summary>No call at all, only a function that crosses the border and is wrapped.</summary>
    /// <returns>The proxy.</returns>
    public static object? Wrapping() => IntegerToInteger.Guard(Bare, "server", "client");

    /// <summary>A call that passes a function, without a contract.</summary>
    /// <returns>The sum.</returns>
    public static object? HigherOrder() => Apply(Bare);

    /// <summary>A call of a proxy whose contract is (int → int) → int: it wraps its argument.</summary>
    /// <returns>The sum.</returns>
    public static object? HigherOrderProxy() => GuardedApply(Bare);
}
