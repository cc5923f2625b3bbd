using System.Text.Json.Nodes;
using Lemmata.Export;
using Lemmata.Export.Reading;
using Lemmata.Notebooks;
using static Lemmata.Export.Tests.NotebookJson;

namespace Lemmata.Export.Tests;

/// <summary>A small collection with everything that pages have to cope with.</summary>
internal static class Fixtures
{
    public const string Warned = "edge-cases";

    /// <summary>A red dot of 5 by 5 pixels.</summary>
    public const string Png = "iVBORw0KGgoAAAANSUhEUgAAAAUAAAAFCAYAAACNbyblAAAAHElEQVQI12P4//8/w38GIAXDIBKE0DHxgljNBAAO9TXL0Y4OHwAAAABJRU5ErkJggg==";

    public static IReadOnlyList<NotebookInput> Collection(string folder)
    {
        Directory.CreateDirectory(Path.Combine(folder, "notebooks"));
        Directory.CreateDirectory(Path.Combine(folder, "data", "claims"));
        File.WriteAllText(Path.Combine(folder, "data", "numbers.csv"), "a,b\n1,2\n");
        File.WriteAllBytes(Path.Combine(folder, "data", "dot.png"), Convert.FromBase64String(Png));
        File.WriteAllText(Path.Combine(folder, "data", "claims", "poisson-limit.json"), Register("poisson-limit", "Probability", "holds", "fails", "corrected"));
        File.WriteAllText(Path.Combine(folder, "data", "claims", "descent.json"), Register("descent", "Optimisation", "holds", "corrected"));
        return [Poisson(folder), Descent(folder), Edge(folder), Untitled(folder), Twin(folder, "twin-a"), Twin(folder, "twin-b")];
    }

    public static SiteOptions Options(string folder, bool singleFile = false, bool noNode = false) => new(PackageCache.Folder, singleFile, noNode)
    {
        Registers = Path.Combine(folder, "data", "claims"),
        Words = CollectionWords.Of(TemporaryCollection.Repository),
    };

    private static NotebookInput Poisson(string folder) => new NotebookJson(folder, "poisson-limit")
        .Prose("# The Poisson limit\n\n*How far is a binomial law from its Poisson limit, and what decides the distance?*\n\n"
            + "At a fixed mean the two laws approach each other at the rate $1/n$. At a fixed success probability they never meet.")
        .Prose("## Set-up and parameters\n\nOne line loads the helpers.")
        .Code("#!import ../lib/lemmata.csx")
        .Code("var lambda = 3.0;   // mean of the Poisson law, events\nvar n = 100;        // trials", ["parameters"])
        .Prose("## What the source claims\n\nClaims C1 to C3; see also descent.C2 and Figure 1.")
        .Code("var claims = Claims.Open(\"poisson-limit\");\nclaims", Sheet("poisson-limit", ("C1", "open", "s"), ("C2", "open", "s"), ("C3", "open", "s")))
        .Prose("## The limit\n\nLet $b_k$ be the weights and $|x|_1 < 1$; then\n$$G_n(x)=\\sum_{k=0}^n b_k x^k \\tag{1}$$\nwhich by (1) tends to $e^{\\lambda(x-1)}$.\n\n"
            + "> **Generating function.** A power series whose coefficients are probabilities.\n\nA note on the side[^1] and a table:\n\n| step | bound $|p|$ |\n|---|---:|\n| one | $p^2$ |\n\n[^1]: Le Cam 1960.\n\n"
            + "$$\\sum_{j=1}^{n} \\frac{a_j + b_j + c_j + d_j + e_j + f_j}{g_j + h_j + i_j} = \\alpha + \\beta + \\gamma + \\delta + \\epsilon + \\zeta + \\eta + \\theta + \\iota + \\kappa + \\lambda + \\mu$$")
        .Code("claims.Check(\"C1\", \"generating functions\")\n      .AtMost(0.1, 0.2, because: \"second order\")", Check("poisson-limit.C1", "check", "holds", "0.0752 against -1.2e-7"))
        .Code("claims.Counterexample(\"C2\")", Check("poisson-limit.C2", "counterexample", "fails", "mass escapes"))
        .Code("claims.Correction(\"C3\")", Check("poisson-limit.C3", "correction", "corrected", "only p matters"))
        .Code("claims.Control(\"C1\", \"half\")", Check("poisson-limit.C1", "control", "rejected", "half the bound fails at 12 of 36 points"))
        .Prose("### A picture of it\n\nThe distance falls.")
        .Code("double TotalVariation(int n, double lambda)\n{\n    // written out once, in its plainest form, with a comment that is long enough to make the line wider than a telephone\n    return 1 - overlap;\n}\nFigure.Lines(ns, distance, \"exact\")",
            ["main"], Bundle(Drawing.Lines("**Every bound holds.** Mean $\\lambda=3$.", "Every bound holds at every n.", ["exact", "Le Cam"], (s, x) => (s == 0 ? 0.6 : 0.9) * Math.Exp(-x / 6))))
        .Code("Figure.Lines(ns, more, \"more\")", Bundle(Drawing.Lines("**A second figure.** Seen later.", "The second figure repeats the first.", ["exact", "bound", "limit"], (s, x) => 0.2 + 0.2 * s + 0.02 * x)))
        .Prose("## Explore\n\nMove the mean.")
        .Code("Figure.Slider(\"Mean λ\", values, f)", Bundle(Drawing.Slider("Mean λ", [0.5, 1, 2, 3, 4, 5, 6, 8, 10, 12], "**The law moves right.** Ten weights.", (v, k) => Math.Exp(-Math.Pow(k - v, 2) / 8))))
        .Prose("## References\n\n- L. Le Cam (1960). See [the limit](#The-limit), [descent](descent.ipynb#what-the-source-claims), [numbers](../data/numbers.csv).")
        .Code("claims", Sheet("poisson-limit", ("C1", "holds", "The generating function tends to $e^{\\lambda(x-1)}$."), ("C2", "fails", "It is a coincidence."), ("C3", "corrected", "Many trials are needed.")))
        .Input();

