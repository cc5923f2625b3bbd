namespace Lemmata.Tool.Tests.Stepping;

/// <summary><c>run --trace</c>: the values at each stop of a cell as a table.</summary>
public sealed class TraceTests
{
    [Fact]
    public async Task The_table_holds_each_stop_of_the_cell_and_of_the_functions_above_that_it_calls()
    {
        using var collection = new TemporaryCollection();
        var path = collection.Add(
            "traced", "int Half(int n)\n{\n    return n / 2;\n}", "var text = \"a,b\";\nvar h = Half(7);\nh", "Environment.Exit(5)");
        var before = await File.ReadAllTextAsync(path, TestContext.Current.CancellationToken);
        var table = Path.Combine(collection.Root, "trace.csv");
        var (status, output) = await ToolProcess.RunAsync("run", path, "--trace", "cell=2", "--out", table);
        Assert.True(status == 0, output);
        Assert.Contains("5 stops", output);
        Assert.Equal(
            """"
            stop,cell,line,function,at,depth,thread,n,return,text,h
            1,cell 2,1,cell,statement,0,1,,,,
            2,cell 2,2,cell,statement,0,1,,,"""a,b""",
            3,cell 1,3,Half,statement,1,1,7,,,
            4,cell 1,3,Half,return,1,1,,3,,
            5,cell 2,3,cell,statement,0,1,,,"""a,b""",3

            """".ReplaceLineEndings("\n"),
            await File.ReadAllTextAsync(table, TestContext.Current.CancellationToken));
        Assert.Equal(before, await File.ReadAllTextAsync(path, TestContext.Current.CancellationToken));
    }

    [Theory]
    [InlineData("cell=0", "--trace cell=0: required is the number of a code cell")]
    [InlineData("7", "--trace 7: required is the number of a code cell")]
    [InlineData("cell=9", "there is no code cell 9: the notebook has 1")]
    public async Task A_cell_that_is_not_there_is_named(string asked, string said)
    {
        using var collection = new TemporaryCollection();
        var path = collection.Add("short", "1 + 1");
        var (status, output) = await ToolProcess.RunAsync("run", path, "--trace", asked);
        Assert.Equal(1, status);
        Assert.Contains(said, output);
    }

    [Fact]
    public async Task A_file_for_the_table_needs_a_cell_to_trace()
    {
        using var collection = new TemporaryCollection();
        var path = collection.Add("short", "1 + 1");
        var (status, output) = await ToolProcess.RunAsync("run", path, "--out", "trace.csv");
        Assert.Equal(1, status);
        Assert.Contains("--trace", output);
    }
}
