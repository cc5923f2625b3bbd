using Lemmata.Session.Cells;
using Lemmata.Tool.Hosting;
using Lemmata.Tool.Hosting.Loading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Lemmata.Tool.Tests.Session;

public sealed class ReferenceTests : IDisposable
{
    private readonly ThreadedSession session = new(new SessionOptions());
    private readonly string folder = Directory.CreateTempSubdirectory("lemmata references ").FullName;

    [Fact]
    public async Task What_a_referenced_assembly_needs_is_found_beside_it()
    {
        var inner = Assembly("Inner", "namespace Inside { public class Part { public int Size => 5; } }");
        var outer = Assembly(
            "Outer",
            "public class Whole { public Inside.Part Part => new(); public int Hidden() => new Inside.Part().Size; }",
            inner);
        Assert.Equal("result:10", await Run($"#r \"{outer}\"\nnew Whole().Part.Size + new Whole().Hidden()"));
        Assert.Equal("result:5", await Run("new Inside.Part().Size"));
    }

    [Fact]
    public async Task A_cell_that_only_references_serves_the_next_one_and_a_second_reference_changes_nothing()
    {
        var path = Assembly(
            "Single",
            "public static class Counter { public static int Calls; public static int Next() => ++Calls; }");
        Assert.Equal("", await Run($"#r \"{path}\""));
        Assert.Equal("result:1", await Run("Counter.Next()"));
        Assert.Equal("result:2", await Run($"#r \"{path}\"\nCounter.Next()"));
    }

    [Fact]
    public async Task Types_of_the_framework_are_one_whoever_names_them()
    {
        var path = Assembly(
            "Giver",
            "public static class Giver { public static System.Numerics.BigInteger Big => 7; public static "
                + "System.Text.Json.JsonDocument Json => System.Text.Json.JsonDocument.Parse(\"[1, 2]\"); }"
        );
        Assert.Equal("result:8", await Run($"#r \"{path}\"\nGiver.Big + System.Numerics.BigInteger.One"));
        Assert.Equal(
            "result:2",
            await Run("System.Text.Json.JsonDocument d = Giver.Json; d.RootElement.GetArrayLength()"));
    }

    [Fact]
    public async Task Using_directives_alone_are_checked_and_kept()
    {
        Assert.StartsWith("error:(1,7): error CS0246", await Run("using NowhereAtAll;"));
        Assert.Equal("", await Run("using System.Numerics;"));
        Assert.Equal("result:4", await Run("new BigInteger(4)"));
    }

    [Fact]
    public void A_copy_that_lost_a_file_gets_it_again()
    {
        Assembly("Beside", "public class Beside;");
        var path = Assembly("Copied", "public class Copied;");
        var copy = ShadowCopies.Of(path);
        var beside = Path.Combine(Path.GetDirectoryName(copy)!, "Beside.dll");
        foreach (var lost in new[] { beside, copy })
        {
            File.Delete(lost);
            Assert.Equal(copy, ShadowCopies.Of(path));
            Assert.True(File.Exists(lost));
        }
        Assert.Equal(2, Directory.GetFiles(Path.GetDirectoryName(copy)!).Length);
        Directory.Delete(Path.GetDirectoryName(copy)!, recursive: true);
    }

    public void Dispose()
    {
        session.Dispose();
        Directory.Delete(folder, recursive: true);
    }

    private string Assembly(string name, string code, params string[] references)
    {
        var framework = Directory
            .EnumerateFiles(Path.GetDirectoryName(typeof(object).Assembly.Location)!, "System.*.dll")
            .Where(path => !path.Contains(".Native", StringComparison.Ordinal));
        var compilation = CSharpCompilation.Create(name, [CSharpSyntaxTree.ParseText(code)],
            framework.Concat(references).Select(path => MetadataReference.CreateFromFile(path)),
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary));
        var target = Path.Combine(folder, name + ".dll");
        var result = compilation.Emit(target, cancellationToken: TestContext.Current.CancellationToken);
        Assert.True(result.Success, string.Join('\n', result.Diagnostics));
        return target;
    }

    private async Task<string> Run(string code)
    {
        var sink = new RecordingSink();
        await session.ExecuteAsync(code, sink, TestContext.Current.CancellationToken);
        return sink.Errors.Count > 0 ? "error:" + sink.Errors[0].Message : string.Join(' ', sink.Events);
    }
}
