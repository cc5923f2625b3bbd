using System.Collections.Concurrent;
using System.Diagnostics;

namespace Lemmata.Export.Tests.Formats;

/// <summary>The export command as a reader starts it: a process in the folder of a collection.</summary>
internal sealed class ExportProcess : IDisposable
{
    private readonly Process process;
    private readonly ConcurrentQueue<string> lines = [];

    public ExportProcess(string folder, params string[] arguments)
    {
        var start = ToolProcess.Describe(["export", .. arguments]);
        start.WorkingDirectory = folder;
        process = Process.Start(start)!;
        process.OutputDataReceived += (_, line) => { if (line.Data is not null) { lines.Enqueue(line.Data); } };
        process.ErrorDataReceived += (_, line) => { if (line.Data is not null) { lines.Enqueue("error: " + line.Data); } };
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    /// <summary>Everything said so far, what goes to the error stream marked as such.</summary>
    public IReadOnlyList<string> Said => [.. lines];

    /// <summary>How often an export has ended.</summary>
    public int Exports => lines.Count(line => line.StartsWith("Waiting for changes", StringComparison.Ordinal));

    public async Task UntilAsync(Func<bool> reached, string what, int seconds = 60)
    {
        for (var waited = Stopwatch.StartNew(); !reached(); await Task.Delay(50, TestContext.Current.CancellationToken))
        {
            Assert.True(waited.Elapsed.TotalSeconds < seconds, $"{what} did not come within {seconds} s; said so far:\n{string.Join('\n', Said)}");
            Assert.False(process.HasExited && waited.Elapsed.TotalSeconds > 2, $"the export ended before {what}:\n{string.Join('\n', Said)}");
        }
    }

    /// <summary>Ctrl+C; the exit status.</summary>
    public async Task<int> InterruptAsync()
    {
        await ToolProcess.InterruptAsync(process.Id);
        return await ExitAsync();
    }

    /// <summary>The exit status when it ends by itself.</summary>
    public async Task<int> ExitAsync()
    {
        await process.WaitForExitAsync(TestContext.Current.CancellationToken).WaitAsync(TimeSpan.FromSeconds(60), TestContext.Current.CancellationToken);
        return process.ExitCode;
    }

    public void Dispose()
    {
        if (!process.HasExited) { process.Kill(entireProcessTree: true); }
        process.Dispose();
    }
}
