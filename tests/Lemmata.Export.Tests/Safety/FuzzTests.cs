using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Lemmata.Export;
using Lemmata.Export.Code;
using Lemmata.Export.Formats;
using Lemmata.Export.Formulas;
using Lemmata.Export.Reading;
using Lemmata.Notebooks;
using Lemmata.Tool.Checking;
using Lemmata.Tool.Commands;
using Lemmata.Tool.Commands.Exporting;
using Lemmata.Tool.Linting;
using Lemmata.Tool.Running;
using Lemmata.Export.Tests.Formats;

namespace Lemmata.Export.Tests.Safety;

/// <summary>
/// A thousand changed notebooks, registers and kept results: each gets an answer or one of the tool's own errors, soon.
/// <c>LEMMATA_FUZZ=20000</c> tries that many, <c>LEMMATA_FUZZ_SEED</c> others.
/// </summary>
public sealed class FuzzTests : IDisposable
{
    private const string Key = "0123456789abcdef0123456789abcdef";
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(5);

    private readonly TemporaryCollection collection = new();
    private readonly List<string> faults = [];
    private readonly Dictionary<string, int> tried = [];
    private int form;

    public void Dispose() => collection.Dispose();

    [Fact]
    public void Every_changed_file_is_read_or_refused_by_an_error_of_the_tools_own()
    {
        var count = Number("LEMMATA_FUZZ", 1000);
        var seed = Number("LEMMATA_FUZZ_SEED", 1);
        var originals = SmallCollection.Make(collection.Root);
        var notebooks = originals.Select(notebook => notebook.Content.ToJsonString()).ToList();
        foreach (var notebook in originals) { File.WriteAllText(collection[notebook.Slug], notebook.Content.ToJsonString()); }
        collection.AddRegister("laws");
        var register = File.ReadAllText(RegisterOf("laws"));
        // What the first call of everything costs is not the input's.
        Notebooks(Encoding.UTF8.GetBytes(notebooks[0]));
        Register(Encoding.UTF8.GetBytes(register));
        Entry([.. "[]"u8]);
        for (var input = 0; input < count; input++)
        {
            var mutations = new Mutations(new Random(unchecked((seed * 1_000_003) + input)));
            switch (input % 10)
            {
                case < 6:
                    Try(input, "notebook", mutations.Of(notebooks[input % notebooks.Count]), Notebooks);
                    break;
                case < 8:
                    Try(input, "register", mutations.Of(register), Register);
                    break;
                default:
                    Try(input, "entry", mutations.Of("[" + Cells(notebooks[0]) + "]"), Entry);
                    break;
            }

            if (faults.Count > 20) { break; }
        }

        TestContext.Current.TestOutputHelper?.WriteLine(string.Join(", ", tried.Select(kind => $"{kind.Value} {kind.Key}")));
        Assert.True(faults.Count == 0, string.Join("\n\n", faults));
    }

    private void Try(int input, string kind, byte[] content, Action<byte[]> act)
    {
        Count(kind);
        form = input % 3;
        var clock = Stopwatch.StartNew();
        try
        {
            act(content);
        }
        catch (Exception error)
        {
            faults.Add($"input {input}, {kind}: {error}"[..Math.Min(2500, error.ToString().Length)] + "\n" + Kept(input, content));
        }

        if (clock.Elapsed > Longest && Again(content, act) is var least && least > Longest)
        {
            faults.Add($"input {input}, {kind}: {least.TotalSeconds:0.0} s\n" + Kept(input, content));
        }
    }

    /// <summary>What is slow because others work on this machine is faster once in three times.</summary>
    private static TimeSpan Again(byte[] content, Action<byte[]> act)
    {
        var least = TimeSpan.MaxValue;
        for (var time = 0; time < 3; time++)
        {
            var clock = Stopwatch.StartNew();
            act(content);
            least = clock.Elapsed < least ? clock.Elapsed : least;
        }

        return least;
    }

    private static string Kept(int input, byte[] content)
    {
        var file = Path.Combine(Path.GetTempPath(), $"lemmata-fuzz-{input}");
        File.WriteAllBytes(file, content);
        return "kept as " + file;
    }

