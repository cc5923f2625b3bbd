namespace Lemmata.Tool.Tests.Stepping;

/// <summary>
/// Small programs of all kinds of statements: those written out, and each kind of statement within several kinds of
/// functions. LEMMATA_STEPPING=all sets every statement into every function.
/// </summary>
internal static class StepPrograms
{
    private const int FunctionsForEach = 5;

    /// <summary>Names and texts.</summary>
    public static IReadOnlyList<(string Name, string Code)> All { get; } = [.. Written(), .. Set()];

    private static IEnumerable<(string, string)> Written() => Read("programs");

    private static IEnumerable<(string, string)> Set()
    {
        var functions = Read("containers").ToList();
        var all = Environment.GetEnvironmentVariable("LEMMATA_STEPPING") == "all";
        var kinds = Read("statements").Select(kind => (Kind: kind, Anywhere: true))
            .Concat(Read("statements-sync").Select(kind => (Kind: kind, Anywhere: false)));
        foreach (var (index, (kind, anywhere)) in kinds.Index())
        {
            var fitting = functions.Where(one => anywhere || !one.Code.Contains("BODY_", StringComparison.Ordinal)).ToList();
            for (var k = 0; k < (all ? fitting.Count : FunctionsForEach); k++)
            {
                var function = fitting[(index + 2 * k) % fitting.Count];
                yield return ($"{kind.Name} in {function.Name}", function.Code
                    .Replace("BODY_", kind.Code, StringComparison.Ordinal).Replace("BODY", kind.Code, StringComparison.Ordinal));
            }
        }
    }

    private static IEnumerable<(string Name, string Code)> Read(string file) => File
        .ReadAllText(Path.Combine(TemporaryCollection.Repository, "tests", "Lemmata.Tool.Tests", "Stepping", "Programs", file + ".txt"))
        .ReplaceLineEndings("\n").Split("====\n", StringSplitOptions.RemoveEmptyEntries)
        .Select(text => (text.Split('\n')[0].TrimStart('/', ' '), string.Join('\n', text.Split('\n').Skip(1)).TrimEnd()));
}
