using System.Runtime.Loader;
using Lemmata.Tool.Mutants.Making;

namespace Lemmata.Tool.Tests.Mutants;

/// <summary>A small library in memory with its faults behind the switch.</summary>
internal sealed class MutatedSources
{
    private readonly byte[] image;

    private MutatedSources(byte[] image, IReadOnlyList<Mutant> mutants, int refused) =>
        (this.image, Mutants, Refused) = (image, mutants, refused);

    public IReadOnlyList<Mutant> Mutants { get; }

    public int Refused { get; }

    /// <summary>The faults as "original → mutated", in the order of their numbers.</summary>
    public IEnumerable<string> Changes => Mutants.Select(mutant => $"{mutant.Original} → {mutant.Mutated}");

    /// <summary>Makes the faults of a class with the given members.</summary>
    public static MutatedSources Of(string members) => OfFile("using System.Numerics;\nnamespace Small;\n"
        + "public static class Require { public static void That(bool isSo, string what) { } }\n"
        + $"public static class Formulas\n{{\n{members}\n}}\n");

    /// <summary>Makes the faults of a file.</summary>
    public static MutatedSources OfFile(string code)
    {
        var (compilation, mutants, refused) = MutatedLibrary.Mutate(
            new LibrarySources("Small", "none", [("Small/Formulas.cs", code)], []));
        using var image = new MemoryStream();
        var emitted = compilation.Emit(image, cancellationToken: TestContext.Current.CancellationToken);
        Assert.True(emitted.Success, string.Join('\n', emitted.Diagnostics));
        return new MutatedSources(image.ToArray(), mutants, refused);
    }

    /// <summary>What a static method returns with a fault; without one for −1.</summary>
    public object? Call(int mutant, string method, params object[] arguments)
    {
        var context = new AssemblyLoadContext(null, isCollectible: true);
        Environment.SetEnvironmentVariable(SwitchCode.MutantVariable, $"{mutant}");
        try
        {
            var assembly = context.LoadFromStream(new MemoryStream(image));
            return assembly.GetType("Small.Formulas")!.GetMethod(method)!.Invoke(null, arguments);
        }
        finally
        {
            Environment.SetEnvironmentVariable(SwitchCode.MutantVariable, null);
            context.Unload();
        }
    }
}
