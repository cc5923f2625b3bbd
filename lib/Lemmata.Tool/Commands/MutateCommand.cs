using System.CommandLine;
using System.Globalization;
using Lemmata.Tool.Mutants;
using Lemmata.Tool.Mutants.Running;
using Lemmata.Tool.Running;

namespace Lemmata.Tool.Commands;

/// <summary><c>mutate</c>: which small faults of the library the claims of a notebook notice.</summary>
internal static class MutateCommand
{
    private static readonly Argument<string[]> Notebooks = new("notebooks")
    {
        Description = "Notebook files, slugs or folders; all of notebooks/ when none is named.",
        Arity = ArgumentArity.ZeroOrMore,
    };

    private static readonly Option<int> Count = new("--count")
    {
        Description = "Faults to try on each notebook.", DefaultValueFactory = _ => 40,
    };

    private static readonly Option<ulong> Seed = new("--seed")
    {
        Description = "Seed of the sample.", DefaultValueFactory = _ => 1,
    };

    private static readonly Option<int> Processes = new("--processes", "-j")
    {
        Description = "Faults to try at once.", DefaultValueFactory = _ => Math.Min(2, Environment.ProcessorCount),
    };

    private static readonly Option<double?> Within = new("--within")
    {
        Description = "Seconds after which no further fault is tried.",
    };

    private static readonly Option<bool> Changed = new("--changed")
    {
        Description = "Only notebooks whose code, register or library changed since their faults were recorded.",
    };

    private static readonly Option<bool> Look = new("--no-record")
    {
        Description = "Leave data/mutants as it is, and fail where a fault that was tried is noticed by nothing.",
    };

    /// <summary>The command.</summary>
    public static Command Create()
    {
        var command = new Command(
            "mutate",
            "Put small faults into the library, run notebooks against each, and say which a claim notices, which only the "
                + "stored outputs, and which nothing.")
        {
            Notebooks, Count, Seed, Processes, Within, Changed, Look,
        };
        foreach (var whole in new[] { Count, Processes })
        {
            whole.Validators.Add(found =>
            {
                if (found.GetValueOrDefault<int>() < 1) found.AddError($"{whole.Name} must be at least 1");
            });
        }

        Within.Validators.Add(found =>
        {
            if (found.GetValueOrDefault<double?>() is not (null or (> 0 and < 1e6)))
                found.AddError("--within must be a number of seconds above 0");
        });
        command.SetAction(RunAsync);
        return command;
    }

    private static async Task<int> RunAsync(ParseResult parsed, CancellationToken token)
    {
        if (NotebookPaths.Root(Environment.CurrentDirectory) is not { } root)
        {
            Console.Error.WriteLine(
                $"mutate: {Environment.CurrentDirectory} is not inside a collection, which has folders notebooks and lib");
            return 1;
        }

        try
        {
            var paths = NotebookPaths.Find(parsed.GetValue(Notebooks) ?? []);
            if (paths.FirstOrDefault(path => !File.Exists(path)) is { } missing)
                throw new MutationException($"{missing}: there is no such notebook{NotebookPaths.Meant(missing)}");
            var series = MutationSeries.Open(root);
            Console.WriteLine(
                $"{series.Library.Mutants.Count} faults in the library; the compiler refused {series.Library.Refused} more.");
            if (parsed.GetValue(Changed)) paths = [.. paths.Where(path => !series.IsRecorded(path))];
            var within = parsed.GetValue(Within);
            var options = new MutationOptions(
                parsed.GetValue(Count), parsed.GetValue(Seed), parsed.GetValue(Processes),
                within is { } seconds ? TimeSpan.FromSeconds(seconds) : null);
            return await TryAsync(series, paths, options, !parsed.GetValue(Look), token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (token.IsCancellationRequested)
        {
            Console.Error.WriteLine("mutate: stopped; what was tried is kept, and the same command goes on from there");
            return 130;
        }
        catch (Exception error) when (error is MutationException or IOException or UnauthorizedAccessException)
        {
            Console.Error.WriteLine($"mutate: {error.Message}");
            return 1;
        }
    }

    private static async Task<int> TryAsync(
        MutationSeries series, IReadOnlyList<string> paths, MutationOptions options, bool records, CancellationToken token)
    {
        var faults = series.Stale.ToList();
        var results = new List<MutationResult>();
        foreach (var path in paths)
        {
            try
            {
                var result = await series.TryAsync(path, options, Tell, token).ConfigureAwait(false);
                faults.AddRange(result.Faults);
                MutationReport.Print(result);
                // A part of a sample is no record.
                if (records && result.IsWhole) series.Record(result);
                results.Add(result);
            }
            catch (MutationException error)
            {
                faults.Add($"{path}: {error.Message}");
            }
        }

        MutationReport.PrintTotals(results);
        foreach (var fault in faults) Console.Error.WriteLine(fault);
        var survivors = results.Sum(result => result.Summary.Of(TrialOutcome.Survived));
        return faults.Count > 0 || survivors > 0 ? 1 : 0;
    }

    private static void Tell(Trial trial, int done, int count)
    {
        if (trial.Outcome is TrialOutcome.Claim && Console.IsOutputRedirected) return;
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"  {done}/{count}  {trial.Outcome.ToString().ToLowerInvariant(), -10} {trial.By, -8} {trial.Mutant}"));
    }
}
