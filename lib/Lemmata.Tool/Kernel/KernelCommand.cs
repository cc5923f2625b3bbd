using System.CommandLine;
using System.Diagnostics;
using System.Runtime.InteropServices;
using Lemmata.Session.Cells;
using Lemmata.Tool.Hosting;

namespace Lemmata.Tool.Kernel;

/// <summary>The commands <c>kernel install</c>, <c>uninstall</c>, <c>list</c> and <c>start</c>.</summary>
internal static class KernelCommand
{
    /// <summary>The command with its subcommands.</summary>
    public static Command Create() =>
        new("kernel", "Make the notebooks run in VS Code and every Jupyter front end.")
        {
            Install(),
            Uninstall(),
            List(),
            Start(),
        };

    private static Command Install()
    {
        var where = new Location();
        var command = new Command("install", "Register this kernel, by default for the current user.")
        {
            where.User,
            where.Prefix,
            where.Path,
        };
        command.SetAction(parsed =>
            Guarded(() =>
            {
                var spec = where.Spec(parsed);
                var (written, leftAlone) = spec.Install(AppContext.BaseDirectory, DotnetPath());
                foreach (var folder in written)
                    Console.WriteLine($"Registered {folder}");
                foreach (var name in leftAlone)
                    Console.WriteLine($"Left {name} to the kernel that owns that name.");
                Console.WriteLine(
                    """

                    In VS Code: open a notebook, click Select Kernel, then Jupyter Kernel…, then C# (Lemmata).
                    For completion while typing, add this to the settings once:
                        "jupyter.completionTriggerCharacters": { "csharp": ["."] }
                    In Jupyter: open a notebook; the kernel is chosen by itself.
                    """
                );
            }));
        return command;
    }

    private static Command Uninstall()
    {
        var where = new Location();
        var command = new Command("uninstall", "Take the registration back.")
        {
            where.User,
            where.Prefix,
            where.Path,
        };
        command.SetAction(parsed =>
            Guarded(() =>
            {
                var spec = where.Spec(parsed);
                var removed = spec.Uninstall();
                foreach (var folder in removed)
                    Console.WriteLine($"Removed {folder}");
                if (removed.Count == 0)
                    Console.WriteLine($"No kernel of Lemmata is registered in {spec.Folder}.");
            }));
        return command;
    }

    private static Command List()
    {
        var command = new Command("list", "Show where this kernel is registered.");
        command.SetAction(_ =>
            Guarded(() =>
            {
                var found = KernelSpec
                    .SearchedFolders()
                    .SelectMany(folder => new KernelSpec(folder).Installed())
                    .ToList();
                foreach (var (folder, tool) in found)
                {
                    Console.WriteLine(
                        $"{folder}  →  {tool}{(File.Exists(tool) ? "" : "  (missing: run kernel install again)")}");
                }

                if (found.Count == 0)
                    Console.WriteLine("Not registered; run kernel install.");
            }));
        return command;
    }

    private static Command Start()
    {
        var file = new Argument<string>("connection-file") { Description = "The file that a front end wrote." };
        var unsigned = new Option<bool>("--allow-unsigned")
        {
            Description = "Serve without a key: every program of this machine can then run code here.",
        };
        var remote = new Option<bool>("--allow-remote")
        {
            Description = "Listen on an address that other machines reach.",
        };
        var command = new Command("start", "Serve one front end; front ends call this.") { file, unsigned, remote };
        command.SetAction(
            async (parsed, stop) =>
            {
                try
                {
                    return await ServeAsync(
                        ConnectionFile.Read(
                            parsed.GetValue(file)!,
                            parsed.GetValue(unsigned),
                            parsed.GetValue(remote)));
                }
                catch (KernelStartException refused)
                {
                    await Console.Error.WriteLineAsync(refused.Message);
                    return 2;
                }
            }
        );
        return command;
    }

    private static async Task<int> ServeAsync(ConnectionFile connection)
    {
        using var copy = KernelSpec.HoldCopy(AppContext.BaseDirectory);
        var folder = Environment.CurrentDirectory;
        await using var server = new KernelServer(
            connection,
            readLine =>
            {
                var session = new ThreadedSession(
                    new SessionOptions
                    {
                        Folder = folder,
                        ReadLine = readLine,
                        AllowPackages = true,
                    }
                );
                session.Prepare();
                return session;
            }
        );
        using var interrupt = PosixSignalRegistration.Create(
            PosixSignal.SIGINT,
            signal =>
            {
                signal.Cancel = true;
                server.Interrupt();
            }
        );
        using var terminate = PosixSignalRegistration.Create(
            PosixSignal.SIGTERM,
            signal =>
            {
                signal.Cancel = true;
                server.Stop();
            }
        );
        ParentWatch.Start(server.Stop);
        var status = await server.Ended;

        // Threads of cells may still run, also foreground ones: the last messages get a moment, then the process ends.
        await server.DisposeAsync();
        Environment.Exit(status);
        return status;
    }

    private static int Guarded(Action action)
    {
        try
        {
            action();
            return 0;
        }
        catch (KernelStartException refused)
        {
            Console.Error.WriteLine(refused.Message);
            return 2;
        }
    }

    private static string DotnetPath() =>
        Environment.ProcessPath is { } path && Path.GetFileNameWithoutExtension(path) == "dotnet"
            ? path
            : Path.Combine(
                Path.GetFullPath(Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "..", "..", "..")),
                OperatingSystem.IsWindows() ? "dotnet.exe" : "dotnet");

    private sealed class Location
    {
        public Option<bool> User { get; } = new("--user") { Description = "For the current user (the default)." };

        public Option<bool> Prefix { get; } =
            new("--sys-prefix") { Description = "Below the Python environment in VIRTUAL_ENV or CONDA_PREFIX." };

        public Option<string?> Path { get; } =
            new("--path") { Description = "Below this folder, as share/jupyter/kernels." };

        public KernelSpec Spec(ParseResult parsed)
        {
            var chosen = new[]
            {
                parsed.GetValue(User),
                parsed.GetValue(Prefix),
                parsed.GetValue(Path) is not null,
            }.Count(one => one);
            if (chosen > 1)
                throw new KernelStartException("--user, --sys-prefix and --path exclude one another; give one.");
            if (parsed.GetValue(Path) is { } path)
                return new KernelSpec(KernelSpec.PrefixFolder(System.IO.Path.GetFullPath(path)));
            if (!parsed.GetValue(Prefix))
                return new KernelSpec(KernelSpec.UserFolder());
            var prefix =
                Environment.GetEnvironmentVariable("VIRTUAL_ENV")
                ?? Environment.GetEnvironmentVariable("CONDA_PREFIX")
                ?? throw new KernelStartException(
                    "--sys-prefix needs an active Python environment: neither VIRTUAL_ENV nor CONDA_PREFIX is set. "
                        + "Use --path instead."
                );
            return new KernelSpec(KernelSpec.PrefixFolder(prefix));
        }
    }
}
