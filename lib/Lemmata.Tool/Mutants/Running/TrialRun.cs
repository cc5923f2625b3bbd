using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;
using Lemmata.Notebooks;
using Lemmata.Tool.Checking;
using Lemmata.Tool.Mutants.Making;
using Lemmata.Tool.Running;

namespace Lemmata.Tool.Mutants.Running;

/// <summary>
/// A notebook ready to be run against single faults: its cells are compiled once against the library with the switch, and
/// each fault runs in a process of its own.
/// </summary>
internal sealed partial class TrialRun : IDisposable
{
    // The longest that one run may take beyond what it takes alone, since others may use the machine.
    private const double MostTimes = 10;
    private const double Spare = 60;

    private readonly string path;
    private readonly Notebook notebook;
    private readonly Notebook stored;
    private readonly PreparedNotebook? prepared;
    private readonly MutatedLibrary library;
    private readonly string cells;
    private readonly RunOptions options;

    private TrialRun(string path, Notebook notebook, Notebook stored, PreparedNotebook? prepared, MutatedLibrary library)
    {
        (this.path, this.notebook, this.stored, this.prepared, this.library) = (path, notebook, stored, prepared, library);
        cells = Path.Combine(Path.GetTempPath(), $"lemmata-mutants-{Guid.NewGuid():N}.bin");
        options = new RunOptions
        {
            UseCache = false, PreparedFile = prepared?.TryWrite(notebook, cells) == true ? cells : null,
            CellTimeout = TimeSpan.FromHours(2), NotebookTimeout = TimeSpan.FromHours(2),
        };
    }

    /// <summary>The faults that the run comes to, by number.</summary>
    public IReadOnlyList<int> Reached { get; private set; } = [];

    /// <summary>What a run without a fault takes.</summary>
    public TimeSpan Alone { get; private set; }

    /// <summary>After how long a run with a fault is stopped.</summary>
    public TimeSpan Limit { get; set; }

    private string Slug => Path.GetFileNameWithoutExtension(path);

    /// <summary>Compiles the notebook, runs it without a fault, and finds out what its run comes to.</summary>
    /// <param name="path">The notebook.</param>
    /// <param name="library">The library with the switch.</param>
    /// <param name="token">Gives up.</param>
    /// <exception cref="MutationException">
    /// It cannot be read, fails without a fault, or does not give what it stores.
    /// </exception>
    public static async Task<TrialRun> PrepareAsync(string path, MutatedLibrary library, CancellationToken token)
    {
        var stored = Load(path);
        RemoveWalks(stored);
        var folder = Path.GetDirectoryName(Path.GetFullPath(path))!;
        var notebook = Loading(stored, library.Script);
        var (prepared, _) = await PreparedNotebook.CompileAsync(notebook, folder).ConfigureAwait(false);
        var run = new TrialRun(path, notebook, stored, prepared, library);
        try
        {
            await run.RunAloneAsync(token).ConfigureAwait(false);
            await run.RecordAsync(token).ConfigureAwait(false);
            return run;
        }
        catch
        {
            run.Dispose();
            throw;
        }
    }

    /// <summary>Runs the notebook with one fault.</summary>
    /// <param name="number">The fault.</param>
    /// <param name="token">Gives up.</param>
    public async Task<Trial> TryAsync(int number, CancellationToken token)
    {
        var executed = notebook.Clone();
        var result = await NotebookRunner.ExecuteAsync(
                new RunResult { Path = path, Notebook = executed },
                executed,
                options with
                {
                    CellTimeout = Limit, NotebookTimeout = Limit,
                    Environment = new Dictionary<string, string>
                    {
                        [SwitchCode.MutantVariable] = number.ToString(CultureInfo.InvariantCulture),
                    },
                },
                token)
            .ConfigureAwait(false);
        var (outcome, by) = Judge(result, executed);
        return new Trial(library.Mutants[number], outcome, by);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        prepared?.Dispose();
        if (File.Exists(cells)) File.Delete(cells);
    }

