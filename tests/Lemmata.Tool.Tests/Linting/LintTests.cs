using Lemmata.Notebooks;
using Lemmata.Tool.Checking;
using Lemmata.Tool.Linting;
using Lemmata.Tool.Running;
using Lemmata.Tool.Starting;

namespace Lemmata.Tool.Tests.Linting;

public class LintTests(StarterNotebook starter) : IClassFixture<StarterNotebook>
{
    [Fact]
    public void The_starter_passes_every_rule_and_every_verdict_but_for_the_places_of_the_author_s_words()
    {
        Assert.Null(starter.Result.Error);
        var found = Linter.Lint(starter.Path);
        Assert.Equal(Starter.Placeholders.Length, found.Count);
        Assert.All(found, line => Assert.Contains(" NB45 ", line, StringComparison.Ordinal));
        Assert.Empty(VerdictAudit.Of(starter.Result.Notebook!, "fresh-topic", RegisterFile.Of(starter.Path)).Faults);
    }

    [Theory]
    [InlineData("NB10", "#!import ../lib/lemmata.csx", "#!import \\\"../lib/lemmata.csx\\\"", "cell 3 [1]")]
    [InlineData(
        "NB11",
        "var largest = 40;   // largest number of terms, at least 2",
        "var largest = 40;",
        "cell 5 [2], line 1"
    )]
    [InlineData("NB11", "\"parameters\"", "\"parameter\"", "fresh-topic.ipynb:")]
    [InlineData("NB11", "var largest = 40; ", "int largest = 40; ", "cell 5 [2], line 1")]
    [InlineData("NB03", "\"metadata\": {}", "\"metadata\": {\n    \"vscode\": {}\n   }", "cell 1")]
    [InlineData("NB03", "\"name\": \".net-csharp\"", "\"name\": \"python3\"", "kernelspec is python3")]
    [InlineData("NB05", "\"parameters\"", "\"paramaters\"", "did you mean parameters?")]
    [InlineData("NB05", "\"parameters\"", "\"parameters\", \"step-trough\"", "did you mean step-through?")]
    [InlineData("NB05", "\"parameters\"", "\"parameters\", \"step-through\"", "stores no steps")]
    [InlineData("NB04", "\"execution_count\": 3,\n   \"id\"", "\"execution_count\": 8,\n   \"id\"", "cell 7 [3]")]
    [InlineData(
        "NB21",
        "double SumOfOdd(int n) =>",
        "double SumOfOdd(int n) /* a comment that makes the line wide */ =>",
        "cell 9 [4], line 1"
    )]
    [InlineData("NB22", "double SumOfOdd(int n) =>", "double SumOfOdd(int n =>", "cell 9 [4], line 1")]
    [InlineData(
        "NB23",
        "double SumOfOdd(int n) =>",
        "static class E { public static int F(this int x) => x; } double SumOfOdd(int n) =>",
        "cell 9 [4]"
    )]
    [InlineData(
        "NB24",
        "double SumOfOdd(int n) =>",
        "#r \\\"nuget: A, 1\\\"\\n\",\n    \"double SumOfOdd(int n) =>",
        "cell 9 [4], line 1"
    )]
    [InlineData(
        "NB25",
        "double SumOfOdd(int n) =>",
        "var r = new Random(1); double SumOfOdd(int n) =>",
        "cell 9 [4], line 1"
    )]
    [InlineData(
        "NB25",
        "double SumOfOdd(int n) =>",
        "var r = DateTime.Now; double SumOfOdd(int n) =>",
        "cell 9 [4], line 1"
    )]
    [InlineData("NB30", "\"1600\"", "\"/home/someone/x.csv\"", "cell 9 [4]")]
    [InlineData("NB31", "\"1600\"", "\"on 2026-03-04\"", "cell 9 [4]")]
    [InlineData("NB32", "\"1600\"", "\"12.5 ms\"", "cell 9 [4]")]
    [InlineData(
        "NB33",
        "\"1600\"",
        "\"1\\n2\\n3\\n4\\n5\\n6\\n7\\n8\\n9\\n10\\n11\\n12\\n13\\n14\\n15\\n16\\n17\\n18\\n19\\n20\\n21\"",
        "cell 9 [4]"
    )]
    [InlineData("NB35", "\"image/svg+xml\": [", "\"image/none\": [", "cell 17 [8]")]
    [InlineData("NB40", "What is the question of this notebook, in plain words?", "No question.", "cell 1")]
    [InlineData("NB41", "## Explore", "## Claims", "stands here again")]
    [InlineData("NB42", "## What this does not show", "## Other", "there is no section “What this does not show”")]
    [InlineData("NB43", "## Explore\\n\"", "## Explore ![x](https://example.org/x.png)\\n\"", "")]
    [InlineData("NB44", "Teubner 1878", "Teubner", "neither a year nor a link")]
    [InlineData(
        "NB51",
        "Claims.Open(\\\"fresh-topic\\\")",
        "Claims.Open(\\\"another\\\")",
        "required is \"fresh-topic\""
    )]
    [InlineData("NB53", "claims.Control(", "claims.Rejection(", "no negative control")]
    public void Each_rule_finds_what_breaks_it(string code, string old, string now, string place)
    {
        var text = starter.Text;
        Assert.Contains(old, text);
        var at = text.IndexOf(old, StringComparison.Ordinal);
        text = text[..at] + now + text[(at + old.Length)..];
        var subject = new LintSubject(starter.Path, text, Notebook.Parse(text), RegisterFile.Of(starter.Path));
        Assert.Contains(Linter.Lint(subject), line => line.Contains($" {code} ") && line.Contains(place));
    }

