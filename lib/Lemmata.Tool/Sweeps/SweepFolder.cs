using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Lemmata.Notebooks;
using Lemmata.Tool.Reading;
using Lemmata.Tool.Running;
using Lemmata.Tool.Sweeps.Planning;

namespace Lemmata.Tool.Sweeps;

/// <summary>
/// The folder of a sweep, which holds all of its state: what was planned, a copy of the notebook, what each run has come
/// to, and the table. Any number of processes on any number of machines may work in it at once.
/// </summary>
internal sealed class SweepFolder
{
    private const int Format = 1;
    private const string PlanFile = "plan.csv", DescriptionFile = "sweep.json";

    private readonly JsonObject description;

    private SweepFolder(string path, JsonObject description) => (Path, this.description) = (path, description);

    /// <summary>The full path of the folder.</summary>
    public string Path { get; }

    /// <summary>The sweep's name: that of the folder.</summary>
    public string Name => System.IO.Path.GetFileName(Path);

    /// <summary>The notebook's slug.</summary>
    public string Slug => Said("slug");

    /// <summary>What was asked for, as options of <c>sweep plan</c>; null where an older version planned it.</summary>
    public string? Asked => description.TextAt("asked");

    /// <summary>The hash of the notebook that runs, without outputs.</summary>
    public string? NotebookHash => description.TextAt("notebookHash");

    /// <summary>Number of runs planned.</summary>
    public int RunCount => description.At("runs") is JsonValue count && count.TryGetValue(out int runs) ? runs : 0;

    /// <summary>The copy of the notebook that runs.</summary>
    public string NotebookCopy => System.IO.Path.Combine(Path, "notebook.ipynb");

    /// <summary>The notebook's own place, in whose folder its cells run.</summary>
    public string Notebook => System.IO.Path.GetFullPath(Said("notebook"), Path);

    /// <summary>The table that merging writes.</summary>
    public string TableFile => System.IO.Path.Combine(Path, "table.csv");

    /// <summary>Rows of runs that are done, one file for each process that wrote some.</summary>
    public string Shards => System.IO.Path.Combine(Path, "shards");

    /// <summary>Opens a sweep.</summary>
    /// <exception cref="SweepException">There is none, or its plan is not what was planned.</exception>
    public static SweepFolder Open(string path)
    {
        var full = System.IO.Path.TrimEndingDirectorySeparator(System.IO.Path.GetFullPath(path));
        var file = System.IO.Path.Combine(full, DescriptionFile);
        if (!File.Exists(file))
            throw new SweepException($"{path} holds no sweep; plan one with: sweep plan NOTEBOOK -s name=values --to {path}");
        try
        {
            if (StrictJson.Load(file) is not JsonObject said || said.At("format") is not JsonValue format
                || !format.TryGetValue(out int number) || number != Format)
            {
                throw new SweepException($"{file} is of another version than {Format}, or is no sweep's; plan it again");
            }

            var sweep = new SweepFolder(full, said);
            if (HashOf(sweep.PathOf(PlanFile)) != said.TextAt("plan"))
            {
                throw new SweepException(
                    $"{sweep.PathOf(PlanFile)} was changed after it was planned, and what has run would no longer fit it. "
                        + "Put the old one back, or plan the new one into another folder");
            }

            if (HashOf(sweep.NotebookCopy) != said.TextAt("notebookHash"))
            {
                throw new SweepException(
                    $"{sweep.NotebookCopy} was changed after it was planned; rows of two notebooks would stand in one "
                        + "table. Put the old one back, or plan again into another folder");
            }

            return sweep;
        }
        catch (JsonException error)
        {
            throw new SweepException($"{file} {StrictJson.Fault(error)}; put the old file back, or plan again", error);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new SweepException($"{path}: {error.Message}", error);
        }
    }

