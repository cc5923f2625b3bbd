using System.Diagnostics;
using System.Globalization;
using System.IO.Pipes;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json.Nodes;

namespace Lemmata.Tool.Running;

/// <summary>The tool's side of a session that runs in a process of its own.</summary>
internal sealed class ChildSession : IAsyncDisposable
{
    private const int KeptStderr = 4000;

    private readonly Process process;
    private readonly SessionPipe pipe;
    private readonly StringBuilder stderr = new();
    private Task readingStderr = Task.CompletedTask;

    private ChildSession(Process process, SessionPipe pipe) => (this.process, this.pipe) = (process, pipe);

    /// <summary>Whether the process has said that nothing is left of the run that it has finished.</summary>
    public bool IsClean { get; set; }

    /// <summary>Runs that it has served, where it serves several.</summary>
    public int RunCount { get; set; }

    /// <summary>Starts the process; it warms up while the caller goes on.</summary>
    /// <exception cref="InvalidOperationException">The process ended before it was ready.</exception>
    /// <param name="folder">The notebook's folder.</param>
    /// <param name="options">How it runs.</param>
    /// <param name="token">Gives up while it starts.</param>
    public static async Task<ChildSession> StartAsync(string folder, RunOptions options, CancellationToken token)
    {
        var name = $"lemmata-{Guid.NewGuid():N}"[..24];
        var server = new NamedPipeServerStream(name, PipeDirection.InOut, 1, PipeTransmissionMode.Byte,
            PipeOptions.Asynchronous | PipeOptions.CurrentUserOnly);
        var start = new ProcessStartInfo(DotnetHost())
        {
            WorkingDirectory = folder, UseShellExecute = false, RedirectStandardInput = true,
            RedirectStandardOutput = true, RedirectStandardError = true,
        };
        foreach (
            var argument in new[]
            {
                typeof(ChildSession).Assembly.Location,
                "session",
                name,
                folder,
                options.TextLimit.ToString(CultureInfo.InvariantCulture),
                "--patience",
                options.Patience.TotalSeconds.ToString(CultureInfo.InvariantCulture),
            }
        )
        {
            start.ArgumentList.Add(argument);
        }

        if (options.Sessions is not null)
        {
            start.ArgumentList.Add("--runs");
        }
        else if (options.PreparedFile is { } prepared)
        {
            start.ArgumentList.Add("--prepared");
            start.ArgumentList.Add(prepared);
        }

        foreach (var (variable, value) in options.Environment) start.Environment[variable] = value;

        var process =
            Process.Start(start) ?? throw new InvalidOperationException("the session's process did not start");
        var session = new ChildSession(process, new SessionPipe(server));
        process.StandardInput.Close();
        // Native output bypasses the cells; it is read so that it cannot block.
        _ = process.StandardOutput.BaseStream.CopyToAsync(Stream.Null, CancellationToken.None);
        session.readingStderr = session.ReadStderrAsync();
        try
        {
            var exited = process.WaitForExitAsync(token);
            var connected = server.WaitForConnectionAsync(token);
            if (
                await Task.WhenAny(connected, exited).ConfigureAwait(false) == exited
                && !connected.IsCompletedSuccessfully)
            {
                token.ThrowIfCancellationRequested();
                throw new InvalidOperationException($"the session's process ended at once: {session.LastWords()}");
            }
            await connected.ConfigureAwait(false);
            if (await session.pipe.ReceiveAsync(token).ConfigureAwait(false) is null)
            {
                throw new InvalidOperationException(
                    $"the session's process ended while it started: {session.LastWords()}");
            }

            return session;
        }
        catch
        {
            await session.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>
    /// Sends a message to the session; a session that has gone is noticed by <see cref="ReceiveAsync"/>.
    /// </summary>
    public async Task SendAsync(JsonObject message)
    {
        try
        {
            await pipe.SendAsync(message).ConfigureAwait(false);
        }
        catch (Exception error) when (error is IOException or ObjectDisposedException)
        {
            // The reader side reports it with the process's last words.
        }
    }

    /// <summary>The next message; null when the process has ended.</summary>
    public Task<JsonObject?> ReceiveAsync(CancellationToken token) => pipe.ReceiveAsync(token);

    /// <summary>Why the process ended, in one sentence.</summary>
    public async Task<string> DescribeEndAsync()
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(5));
        try
        {
            await process.WaitForExitAsync(patience.Token).ConfigureAwait(false);
            await readingStderr.WaitAsync(patience.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            return "the process closed its pipe and went on";
        }
        var words = LastWords();
        if (words.Contains("Stack overflow", StringComparison.Ordinal))
            return "stack overflow: a function calls itself without end";
        var code = process.ExitCode;
        if (words.Contains("Out of memory", StringComparison.OrdinalIgnoreCase)) return "the process ran out of memory";
        return string.Create(CultureInfo.InvariantCulture, $"the code ended the process with exit status {code}")
            + (words == "" ? "" : $" ({words.Split('\n')[0].Trim()})");
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        try
        {
            if (!process.HasExited) process.Kill(entireProcessTree: true);
            await process.WaitForExitAsync().ConfigureAwait(false);
        }
        catch (Exception error) when (error is InvalidOperationException or System.ComponentModel.Win32Exception)
        {
            // It ended in between.
        }
        pipe.Dispose();
        process.Dispose();
    }

    private async Task ReadStderrAsync()
    {
        var buffer = new char[1024];
        while (await process.StandardError.ReadAsync(buffer).ConfigureAwait(false) is > 0 and var count)
        {
            lock (stderr)
                if (stderr.Length < KeptStderr) stderr.Append(buffer, 0, count);
        }
    }

    private string LastWords()
    {
        lock (stderr) return stderr.ToString().Trim();
    }

    /// <summary>The dotnet host that this process runs on.</summary>
    internal static string DotnetHost()
    {
        var name = OperatingSystem.IsWindows() ? "dotnet.exe" : "dotnet";
        if (Path.GetFileName(Environment.ProcessPath) == name) return Environment.ProcessPath!;
        // shared/Microsoft.NETCore.App/<version>/ stands three levels under the host.
        var beside = Path.GetFullPath(Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "..", "..", "..", name));
        return File.Exists(beside) ? beside : name;
    }
}