    private static NotebookInput Descent(string folder) => new NotebookJson(folder, "descent")
        .Prose("# The average-loss bound\n\nWhich steps does descent need?\n\nThe bound holds along every path.")
        .Prose("## What the source claims\n\nTwo claims about step sizes.")
        .Code("claims", Sheet("descent", ("C1", "holds", "A constant step reaches $DG/\\sqrt{T}$."), ("C2", "corrected", "Steps must decrease.")))
        .Code("claims.Check(\"C1\")", Check("descent.C1", "check", "holds", "0.0557 against 0.1"))
        .Code("claims.Correction(\"C2\")", Check("descent.C2", "correction", "corrected", "must not increase"))
        .Code("Console.WriteLine(\"text\")", ["fold"], Stream("line one\n"), Stream("line two\n"))
        .Prose("## Regret of an unusual gradient\n\nAmortisation makes a perturbation vanish; compare poisson-limit.C2.")
        .Code("Figure.Lines(t, regret, \"regret\")", Bundle(Drawing.Lines("**Regret falls like one over the root.** Ten seeds.", "Regret falls.", ["regret"], (_, x) => 1 / (1 + x))))
        .Code(Walked, ["step-through"], Bundle("text/plain", "6"), Bundle(new JsonObject { [MimeTypes.Walk] = Walk(), ["text/plain"] = "15 steps" }))
        .Input(seconds: 31);

    /// <summary>A cell to step through: a loop that calls a function, with lines enough to scroll on a telephone.</summary>
    public static string Walked { get; } = "// Adds the numbers up to three, slowly\nint Twice(int n)\n{\n    return 2 * n;\n}\n\nvar names = new[] { \"a\" };\n"
        + "var grid = new double[2, 2];\n" + string.Concat(Enumerable.Range(0, 16).Select(i => $"// a line of the text, number {i}, that is there to be long and to scroll sideways on a narrow screen\n"))
        + "var sum = 0;\nfor (var i = 0; i < 3; i++)\n    sum += Twice(i) / 2 + (\"12\" == \"x\" ? 1 : 0); // a comment\nsum";

    /// <summary>What its run keeps: one value is markup that would run if it were any.</summary>
    private static JsonObject Walk()
    {
        var steps = new JsonArray();
        void Step(int call, int line, string values) =>
            steps.Add((JsonNode)new JsonObject { ["call"] = call, ["line"] = line, ["values"] = JsonNode.Parse(values) });
        Step(0, 7, "{}");
        Step(0, 8, """{"names": "[\"</script><img src=x onerror=window.hacked=5>\"]"}""");
        Step(0, 25, """{"grid": {"text": "double[2 × 2]", "rows": [["1", "0"], ["0", "<b>1</b>"]]}}""");
        Step(0, 26, """{"sum": "0"}""");
        foreach (var i in new[] { 0, 1, 2 })
        {
            Step(0, 27, $$"""{"i": "{{i}}"{{(i > 0 ? $", \"sum\": \"{i * (i - 1) / 2}\"" : "")}}}""");
            Step(i + 1, 4, $$"""{"n": "{{i}}"}""");
            Step(i + 1, 4, $$"""{"return": "{{2 * i}}"}""");
        }

        Step(0, 28, """{"i": null, "sum": "3"}""");
        var calls = new JsonArray([.. new[] { "cell", "Twice", "Twice", "Twice" }.Select((function, depth) =>
            (JsonNode)new JsonObject { ["function"] = function, ["depth"] = Math.Min(depth, 1) })]);
        return new JsonObject { ["calls"] = calls, ["cut"] = false, ["steps"] = steps };
    }

