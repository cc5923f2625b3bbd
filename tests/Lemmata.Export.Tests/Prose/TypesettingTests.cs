using System.Text.RegularExpressions;
using Lemmata.Export.Formulas;

namespace Lemmata.Export.Tests.Prose;

/// <summary>Formulas as the typesetter sets them; needs Node.</summary>
public sealed partial class TypesettingTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("lemmata-typeset-").FullName;
    private readonly List<string> warnings = [];

    private string Kept => Path.Combine(folder, "formulas.json");

    public void Dispose() => Directory.Delete(folder, recursive: true);

    /// <summary>What readers see of each formula, its source left out.</summary>
    private List<string> Set(params string[] formulas)
    {
        if (NodePackages.Open(PackageCache.Folder, out var why) is not { } node) { Assert.Skip(why!); return []; }
        var set = new FormulaSet();
        var added = formulas.Select((tex, cell) => set.Add(tex, FormulaSet.Form.Inline, "page", cell + 1)).ToList();
        set.Render(node, FormulaCache.Load(Kept, node.Version), warnings);
        return [.. added.Select(formula => HtmlText(Mathematics().Replace(formula.Markup, "")))];
    }

    private static string HtmlText(string html) => Lemmata.Export.HtmlText.Squeeze(Lemmata.Export.HtmlText.Strip(html))
        .Replace("\u200B", "", StringComparison.Ordinal);

    [Theory]
    [InlineData("\\newcommand{\\RR}{Q}", "\\RR^2", "Q2")]
    [InlineData("\\def\\half#1{#1/2}", "\\half{x}", "x/2")]
    [InlineData("\\gdef\\zz{z}", "\\zz\\zz", "zz")]
    [InlineData("\\let\\old=\\alpha", "\\old", "α")]
    [InlineData("\\newcommand{\\two}[2]{#2#1}", "\\two{a}{b}", "ba")]
    [InlineData("\\newcommand*{\\R}{Y}", "\\R", "Y")]
    [InlineData("\\renewcommand{\\R}{X}\\providecommand{\\S}{T}", "\\R", "X")]
    public void Commands_hold_for_the_rest_of_the_notebook(string definition, string use, string seen)
    {
        Assert.Equal(seen, Set(definition, use)[1]);
        Assert.Empty(warnings);
    }

    [Fact]
    public void A_command_may_be_defined_anew_and_the_formulas_before_keep_the_old_one()
    {
        Assert.Equal(["a", "a", "b", "b"], Set("\\newcommand{\\A}{a}\\A", "\\A", "\\newcommand{\\A}{b}\\A", "\\A"));
        Assert.Empty(warnings);
    }

    [Fact]
    public void A_command_of_one_notebook_is_unknown_in_another()
    {
        if (NodePackages.Open(PackageCache.Folder, out var why) is not { } node) { Assert.Skip(why!); return; }
        var set = new FormulaSet();
        set.Add("\\newcommand{\\own}{a}", FormulaSet.Form.Inline, "one", 1);
        set.Add("\\own", FormulaSet.Form.Inline, "other", 2);
        set.Render(node, FormulaCache.Load(Kept, node.Version), warnings);
        Assert.StartsWith("other, cell 2: the formula \\own does not parse", Assert.Single(warnings),
            StringComparison.Ordinal);
    }

    [Fact]
    public void Chemistry_is_set()
    {
        // A letter that nobody sees keeps the height of the line.
        Assert.Equal("HX2O", Set("\\ce{H2O}")[0]);
        Assert.Empty(warnings);
    }

    [Theory]
    [InlineData("\\href{https://example.org}{x}")]
    [InlineData("\\includegraphics{x.png}")]
    [InlineData("\\htmlClass{plot}{x}")]
    [InlineData("\\url{https://example.org}")]
    public void What_a_page_may_not_follow_is_shown_as_written_and_named(string tex)
    {
        Assert.Equal(tex, Set(tex)[0]);
        Assert.StartsWith("page, cell 1: the formula " + tex, Assert.Single(warnings), StringComparison.Ordinal);
    }

    [GeneratedRegex("<span class=\"katex-mathml\">.*?</math></span>", RegexOptions.Singleline)]
    private static partial Regex Mathematics();
}
