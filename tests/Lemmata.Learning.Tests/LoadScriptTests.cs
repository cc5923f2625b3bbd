using System.Security.Cryptography;
using Lemmata.Learning.Numerics.Random;
using Lemmata.Plotting;

namespace Lemmata.Learning.Tests;

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
        var loaded = File.ReadLines(script).Where(line => line.StartsWith("#r ", StringComparison.Ordinal))
            .Select(line => line[3..].Trim('"')).ToList();
        Assert.All(loaded, path => Assert.True(File.Exists(path), path));
        foreach (var type in new[] { typeof(SplitMix64), typeof(Figure) })
        {
            var tests = type.Assembly.Location;
            var notebooks = Assert.Single(loaded, path => Path.GetFileName(path) == Path.GetFileName(tests));
            Assert.Equal(Hash(tests), Hash(notebooks));
        }
    }

    private static string Hash(string path) => Convert.ToHexString(SHA256.HashData(File.ReadAllBytes(path)));
}
