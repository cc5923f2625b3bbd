using System.Text.RegularExpressions;
using Lemmata.Interactive.Tests.Collection;
using Lemmata.Interactive.Tests.Engine;
using Lemmata.Notebooks;
using Microsoft.DotNet.Interactive.Formatting;

namespace Lemmata.Interactive.Tests.Cells;

/// <summary>What cells say through the API of .NET Interactive means the same here and there.</summary>
[Collection(CollectionRun.Turn)]
public sealed partial class ApiCellTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("lemmata-cells-").FullName;

    public void Dispose()
    {
        // The formatter is one for the process, and notebooks run in it too.
        Formatter.ResetToDefault();
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task Cells_show_the_same_in_both_engines_but_for_those_listed()
    {
        var (here, there) = (await HereAsync(), await ThereAsync());
        var found = Representations.Differences(Representations.Of(here), Representations.Of(there));
        var listed = ApiCells.All.Index().Where(each => each.Item.Differs is not null).Select(each => each.Index + 1);
        Assert.True(
            listed.SequenceEqual(found.Select(difference => difference.At.Cell).Distinct()),
            string.Join("\n", found.Where(difference => ApiCells.All[difference.At.Cell - 1].Differs is null)
                .Select(difference => $"{ApiCells.All[difference.At.Cell - 1].Code}\n{difference}")));
        Assert.All(
            found.Where(difference => ApiCells.All[difference.At.Cell - 1].Differs == ApiCells.Number),
            difference => Assert.Equal(Unnumbered(difference.Stored!), Unnumbered(difference.Engine!)));
        Assert.All(here.CodeCells.Concat(there.CodeCells), cell => Assert.DoesNotContain(
            cell.Outputs, output => output.TextAt("output_type") == "error"));
        Assert.True(Representations.Of(here).Count >= 30);
    }

    private static string Unnumbered(string text) => NumberOfPiece().Replace(text, "#");

    private static async Task<Notebook> ThereAsync()
    {
        Formatter.ResetToDefault();
        using var engine = new InteractiveEngine();
        return await engine.RunAsync(Cells());
    }

    private Task<Notebook> HereAsync() => ToolRun.Of(Cells(), folder);

    [GeneratedRegex(@"#\d+")]
    private static partial Regex NumberOfPiece();

    private static Notebook Cells() => ToolRun.Cells(ApiCells.All.Select(cell => cell.Code));
}
