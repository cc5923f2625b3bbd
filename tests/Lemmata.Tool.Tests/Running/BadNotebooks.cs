using Lemmata.Tool.Running;

namespace Lemmata.Tool.Tests.Running;

/// <summary>
/// One batch in which every kind of bad notebook stands beside sound ones; run once for all tests on it.
/// </summary>
public sealed class BadNotebooks : IAsyncLifetime
{
    private readonly TemporaryCollection collection = new();
    private readonly Dictionary<string, RunResult> results = [];
    private readonly Dictionary<string, string> before = [];

    internal RunResult this[string slug] => results[slug];

    internal string Stored(string slug) => File.ReadAllText(collection[slug]);

    internal bool IsUnchanged(string slug) => before[slug] == Stored(slug);

    public async ValueTask InitializeAsync()
    {
        collection.AddRegister("unknown-claim");
        var paths = new List<string>
        {
            collection.Add("a-sound", "1 + 1"),
            collection.Add("compile", "var x = 1;", "var y = 2;\nvar z = undefinedName + y;"),
            collection.Add(
                "throwing",
                "int F(int n)\n{\n    throw new InvalidOperationException($\"no {n}\");\n}",
                "var q = 1;\nF(q)"),
            collection.Add("endless", "var x = 1;", "while (true) { }"),
            collection.Add("overflow", "int F(int n) => F(n + 1) + 1;\nF(0)"),
            collection.Add("leaving", "Environment.Exit(3);"),
            collection.Add(
                "thread",
                "new System.Threading.Thread(() => throw new Exception(\"boom\")).Start();",
                "1"),
            collection.Add(
                "late-thread",
                "new System.Threading.Thread(() => { System.Threading.Thread.Sleep(300); throw new Exception(\"late "
                    + "boom\"); }).Start();"
            ),
            collection.Add(
                "flood",
                "var line = new string('x', 999);\nfor (var i = 0; i < 200_000; i++) Console.WriteLine(line);"),
            collection.Add(
                "native-flood",
                "var raw = Console.OpenStandardOutput(); for (var i = 0; i < 200; i++) raw.Write(new byte[100_000]);\n1"
            ),
            collection.Add(
                "unknown-claim",
                "#!import ../lib/lemmata.csx",
                "var claims = Claims.Open(\"unknown-claim\");\nclaims.Check(\"C9\").Exactly(1, 1, because: \"x\")"),
            collection.Add(
                "gap",
                "#!import ../lib/lemmata.csx",
                "Figure.Lines(new[] { 1.0, 2, 3, 4 }, new[] { 1.0, double.NaN, double.PositiveInfinity, 2 }, "
                    + "\"y\").Axes(\"x\", \"y\").Caption(\"A gap.\")"
            ),
            collection.Add("package", "#r \"nuget: Some.Package, 1.0\""),
            collection.Add("unloaded", "#!import ../lib/missing/lemmata.csx"),
            collection["missing"],
            collection.Add("z-sound", "2 + 2"),
        };
        foreach (
            var (slug, text) in new[]
            {
                ("not-json", "[1,"),
                ("old-format", """{"nbformat":2,"worksheets":[]}"""),
                (
                    "fsharp",
                    """{"nbformat":4,"nbformat_minor":5,"metadata":{"kernelspec":{"name":".net-fsharp","language":"F#"}},"cells":[{"cell_type":"code","id":"a","metadata":{"polyglot_notebook":{"kernelName":"fsharp"}},"source":"let x = 1"}]}"""
                ),
                (
                    "number-id",
                    """{"nbformat":4,"nbformat_minor":5,"metadata":{},"cells":[{"cell_type":"code","id":5,"source":"1"}]}"""
                ),
                (
                    "number-source",
                    """{"nbformat":4,"nbformat_minor":5,"metadata":{},"cells":[{"cell_type":"code","id":"a","source":"1"},{"cell_type":"code","source":[1]}]}"""
                ),
                (
                    "doubled-key",
                    """{"nbformat":4,"nbformat_minor":5,"metadata":{},"cells":[{"cell_type":"code","id":"a","id":"b","source":"1"}]}"""
                ),
                (
                    "number-language",
                    """{"nbformat":4,"nbformat_minor":5,"metadata":{},"cells":[{"cell_type":"code","id":"a","metadata":{"vscode":{"languageId":5}},"source":"1"}]}"""
                ),
            }
        )
        {
            File.WriteAllText(collection[slug], text);
            paths.Add(collection[slug]);
        }
        foreach (var path in paths.Where(File.Exists))
            before[Path.GetFileNameWithoutExtension(path)] = await File.ReadAllTextAsync(path);
        var options = new RunOptions
        {
            WriteBack = true,
            CellTimeout = TimeSpan.FromSeconds(60),
            Processes = 3,
        };
        var endless = NotebookRunner.RunAllAsync(
            [collection["endless"]],
            options with
            {
                CellTimeout = TimeSpan.FromSeconds(2),
            },
            default);
        var rest = NotebookRunner.RunAllAsync(
            [.. paths.Where(path => path != collection["endless"])],
            options,
            default);
        foreach (var result in (await rest).Concat(await endless))
            results[result.Slug] = result;
    }

    public ValueTask DisposeAsync()
    {
        collection.Dispose();
        return ValueTask.CompletedTask;
    }
}
