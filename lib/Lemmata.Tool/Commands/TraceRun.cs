using System.Globalization;
using Lemmata.Notebooks;
using Lemmata.Tool.Running;
using Lemmata.Tool.Stepping;

namespace Lemmata.Tool.Commands;

/// <summary><c>run --trace</c>: one cell, and its stops as a table.</summary>
internal static class TraceRun
{
    private const string Prefix = "cell=";

    /// <summary>Runs a notebook up to a cell and writes that cell's stops.</summary>
    /// <param name="asked">Such as <c>cell=7</c>.</param>
    /// <param name="file">Where the table goes.</param>
    /// <param name="paths">The notebook; one only.</param>
    /// <param name="options">How it runs.</param>
    /// <param name="token">Ends it.</param>
    /// <returns>The command's exit status.</returns>
    public static async Task<int> RunAsync(
        string asked, string? file, IReadOnlyList<string> paths, RunOptions options, CancellationToken token)
    {
        if (!asked.StartsWith(Prefix, StringComparison.Ordinal)
            || !int.TryParse(asked[Prefix.Length..], NumberStyles.None, CultureInfo.InvariantCulture, out var cell) || cell < 1)
        {
            return await FailAsync($"--trace {asked}: required is the number of a code cell, such as --trace cell=7")
                .ConfigureAwait(false);
        }

        if (paths.Count != 1)
            return await FailAsync($"--trace follows one notebook, and {paths.Count} are named").ConfigureAwait(false);
        var table = new TraceTable();
        var result = await NotebookRunner.RunAsync(
            paths[0], options with { TracedCell = cell, Trace = table, WriteBack = false, UseCache = false }, token)
            .ConfigureAwait(false);
        if (result.Error is { } error)
        {
            await Console.Error.WriteLineAsync($"{error.Place}: {error.Message}").ConfigureAwait(false);
            // What led to the error is what a trace is for.
            if (table.Count == 0) return 1;
        }

        var path = Path.GetFullPath(file ?? "trace.csv");
        try
        {
            AtomicFile.Write(path, table.ToCsv());
        }
        catch (Exception failed) when (failed is IOException or UnauthorizedAccessException)
        {
            return await FailAsync($"{path} cannot be written: {failed.Message}").ConfigureAwait(false);
        }

        foreach (var left in table.LeftOut) Console.WriteLine($"cell {cell}, {left}");
        if (table.Forgotten > 0)
            Console.WriteLine($"The first {table.Forgotten} stops are left out: the table holds as many as 128 MB do.");
        Console.WriteLine($"{path}: {table.Count} stops of cell {cell}");
        return result.Error is null ? 0 : 1;
    }

    private static async Task<int> FailAsync(string why)
    {
        await Console.Error.WriteLineAsync(why).ConfigureAwait(false);
        return 1;
    }
}
