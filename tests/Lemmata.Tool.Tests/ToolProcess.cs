using System.Diagnostics;

namespace Lemmata.Tool.Tests;

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

    /// <summary>Sends a process what Ctrl+C sends; not on Windows.</summary>
    public static async Task InterruptAsync(int id)
    {
        using var sent = Process.Start("kill", ["-INT", $"{id}"]);
        await sent.WaitForExitAsync();
    }

    /// <summary>Waits for it, at most a minute.</summary>
    public static async Task<(int Status, string Output)> RunAsync(params string[] arguments)
    {
        var (process, output) = Start(arguments);
        using (process)
        {
            await process.WaitForExitAsync().WaitAsync(TimeSpan.FromSeconds(60));
            // A process that outlives the tool could hold its output open.
            return (process.ExitCode, await output.WaitAsync(TimeSpan.FromSeconds(20)));
        }
    }
}
