using System.Buffers;
using System.Globalization;
using System.Text;
using Lemmata.Tool.Reading;
using Microsoft.VisualBasic.FileIO;

namespace Lemmata.Tool.Sweeps.Planning;

/// <summary>Makes the runs of a sweep from what was asked for.</summary>
internal sealed class Planner
{
    private const long MostRuns = 10_000_000;

    private readonly List<SweptValues> swept;
    private readonly List<string> columns = [];
    private readonly IReadOnlyList<string[]> listed = [[]];
    private readonly int? random;
    private readonly ulong seed;

    /// <summary>A plan that was not written yet.</summary>
    /// <param name="swept">The values of each parameter.</param>
    /// <param name="listFile">A CSV file with parameters side by side, one run a line; null for none.</param>
    /// <param name="random">The number of runs to draw; null for every combination.</param>
    /// <param name="seed">The seed of the drawing.</param>
    /// <exception cref="SweepException">Nothing is varied, a name stands twice, or the list cannot be read.</exception>
    public Planner(IEnumerable<SweptValues> swept, string? listFile, int? random, ulong seed)
    {
        this.swept = [.. swept];
        (this.random, this.seed) = (random, seed);
        Asked = string.Join(
            ' ',
            (string[])
            [
                .. this.swept.Select(values => $"-s {values.Name}={values.Text}"),
                .. listFile is null ? [] : new[] { $"--list {Path.GetFileName(listFile)}" },
                .. random is null ? [] : new[] { string.Create(CultureInfo.InvariantCulture, $"--random {random} --seed {seed}") },
            ]);
        if (listFile is not null)
        {
            var lines = Listed(listFile);
            columns.AddRange(lines[0]);
            listed = lines.Skip(1).ToList();
        }

        if (this.swept.Count == 0 && listFile is null)
            throw new SweepException("nothing is varied; name the values of a parameter, as in -s seed=0..9, or a --list");
        if (random < 1) throw new SweepException($"--random {random}: required is a number of runs above 0");
        Names = [.. columns, .. this.swept.Select(values => values.Name)];
        if (Names.GroupBy(name => name).FirstOrDefault(same => same.Count() > 1) is { } twice)
            throw new SweepException($"parameter {twice.Key} is given twice; write its values behind one -s or one column");
    }

    /// <summary>The parameters' names in the order of the table's columns.</summary>
    public IReadOnlyList<string> Names { get; }

    /// <summary>What was asked for, as options of <c>sweep plan</c>.</summary>
    public string Asked { get; }

    /// <summary>Writes the plan.</summary>
    /// <param name="canonical">The one form of a value: given its parameter and the value as typed.</param>
    /// <param name="writer">Takes the plan.</param>
    /// <returns>The number of runs.</returns>
    /// <exception cref="SweepException">Two runs are the same, or there are too many.</exception>
    public int Write(Func<string, string, string> canonical, TextWriter writer)
    {
        var (grid, count) = random is { } draws ? ([], Math.Min(draws, 1_000_000)) : Grid(canonical);
        var seen = new HashSet<ulong>(count);
        var order = PlannedRun.OrderOf(Names);
        var text = new ArrayBufferWriter<byte>();
        Span<char> id = stackalloc char[16];
        Csv.Write(writer, ["id", .. Names]);
        foreach (var values in random is null ? Combinations(canonical, grid) : Drawn(canonical))
        {
            var hash = PlannedRun.HashOf(Names, order, values, text);
            if (!seen.Add(hash))
            {
                if (random is not null) continue;
                throw new SweepException(
                    $"two runs are the same: {PlannedRun.Described(Names, values)}; leave one out, since equal parameters give equal rows");
            }

            hash.TryFormat(id, out _, "x16", CultureInfo.InvariantCulture);
            writer.Write(id);
            foreach (var value in values) Csv.Add(writer, value);
            writer.Write('\n');
            if (seen.Count == random) break;
        }

        if (random is { } wanted && seen.Count < wanted)
        {
            throw new SweepException(
                $"--random {wanted}: only {seen.Count} different runs came out of {Tries(wanted)} draws; ask for fewer, "
                    + "or widen the ranges");
        }

        return seen.Count;
    }

    private static long Tries(int wanted) => 20L * wanted + 1000;

    private (string[][] Grid, int Count) Grid(Func<string, string, string> canonical)
    {
        var grid = swept.Select(values => values.All().Select(text => canonical(values.Name, text)).ToArray()).ToArray();
        var count = grid.Aggregate((decimal)listed.Count, (product, values) => product * values.Length);
        if (count > MostRuns)
        {
            throw new SweepException(
                $"the plan would have {count:0} runs; the most is {MostRuns}. Vary fewer values, or draw some with --random");
        }

        return (grid, (int)count);
    }

    // One array for all of them: nobody keeps it.
    private IEnumerable<string[]> Combinations(Func<string, string, string> canonical, string[][] grid)
    {
        var at = new int[grid.Length];
        var values = new string[Names.Count];
        foreach (var line in listed)
        {
            var fixedPart = line.Select((text, column) => canonical(columns[column], text)).ToArray();
            Array.Clear(at);
            do
            {
                fixedPart.CopyTo(values, 0);
                for (var i = 0; i < grid.Length; i++) values[columns.Count + i] = grid[i][at[i]];
                yield return values;
            }
            while (Advance(at, grid));
        }
    }

    // The last parameter changes fastest, as in nested loops.
    private static bool Advance(int[] at, string[][] grid)
    {
        for (var i = at.Length - 1; i >= 0; i--)
        {
            if (++at[i] < grid[i].Length) return true;
            at[i] = 0;
        }

        return false;
    }

    private IEnumerable<string[]> Drawn(Func<string, string, string> canonical)
    {
        var source = new SplitMix64(seed);
        for (var tries = Tries(random!.Value); tries > 0; tries--)
        {
            var line = listed[listed.Count == 1 ? 0 : (int)source.Below((ulong)listed.Count)];
            yield return
            [
                .. line.Select((text, column) => canonical(columns[column], text)),
                .. swept.Select(values => canonical(values.Name, values.Draw(source))),
            ];
        }
    }

    private static List<string[]> Listed(string file)
    {
        try
        {
            using var parser = new TextFieldParser(file, Encoding.UTF8) { TrimWhiteSpace = false };
            parser.SetDelimiters(",");
            var lines = new List<string[]>();
            while (!parser.EndOfData)
            {
                var number = parser.LineNumber;
                if (parser.ReadFields() is not { } fields) break;
                if (lines.Count > 0 && fields.Length != lines[0].Length)
                {
                    throw new SweepException(
                        $"{file}, line {number}: it has {fields.Length} values, but the first line names "
                            + $"{lines[0].Length} parameters");
                }

                lines.Add(fields);
            }

            return lines.Count > 1
                ? lines
                : throw new SweepException($"{file}: the first line names the parameters, and each further line is a run; "
                    + "there is no such line");
        }
        catch (MalformedLineException error)
        {
            throw new SweepException($"{file}: a quotation mark stays open or stands alone ({error.Message})", error);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new SweepException($"--list {file}: {error.Message}", error);
        }
    }
}
