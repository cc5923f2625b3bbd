using System.Runtime.InteropServices;

namespace Lemmata.Tool.Commands;

/// <summary>
/// The signals by which a command is told to stop: SIGTERM, as clusters and systems send it, and Ctrl+C. They are heard
/// from the first moment on, since a job may be told to stop while it starts, and in place of the command line's own
/// handling, which begins later and keeps all other listeners waiting. A second Ctrl+C ends the process at once.
/// </summary>
internal static class Termination
{
    /// <summary>The exit status of what was told to stop and can go on (EX_TEMPFAIL of sysexits.h).</summary>
    public const int TryAgain = 75;

    private const int Interrupted = 130;

    private static readonly CancellationTokenSource Requested = new();
    private static readonly List<PosixSignalRegistration> Registrations = [];
    private static volatile bool isSystems;

    /// <summary>The exit status of a command that was stopped.</summary>
    public static int Status => isSystems ? TryAgain : Interrupted;

    /// <summary>Listens from now on, for the rest of the process.</summary>
    public static void Listen()
    {
        Registrations.Add(PosixSignalRegistration.Create(PosixSignal.SIGTERM, signal =>
        {
            signal.Cancel = true;
            isSystems = true;
            _ = Requested.CancelAsync();
        }));
        Registrations.Add(PosixSignalRegistration.Create(PosixSignal.SIGINT, signal =>
        {
            signal.Cancel = !Requested.IsCancellationRequested;
            _ = Requested.CancelAsync();
        }));
    }

    /// <summary>A token for either: a signal, or what the command line's own token stands for.</summary>
    public static CancellationTokenSource Or(CancellationToken token) =>
        CancellationTokenSource.CreateLinkedTokenSource(token, Requested.Token);
}
