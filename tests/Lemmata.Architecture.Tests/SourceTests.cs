using System.Text.RegularExpressions;

namespace Lemmata.Architecture.Tests;

/// <summary>What the tree promises to somebody who sees only it.</summary>
public sealed partial class SourceTests
{
    private const int MostFiles = 15, MostLines = 400, LongestLine = 140;

    private static readonly string Root = FindRoot();

    private static readonly IReadOnlyList<string> Sources =
    [
        .. new[] { "lib", "tests" }
            .SelectMany(top => Directory.EnumerateFiles(Path.Combine(Root, top), "*.cs", SearchOption.AllDirectories))
            .Where(file => !Built().IsMatch(file)).Order(StringComparer.Ordinal),
    ];

    private static readonly string[] Conventional =
        ["System", "Microsoft.DotNet.Interactive", "Microsoft.DotNet.Interactive.Formatting"];

    [Fact]
    public void Namespaces_follow_folders()
    {
        foreach (var file in Sources)
        {
            var declared = Declaration().Match(File.ReadAllText(file));
            // What cells and front ends find by the namespaces of others is part of a convention.
            if (!declared.Success || Conventional.Contains(declared.Groups[1].Value)) continue;
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

    [Fact]
    public void Arguments_are_checked_in_one_style() => Assert.Empty(Sources
        .Where(file => Library.Any(floor => file.StartsWith(Path.Combine(Root, floor), StringComparison.Ordinal)))
        .SelectMany(file => File.ReadLines(file).Select((line, i) => (file, line, number: i + 1)))
        .Where(found => OwnCheck().IsMatch(found.line))
        .Select(found => $"{found.file}:{found.number}: a condition on an argument is Require's"));

    /// <summary>Sentences and patterns may be long; what surrounds them has to be readable without scrolling.</summary>
    [Fact]
    public void No_line_of_the_library_hides_its_structure() => Assert.Empty(Sources
        .Where(file => file.StartsWith(Path.Combine(Root, "lib"), StringComparison.Ordinal))
        .SelectMany(file => File.ReadLines(file).Select((line, i) => (file, line, number: i + 1)))
        .Where(found => Literal().Replace(found.line, "\"\"").Length > LongestLine)
        .Select(found => $"{found.file}:{found.number}"));

    [Theory]
    [InlineData("Helpers"), InlineData("Utils"), InlineData("Utilities"), InlineData("Common"), InlineData("Misc")]
    public void No_folder_is_named_after_nothing(string name) =>
        Assert.DoesNotContain(Sources, file => file.Split(Path.DirectorySeparatorChar).Contains(name));

    /// <summary>The folders where a condition is written with <c>Require</c>.</summary>
    private static readonly string[] Library =
    [
        "lib/Lemmata/Claims", "lib/Lemmata/Display", "lib/Lemmata/Plotting", "lib/Lemmata/Data", "lib/Lemmata/Sweeps",
        "lib/Lemmata.Learning",
    ];

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

    // A missing value (??) and the last arm of a switch may throw for themselves.
    [GeneratedRegex(@"^\s*(: |\? )?throw new Argument|ThrowIf(Less|Greater|Negative|Zero)")]
    private static partial Regex OwnCheck();

    [GeneratedRegex("""\$*@?"(?:\\.|""|[^"\\])*["]""")]
    private static partial Regex Literal();

    [GeneratedRegex(@"^namespace ([\w.]+);", RegexOptions.Multiline)]
    private static partial Regex Declaration();
}
