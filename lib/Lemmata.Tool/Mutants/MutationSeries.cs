using System.Diagnostics;
using System.Security.Cryptography;
using System.Text;
using Lemmata.Notebooks;
using Lemmata.Tool.Mutants.Making;
using Lemmata.Tool.Mutants.Records;
using Lemmata.Tool.Mutants.Running;
using Lemmata.Tool.Running;

namespace Lemmata.Tool.Mutants;

/// <summary>How faults are tried.</summary>
/// <param name="Count">Faults for each notebook.</param>
/// <param name="Seed">The seed of the samples.</param>
/// <param name="Processes">Faults at once.</param>
/// <param name="Within">After how long no further one begins; null for no end.</param>
internal sealed record MutationOptions(int Count, ulong Seed, int Processes, TimeSpan? Within);

/// <summary>What came of the faults tried on one notebook.</summary>
/// <param name="Summary">The numbers.</param>
/// <param name="Trials">The trials, in the order of the sample.</param>
/// <param name="Faults">What is wrong with the list of equivalent faults.</param>
/// <param name="Alone">What a run without a fault takes.</param>
/// <param name="IsWhole">Whether every fault of the sample was tried.</param>
internal sealed record MutationResult(
    TrialSummary Summary, IReadOnlyList<Trial> Trials, IReadOnlyList<string> Faults, TimeSpan Alone, bool IsWhole);

/// <summary>Tries faults of one collection's library on its notebooks.</summary>
internal sealed class MutationSeries
{
    private readonly string root;
    private readonly LibrarySources sources;
    private readonly MutatedLibrary library;
    private readonly EquivalentMutants equivalent;
    private readonly Stopwatch watch = Stopwatch.StartNew();

    private MutationSeries(
        string root, LibrarySources sources, MutatedLibrary library, EquivalentMutants equivalent) =>
        (this.root, this.sources, this.library, this.equivalent) = (root, sources, library, equivalent);

    /// <summary>Makes the faults, or takes them from where they are kept.</summary>
    /// <param name="root">The collection's folder.</param>
    /// <exception cref="MutationException">The library's sources are not there or do not compile.</exception>
    public static MutationSeries Open(string root)
    {
        var sources = LibrarySources.Read(root);
        return new MutationSeries(
            root, sources, MutatedLibrary.Make(sources, Path.Combine(root, ".cache", "mutants")),
            EquivalentMutants.Read(root));
    }

    /// <summary>The faults of the library by number.</summary>
    public MutatedLibrary Library => library;

    /// <summary>Entries of the list of equivalent faults that name none of the library's.</summary>
    public IReadOnlyList<string> Stale => [.. equivalent.Stale(library.Mutants)];

    /// <summary>Whether nothing that the record of a notebook is about has changed since.</summary>
    public bool IsRecorded(string path)
    {
        var slug = Path.GetFileNameWithoutExtension(path);
        return TrialTables.Read(root).FirstOrDefault(each => each.Notebook == slug) is { } summary
            && summary.Inputs == InputsOf(path, TrialTables.TrialsOf(root, slug));
    }

    /// <summary>Tries a sample of faults on a notebook.</summary>
    /// <param name="path">The notebook.</param>
    /// <param name="options">How many, and how.</param>
    /// <param name="tried">Told of each trial, with how many are done and how many there are.</param>
    /// <param name="token">Stops; what was tried is kept.</param>
    /// <exception cref="MutationException">The notebook does not run without a fault.</exception>
    public async Task<MutationResult> TryAsync(
        string path, MutationOptions options, Action<Trial, int, int> tried, CancellationToken token)
    {
        var slug = Path.GetFileNameWithoutExtension(path);
        using var run = await TrialRun.PrepareAsync(path, library, token).ConfigureAwait(false);
        var sample = MutantSample.Draw(library.Mutants, run.Reached, options.Count, options.Seed);
        var journal = new TrialJournal(Path.Combine(root, ".cache", "mutants", $"{slug}.{KeyOf(path)}.csv"));
        var kept = journal.Read();
        var trials = new Trial?[sample.Count];
        var done = 0;
        await Parallel.ForEachAsync(
                Enumerable.Range(0, sample.Count),
                new ParallelOptions { MaxDegreeOfParallelism = options.Processes, CancellationToken = token },
                async (i, stopped) =>
                {
                    if (!kept.TryGetValue(library.Mutants[sample[i]], out var trial))
                    {
                        if (options.Within is { } most && watch.Elapsed > most) return;
                        trial = await run.TryAsync(sample[i], stopped).ConfigureAwait(false);
                        journal.Add(trial);
                    }

                    trials[i] = trial = Explained(trial, slug);
                    lock (trials) tried(trial, ++done, sample.Count);
                })
            .ConfigureAwait(false);
        var all = trials.OfType<Trial>().ToList();
        return new MutationResult(
            TrialSummary.Of(slug, InputsOf(path, all), options.Seed, run.Reached.Count, all), all, [.. Contradicted(all, slug)], run.Alone,
            all.Count == sample.Count);
    }

    /// <summary>Records the trials of a notebook.</summary>
    public void Record(MutationResult result) => TrialTables.Write(root, result.Summary, result.Trials);

    private Trial Explained(Trial trial, string slug) =>
        trial.Outcome is TrialOutcome.Survived or TrialOutcome.Outputs && equivalent.Of(trial.Mutant, slug) is not null
            ? trial with { Outcome = TrialOutcome.Equivalent }
            : trial;

    /// <summary>An argument that a notebook is right with a fault is wrong where it came out otherwise.</summary>
    private IEnumerable<string> Contradicted(IEnumerable<Trial> trials, string slug) => trials
        .Where(trial => trial.Outcome is TrialOutcome.Claim or TrialOutcome.Error or TrialOutcome.Timeout)
        .Select(trial => (Trial: trial, Entry: equivalent.Of(trial.Mutant, slug)))
        .Where(each => each.Entry is not null)
        .Select(each => $"{EquivalentMutants.Name}:{each.Entry!.Line}: {slug} notices the fault "
            + $"({each.Trial.Outcome.ToString().ToLowerInvariant()} {each.Trial.By}); remove the line");

    /// <summary>
    /// What trials are about. The faults are spread over what the notebook calls, so the files that hold them stand for
    /// the library: a change elsewhere makes no record old.
    /// </summary>
    private string InputsOf(string path, IEnumerable<Trial> trials)
    {
        var text = new StringBuilder();
        var files = trials.Select(trial => trial.Mutant.File).ToHashSet(StringComparer.Ordinal);
        foreach (var (name, code) in sources.Files.Where(file => files.Contains(file.Name)))
            text.Append(name).Append('\0').Append(code.ReplaceLineEndings("\n")).Append('\0');
        foreach (var cell in Notebook.Load(path).CodeCells) text.Append(cell.Source).Append('\0');
        var register = Path.Combine(root, "data", "claims", Path.GetFileNameWithoutExtension(path) + ".json");
        if (File.Exists(register)) text.Append(File.ReadAllText(register).ReplaceLineEndings("\n"));
        return Hash(text.ToString());
    }

    private string KeyOf(string path) => Hash($"{RunCache.Key(Notebook.Load(path), path)} {library.Hash}");

    private static string Hash(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)))[..16];
}
