using BenchmarkDotNet.Running;
using Lemmata.Benchmarks;

if (args is ["compare", ..])
    return Comparison.Run(args[1..]);
BenchmarkSwitcher.FromAssembly(typeof(Program).Assembly).Run(args);
return 0;
