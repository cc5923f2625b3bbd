using System.Runtime.InteropServices;

namespace Lemmata.Tool.Commands;

/// <summary>Whether it was SIGTERM that stopped a command, as clusters and systems send it, and not somebody at the
/// keyboard.</summary>
internal sealed class Termination : IDisposable
{
    /// <summary>The exit status of what was told to stop and can go on (EX_TEMPFAIL of sysexits.h).</summary>
    public const int TryAgain = 75;

    /// <summary>The exit status after Ctrl+C.</summary>
    public const int Interrupted = 130;

    private readonly PosixSignalRegistration registration;
    private volatile bool isRequested;

    /// <summary>Listens from now on.</summary>
    public Termination() => registration = PosixSignalRegistration.Create(PosixSignal.SIGTERM, signal =>
    {
        signal.Cancel = true;
        isRequested = true;
    });

    /// <summary>The exit status of a command that was stopped.</summary>
    public int Status => isRequested ? TryAgain : Interrupted;

    /// <inheritdoc/>
    public void Dispose() => registration.Dispose();
}
