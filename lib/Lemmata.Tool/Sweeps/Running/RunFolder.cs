using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Lemmata.Notebooks;

namespace Lemmata.Tool.Sweeps.Running;

/// <summary>
/// The folder of one run. Whoever works on it makes a file <c>claim.n</c> that nobody else can make; the highest claim
/// counts. What comes of the work is put together in <c>attempt-n</c> and published by one renaming, which fails where
/// something is published already: to <c>result</c>, or to <c>failed</c>.
/// </summary>
/// <param name="path">The folder.</param>
internal sealed class RunFolder(string path)
{
    /// <summary>The file that says what a run has come to.</summary>
    public const string ReportFile = "run.json";

    private const string ClaimPrefix = "claim.";

    /// <summary>The folder of a run that is done.</summary>
    public string Result => Path.Combine(path, "result");

    /// <summary>The folder of a run that has failed.</summary>
    public string Failed => Path.Combine(path, "failed");

    /// <summary>How far the run is.</summary>
    public RunState State() => Directory.Exists(Result) ? RunState.Done
        : Directory.Exists(Failed) ? RunState.Failed
        : !Directory.Exists(path) || HighestClaim() is not (> 0 and var number) || IsEnded(number) ? RunState.Waiting
        : RunState.Taken;

    /// <summary>The highest claim; 0 where there is none.</summary>
    public int HighestClaim() => !Directory.Exists(path) ? 0 : Directory.EnumerateFiles(path, ClaimPrefix + "*")
        .Select(file => int.TryParse(Path.GetFileName(file)[ClaimPrefix.Length..], CultureInfo.InvariantCulture, out var n)
            ? n
            : 0)
        .DefaultIfEmpty(0).Max();

    /// <summary>The file of a claim.</summary>
    public string ClaimFile(int number) =>
        Path.Combine(path, string.Create(CultureInfo.InvariantCulture, $"{ClaimPrefix}{number}"));

    /// <summary>The folder in which an attempt puts its result together.</summary>
    public string AttemptFolder(int number) =>
        Path.Combine(path, string.Create(CultureInfo.InvariantCulture, $"attempt-{number}"));

    /// <summary>Whether whoever made a claim has said that nothing more will come of it.</summary>
    public bool IsEnded(int number) => Content(number) is { } content && Claim.Says(content).IsEnded;

    /// <summary>What stands in a claim's file; null where it cannot be read just now.</summary>
    public string? Content(int number)
    {
        try
        {
            return File.ReadAllText(ClaimFile(number));
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>Takes the run with a new claim above the highest.</summary>
    /// <param name="above">The highest claim that the caller has seen.</param>
    /// <returns>The claim; null where somebody else was faster.</returns>
    /// <exception cref="IOException">The folder cannot be written.</exception>
    public Claim? TryTake(int above)
    {
        Directory.CreateDirectory(path);
        var file = ClaimFile(above + 1);
        FileStream made;
        try
        {
            made = new FileStream(file, FileMode.CreateNew, FileAccess.Write);
        }
        catch (IOException) when (File.Exists(file))
        {
            return null;
        }

        try
        {
            using (made) made.Write(Encoding.UTF8.GetBytes(Claim.Text(0, isEnded: false)));
        }
        catch (IOException)
        {
            File.Delete(file); // Nobody's claim would keep everybody waiting until it counts as given up.
            throw;
        }

        if (HighestClaim() > above + 1) return null;
        // What the attempt before has saved is taken away from it, in one step: it can save nothing more.
        Directory.CreateDirectory(AttemptFolder(above + 1));
        var claim = new Claim(this, above + 1);
        for (var number = above; number > 0; number--)
        {
            if (!Directory.Exists(StateFolder(number))) continue;
            Directory.Move(StateFolder(number), claim.StateFolder);
            break;
        }

        Directory.CreateDirectory(claim.StateFolder);
        return claim;
    }

    /// <summary>Where an attempt keeps the state from which the next can go on.</summary>
    public string StateFolder(int number) => Path.Combine(AttemptFolder(number), "state");

    /// <summary>What a published run says of itself; null where nothing is published, or it cannot be read.</summary>
    public JsonObject? Report(string published)
    {
        try
        {
            return StrictJson.Load(Path.Combine(published, ReportFile)) as JsonObject;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or JsonException)
        {
            return null;
        }
    }

    /// <summary>Lets a failed run wait to be tried again; what it left is kept beside it.</summary>
    /// <param name="fresh">Whether it begins anew, without the state that it has saved, which may be what is wrong.</param>
    /// <returns>Whether it had failed.</returns>
    /// <exception cref="IOException">Its folder cannot be written.</exception>
    public bool Reopen(bool fresh = false)
    {
        if (!Directory.Exists(Failed) || Directory.Exists(Result)) return false;
        if (fresh)
        {
            for (var number = HighestClaim(); number > 0; number--)
                if (Directory.Exists(StateFolder(number))) Directory.Delete(StateFolder(number), recursive: true);
        }

        for (var number = 1;; number++)
        {
            var kept = Path.Combine(path, string.Create(CultureInfo.InvariantCulture, $"failed-{number}"));
            if (Directory.Exists(kept)) continue;
            Directory.Move(Failed, kept);
            return true;
        }
    }

    /// <summary>
    /// Publishes what an attempt has put together, in one step, unless something is published already.
    /// </summary>
    /// <returns>Whether it is this attempt's result that counts.</returns>
    public bool TryPublish(string made, string published)
    {
        if (Directory.Exists(published)) return false;
        try
        {
            Directory.Move(made, published);
            return true;
        }
        catch (IOException) when (Directory.Exists(published))
        {
            return false;
        }
    }
}
