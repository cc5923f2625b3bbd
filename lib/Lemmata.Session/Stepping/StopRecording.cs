namespace Lemmata.Session.Stepping;

/// <summary>Where a stop is kept; the default is nowhere.</summary>
internal readonly record struct RecordedAt(RecordingChunk? Chunk, int Offset)
{
    /// <summary>Whether it can still be read there.</summary>
    public bool IsKept => Chunk is { IsGone: false };
}

/// <summary>A stretch of kept stops of one thread: bytes for numbers, texts beside them.</summary>
internal sealed class RecordingChunk
{
    /// <summary>A chunk of its own bytes, or of those of one that is forgotten.</summary>
    public RecordingChunk(RecordingChunk? forgotten = null)
    {
        if (forgotten is null)
        {
            Bytes = GC.AllocateUninitializedArray<byte>(Size);
            return;
        }

        (Bytes, forgotten.Bytes, forgotten.Used, forgotten.IsGone) = (forgotten.Bytes, [], 0, true);
    }

    /// <summary>The bytes of a chunk: so many that the collector never moves it.</summary>
    public const int Size = 1 << 18;

    /// <summary>The most bytes one stop takes.</summary>
    public const int LargestStop = 512;

    /// <summary>Numbers, and where texts stand in <see cref="Texts"/>.</summary>
    public byte[] Bytes { get; private set; }

    /// <summary>Texts of values that are no numbers.</summary>
    public readonly List<string?> Texts = [];

    /// <summary>Bytes that hold whole stops.</summary>
    public int Used;

    /// <summary>The thread that it is of.</summary>
    public int Thread { get; init; }

    /// <summary>Whether its bytes were given to another.</summary>
    public bool IsGone { get; private set; }

    /// <summary>How many stops it holds.</summary>
    public int Count;

    /// <summary>The characters of texts that are new in it, so that memory can be bounded.</summary>
    public long Characters;
}

/// <summary>
/// The last stops of a session's cells, within a bound of memory: where it is reached, the oldest chunk is forgotten.
/// Numbers take their own size and a byte; a text that has not changed since the last stop at its place is kept once.
/// </summary>
internal sealed class StopRecording
{
    private readonly Lock gate = new();
    private readonly Queue<RecordingChunk> chunks = new();
    private long texts;

    /// <summary>The bytes that may be kept; 128 MB unless said otherwise, which is about 2,000,000 stops of few numbers.</summary>
    public long MostBytes { get; init; } = 128L << 20;

    /// <summary>How many stops were forgotten.</summary>
    public long Forgotten { get; private set; }

    /// <summary>A new chunk for a thread.</summary>
    public RecordingChunk Next(RecordingChunk? full)
    {
        RecordingChunk? free = null;
        var thread = Environment.CurrentManagedThreadId;
        RecordingChunk chunk;
        lock (gate)
        {
            // A text of n characters takes 2n bytes and the object's own.
            if (full is not null) texts += Cost(full);
            while (chunks.Count > 2 && (long)chunks.Count * RecordingChunk.Size + texts > MostBytes)
            {
                var oldest = chunks.Dequeue();
                texts -= Cost(oldest);
                Forgotten += oldest.Count;
                // Another thread may still be writing to its own.
                if (oldest.Thread == thread && oldest != full) free = oldest;
            }

            chunk = new RecordingChunk(free) { Thread = thread };
            chunks.Enqueue(chunk);
        }

        return chunk;
    }

    /// <summary>Forgets everything.</summary>
    public void Clear()
    {
        lock (gate)
        {
            chunks.Clear();
            texts = 0;
            Forgotten = 0;
        }
    }

    /// <summary>Where the kept stops stand, in the order in which they happened.</summary>
    public List<RecordedAt> All()
    {
        List<RecordingChunk> kept;
        lock (gate) kept = [.. chunks];
        var all = new List<RecordedAt>(kept.Sum(chunk => chunk.Count));
        foreach (var chunk in kept)
        {
            for (var offset = 0; offset < chunk.Used;)
            {
                all.Add(new RecordedAt(chunk, offset));
                offset = RecordedStop.End(chunk, offset);
            }
        }

        if (kept.Select(chunk => chunk.Thread).Distinct().Count() > 1)
            all.Sort((a, b) => RecordedStop.SequenceAt(a).CompareTo(RecordedStop.SequenceAt(b)));
        return all;
    }

    private static long Cost(RecordingChunk chunk) => chunk.Texts.Capacity * 8L + 2 * chunk.Characters;
}
