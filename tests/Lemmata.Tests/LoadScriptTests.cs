using System.Security.Cryptography;

namespace Lemmata.Tests;

/// <summary>What the build tells notebooks to load.</summary>
public sealed class LoadScriptTests
{
    [Fact]
    public void Notebooks_load_the_very_assembly_that_these_tests_examine()
    {
        var root = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(root, "Lemmata.slnx"))) { root = Path.GetDirectoryName(root)!; }
        var script = Path.Combine(root, "lib", "lemmata.csx");
        Assert.True(File.Exists(script), $"{script} is written by every build");
        var loaded = File.ReadLines(script).Where(line => line.StartsWith("#r ", StringComparison.Ordinal)).Select(line => line[3..].Trim('"')).ToList();
        Assert.All(loaded, path => Assert.True(File.Exists(path), path));
        var notebooks = Assert.Single(loaded, path => Path.GetFileName(path) == "Lemmata.dll");
        var tests = typeof(Lemmata.Random.SplitMix64).Assembly.Location;
        Assert.Equal(Convert.ToHexString(SHA256.HashData(File.ReadAllBytes(tests))), Convert.ToHexString(SHA256.HashData(File.ReadAllBytes(notebooks))));
    }
}
