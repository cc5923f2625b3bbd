using System.CommandLine;
using Lemmata.Tool.Commands;
using Lemmata.Tool.Kernel;

var signals = new InvocationConfiguration();
// The kernel takes signals itself: SIGINT interrupts its cell, and must not end the process a moment later.
if (args is ["kernel", "start", ..]) signals.ProcessTerminationTimeout = null;

return await new RootCommand("Run, check and export C# notebooks.")
{
    RunCommand.Create(),
    ConvertCommand.Create(),
    CheckCommand.Create(),
    ExportCommand.Create(),
    LintCommand.Create(),
    NewCommand.Create(),
    BenchCommand.Create(),
    SessionCommand.Create(),
    KernelCommand.Create(),
    EditorCommand.Create(),
}.Parse(args).InvokeAsync(signals).ConfigureAwait(false);
