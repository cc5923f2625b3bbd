using System.CommandLine;

return new RootCommand("Run, check and export executable notes on learning theory.").Parse(args).Invoke();
