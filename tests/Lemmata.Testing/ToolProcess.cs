using System.Diagnostics;

namespace Lemmata.Testing;

/// <summary>The built tool as a process.</summary>
public static class ToolProcess
{
    /// <summary>How to start it. Its input is a pipe that stays silent: this process's own carries the answers of the test runner.</summary>
    public static ProcessStartInfo Describe(params string[] arguments) =>
        new("dotnet", [Path.Combine(AppContext.BaseDirectory, "Lemmata.Tool.dll"), .. arguments])
        {
            RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false,
        };

    /// <summary>Starts it; its output and errors come when it has ended.</summary>
    public static (Process Process, Task<string> Output) Start(params string[] arguments)
    {
        var process = Process.Start(Describe(arguments))!;
        return (process, Read());

        async Task<string> Read()
        {
            var error = process.StandardError.ReadToEndAsync();
            return await process.StandardOutput.ReadToEndAsync() + await error;
        }
    }

    /// <summary>
    /// Skips a test that sends Ctrl+C where it cannot arrive: a shell starts its background jobs with the signal
    /// ignored, and every process they start inherits that.
    /// </summary>
    public static void NeedsInterrupts()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "signals are sent with kill");
        const int interrupt = 2; // SIGINT; the mask counts signals from 1.
        var ignored = !File.Exists("/proc/self/status") ? 0 : File.ReadLines("/proc/self/status")
            .Where(line => line.StartsWith("SigIgn:", StringComparison.Ordinal))
            .Select(line => Convert.ToUInt64(line["SigIgn:".Length..].Trim(), 16)).Single() >> (interrupt - 1) & 1;
        Assert.SkipWhen(ignored == 1, "the tests were started with SIGINT ignored, as background jobs of a shell are");
    }

    /// <summary>Sends a process what Ctrl+C sends; not on Windows.</summary>
    public static async Task InterruptAsync(int id)
    {
        using var sent = Process.Start("kill", ["-INT", $"{id}"]);
        await sent.WaitForExitAsync();
    }

    /// <summary>Waits for it, at most three minutes.</summary>
    public static async Task<(int Status, string Output)> RunAsync(params string[] arguments)
    {
        var (process, output) = Start(arguments);
        using (process)
        {
            await process.WaitForExitAsync().WaitAsync(TimeSpan.FromMinutes(3));
            // A process that outlives the tool could hold its output open.
            return (process.ExitCode, await output.WaitAsync(TimeSpan.FromMinutes(1)));
        }
    }
}
