using System.Text.Json.Nodes;
using Lemmata.Export.Reading;
using static Lemmata.Export.Tests.NotebookJson;

namespace Lemmata.Export.Tests.Formats;

/// <summary>Two small notebooks with one of everything that an export writes.</summary>
internal static class SmallCollection
{
    public static IReadOnlyList<NotebookInput> Make(string folder)
    {
        Directory.CreateDirectory(Path.Combine(folder, "notebooks"));
        Directory.CreateDirectory(Path.Combine(folder, "data", "claims"));
        File.WriteAllText(Path.Combine(folder, "data", "numbers.csv"), "a,b\n1,2\n");
        File.WriteAllBytes(Path.Combine(folder, "data", "dot.png"), Convert.FromBase64String(Fixtures.Png));
        return [Laws(folder), Steps(folder)];
    }

    private static NotebookInput Laws(string folder) => new NotebookJson(folder, "laws")
        .Prose("# Two laws\n\n*How far apart are $b_k$ and $\\pi_k$?*\n\nAbout $1/n$ apart.")
        .Code("#!import ../lib/lemmata.csx")
        .Prose("## What the source claims\n\nThree claims, C1 to C3; compare steps.C1, Figure 1 and [the other notebook](steps.ipynb#A-longer-path).")
        .Code("claims", Sheet("laws", ("C1", "open", "s"), ("C2", "open", "s"), ("C3", "open", "s")))
        .Prose("## The limit\n\nLet $|x|_1 < 1$ and $\\operatorname{Re} z \\le 0$; then\n$$G_n(x)=\\sum_{k=0}^n b_k x^k \\tag{1}$$\nwhich by (1) tends to $e^{\\lambda(x-1)}$.\n\n"
            + "1. A step in a list: $$ a_1 * b_1 = \\{0\\}. \\tag{2} $$\n2. By (2), done, and `$this is code$`.\n\n"
            + "| step | bound $|p|$ |\n|---|---:|\n| one | $p^2$ |\n\nSee the note[^1].\n\n[^1]: Le Cam 1960.")
        .Code("var p = 0.5;\nclaims.Check(\"C1\").AtMost(p, 1)", Check("laws.C1", "check", "holds", "0.0752 against -1.2e-7"))
        .Code("claims.Counterexample(\"C2\")", Check("laws.C2", "counterexample", "fails", "mass escapes"))
        .Code("claims.Correction(\"C3\")", Check("laws.C3", "correction", "corrected", "only p_n matters"))
        .Code("claims.Control(\"C1\", \"half\")", Check("laws.C1", "control", "rejected", "half the bound fails"))
        .Code("Figure.Lines(ns, distance, \"exact\")", Bundle(Drawing.Lines("**Every bound holds.** Mean $\\lambda=3$.", "Every bound holds [at every n].", ["exact", "Le Cam"], (s, x) => (s == 0 ? 0.6 : 0.9) * Math.Exp(-x / 6))))
        .Code("Figure.Slider(\"Mean λ\", values, f)", ["fold"], Bundle(Drawing.Slider("Mean λ", [1, 2, 3], "**The law moves right.**", (v, k) => Math.Exp(-Math.Pow(k - v, 2) / 8))))
        .Code("Table.Of(rows)", Bundle(new JsonObject
        {
            ["text/html"] = "<style data-lemmata>.n{text-align:right}</style><table><caption>Two rows</caption><thead><tr><th scope=\"col\">name</th><th scope=\"col\" class=\"n\">size |x|</th></tr></thead>"
                + "<tbody><tr><td>first</td><td class=\"n\">10<sup>−7</sup></td></tr><tr><td>second <span class=\"math\">\\(x_1\\)</span></td><td class=\"n\">2</td></tr></tbody></table>",
            ["text/plain"] = "name size",
        }))
        .Code("Console.WriteLine(\"text\")", Stream("\u001b[31mline\u001b[0m one\n"), Stream("line ``` two\n"))
        .Code("claims", Sheet("laws", ("C1", "holds", "The function tends to $e^{|\\lambda|(x-1)}$."), ("C2", "fails", "It is a *coincidence*."), ("C3", "corrected", "Many trials are needed.")))
        .Input();

    private static NotebookInput Steps(string folder) => new NotebookJson(folder, "steps")
        .Prose("# Steps of descent\n\nWhich steps does descent need?\n\nAny.")
        .Prose("## A longer path\n\nSee laws.C2, [numbers](../data/numbers.csv), [nothing](absent.ipynb), [a gap](laws.ipynb#no-such-place) and <https://example.org/C1>.\n\n![a red dot](../data/dot.png) ![lost](../data/lost.png)\n\n<script>alert(1)</script><div onclick=\"x()\">raw</div>")
        .Code("claims", Sheet("steps", ("C1", "holds", "A constant step reaches $DG/\\sqrt{T}$.")))
        .Code("chart", Bundle(new JsonObject { ["application/vnd.plotly.v1+json"] = JsonNode.Parse("""{"data":[{"type":"bar","x":["a","b"],"y":[1,2],"name":"ours"}],"layout":{"title":{"text":"A chart of another library"}}}"""), ["text/plain"] = "" }))
        .Code("map", Bundle("application/vnd.plotly.v1+json", JsonNode.Parse("""{"data":[{"type":"scattergeo","lat":[1,2],"lon":[3,4]}],"layout":{"title":"A map"}}""")!))
        .Code("picture", Bundle(new JsonObject { ["image/png"] = Fixtures.Png, ["text/plain"] = "a red dot drawn by code" }))
        .Code("throw", Error("DivideByZeroException", "Attempted to divide by zero.", "   at cell 5, line 1"))
        .Input(null, "cell 5: DivideByZeroException: Attempted to divide by zero.");
}