    private void Notebooks(byte[] content)
    {
        var path = collection["laws"];
        File.WriteAllBytes(path, content);
        Notebook notebook;
        try
        {
            notebook = Notebook.Load(path);
        }
        catch (NotebookFormatException refused)
        {
            Count("refused");
            Refused(refused.Message);
            Refused(Assert.Single(Linter.Lint(path)));
            Refused(StoredOutputs.Read(path).Error!.Message);
            return;
        }

        var read = StoredOutputs.Read(path);
        Assert.Null(read.Error);
        Assert.Equal(notebook.ToString(), Notebook.Parse(notebook.ToString()).ToString());
        foreach (var finding in Linter.Lint(new LintSubject(path, Encoding.UTF8.GetString(content), notebook, RegisterFile.Of(path)))) { Refused(finding); }
        VerdictAudit.Of(notebook, "laws", RegisterFile.Of(path));
        OutputComparison.Differences(notebook, StoredOutputs.Strip(notebook.Clone()), tolerant: true);
        var inputs = ExportCommand.Inputs([read], Path.Combine(collection.Root, ".cache"));
        Exported(inputs);
    }

    /// <summary>In one of the three forms, for the same input always in the same.</summary>
    private void Exported(IReadOnlyList<NotebookInput> inputs)
    {
        Count("exported");
        switch (form)
        {
            case 0:
                Site.Build(inputs, Options);
                break;
            case 1:
                MarkdownFiles.Build(inputs, Options.Registers, []);
                break;
            default:
                NotebookFiles.Build(inputs, collection.Root, []);
                break;
        }
    }

    private int Count(string what) => tried[what] = tried.GetValueOrDefault(what) + 1;

    private void Register(byte[] content)
    {
        File.WriteAllBytes(RegisterOf("steps"), content);
        var path = collection["steps"];
        var register = RegisterFile.Of(path);
        foreach (var fault in register!.Faults) { Refused(fault); }
        var notebook = Notebook.Load(path);
        VerdictAudit.Of(notebook, "steps", register);
        foreach (var finding in Linter.Lint(new LintSubject(path, "", notebook, register))) { Refused(finding); }
        var inputs = ExportCommand.Inputs([new RunResult { Path = path, Notebook = notebook }], Path.Combine(collection.Root, ".cache"));
        Exported(inputs);
    }

    /// <summary>A kept result that changed, the same with a seal that fits, and the export's own caches.</summary>
    private void Entry(byte[] content)
    {
        var path = collection["steps"];
        var text = Encoding.UTF8.GetString(content);
        var file = Path.Combine(RunCache.Folder(path), "runs", $"steps.{Key}.json");
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        File.WriteAllBytes(file, content);
        Assert.False(RunCache.TryLoad(Notebook.Load(path), path, Key));
        File.WriteAllText(file, Seal.Close(Key, text));
        var notebook = Notebook.Load(path);
        if (RunCache.TryLoad(notebook, path, Key))
        {
            Notebook.Parse(notebook.ToString());
            Count("entries taken");
            Exported(ExportCommand.Inputs([new RunResult { Path = path, Notebook = notebook }], Path.Combine(collection.Root, ".cache")));
        }

        var cache = Path.Combine(collection.Root, ".cache");
        foreach (var other in new[] { "formulas.json", "seconds.json" }) { File.WriteAllBytes(Path.Combine(cache, other), content); }
        FormulaCache.Load(Path.Combine(cache, "formulas.json"), "1");
        ExportCommand.Inputs([new RunResult { Path = path, Notebook = Notebook.Load(path) }], cache);
        var colours = Path.Combine(cache, "code");
        new CodeHighlighter(cache, null).Highlight(["var x = 1;"]);
        foreach (var kept in Directory.GetFiles(colours)) { File.WriteAllBytes(kept, content); }
        new CodeHighlighter(cache, null).Highlight(["var x = 1;"]);
    }

    private SiteOptions Options => new(Path.Combine(collection.Root, ".cache"), Static: true) { Registers = Path.Combine(collection.Root, "data", "claims") };

    private string RegisterOf(string slug) => Path.Combine(collection.Root, "data", "claims", slug + ".json");

    /// <summary>A refusal is a sentence; the name of an exception in it means that nobody foresaw the input.</summary>
    private static void Refused(string message)
    {
        Assert.False(string.IsNullOrWhiteSpace(message));
        Assert.DoesNotContain("Exception:", message, StringComparison.Ordinal);
    }

    private static string Cells(string notebook) => string.Join(',', JsonNode.Parse(notebook)!["cells"]!.AsArray()
        .Where(cell => cell!["outputs"] is not null).Select(cell => cell!["outputs"]!.ToJsonString()));

    private static int Number(string variable, int otherwise) =>
        int.TryParse(Environment.GetEnvironmentVariable(variable), CultureInfo.InvariantCulture, out var value) ? value : otherwise;
}
