using System.Runtime.InteropServices;

namespace Lemmata.Tool.Commands;

/// <summary>
/// SIGTERM, by which clusters and systems say that a process is to end: heard from the first moment on, since a job may
/// be told to stop while it starts. What can go on later ends with another status than after Ctrl+C.
/// </summary>
internal static class Termination
{
    /// <summary>The exit status of what was told to stop and can go on (EX_TEMPFAIL of sysexits.h).</summary>
    public const int TryAgain = 75;

    private const int Interrupted = 130;

    private static readonly CancellationTokenSource Requested = new();
    private static PosixSignalRegistration? registration;

    /// <summary>The exit status of a command that was stopped.</summary>
    public static int Status => Requested.IsCancellationRequested ? TryAgain : Interrupted;

    /// <summary>Listens from now on, for the rest of the process.</summary>
    public static void Listen() => registration ??= PosixSignalRegistration.Create(PosixSignal.SIGTERM, signal =>
    {
        signal.Cancel = true;
        _ = Requested.CancelAsync();
    });

    /// <summary>A token for either: SIGTERM, or what the command line's own token stands for.</summary>
    public static CancellationTokenSource Or(CancellationToken token) =>
        CancellationTokenSource.CreateLinkedTokenSource(token, Requested.Token);
}
