using System.ComponentModel;
using System.Diagnostics;

namespace Lemmata.Tool.Kernel;

/// <summary>Ends the kernel when the front end that started it is gone: some never send a shutdown request.</summary>
/// <remarks>The parent is found on Linux, macOS and Windows without a package: from <c>/proc</c>, from <c>ps</c>, and
/// from
/// the process table. <c>JPY_PARENT_PID</c>, which Jupyter's own clients set, wins where it is a process; on Windows it
/// is an
/// inherited handle and no process id.</remarks>
internal static class ParentWatch
{
    /// <summary>
    /// Calls <paramref name="gone"/> once, when the parent has exited; does nothing where no parent can be found.
    /// </summary>
    public static void Start(Action gone)
    {
        if (FindParent() is not { } parent) return;
        new Thread(() =>
        {
            try
            {
                parent.WaitForExit();
            }
            catch (Win32Exception)
            {
                return; // It may not be waited for, which says nothing of its end.
            }
            catch (Exception lost) when (lost is InvalidOperationException or SystemException)
            {
                // A process that can no longer be waited for is gone.
            }
            gone();
        })
        { IsBackground = true, Name = "parent watch" }.Start();
    }

    private static Process? FindParent()
    {
        var announced =
            !OperatingSystem.IsWindows()
            && int.TryParse(Environment.GetEnvironmentVariable("JPY_PARENT_PID"), out var id)
                ? Find(id)
                : null;
        return announced ?? Find(ParentId());
    }

    private static Process? Find(int id)
    {
        if (id <= 1) return null;
        try
        {
            return Process.GetProcessById(id);
        }
        catch (ArgumentException)
        {
            return null;
        }
    }

    private static int ParentId()
    {
        try
        {
            if (OperatingSystem.IsLinux())
            {
                // "pid (name) state ppid …"; the name may hold spaces and parentheses, so the last one counts.
                var stat = File.ReadAllText("/proc/self/stat");
                return int.Parse(
                    stat[(stat.LastIndexOf(')') + 2)..].Split(' ')[1],
                    System.Globalization.CultureInfo.InvariantCulture);
            }
            var (command, arguments) = OperatingSystem.IsWindows()
                ? (
                    "powershell",
                    $"-NoProfile -Command (Get-CimInstance Win32_Process -Filter "
                        + $"ProcessId={Environment.ProcessId}).ParentProcessId"
                )
                : ("/bin/ps", $"-o ppid= -p {Environment.ProcessId}");
            using var query = Process.Start(
                new ProcessStartInfo(command, arguments) { RedirectStandardOutput = true, UseShellExecute = false }
            )!;
            return int.TryParse(query.StandardOutput.ReadToEnd().Trim(), out var parent) ? parent : 0;
        }
        catch (Exception unknown) when (unknown is IOException or FormatException or Win32Exception)
        {
            return 0;
        }
    }
}
