using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Lemmata.Notebooks;

namespace Lemmata.Tool.Sweeps.Running;

/// <summary>
/// A worker's hold on a run. It beats while the worker lives, so that others see it does: a number grows, and no clock is
/// read, since those of two machines differ and one may jump.
/// </summary>
internal sealed class Claim(RunFolder folder, int number)
{
    private readonly Lock writing = new();
    private long beats;
    private bool hasEnded;

    /// <summary>The attempt's number, from 1.</summary>
    public int Number => number;

    /// <summary>The run's folder.</summary>
    public RunFolder Folder => folder;

    /// <summary>The folder in which the attempt puts its result together.</summary>
    public string AttemptFolder => folder.AttemptFolder(number);

    /// <summary>Where the run keeps a state from which another attempt can go on.</summary>
    public string StateFolder => folder.StateFolder(number);

    /// <summary>
    /// Whether this is still the highest claim. Where it is not, somebody took this worker for dead and began anew:
    /// it must save and publish nothing more.
    /// </summary>
    public bool IsHighest() => !File.Exists(folder.ClaimFile(number + 1));

    /// <summary>Shows that the worker lives.</summary>
    public void Beat() => Write(isEnded: false);

    /// <summary>Says that nothing more comes of this attempt: others need not wait until it counts as dead.</summary>
    public void End() => Write(isEnded: true);

    /// <summary>The text of a claim of this process.</summary>
    public static string Text(long beats, bool isEnded) => new JsonObject
    {
        ["owner"] = WorkerIdentity.Own.ToJson(), ["beats"] = beats, ["ended"] = isEnded,
    }.ToJsonString();

    /// <summary>What a claim's text says; nobody's and not ended where it is half written.</summary>
    public static (WorkerIdentity? Owner, bool IsEnded) Says(string content)
    {
        try
        {
            var said = StrictJson.Parse(content);
            return (WorkerIdentity.Of(said.At("owner")), said.At("ended") is JsonValue v && v.TryGetValue(out bool is1) && is1);
        }
        catch (JsonException)
        {
            return (null, false);
        }
    }

    private void Write(bool isEnded)
    {
        lock (writing)
        {
            if (hasEnded) return;
            hasEnded = isEnded;
            try
            {
                var text = Encoding.UTF8.GetBytes(Text(++beats, isEnded));
                // In its place, which a full disk allows; and not locked, since others read it at any time.
                using var file = new FileStream(
                    folder.ClaimFile(number), FileMode.OpenOrCreate, FileAccess.Write, FileShare.ReadWrite);
                file.Write(text);
                file.SetLength(text.Length);
            }
            catch (Exception error) when (error is IOException or UnauthorizedAccessException)
            {
                // A beat that is missed costs at most that the run is done twice, with the same rows.
            }
        }
    }
}
