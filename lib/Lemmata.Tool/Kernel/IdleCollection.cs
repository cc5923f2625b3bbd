namespace Lemmata.Tool.Kernel;

/// <summary>
/// Gives memory back to the system when no cell has run for a moment, or when cells have left much behind. The
/// collector
/// by itself lets a hundred megabytes stand on processors with large caches, and a kernel is idle most of its life.
/// </summary>
internal sealed class IdleCollection : IDisposable
{
    // Less is not worth the pause; a larger heap would make it a long one, about a second a gigabyte.
    private const long LeastAllocated = 16L << 20, LargestHeap = 256L << 20;

    // Past this it does not wait: between two cells of a run the pause of some 20 ms is not noticed.
    private const long MuchAllocated = 48L << 20;
    private static readonly TimeSpan Wait = TimeSpan.FromMilliseconds(500);

    private readonly Timer timer;
    private long allocated;

    /// <summary>Does nothing until the first cell ends.</summary>
    public IdleCollection() => timer = new Timer(_ => Collect());

    /// <summary>A cell begins: nothing is collected while it runs.</summary>
    public void Hold() => timer.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);

    /// <summary>A cell has ended.</summary>
    public void Await()
    {
        if (GC.GetTotalAllocatedBytes() - allocated > MuchAllocated) Collect();
        else timer.Change(Wait, Timeout.InfiniteTimeSpan);
    }

    /// <inheritdoc/>
    public void Dispose() => timer.Dispose();

    private void Collect()
    {
        if (
            GC.GetTotalAllocatedBytes() - allocated < LeastAllocated
            || GC.GetTotalMemory(forceFullCollection: false) > LargestHeap)
        {
            return;
        }

        GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
        allocated = GC.GetTotalAllocatedBytes();
    }
}
