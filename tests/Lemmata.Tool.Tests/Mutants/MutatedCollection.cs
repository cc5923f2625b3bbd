using System.Diagnostics;
using Lemmata.Tool.Hosting;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Lemmata.Tool.Tests.Mutants;

/// <summary>A collection with a library of a few lines and a notebook about it.</summary>
internal sealed class MutatedCollection : IDisposable
{
    /// <summary>The library: one member for each thing that can come of a fault.</summary>
    public const string Library = """
        namespace Toy;

        public static class Numbers
        {
            private const string Letters = "abc";

            public static int Claimed(int x) => x * x;

            public static int Shown(int x) => -x;

            public static int Unseen(int x) => System.Math.Abs(-x);

            public static char Failing(int i) => Letters[i - 2];

            public static int Endless(int x)
            {
                while (x != 4 && x != 1 << 10) x = x * 2 / 2 | 4;
                return x;
            }

            public static int NotCalled(int x) => x + x;
        }
        """;

    private readonly TemporaryCollection collection = new();

    public MutatedCollection()
    {
        Directory.CreateDirectory(Path.Combine(Root, "lib", "Toy"));
        File.WriteAllText(Source, Library);
        var assembly = Path.Combine(Root, "lib", "Toy", "bin", "Toy.dll");
        Directory.CreateDirectory(Path.GetDirectoryName(assembly)!);
        var emitted = CSharpCompilation.Create(
            "Toy", [CSharpSyntaxTree.ParseText(Library)], FileHost.EveryCell,
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary)).Emit(assembly);
        Assert.True(emitted.Success, string.Join('\n', emitted.Diagnostics));
        File.WriteAllText(Script, $"#r \"{assembly}\"\n" + File.ReadAllText(Script));
        collection.Add("toy", "#!import ../lib/lemmata.csx", "var claims = Claims.Open(\"toy\");",
            "claims.Check(\"C1\").Exactly(Toy.Numbers.Claimed(3), 9, because: \"three threes counted\")",
            "claims.Control(\"C1\", \"ten\").MustFail(check => check.Exactly(9, 10, because: \"ten is not nine\"))",
            "Toy.Numbers.Shown(2)", "Toy.Numbers.Unseen(2)", "Toy.Numbers.Failing(2)", "claims");
        collection.AddRegister("toy");
    }

    public string Root => collection.Root;

    public string Notebook => collection["toy"];

    public string Source => Path.Combine(Root, "lib", "Toy", "Numbers.cs");

    public string Script => Path.Combine(Root, "lib", "lemmata.csx");

    public string Reviewed => PathOf("data", "mutants", "equivalent.csv");

    /// <summary>A path in the collection.</summary>
    public string PathOf(params string[] names) => Path.Combine([Root, .. names]);

    /// <summary>Runs the tool in the collection's folder.</summary>
    public async Task<(int Status, string Output)> RunAsync(params string[] arguments)
    {
        var start = ToolProcess.Describe(arguments);
        start.WorkingDirectory = Root;
        using var process = Process.Start(start)!;
        process.StandardInput.Close();
        var error = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        var output = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken) + await error;
        await process.WaitForExitAsync(TestContext.Current.CancellationToken).WaitAsync(TimeSpan.FromMinutes(5));
        return (process.ExitCode, output);
    }

    /// <summary>Stores the notebook's outputs.</summary>
    public async Task StoreAsync(string slug = "toy")
    {
        var (status, output) = await RunAsync("run", slug);
        Assert.True(status == 0, output);
    }

    /// <summary>Adds a notebook that runs on with some faults.</summary>
    public string AddEndless()
    {
        collection.AddRegister("endless");
        return collection.Add("endless", "#!import ../lib/lemmata.csx", "var claims = Claims.Open(\"endless\");",
            "claims.Check(\"C1\").Exactly(Toy.Numbers.Endless(4), 4, because: \"four stays\")",
            "claims.Control(\"C1\", \"five\").MustFail(check => check.Exactly(4, 5, because: \"five is not four\"))", "claims");
    }

    public void Dispose() => collection.Dispose();
}