    [Fact]
    public void A_source_without_a_year_is_placed_by_a_link_within_the_collection()
    {
        var text = starter.Text.Replace(
            "Teubner 1878",
            "Teubner, [register](../data/claims/fresh-topic.json)",
            StringComparison.Ordinal);
        var subject = new LintSubject(starter.Path, text, Notebook.Parse(text), RegisterFile.Of(starter.Path));
        Assert.DoesNotContain(Linter.Lint(subject), line => line.Contains(" NB44 "));
    }

    [Fact]
    public void The_sheet_must_come_last_and_a_register_must_exist()
    {
        var notebook = Notebook.Parse(starter.Text);
        notebook.CodeCells.Last().Outputs = [];
        var found = Linter.Lint(new LintSubject(starter.Path, notebook.ToString(), notebook, null)).ToList();
        Assert.Contains(found, line => line.Contains(" NB13 "));
        Assert.Contains(found, line => line.Contains(" NB50 "));
        var register = RegisterFile.Parse(
            """{"slug":"fresh-topic","claims":[{"id":"C7","statement":"s","verdict":"holds"}]}""",
            "fresh-topic");
        Assert.Contains(
            Linter.Lint(new LintSubject(starter.Path, notebook.ToString(), notebook, register)),
            line => line.EndsWith("NB52 no prose names the claim C7"));
    }

    [Theory]
    [InlineData("holds", false)]
    [InlineData("corrected", true)]
    [InlineData("fails", true)]
    public void A_plain_check_belongs_to_a_claim_that_holds(string verdict, bool isFinding)
    {
        var notebook = Notebook.Parse(starter.Text);
        var register = RegisterFile.Parse(
            $$"""{"slug":"fresh-topic","claims":[{"id":"C1","statement":"s","verdict":"{{verdict}}","correction":"c","counterexample":"e"}]}""",
            "fresh-topic");
        var found = Linter
            .Lint(new LintSubject(starter.Path, starter.Text, notebook, register))
            .Where(line => line.Contains(" NB54 "));
        Assert.Equal(isFinding, found.Any(line => line.Contains($"C1 holds, and the register says {verdict}")));
    }

    [Fact]
    public void Long_cells_need_a_reason_and_runs_of_code_need_prose()
    {
        var notebook = Notebook.Parse(starter.Text);
        notebook.Cells[8].Source = string.Join('\n', Enumerable.Repeat("// line", 31));
        Assert.Contains(Found(), line => line.Contains("cell 9 [4]: NB20 the cell has 31 lines"));
        notebook.Cells[8].Source = "// Long because it is one table\n" + notebook.Cells[8].Source;
        Assert.DoesNotContain(Found(), line => line.Contains(" NB20 "));
        notebook.Cells.RemoveAll(cell => !cell.IsCode && !cell.Source.StartsWith("# ", StringComparison.Ordinal));
        Assert.Contains(
            Found(),
            line => line.Contains(" NB12 more than 3 code cells") || line.Contains(" NB12 there are"));

        List<string> Found() => [.. Linter.Lint(new LintSubject(starter.Path, notebook.ToString(), notebook, null))];
    }

    [Fact]
    public void Files_that_are_no_notebooks_and_bad_slugs_are_findings()
    {
        var folder = Directory.CreateTempSubdirectory("lemmata-lint-").FullName;
        File.WriteAllText(Path.Combine(folder, "Bad_Name.ipynb"), starter.Text);
        File.WriteAllText(Path.Combine(folder, "broken.ipynb"), "{");
        Assert.Contains(Linter.Lint(Path.Combine(folder, "Bad_Name.ipynb")), line => line.Contains(" NB01 "));
        Assert.Contains("NB00", Linter.Lint(Path.Combine(folder, "broken.ipynb")).Single());
        File.WriteAllText(Path.Combine(folder, "spaced.ipynb"), starter.Text.Replace("\n ", "\n  "));
        Assert.Contains(Linter.Lint(Path.Combine(folder, "spaced.ipynb")), line => line.Contains(" NB02 "));
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public void Every_rule_has_its_own_code_and_statement()
    {
        Assert.Equal(Linter.Rules.Count, Linter.Rules.Select(rule => rule.Code).Distinct().Count());
        Assert.Equal(Linter.Rules.Select(rule => rule.Code).Order(), Linter.Rules.Select(rule => rule.Code));
        Assert.All(Linter.Rules, rule => Assert.EndsWith(".", rule.Statement));
    }

    [Fact]
    public void New_refuses_bad_slugs_and_existing_files()
    {
        var root = System.IO.Path.GetFullPath(
            System.IO.Path.Combine(System.IO.Path.GetDirectoryName(starter.Path)!, ".."));
        Assert.Throws<ArgumentException>(() => Starter.Write(root, "Bad Slug"));
        Assert.Contains("exists already", Assert.Throws<IOException>(() => Starter.Write(root, "fresh-topic")).Message);
    }
}

/// <summary>The notebook that <c>new</c> writes, run once.</summary>
public sealed class StarterNotebook : IAsyncLifetime
{
    private readonly TemporaryCollection collection = new();

    internal RunResult Result { get; private set; } = null!;

    internal string Path => collection["fresh-topic"];

    internal string Text => File.ReadAllText(Path);

    public async ValueTask InitializeAsync()
    {
        Starter.Write(collection.Root, "fresh-topic");
        Result = await NotebookRunner.RunAsync(Path, new RunOptions { WriteBack = true });
    }

    public ValueTask DisposeAsync()
    {
        collection.Dispose();
        return ValueTask.CompletedTask;
    }
}
