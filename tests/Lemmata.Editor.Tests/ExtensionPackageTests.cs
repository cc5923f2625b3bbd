using System.Diagnostics;
using System.IO.Compression;
using System.Text.Json.Nodes;
using Lemmata.Export.Formulas;
using Lemmata.Tool.Editor;

namespace Lemmata.Editor.Tests;

/// <summary>The extension as a package.</summary>
public sealed class ExtensionPackageTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("lemmata-vsix-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void The_package_is_small_the_same_each_time_and_complete()
    {
        var packages = NodePackages.Open(PackageCache.Folder, out var why);
        Assert.SkipWhen(packages is null, why ?? "");
        var (first, second) = (Pack("a.vsix", packages), Pack("b.vsix", packages));
        Assert.Equal(File.ReadAllBytes(first), File.ReadAllBytes(second));
        Assert.InRange(new FileInfo(first).Length, 100_000, 2_500_000);
        using var zip = ZipFile.OpenRead(first);
        var package = JsonNode.Parse(Read(zip, "extension/package.json"))!;
        var named = package["contributes"]!["notebookRenderer"]!.AsArray()
            .Select(renderer => (string)renderer!["entrypoint"]!).Append((string)package["main"]!);
        Assert.All(named, file => Assert.NotNull(zip.GetEntry("extension/" + file["./".Length..])));
        Assert.InRange(zip.GetEntry("extension/renderer/plotly-cartesian.min.js")!.Length, 1, 1_600_000);
        Assert.NotNull(zip.GetEntry("extension/renderer/plotly-strict.min.js"));
        Assert.Contains("MIT", Read(zip, "extension/NOTICES.txt"));
    }

    [Fact]
    public void Without_Node_only_the_plot_library_is_missing()
    {
        using var zip = ZipFile.OpenRead(Pack("bare.vsix", null));
        Assert.DoesNotContain(zip.Entries, entry => entry.FullName.Contains("plotly", StringComparison.Ordinal));
        Assert.NotNull(zip.GetEntry("extension/renderer/figure.js"));
    }

    [Fact]
    public async Task The_types_of_the_extension_agree_with_those_of_the_editor()
    {
        var compiler = Path.Combine(CodeServer.Folder, "node_modules", "typescript", "bin", "tsc");
        Assert.SkipUnless(File.Exists(compiler), CodeServer.Missing);
        ZipFile.ExtractToDirectory(Pack("types.vsix", null), folder);
        var settings = JsonNode.Parse(File.ReadAllText(
            Path.Combine(TemporaryCollection.Repository, "lib", "vscode", "tsconfig.json")))!;
        settings["compilerOptions"]!["typeRoots"] =
            new JsonArray(Path.Combine(CodeServer.Folder, "node_modules", "@types"));
        File.WriteAllText(Path.Combine(folder, "extension", "tsconfig.json"), settings.ToJsonString());
        using var process = Process.Start(new ProcessStartInfo("node", [compiler, "-p", Path.Combine(folder, "extension")])
        {
            RedirectStandardOutput = true,
        })!;
        var said = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.True(process.ExitCode == 0, said);
    }

    [Fact]
    public async Task Installing_without_an_editor_says_what_to_do()
    {
        var (status, output) = await ToolProcess.RunAsync("vscode", "install", "--editor", "no-such-editor");
        Assert.Equal(1, status);
        Assert.Contains("no-such-editor cannot be started", output);
    }

    private string Pack(string name, NodePackages? packages)
    {
        var path = Path.Combine(folder, name);
        ExtensionPackage.Write(path, packages);
        return path;
    }

    private static string Read(ZipArchive zip, string name)
    {
        using var reader = new StreamReader(zip.GetEntry(name)!.Open());
        return reader.ReadToEnd();
    }
}