    /// <summary>Plans a sweep in a folder that is new or empty; the same plan again changes nothing.</summary>
    /// <exception cref="SweepException">Another sweep, or something else, stands in the folder; or the plan is none.
    /// </exception>
    public static SweepFolder Create(string path, string notebookPath, Notebook notebook, Planner planner)
    {
        var full = System.IO.Path.TrimEndingDirectorySeparator(System.IO.Path.GetFullPath(path));
        var canonical = Parameters.Canonical(notebook);
        try
        {
            var old = File.Exists(System.IO.Path.Combine(full, DescriptionFile)) ? Open(full) : null;
            if (old is null && Directory.Exists(full) && Directory.EnumerateFileSystemEntries(full).Any())
                throw new SweepException($"{path} holds other things than a sweep; name a folder that is new or empty");
            Directory.CreateDirectory(full);
            var stored = Stripped(notebook);
            var plan = System.IO.Path.Combine(full, $".plan.{Guid.NewGuid():N}.tmp");
            try
            {
                int count;
                using (var writer = new StreamWriter(plan, false, new UTF8Encoding(false)))
                    count = planner.Write((name, text) => OnOneLine(name, canonical(name, text)), writer);
                var said = new JsonObject
                {
                    ["format"] = Format,
                    ["slug"] = System.IO.Path.GetFileNameWithoutExtension(notebookPath),
                    ["notebook"] = System.IO.Path.GetRelativePath(full, System.IO.Path.GetFullPath(notebookPath)),
                    ["asked"] = planner.Asked,
                    ["runs"] = count,
                    ["plan"] = HashOf(plan),
                    ["notebookHash"] = Hash(Encoding.UTF8.GetBytes(stored)),
                };
                var sweep = new SweepFolder(full, said);
                said["inputs"] = sweep.InputsOf(notebook);
                if (old is not null) return IsSamePlan(old.description, said) ? old : throw Taken(path);
                AtomicFile.Write(sweep.NotebookCopy, Encoding.UTF8.GetBytes(stored));
                File.Move(plan, sweep.PathOf(PlanFile), overwrite: true);
                AtomicFile.Write(sweep.PathOf(DescriptionFile), Encoding.UTF8.GetBytes(CanonicalJson.Write(said)));
                return sweep;
            }
            finally
            {
                File.Delete(plan);
            }
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new SweepException($"the sweep could not be planned in {path}: {error.Message}", error);
        }
    }

    /// <summary>The plan's parameters and runs.</summary>
    public (IReadOnlyList<string> Names, IReadOnlyList<PlannedRun> Runs) Plan()
    {
        using var reader = new StreamReader(PathOf(PlanFile));
        var names = Csv.Read(reader.ReadLine() ?? "")[1..];
        var runs = new List<PlannedRun>(RunCount);
        while (reader.ReadLine() is { } line)
        {
            var fields = Csv.Read(line);
            runs.Add(new PlannedRun(fields[0], fields[1..]));
        }

        return (names, runs);
    }

    /// <summary>A path below the folder.</summary>
    public string PathOf(params ReadOnlySpan<string> names) => System.IO.Path.Combine([Path, .. names]);

    /// <summary>The folder of a run.</summary>
    public string FolderOf(PlannedRun run) => PathOf("runs", run.Id[..2], run.Id);

    /// <summary>
    /// Makes sure that the runs to come see what the first ones saw: the notebook's cells, what they load, and the data
    /// they read, apart from what this sweep itself records.
    /// </summary>
    /// <exception cref="SweepException">Something is different.</exception>
    public void CheckInputs(Notebook notebook)
    {
        if (!File.Exists(Notebook))
        {
            throw new SweepException(
                $"the notebook's folder is needed to run in, and {Notebook} is not there; put it back, or plan again");
        }

        if (description.TextAt("inputs") is { } planned && InputsOf(notebook) != planned)
        {
            throw new SweepException(
                $"what {Slug} loads or reads is not what it was when the sweep was planned (an assembly, a file under data/, "
                    + "or the runtime), and rows of two kinds would stand in one table. Put the old state back, or plan "
                    + "again into another folder");
        }
    }

    // One plan can be asked for in several ways.
    private static bool IsSamePlan(JsonObject old, JsonObject said)
    {
        var (one, other) = (old.DeepClone().AsObject(), said.DeepClone().AsObject());
        one.Remove("asked");
        other.Remove("asked");
        return JsonNode.DeepEquals(one, other);
    }

    private string? InputsOf(Notebook notebook) => RunCache.Key(notebook, Notebook, $"runs/{Slug}/{Name}.");

    private string Said(string name) => description.TextAt(name)
        ?? throw new SweepException($"{PathOf(DescriptionFile)} does not say its {name}; put the old file back");

    private static SweepException Taken(string path) => new(
        $"{path} holds another sweep, and two in one folder would mix; name another folder with --to");

    private static string OnOneLine(string name, string value) => value.AsSpan().ContainsAny('\n', '\r')
        ? throw new SweepException($"a value of {name} holds a line break, which a plan cannot hold")
        : value;

    // What was shown before says nothing about the runs, and 100,000 of them would load it each time.
    private static string Stripped(Notebook notebook)
    {
        var copy = notebook.Clone();
        foreach (var cell in copy.CodeCells) (cell.Outputs, cell.ExecutionCount) = ([], null);
        return copy.ToString();
    }

    private static string HashOf(string file)
    {
        using var stream = File.OpenRead(file);
        return Convert.ToHexStringLower(SHA256.HashData(stream));
    }

    private static string Hash(byte[] bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));
}
