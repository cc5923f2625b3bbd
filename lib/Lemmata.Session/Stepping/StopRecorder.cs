using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Lemmata.Session.Editing;

namespace Lemmata.Session.Stepping;

/// <summary>
/// Takes the values of one thread's stops, numbers without a box, and hands the stop to its session. Code that runs
/// while a stop is being taken, such as a value's own <c>ToString</c>, does not stop itself.
/// </summary>
public sealed class StopRecorder
{
    private static long sequence;

    private readonly RecordingChunk scratch = new();
    private readonly Dictionary<int, object?> given = [];
    private RecordingChunk? chunk;
    private StopRecording? recording;
    private RecordingChunk target;
    private StopRecorder? silent;
    private StopPlace? place;
    private object?[] live = new object?[48];
    private Call[] calls = new Call[64];
    private int start, at, slot;
    private RecordedAt liveAt;
    private byte[] bytes = [];
    private byte flags;
    private bool inside, keeps, mute;
    private long activations, mine;

    internal StopRecorder() => target = scratch;

    /// <summary>How many functions of cells this thread is in.</summary>
    internal int Depth { get; set; }

    /// <summary>The place of the last stop; null before the first.</summary>
    internal StopPlace? Place => place;

    /// <summary>The call that the last stop was in, where it can leave and come back.</summary>
    internal StopFrame? Frame { get; private set; }

    /// <summary>The number of the innermost call.</summary>
    internal long Activation => calls[Depth].Activation;

    /// <summary>Whether the thread is within a stop.</summary>
    internal bool IsInside => inside;

    /// <summary>While it is set, code of cells on this thread does not stop: a watch is being evaluated.</summary>
    internal bool IsMute { get => mute; set => mute = value; }

    /// <summary>Takes one value.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public StopRecorder Add<T>(T value)
    {
        if (typeof(T) == typeof(int)) return Number(ValueTag.Int32, Unsafe.As<T, int>(ref value));
        if (typeof(T) == typeof(double)) return Number(ValueTag.Double, Unsafe.As<T, double>(ref value));
        if (typeof(T) == typeof(bool)) return Number(ValueTag.Bool, Unsafe.As<T, bool>(ref value));
        if (typeof(T) == typeof(long)) return Number(ValueTag.Int64, Unsafe.As<T, long>(ref value));
        if (typeof(T) == typeof(float)) return Number(ValueTag.Single, Unsafe.As<T, float>(ref value));
        if (typeof(T) == typeof(ulong)) return Number(ValueTag.UInt64, Unsafe.As<T, ulong>(ref value));
        if (typeof(T) == typeof(uint)) return Number(ValueTag.UInt32, Unsafe.As<T, uint>(ref value));
        if (typeof(T) == typeof(byte)) return Number(ValueTag.Byte, Unsafe.As<T, byte>(ref value));
        if (typeof(T) == typeof(char)) return Number(ValueTag.Char, Unsafe.As<T, char>(ref value));
        if (typeof(T) == typeof(short)) return Number(ValueTag.Int16, Unsafe.As<T, short>(ref value));
        if (typeof(T) == typeof(ushort)) return Number(ValueTag.UInt16, Unsafe.As<T, ushort>(ref value));
        if (typeof(T) == typeof(sbyte)) return Number(ValueTag.SByte, Unsafe.As<T, sbyte>(ref value));
        return Text(value);
    }

    /// <summary>Takes a copy of what a span shows, at most its first 100 items.</summary>
    public StopRecorder AddSpan<T>(ReadOnlySpan<T> span) => Text(span[..Math.Min(span.Length, 100)].ToArray());

    /// <summary>As <see cref="AddSpan{T}(ReadOnlySpan{T})"/>.</summary>
    public StopRecorder AddSpan<T>(Span<T> span) => AddSpan((ReadOnlySpan<T>)span);

    /// <summary>Ends the stop, which may last as long as the reader looks at it.</summary>
    /// <returns>Whether the reader has given variables other values.</returns>
    /// <exception cref="OperationCanceledException">The cell was interrupted at the stop.</exception>
    public bool Stop()
    {
        if (mute) return false;
        Unsafe.WriteUnaligned(
            ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(bytes), start + RecordedStop.LengthAt), at - start);
        // What is not kept leaves its place alone.
        var seen = keeps ? new RecordedAt(target, start) : new RecordedAt(null, place!.Id);
        if (keeps)
        {
            target.Count++;
            Volatile.Write(ref target.Used, at);
        }

        if (Frame is null) calls[Depth].Saw(seen);
        else Frame.Last = seen;
        if ((flags & ~CellStops.Recorded) == 0)
        {
            inside = false;
            return false;
        }

