using System.CommandLine;
using Lemmata.Tool.Commands;
using Lemmata.Tool.Commands.Exporting;
using Lemmata.Tool.Commands.Sweeps;
using Lemmata.Tool.Kernel;

// The process of a run, of which a sweep starts thousands: reading a command line of many commands would take a third of
// the time until its first cell.
if (SessionCommand.ServeAsync(args) is { } serving) return await serving.ConfigureAwait(false);
// Cells that are stopped may have a state to save.
var listens = args is ["run", ..] or ["sweep", "run" or "work", ..];
if (listens) Termination.Listen();
// Two seconds, as the command line has it, are too few on a busy machine for what ends other processes first.
var signals = new InvocationConfiguration { ProcessTerminationTimeout = TimeSpan.FromSeconds(15) };
// The kernel takes signals itself: SIGINT interrupts its cell, and must not end the process a moment later. A session
// leaves them to the tool that started it.
if (listens || args is ["kernel", "start", ..] or ["session", ..]) signals.ProcessTerminationTimeout = null;

const string about = "Run, check and export C# notebooks.";
// A task of a cluster, and a plan of many runs, need little memory and time themselves: no other command is made for them.
var root = args is ["sweep", ..] ? new RootCommand(about) { SweepCommand.Create() } : new RootCommand(about)
{
    RunCommand.Create(),
    SweepCommand.Create(),
    ConvertCommand.Create(),
    CheckCommand.Create(),
    ExportCommand.Create(),
    LintCommand.Create(),
    NewCommand.Create(),
    MutateCommand.Create(),
    BenchCommand.Create(),
    SessionCommand.Create(),
    KernelCommand.Create(),
    EditorCommand.Create(),
};
return await root.Parse(args).InvokeAsync(signals).ConfigureAwait(false);
