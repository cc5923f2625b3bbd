using System.IO.Compression;
using Lemmata.Tool.Hosting.Loading;

namespace Lemmata.Tool.Tests.Session;

public sealed class PackageTests : IDisposable
{
    private const string Version = "1.0.0";
    private readonly string name = $"Lemmata.Test{Guid.NewGuid():N}";
    private readonly string source = Directory.CreateTempSubdirectory("lemmata-packages-").FullName;
    private readonly string folder;

    private readonly string? packages = Environment.GetEnvironmentVariable("NUGET_PACKAGES");

    public PackageTests()
    {
        // It would win over the folder named below.
        Environment.SetEnvironmentVariable("NUGET_PACKAGES", Path.Combine(source, "cache"));
        folder = PackageRestore.FolderOf(name, Version, source);
        Directory.CreateDirectory(folder);
        // No registry takes part: the only source is the folder that the restore is given.
        File.WriteAllText(Path.Combine(folder, "nuget.config"), $"""
            <configuration>
              <config><add key="globalPackagesFolder" value="{Path.Combine(source, "cache")}" /></config>
              <packageSources><clear /></packageSources>
            </configuration>
            """);
    }

    [Fact]
    public void A_package_counts_as_installed_only_when_its_files_are_there()
    {
        var first = Assert.Throws<InvalidOperationException>(Restore).Message;
        Assert.Contains($"{name} {Version} could not be restored: error NU1101", first);
        Assert.Equal(first, Assert.Throws<InvalidOperationException>(Restore).Message);
        Pack();
        var assembly = Assert.Single(Restore());
        Assert.True(File.Exists(assembly));
        Directory.Delete(Path.Combine(source, "cache"), recursive: true);
        Assert.Equal(assembly, Assert.Single(Restore()));
        Assert.True(File.Exists(assembly));
    }

    public void Dispose()
    {
        Environment.SetEnvironmentVariable("NUGET_PACKAGES", packages);
        Directory.Delete(folder, recursive: true);
        Directory.Delete(source, recursive: true);
    }

    private IReadOnlyList<string> Restore() =>
        PackageRestore.Restored($"{name}, {Version}", [source], TestContext.Current.CancellationToken).Assemblies;

    private void Pack()
    {
        using var package = ZipFile.Open(Path.Combine(source, $"{name}.{Version}.nupkg"), ZipArchiveMode.Create);
        using (var about = new StreamWriter(package.CreateEntry($"{name}.nuspec").Open()))
        {
            about.Write($"""
                <package xmlns="http://schemas.microsoft.com/packaging/2013/05/nuspec.xsd">
                  <metadata><id>{name}</id><version>{Version}</version><authors>a</authors><description>d</description></metadata>
                </package>
                """
            );
        }

        package.CreateEntryFromFile(
            typeof(PackageTests).Assembly.Location,
            $"lib/net{Environment.Version.Major}.0/{name}.dll");
    }
}
