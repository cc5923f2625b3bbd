using System.Runtime.ExceptionServices;

namespace Lemmata.Export;

/// <summary>Work on many things at once, with results in their order.</summary>
internal static class Workers
{
    /// <summary>What each item becomes. Where some fail, the first of them in order is what the caller hears of.</summary>
    /// <param name="items">The items.</param>
    /// <param name="make">Makes one result; runs on several threads at once.</param>
    public static TResult[] Select<T, TResult>(IReadOnlyList<T> items, Func<T, int, TResult> make)
    {
        var results = new TResult[items.Count];
        var failures = new ExceptionDispatchInfo?[items.Count];
        Parallel.For(0, items.Count, i =>
        {
            try
            {
                results[i] = make(items[i], i);
            }
            catch (Exception problem)
            {
                failures[i] = ExceptionDispatchInfo.Capture(problem);
            }
        });
        Array.Find(failures, failure => failure is not null)?.Throw();
        return results;
    }
}
