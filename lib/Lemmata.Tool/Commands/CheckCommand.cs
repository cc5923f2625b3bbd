using System.CommandLine;
using System.Globalization;
using Lemmata.Export;
using Lemmata.Notebooks;
using Lemmata.Tool.Checking;
using Lemmata.Tool.Running;

namespace Lemmata.Tool.Commands;

/// <summary><c>check</c>: recomputed verdicts against the registers, stored outputs against fresh ones.</summary>
internal static class CheckCommand
{
    private const int StatementLength = 90;

    /// <summary>The command.</summary>
    public static Command Create()
    {
        var running = new RunSettings();
        var tolerant = new Option<bool>("--tolerant")
        {
            Description = "Numbers in outputs may differ by a relative "
                + OutputComparison.Tolerance.ToString("R", CultureInfo.InvariantCulture)
                + " instead of being equal to the byte.",
        };
        var command = new Command(
            "check",
            "Run notebooks, and so their code, and compare verdicts with the registers and stored outputs with fresh "
                + "ones.")
        {
            tolerant,
        };
        running.AddTo(command);
        command.SetAction(async (parsed, token) =>
        {
            var paths = running.Paths(parsed);
            var results = await RunProgress.RunAsync(paths, running.Options(parsed), token).ConfigureAwait(false);
            var report = new CheckReport();
            foreach (var result in results) report.Add(result, parsed.GetValue(tolerant));
            if (running.IsWholeCollection(parsed)) report.AddOrphans(paths);
            report.Print();
            return results.Any(result => result.Cancelled) ? 130 : report.Failed ? 1 : 0;
        });
        return command;
    }

    private sealed class CheckReport
    {
        private readonly List<string> faults = [];
        private readonly List<AuditedClaim> claims = [];
        private int controls;
        private int notebooks;

        public bool Failed => faults.Count > 0;

        public void Add(RunResult result, bool tolerant)
        {
            notebooks++;
            if (result.Error is { } error)
            {
                faults.Add(error.ToString());
                return;
            }
            try
            {
                var audit = VerdictAudit.Of(result.Notebook!, result.Slug, RegisterFile.Of(result.Path));
                claims.AddRange(audit.Claims);
                controls += audit.Controls;
                Console.WriteLine($"\n{result.Slug}: {Totals(audit.Claims, audit.Controls)}");
                var width = audit.Claims.Select(claim => claim.Id.Length).DefaultIfEmpty(0).Max();
                foreach (var claim in audit.Claims)
                {
                    Console.WriteLine(
                        $"  {claim.Id.PadRight(width)}  {claim.Verdict, -9}  {claim.Checks} "
                            + $"{(claim.Checks == 1 ? "check, " : "checks,")}  {Cut(claim.Statement)}"
                    );
                }

                faults.AddRange(audit.Faults.Select(fault => $"{result.Path}: {fault}"));
                var differences = OutputComparison.Differences(
                    Notebook.Load(result.Path),
                    StoredOutputs.Strip(result.Notebook!.Clone()),
                    tolerant);
                faults.AddRange(
                    differences.Select(found =>
                        $"{result.Path} {CellPlace.Of(result.Notebook.Cells, found.Cell.Id)}: {found.Message}; `run` "
                            + "stores the fresh outputs"
                    ));
            }
            catch (Exception problem)
            {
                // The file changed while it ran, or something in it was not foreseen: the others are compared.
                faults.Add(RunError.Of(result.Path, problem).ToString());
            }
        }

        public void AddOrphans(IReadOnlyList<string> paths)
        {
            var root = NotebookPaths.Root(Environment.CurrentDirectory);
            var folder = root is null ? "" : Path.Combine(root, "data", "claims");
            if (!Directory.Exists(folder)) return;
            var slugs = paths.Select(Path.GetFileNameWithoutExtension).ToHashSet(StringComparer.Ordinal);
            foreach (var file in Directory.EnumerateFiles(folder, "*.json").Order(StringComparer.Ordinal))
            {
                if (!slugs.Contains(Path.GetFileNameWithoutExtension(file)))
                    faults.Add($"data/claims/{Path.GetFileName(file)}: there is no notebook of this name");
            }
        }

        public void Print()
        {
            Console.WriteLine($"\n{HtmlText.Count(notebooks, "notebook")}: {Totals(claims, controls)}");
            Console.Out.Flush();
            foreach (var fault in faults)
                Console.Error.WriteLine(fault);
            Console.WriteLine(
                Failed
                    ? HtmlText.Count(faults.Count, "fault")
                    : "Every verdict is as registered, every stored output as recomputed.");
        }

        private static string Totals(IReadOnlyList<AuditedClaim> claims, int controls)
        {
            var parts = new[]
            {
                ("holds", "hold"),
                ("corrected", "hold with a correction"),
                ("fails", "fail"),
                ("open", "open"),
            }
                .Select(kind => (Count: claims.Count(claim => claim.Verdict == kind.Item1), Words: kind.Item2))
                .Where(kind => kind.Count > 0)
                .Select(kind => $"{kind.Count} {kind.Words}");
            return string.Join(
                ", ",
                [
                    $"{claims.Count} claims",
                    .. parts,
                    $"{controls} negative control{(controls == 1 ? "" : "s")} rejected",
                ]);
        }

        private static string Cut(string statement) =>
            statement.Length <= StatementLength ? statement : statement[..(StatementLength - 1)] + "…";
    }
}