    private (TrialOutcome Outcome, string By) Judge(RunResult result, Notebook executed)
    {
        if (result.Error is { } error)
        {
            if (FailedClaim().Match(error.Message) is { Success: true } claim)
                return (TrialOutcome.Claim, claim.Groups[1].Value);
            if (error.Message.StartsWith("stopped: ", StringComparison.Ordinal)) return (TrialOutcome.Timeout, "");
            return (TrialOutcome.Error, Mutant.OneLine(error.Message.Split(':')[0]));
        }

        var audit = VerdictAudit.Of(executed, Slug, RegisterFile.Of(path));
        if (audit.Faults.Count > 0)
        {
            var named = NamedClaim().Match(audit.Faults[0]);
            return (TrialOutcome.Claim, named.Success ? named.Groups[1].Value : "");
        }

        var differences = Differences(executed);
        return differences.Count == 0
            ? (TrialOutcome.Survived, "")
            : (TrialOutcome.Outputs, CellPlace.Of(executed.Cells, differences[0].Cell.Id));
    }

    private async Task RunAloneAsync(CancellationToken token)
    {
        var executed = notebook.Clone();
        var watch = Stopwatch.StartNew();
        var result = await NotebookRunner
            .ExecuteAsync(new RunResult { Path = path, Notebook = executed }, executed, options, token).ConfigureAwait(false);
        Alone = watch.Elapsed;
        Limit = TimeSpan.FromSeconds((MostTimes * Alone.TotalSeconds) + Spare);
        if (result.Error is { } error) throw new MutationException($"it fails without a fault: {error}");
        if (VerdictAudit.Of(executed, Slug, RegisterFile.Of(path)).Faults is [var fault, ..])
            throw new MutationException($"without a fault, {fault}; `check` has to be green first");
        if (Differences(executed) is [var found, ..])
        {
            throw new MutationException(
                $"without a fault it does not give what it stores: {CellPlace.Of(executed.Cells, found.Cell.Id)}: "
                    + $"{found.Message}; `run` stores the fresh outputs");
        }
    }

    private async Task RecordAsync(CancellationToken token)
    {
        var file = cells + ".reached";
        try
        {
            var executed = Loading(stored, library.RecordingScript);
            var result = await NotebookRunner.ExecuteAsync(
                    new RunResult { Path = path, Notebook = executed },
                    executed,
                    options with
                    {
                        PreparedFile = null,
                        Environment = new Dictionary<string, string> { [SwitchCode.ReachedVariable] = file },
                    },
                    token)
                .ConfigureAwait(false);
            if (result.Error is { } error) throw new MutationException($"it fails while its faults are found: {error}");
            // A notebook that loads no library comes to nothing.
            Reached = File.Exists(file)
                ? [.. (await File.ReadAllLinesAsync(file, token).ConfigureAwait(false))
                    .Select(line => int.Parse(line, CultureInfo.InvariantCulture))]
                : [];
        }
        finally
        {
            File.Delete(file);
        }
    }

    private IReadOnlyList<(NotebookCell Cell, string Message)> Differences(Notebook executed) =>
        OutputComparison.Differences(stored, StoredOutputs.Strip(executed.Clone()), tolerant: false);

    private static Notebook Load(string path)
    {
        try
        {
            return Notebook.Load(path);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or NotebookFormatException)
        {
            throw new MutationException(RunError.Of(path, error).Message);
        }
    }

    /// <summary>The steps of a walk are recorded by cells that carry stops, which compiled ones do not.</summary>
    private static void RemoveWalks(Notebook notebook)
    {
        foreach (var cell in notebook.CodeCells)
        {
            foreach (var walk in cell.Outputs.Where(output => output.At("data", MimeTypes.Walk) is not null).ToList())
                cell.Outputs.Remove(walk);
        }
    }

    /// <summary>The notebook with another load script.</summary>
    private static Notebook Loading(Notebook notebook, string script)
    {
        var other = notebook.Clone();
        foreach (var cell in other.CodeCells)
            cell.Source = LoadLine().Replace(cell.Source, _ => $"#!import {script.Replace('\\', '/')}");
        return other;
    }

    [GeneratedRegex(@"^#!import[ \t]+""?[^\r\n""]*\blib[/\\]lemmata\.csx""?[ \t]*(?=\r?$)", RegexOptions.Multiline)]
    private static partial Regex LoadLine();

    [GeneratedRegex(@"^(?:[\w.]+\.)?ClaimFailedException: [\w-]+\.(\w+)")]
    private static partial Regex FailedClaim();

    [GeneratedRegex(@"\b[a-z0-9-]+\.(C\w+)")]
    private static partial Regex NamedClaim();
}
