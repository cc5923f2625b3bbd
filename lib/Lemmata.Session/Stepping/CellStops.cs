using System.Runtime.CompilerServices;

namespace Lemmata.Session.Stepping;

/// <summary>
/// What the stops in a cell's code call. Cells that are not stepped through hold no stop, and nothing here runs.
/// </summary>
public static class CellStops
{
    /// <summary>The place is kept for the way back.</summary>
    internal const byte Recorded = 1;

    /// <summary>The place may be where a step ends.</summary>
    internal const byte Stepped = 2;

    /// <summary>A breakpoint is at the place.</summary>
    internal const byte Broken = 4;

    private static readonly Lock Registering = new();
    private static StopPlace?[] places = new StopPlace?[1024];
    private static StopFunction?[] functions = new StopFunction?[256];
    private static int lastPlace, lastFunction;

    [ThreadStatic]
    private static StopRecorder? recorder;

    /// <summary>What is wanted at each place; read before every statement, so a bare field.</summary>
#pragma warning disable CA2211 // A property would cost a call in code that is not yet optimised.
    public static byte[] Wanted = new byte[1024];
#pragma warning restore CA2211

    /// <summary>Begins a stop; the values in scope follow, then <see cref="StopRecorder.Stop"/>.</summary>
    public static StopRecorder At(int place) => Mine.Begin(places[place]!, null);

    /// <summary>As <see cref="At(int)"/>, in a function that leaves and comes back.</summary>
    public static StopRecorder At(int place, StopFrame frame) => Mine.Begin(places[place]!, frame);

    /// <summary>Passes on what a function that leaves and comes back gives in the end.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Result<T>(int place, StopFrame frame, T value)
    {
        if (Wanted[place] != 0) At(place, frame).Add(value).Stop();
        return value;
    }

    /// <summary>The value that a variable goes on with: the reader's where one was given, else its own.</summary>
    public static T Take<T>(int index, T value) => recorder!.Take(index, value);

    /// <summary>A function begins on this thread; its stops go through what is given back, which ends it too.</summary>
    public static StopRecorder Enter(int function) => Mine.Enter(function);

    /// <summary>A function that leaves and comes back begins.</summary>
    public static StopFrame Begin(int function) => new(function);

    /// <summary>It has ended.</summary>
    public static void End(StopFrame frame) => frame.HasEnded = true;

    /// <summary>The calling thread's recorder; null where it met no stop yet.</summary>
    internal static StopRecorder? Current => recorder;

    private static StopRecorder Mine => recorder ??= new StopRecorder();

    /// <summary>Lets the calling thread meet no stop, or meet them again.</summary>
    /// <returns>How it was before.</returns>
    internal static bool Mute(bool mute)
    {
        var before = Mine.IsMute;
        recorder!.IsMute = mute;
        return before;
    }

    /// <summary>The functions that leave and come back.</summary>
    internal static IEnumerable<int> Resuming() =>
        functions.Where(function => function is { Resumes: true }).Select(function => function!.Id);

    internal static int NextPlace() => Interlocked.Increment(ref lastPlace);

    internal static int NextFunction() => Interlocked.Increment(ref lastFunction);

    internal static StopFunction? Function(int id) => id < functions.Length ? functions[id] : null;

    internal static StopPlace PlaceAt(int id) => places[id]!;

    /// <summary>Makes a function known.</summary>
    internal static void Add(StopFunction function)
    {
        lock (Registering)
        {
            if (function.Id >= functions.Length) Array.Resize(ref functions, Math.Max(function.Id + 1, functions.Length * 2));
            functions[function.Id] = function;
        }
    }

    /// <summary>Makes places known, before the code that holds them runs.</summary>
    internal static void Add(IReadOnlyList<StopPlace> added)
    {
        if (added.Count == 0) return;
        lock (Registering)
        {
            var last = added[^1].Id;
            if (last >= places.Length)
            {
                Array.Resize(ref places, Math.Max(last + 1, places.Length * 2));
                // Running code sees the old table or the new one, never one that is too short for it.
                var wanted = new byte[places.Length];
                Wanted.CopyTo(wanted, 0);
                Wanted = wanted;
            }

            foreach (var place in added) places[place.Id] = place;
        }
    }

    /// <summary>Says what is wanted at places.</summary>
    internal static void Want(IEnumerable<(int Place, byte Flags)> wanted)
    {
        lock (Registering)
        {
            foreach (var (place, flags) in wanted) Wanted[place] = flags;
        }
    }
}