        try
        {
            liveAt = new RecordedAt(target, start);
            given.Clear();
            place!.Owner?.Reached(this, place);
            return given.Count > 0;
        }
        finally
        {
            inside = false;
        }
    }

    internal StopRecorder Begin(StopPlace reached, StopFrame? frame)
    {
        if (mute || inside)
        {
            silent ??= new StopRecorder { mute = true };
            (silent.bytes, silent.start, silent.at, silent.slot) = (silent.scratch.Bytes, 0, RecordedStop.Header, 0);
            return silent;
        }

        inside = true;
        (place, Frame, slot) = (reached, frame, 0);
        flags = CellStops.Wanted[reached.Id];
        keeps = (flags & CellStops.Recorded) != 0;
        if (keeps)
        {
            var owner = reached.Owner!.Recording;
            if (owner != recording || chunk is null || chunk.Used + RecordingChunk.LargestStop > RecordingChunk.Size)
            {
                chunk = owner.Next(owner == recording ? chunk : null);
                recording = owner;
            }

            (target, start) = (chunk, chunk.Used);
        }
        else
        {
            (target, start) = (scratch, 0);
            scratch.Texts.Clear();
        }

        bytes = target.Bytes;
        ref var header = ref bytes[start];
        Unsafe.WriteUnaligned(ref header, reached.Id);
        Unsafe.WriteUnaligned(ref Unsafe.Add(ref header, 4), Depth);
        // Not counted atomically: between threads the order is near enough, on each it is strict.
        mine = Math.Max(mine, sequence) + 1;
        sequence = mine;
        Unsafe.WriteUnaligned(ref Unsafe.Add(ref header, 8), mine);
        at = start + RecordedStop.Header;
        return this;
    }

    internal T Take<T>(int index, T value) => given.TryGetValue(index, out var other) ? (T)other! : value;

    /// <summary>Gives a variable of the stop another value when it goes on.</summary>
    internal void Give(int index, object? value) => given[index] = value;

    /// <summary>What the stop sees under a number: the object itself.</summary>
    internal object? Live(int index)
    {
        var kept = RecordedStop.Read(new RecordedAt(target, start)).Values[index];
        return given.TryGetValue(index, out var other) ? other
            : kept is KeptText && liveAt == new RecordedAt(target, start) ? live[index] : kept;
    }

    internal StopRecorder Enter(int function)
    {
        var depth = ++Depth;
        if (depth == calls.Length) Array.Resize(ref calls, calls.Length * 2);
        ref var call = ref calls[depth];
        (call.Function, call.Activation) = (function, ++activations);
        return this;
    }

    /// <summary>Begins a stop of the thread's own.</summary>
    public StopRecorder At(int place) => Begin(CellStops.PlaceAt(place), null);

    /// <summary>Passes on what a function gives back.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public T Result<T>(int place, T value)
    {
        if (CellStops.Wanted[place] != 0) At(place).Add(value).Stop();
        return value;
    }

    /// <summary>The innermost function of the thread has ended, one way or another.</summary>
    public void Leave() => Depth--;

    /// <summary>The last stop in the function that the thread is in now.</summary>
    internal StopPlace? Latest()
    {
        var last = place?.Function.Resumes == true && Frame is { HasEnded: false } ? Frame.Last : calls[Depth].Last;
        if (!last.IsKept) return place;
        (target, start) = (last.Chunk!, last.Offset);
        return place = RecordedStop.Read(last).Place;
    }

    /// <summary>Runs the host's part of a stop that no code of a cell has asked for.</summary>
    internal void Within(Action hold)
    {
        inside = true;
        try
        {
            hold();
        }
        finally
        {
            inside = false;
        }
    }

    /// <summary>The calls that the thread is in, the innermost first, with the last stop in each.</summary>
    internal IEnumerable<(int Function, RecordedAt Last)> Calls()
    {
        if (Frame is { } frame) yield return (frame.Function, frame.Last);
        for (var depth = Depth; depth > 0; depth--) yield return (calls[depth].Function, calls[depth].Last);
        if (calls[0].Last != default) yield return (0, calls[0].Last);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private StopRecorder Number<T>(ValueTag tag, T value)
        where T : unmanaged
    {
        var to = at;
        ref var byteAt = ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(bytes), to);
        byteAt = (byte)tag;
        Unsafe.WriteUnaligned(ref Unsafe.Add(ref byteAt, 1), value);
        at = to + 1 + Unsafe.SizeOf<T>();
        slot++;
        return this;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private StopRecorder Text<T>(T value)
    {
        if (mute) return this;
        live[slot] = value;
        string? text = null;
        if (keeps)
        {
            ref var last = ref place!.LastTexts[slot];
            text = Shown(value);
            if (text == last) text = last;
            else (last, target.Characters) = (text, target.Characters + text.Length + 16);
        }

        Number(ValueTag.Text, target.Texts.Count);
        target.Texts.Add(text);
        return this;
    }

    private static string Shown(object? value)
    {
        try
        {
            return VariableView.Line(value);
        }
        catch (Exception thrown) when (thrown is not (OperationCanceledException or OutOfMemoryException))
        {
            return $"({thrown.GetType().Name} while it was shown)";
        }
    }

    // A call that begins writes two numbers; what an earlier call at its depth saw is told by its number to be old.
    private struct Call
    {
        public int Function;
        public long Activation;
        private RecordingChunk? chunk;
        private int offset;
        private long saw;

        public readonly RecordedAt Last => saw == Activation ? new RecordedAt(chunk, offset) : default;

        public void Saw(RecordedAt at)
        {
            if (!ReferenceEquals(chunk, at.Chunk)) chunk = at.Chunk;
            (offset, saw) = (at.Offset, Activation);
        }
    }
}
