using System.Text.Json.Nodes;
using Lemmata.Notebooks;

namespace Lemmata.Tool.Tests.Running;

public class BadInputTests(BadNotebooks batch) : IClassFixture<BadNotebooks>
{
    [Theory]
    [InlineData("compile", "cell 4 [2], line 2", "(2,9): error CS0103: The name 'undefinedName' does not exist")]
    [InlineData("throwing", "cell 4 [2], line 2", "InvalidOperationException: no 1")]
    [InlineData("endless", "cell 4 [2]", "a cell may take 2 s; make it shorter or raise the limit with --timeout")]
    [InlineData("overflow", "cell 2 [1]", "stack overflow")]
    [InlineData("leaving", "cell 2 [1]", "the code ended the process with exit status 3")]
    [InlineData("thread", "cell 2 [1]", "a thread started by the cell ended with it: boom")]
    [InlineData("late-thread", "cell 2 [1]", "a thread started by the cell ended with it: late boom")]
    [InlineData(
        "unknown-claim",
        "cell 4 [2], line 2",
        "claim 'C9' is not in data/claims/unknown-claim.json; known: C1"
    )]
    [InlineData("package", "cell 2 [1], line 1", "Some.Package 1.0 could not be restored")]
    [InlineData("unloaded", "cell 2 [1], line 1", "run `dotnet build` first")]
    [InlineData("fsharp", "fsharp.ipynb", "a notebook in F#, and C# is what runs here; export shows it")]
    [InlineData("not-json", "not-json.ipynb", "is not JSON at line 1")]
    [InlineData("old-format", "old-format.ipynb", "nbformat 2.0; required is 3, or 4.0 to 4.5")]
    [InlineData("number-id", "number-id.ipynb", "cell 1 has a JSON number as its id; required is text")]
    [InlineData(
        "number-source",
        "number-source.ipynb",
        "cell 2 has a source that is neither text nor an array of lines"
    )]
    [InlineData("doubled-key", "doubled-key.ipynb", "Duplicate property 'id'")]
    [InlineData("number-language", "number-language.ipynb", "cell 1 names its language by a JSON number")]
    [InlineData("missing", "missing.ipynb", "there is no such file")]
    public void One_paragraph_names_notebook_and_cell_and_the_file_stays_as_it_was(
        string slug,
        string place,
        string message)
    {
        var error = batch[slug].Error;
        Assert.NotNull(error);
        Assert.Contains(slug + ".ipynb", error.Place);
        Assert.EndsWith(place, error.Place);
        Assert.Contains(message, error.Message);
        Assert.DoesNotContain('\n', error.ToString());
        if (slug != "missing") Assert.True(batch.IsUnchanged(slug));
    }

    [Theory]
    [InlineData("a-sound", "2"), InlineData("z-sound", "4")]
    public void The_other_notebooks_finish_and_are_written(string slug, string expected)
    {
        Assert.Null(batch[slug].Error);
        var cell = Notebook.Parse(batch.Stored(slug)).CodeCells.Single();
        Assert.Equal(expected, MultilineText.Join(cell.Outputs[0]!["data"]!["text/plain"]));
        Assert.Equal(1, cell.ExecutionCount);
    }

    [Fact]
    public void The_stack_of_a_throwing_cell_has_no_frames_of_the_engine()
    {
        var details = batch["throwing"].Error!.Details;
        Assert.Contains(details, line => line.Contains("F(Int32 n) in cell 1, line 3"));
        Assert.Equal("--> line 2: F(q)", details[^1]);
        Assert.DoesNotContain(
            details,
            line => line.Contains("CodeAnalysis") || line.Contains("Lemmata.Tool") || line.Contains("Submission"));
    }

    [Fact]
    public void Two_hundred_megabytes_of_text_are_cut_with_a_note()
    {
        Assert.Null(batch["flood"].Error);
        var stored = batch.Stored("flood");
        Assert.InRange(stored.Length, 200_000, 300_000);
        Assert.Contains("may write 200,000 characters, 199,800,000 more are not shown", stored);
    }

    [Fact]
    public void Native_output_neither_blocks_nor_breaks_a_run() => Assert.Null(batch["native-flood"].Error);

    [Fact]
    public void Not_a_number_in_a_figure_becomes_a_gap_in_valid_json()
    {
        Assert.Null(batch["gap"].Error);
        var data = Notebook.Parse(batch.Stored("gap")).CodeCells.Last().Outputs[0]!["data"]!;
        var y = (JsonArray)data["application/vnd.plotly.v1+json"]!["data"]![0]!["y"]!;
        Assert.Equal(["1", "null", "null", "2"], y.Select(value => value?.ToJsonString() ?? "null"));
        Assert.DoesNotContain("NaN", MultilineText.Join(data["image/svg+xml"]));
    }

    [Fact]
    public void The_exports_form_of_a_figure_is_in_the_result_but_not_in_the_file()
    {
        Assert.Contains("vnd.lemmata.figure", batch["gap"].Notebook!.ToString());
        Assert.DoesNotContain("vnd.lemmata.figure", batch.Stored("gap"));
    }
}
