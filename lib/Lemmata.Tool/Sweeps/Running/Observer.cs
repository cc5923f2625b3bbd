using System.Collections.Concurrent;

namespace Lemmata.Tool.Sweeps.Running;

/// <summary>
/// Judges whether others who have taken a run are still there: at once where that is certain, and otherwise by whether
/// their claim has changed while this process watched it for some time on its own clock, which cannot be set.
/// </summary>
/// <param name="clock">Tells the time.</param>
/// <param name="lease">How long a claim may stay as it is.</param>
internal sealed class Observer(TimeProvider clock, TimeSpan lease)
{
    private readonly ConcurrentDictionary<string, (string? Content, long Since)> seen = new(StringComparer.Ordinal);

    /// <summary>Whether a claim is nobody's any more.</summary>
    public Liveness Of(RunFolder folder, int number)
    {
        var content = folder.Content(number);
        if (content is not null)
        {
            var (owner, isEnded) = Claim.Says(content);
            if (isEnded || owner?.IsGone() == true) return Liveness.Gone;
            if (owner == WorkerIdentity.Own) return Liveness.Alive;
        }

        var now = clock.GetTimestamp();
        var file = folder.ClaimFile(number);
        if (!seen.TryGetValue(file, out var before))
        {
            seen[file] = (content, now);
            return Liveness.Unknown;
        }

        if (before.Content != content)
        {
            seen[file] = (content, now);
            return Liveness.Alive;
        }

        return clock.GetElapsedTime(before.Since, now) >= lease ? Liveness.Gone : Liveness.Unknown;
    }
}

/// <summary>What is known of somebody who has taken a run.</summary>
internal enum Liveness
{
    /// <summary>Not yet known: nothing was heard since the watching began.</summary>
    Unknown,

    /// <summary>At work.</summary>
    Alive,

    /// <summary>Gone, or taken for gone.</summary>
    Gone,
}
