using System.Collections.Concurrent;
using System.Text.Json.Nodes;

namespace Lemmata.Tool.Running.Reusing;

/// <summary>
/// Processes that serve runs of one prepared notebook one behind another, each with assemblies and cells of its own. A
/// process in which anything else is left of a run serves no other.
/// </summary>
internal sealed class SessionPool : IAsyncDisposable
{
    // Each run leaves its assemblies behind.
    private const int MostRuns = 100;

    private readonly ConcurrentBag<ChildSession> idle = [];
    private int started;

    /// <summary>Whether this system allows it.</summary>
    public static bool IsPossible => ProcessMarks.CanBeTaken;

    /// <summary>Number of processes that were started.</summary>
    public int Started => started;

    /// <summary>A session for a run, in a process that is there or in a new one.</summary>
    /// <exception cref="IOException">A new process ended before it was ready.</exception>
    public async Task<Lease> TakeAsync(string folder, RunOptions options, CancellationToken token)
    {
        while (idle.TryTake(out var waiting))
        {
            if (await BeginsAsync(waiting, options, token).ConfigureAwait(false)) return new Lease(this, waiting);
        }

        Interlocked.Increment(ref started);
        var session = await ChildSession.StartAsync(folder, options, token).ConfigureAwait(false);
        if (await BeginsAsync(session, options, token).ConfigureAwait(false)) return new Lease(this, session);
        throw new IOException("a run's process ended before its first cell.");
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        while (idle.TryTake(out var session)) await session.DisposeAsync().ConfigureAwait(false);
    }

    private static async Task<bool> BeginsAsync(ChildSession session, RunOptions options, CancellationToken token)
    {
        var begins = false;
        try
        {
            await session.SendAsync(new JsonObject
            {
                ["kind"] = "begin", ["prepared"] = options.PreparedFile,
                ["environment"] = new JsonObject(options.Environment.Select(variable =>
                    KeyValuePair.Create<string, JsonNode?>(variable.Key, variable.Value))),
            }).ConfigureAwait(false);
            begins = await session.ReceiveAsync(token).ConfigureAwait(false) is not null;
            return begins;
        }
        finally
        {
            if (!begins) await session.DisposeAsync().ConfigureAwait(false);
        }
    }

    /// <summary>A session for the time of one run.</summary>
    /// <param name="pool">Where it goes afterwards.</param>
    /// <param name="session">The session.</param>
    internal sealed class Lease(SessionPool pool, ChildSession session) : IAsyncDisposable
    {
        /// <summary>The session.</summary>
        public ChildSession Session => session;

        /// <inheritdoc/>
        public ValueTask DisposeAsync()
        {
            if (!session.IsClean || ++session.RunCount >= MostRuns) return session.DisposeAsync();
            session.IsClean = false;
            pool.idle.Add(session);
            return ValueTask.CompletedTask;
        }
    }
}
