using System.Text.RegularExpressions;

namespace Lemmata.Architecture.Tests;

/// <summary>What the tree promises to somebody who sees only it.</summary>
public sealed partial class SourceTests
{
    private const int MostFiles = 15, MostLines = 400;

    private static readonly string Root = FindRoot();

    private static readonly IReadOnlyList<string> Sources =
    [
        .. new[] { "lib", "tests" }
            .SelectMany(top => Directory.EnumerateFiles(Path.Combine(Root, top), "*.cs", SearchOption.AllDirectories))
            .Where(file => !Built().IsMatch(file)).Order(StringComparer.Ordinal),
    ];

    [Fact]
    public void Namespaces_follow_folders()
    {
        foreach (var file in Sources)
        {
            var declared = Declaration().Match(File.ReadAllText(file));
            // Extension methods that front ends find by the namespace System are part of a convention.
            if (!declared.Success || declared.Groups[1].Value == "System") continue;
            var folders = Path.GetRelativePath(Root, Path.GetDirectoryName(file)!).Split(Path.DirectorySeparatorChar);
            Assert.True(declared.Groups[1].Value == string.Join('.', folders.Skip(1)),
                $"{file} declares {declared.Groups[1].Value}");
        }
    }

    [Fact]
    public void No_folder_of_the_library_outgrows_fifteen_files() => Assert.Empty(Sources
        .Where(file => file.StartsWith(Path.Combine(Root, "lib"), StringComparison.Ordinal))
        .GroupBy(file => Path.GetDirectoryName(file)).Where(folder => folder.Count() > MostFiles)
        .Select(folder => $"{folder.Key}: {folder.Count()} files"));

    [Fact]
    public void No_source_file_is_longer_than_four_hundred_lines() => Assert.Empty(Sources
        .Select(file => (file, lines: File.ReadLines(file).Count())).Where(found => found.lines > MostLines)
        .Select(found => $"{found.file}: {found.lines} lines"));

    [Theory]
    [InlineData("Helpers"), InlineData("Utils"), InlineData("Utilities"), InlineData("Common"), InlineData("Misc")]
    public void No_folder_is_named_after_nothing(string name) =>
        Assert.DoesNotContain(Sources, file => file.Split(Path.DirectorySeparatorChar).Contains(name));

    private static string FindRoot()
    {
        var at = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(at, "Lemmata.slnx")))
        {
            at =
                Path.GetDirectoryName(at)
                ?? throw new InvalidOperationException("Lemmata.slnx is not above the tests");
        }

        return at;
    }

    [GeneratedRegex(@"[\\/](bin|obj)[\\/]")]
    private static partial Regex Built();

    [GeneratedRegex(@"^namespace ([\w.]+);", RegexOptions.Multiline)]
    private static partial Regex Declaration();
}
