using System.Text.Json.Nodes;
using Lemmata.Notebooks;
using Lemmata.Tool.Checking;

namespace Lemmata.Tool.Tests.Checking;

public class OutputComparisonTests
{
    [Theory]
    [InlineData("x = 0.1234567890123", "x = 0.1234567890123", false, true)]
    [InlineData("x = 0.1234567890123", "x = 0.1234567890124", false, false)]
    [InlineData("x = 0.1234567890123", "x = 0.1234567890124", true, true)]
    [InlineData("x = 0.1234567890123", "x = 0.1234577", true, false)]
    [InlineData("x = 1e-300", "x = 2e-300", true, false)]
    [InlineData("x = 1", "y = 1", true, false)]
    [InlineData("1 2", "1 2 3", true, false)]
    public void Texts_are_equal_to_the_byte_or_with_tolerance_up_to_rounding(
        string stored,
        string fresh,
        bool tolerant,
        bool equal
    ) => Assert.Equal(equal, OutputComparison.Differences(Showing(stored), Showing(fresh), tolerant).Count == 0);

    [Fact]
    public void A_difference_names_output_type_and_line()
    {
        var found = OutputComparison.Differences(Showing("a\nb\nc"), Showing("a\nB\nc"), tolerant: false).Single();
        Assert.Equal("output 1 differs in text/plain, line 2: the file says “b”, a run “B”", found.Message);
    }

    [Fact]
    public void Missing_outputs_types_and_counts_are_differences()
    {
        var two = Showing("a");
        two.CodeCells.Single().Outputs.Add((JsonNode)new JsonObject { ["output_type"] = "stream", ["text"] = "t" });
        Assert.Contains(
            "stores 1 outputs, a run gives 2",
            OutputComparison.Differences(Showing("a"), two, true).Single().Message);
        var typed = Showing("a");
        ((JsonObject)typed.CodeCells.Single().Outputs[0]!["data"]!)["text/html"] = "<b>";
        Assert.Contains(
            "no text/html in the file",
            OutputComparison.Differences(Showing("a"), typed, true).Single().Message);
        var uncounted = Showing("a");
        uncounted.CodeCells.Single().ExecutionCount = null;
        Assert.Contains(
            "count is absent in the file and 1",
            OutputComparison.Differences(uncounted, Showing("a"), true).Single().Message);
    }

    private static Notebook Showing(string text)
    {
        var notebook = FencedText.ToNotebook("```csharp\nx\n```");
        var cell = notebook.CodeCells.Single();
        cell.ExecutionCount = 1;
        cell.Outputs =
        [
            new JsonObject
            {
                ["output_type"] = "display_data",
                ["data"] = new JsonObject { ["text/plain"] = text },
            },
        ];
        return notebook;
    }
}
