using System.CommandLine;
using Lemmata.Tool.Commands;
using Lemmata.Tool.Kernel;

return await new RootCommand("Run, check and export executable notes on learning theory.")
{
    RunCommand.Create(),
    CheckCommand.Create(),
    ExportCommand.Create(),
    LintCommand.Create(),
    NewCommand.Create(),
    BenchCommand.Create(),
    SessionCommand.Create(),
    KernelCommand.Create(),
}.Parse(args).InvokeAsync().ConfigureAwait(false);
