using System.Diagnostics;
using Lemmata.Notebooks;
using Lemmata.Tool.Hosting;

namespace Lemmata.Tool.Tests.Running;

/// <summary>The package of the library, in a notebook that stands outside of this repository.</summary>
public sealed class LibraryPackageTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("lemmata λ package ").FullName;

    private readonly string before = Environment.CurrentDirectory;

    public void Dispose()
    {
        Environment.CurrentDirectory = before; // The session works in the folder that goes.
        Directory.Delete(folder, recursive: true);
    }

    [Fact(Timeout = 600_000)]
    public async Task A_notebook_elsewhere_restores_it_registers_a_claim_checks_it_and_draws_a_figure()
    {
        var feed = Path.Combine(folder, "feed");
        await DotnetAsync("pack", Path.Combine(TemporaryCollection.Repository, "lib", "Lemmata"), "-o", feed);
        var package = Assert.Single(Directory.EnumerateFiles(feed, "Lemmata.*.nupkg"));
        var version = Path.GetFileNameWithoutExtension(package)["Lemmata.".Length..];
        var assembly = await RestoredAsync(feed, version);

        Directory.CreateDirectory(Path.Combine(folder, "data", "claims"));
        File.WriteAllText(Path.Combine(folder, "data", "claims", "basel.json"), """
            {
              "slug": "basel", "title": "The Basel problem",
              "sources": [ { "id": "euler", "title": "De summis serierum reciprocarum", "author": "Euler" } ],
              "claims": [ { "id": "C1", "origin": "source", "source": "euler", "place": "§ 11",
                            "statement": "The sum of 1/k² is π²/6.", "verdict": "holds" } ]
            }
            """);
        using var session = new ThreadedSession(new() { Folder = folder });
        var sink = new RecordingSink();
        string[] cells =
        [
            $"#r \"{assembly}\"\nusing Lemmata.Claims; using Lemmata.Plotting;",
            "var claims = Claims.Open(\"basel\"); var terms = Enumerable.Range(1, 1000).ToArray();",
            "claims.Check(\"C1\").Equal(terms.Sum(k => 1.0 / k / k), Math.PI * Math.PI / 6, 1e-3, because: \"rest "
                + "below 1/1000\")",
            "Figure.Lines(terms.Select(k => (double)k), terms.Select(k => 1.0 / k), \"rest\").Caption(\"It falls.\")",
        ];
        foreach (var cell in cells) await session.ExecuteAsync(cell, sink, TestContext.Current.CancellationToken);

        Assert.Empty(sink.Errors);
        Assert.Equal("holds", (string?)sink.Bundles[0].Data["application/vnd.lemmata.check+json"]!["verdict"]);
        Assert.Contains(MimeTypes.Plotly, sink.Bundles[1].Data.Select(member => member.Key));
        Assert.Contains("<svg", (string?)sink.Bundles[1].Data["image/svg+xml"]);
    }

    // Restored by the SDK itself from the folder alone, into a cache of its own.
    private async Task<string> RestoredAsync(string feed, string version)
    {
        var project = Directory.CreateDirectory(Path.Combine(folder, "restore")).FullName;
        var cache = Path.Combine(folder, "cache");
        File.WriteAllText(Path.Combine(project, "nuget.config"), $"""
            <configuration><packageSources><clear /><add key="here" value="{feed}" /></packageSources></configuration>
            """);
        File.WriteAllText(Path.Combine(project, "cell.csproj"), $"""
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup><TargetFramework>net10.0</TargetFramework></PropertyGroup>
              <ItemGroup><PackageReference Include="Lemmata" Version="{version}" /></ItemGroup>
            </Project>
            """);
        await DotnetAsync("restore", project, "--packages", cache);
        var library = Path.Combine(cache, "lemmata", version, "lib", "net10.0");
        Assert.True(File.Exists(Path.Combine(library, "Lemmata.xml")), "the package has no documentation");
        Assert.True(File.Exists(Path.Combine(cache, "lemmata", version, "README.md")), "the package has no readme");
        return Path.Combine(library, "Lemmata.dll");
    }

    private static async Task DotnetAsync(params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo("dotnet", [.. arguments, "-nodeReuse:false"])
        {
            RedirectStandardOutput = true, RedirectStandardError = true,
        })!;
        var error = process.StandardError.ReadToEndAsync();
        var output = await process.StandardOutput.ReadToEndAsync() + await error;
        await process.WaitForExitAsync();
        Assert.True(process.ExitCode == 0, output);
    }
}