    private static NotebookInput Edge(string folder) => new NotebookJson(folder, Warned)
        .Prose("# Text that goes wrong\n\nWhat does a page do with input that nobody expected?\n\nIt stays whole.")
        .Prose("# A second title\n\n#### Too deep\n\n<script>window.hacked = 1</script>\n\n<div onclick=\"window.hacked=2\" id=\"main\">raw <b>bold</div>\n\nA sentence with <b>bold that never ends and <marquee>odd</marquee> tags. <img src=x onerror=\"window.hacked=3\">")
        .Prose("## Links\n\n[nowhere](#no-such-place), [no notebook](absent.ipynb), [no file](../data/absent.csv), [code](javascript:alert(1)), [outside](https://example.org/paper), [ok](descent.ipynb).")
        .Prose("## Images\n\n![a red dot](../data/dot.png) ![missing](../data/missing.png) ![attached](attachment:dot.png) ![lost](attachment:lost.png) ![far](https://example.org/x.png)",
            new JsonObject { ["dot.png"] = new JsonObject { ["image/png"] = Png } })
        .Prose("## Formulas\n\nA broken one: $\\frac{1}{$ and $\\undefinedcommand{x}$, a price of \\$5 and another of \\$6, and `$not math$`.\n\n```csharp\nvar price = \"$5\"; // $not math$\n```")
        .Prose("## 汉字与עברית\n\n二项分布的泊松近似 says it in Chinese.\n\nשלום עולם, a sentence that begins on the right.")
        .Code("odd", Bundle("application/x-unknown", "…"), Bundle(new JsonObject { ["application/x-other"] = 1, ["text/plain"] = "the fallback" }))
        .Code("colours", Stream("\u001b[31mred\u001b[0m \u001b[1;32mgreen bold\u001b[0m \u001b[38;5;200mpink\u001b[0m plain\nprogress 10%\rprogress 100%\n"))
        .Code("flood", Stream(string.Concat(Enumerable.Range(0, 200_000).Select(i => $"line {i} of very many lines that nobody reads\n"))))
        .Code("html", Bundle("text/html", "<table><tr><th>a</th></tr><tr><td onclick=\"x()\">1</td></tr></table><script>window.hacked=4</script><img src=\"https://example.org/pixel.png\"><iframe src=\"https://example.org\"></iframe>"))
        .Code("picture", Bundle(new JsonObject { ["image/png"] = Png, ["text/plain"] = "a red dot drawn by code" }), Bundle("image/png", "not base64 !!"))
        .Code("mathematics", Bundle("text/latex", "$$E = mc^2$$"), Bundle("text/markdown", "The mean is **3.2** and $x_1$."), Bundle("application/json", new JsonObject { ["a"] = 1 }))
        .Code("chart", Bundle(new JsonObject { ["application/vnd.plotly.v1+json"] = JsonNode.Parse("""{"data":[{"type":"bar","x":["a","b"],"y":[1,2],"name":"</script><b>"}],"layout":{"title":{"text":"A chart of another library"}}}"""), ["text/plain"] = "" }))
        .Code("throw", Error("DivideByZeroException", "Attempted to divide by zero.", "   at cell 9, line 1"))
        .Code("")
        .Input(null, "cell 9: DivideByZeroException: Attempted to divide by zero.");

    private static NotebookInput Untitled(string folder) => new NotebookJson(folder, "no-title").Prose("Only a sentence, no heading.").Code("1 + 1", Bundle("text/plain", "2")).Input();

    private static NotebookInput Twin(string folder, string slug) => new NotebookJson(folder, slug)
        .Prose("# Twins\n\nDo two notebooks with one title get along?\n\nThey do.\n\n## Same\n\ntext\n\n## Same\n\ntext").Code("1").Input();

    private static string Register(string slug, string topic, params string[] verdicts) => new JsonObject
    {
        ["slug"] = slug, ["title"] = slug, ["topic"] = topic,
        ["sources"] = new JsonArray(new JsonObject
        {
            ["id"] = "post-" + slug, ["title"] = "On " + slug, ["originalTitle"] = "二项分布的泊松近似", ["author"] = "苏剑林",
            ["where"] = "Scientific Spaces, post 3188", ["url"] = "https://example.org/" + slug,
        }),
        ["claims"] = new JsonArray([.. verdicts.Select((verdict, i) => (JsonNode)new JsonObject
        {
            ["id"] = $"C{i + 1}", ["origin"] = "source", ["source"] = "post-" + slug, ["place"] = $"§{i + 1}", ["statement"] = "Statement with $x_1$.",
            ["verdict"] = verdict, ["correction"] = verdict == "holds" ? null : "What is true: $p \\to 0$ suffices.",
            ["counterexample"] = verdict == "fails" ? "At $p = 0.05$ the distance stays at 0.0124." : null,
        })]),
    }.ToJsonString();
}
