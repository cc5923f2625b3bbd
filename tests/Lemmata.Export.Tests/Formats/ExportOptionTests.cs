namespace Lemmata.Export.Tests.Formats;

/// <summary>What the command refuses, before it runs anything.</summary>
public sealed class ExportOptionTests : IDisposable
{
    private readonly TemporaryCollection collection = new();

    public void Dispose() => collection.Dispose();

    [Theory]
    [InlineData("--to docx", "'docx'", "'html'", "'markdown'", "'ipynb'", "'pdf'")]
    [InlineData("--to markdown --single-file", "--single-file", "--to markdown", "--to html")]
    [InlineData("--to ipynb --static", "--static", "--to ipynb", "--to html")]
    [InlineData("--watch --single-file", "--watch", "--single-file")]
    [InlineData("-o taken.txt", "--output taken.txt", "is a file")]
    [InlineData("-o taken.txt/inside", "--output taken.txt/inside", "taken.txt is a file")]
    [InlineData("-o notebooks", "--output notebooks", "holds files that are no export")]
    [InlineData("-o notebooks --to markdown", "--output notebooks", "holds files that are no export")]
    [InlineData("-o /proc/pages", "--output /proc/pages", "nothing can be written in /proc")]
    [InlineData("absent", "absent: there is no such file")]
    [InlineData("nevr", "nevr: there is no such file; did you mean never?")]
    [InlineData("--statc", "there is no option --statc; did you mean --static?")]
    [InlineData("--no-cache", "--no-cache says how to run notebooks", "--run")]
    [InlineData("--timeout 5 --static", "--timeout says how to run notebooks", "--run")]
    public async Task A_wrong_option_is_named_with_what_is_possible(string arguments, params string[] words)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows() && arguments.Contains("/proc", StringComparison.Ordinal), "there is no /proc");
        collection.Add("never", "throw new System.Exception(\"this ran\");");
        await File.WriteAllTextAsync(Path.Combine(collection.Root, "taken.txt"), "mine", TestContext.Current.CancellationToken);
        using var export = new ExportProcess(collection.Root, arguments.Split(' '));
        Assert.Equal(1, await export.ExitAsync());
        await Task.Delay(100, TestContext.Current.CancellationToken);
        var said = string.Join('\n', export.Said);
        Assert.All(words, word => Assert.Contains(word, said, StringComparison.Ordinal));
        Assert.DoesNotContain("this ran", said, StringComparison.Ordinal);
        Assert.Equal("mine", await File.ReadAllTextAsync(Path.Combine(collection.Root, "taken.txt"), TestContext.Current.CancellationToken));
        Assert.False(Directory.Exists(Path.Combine(collection.Root, "site")));
    }

    [Fact]
    public async Task A_notebook_is_named_by_its_slug_and_becomes_the_file_that_is_asked_for()
    {
        collection.Add("named", "1 + 1");
        collection.Add("other", "2 + 2");
        using var export = new ExportProcess(collection.Root, "named", "--single-file", "--static", "-o", "out/page.html");
        Assert.Equal(0, await export.ExitAsync());
        using var here = new ExportProcess(collection.Root, "named", "--single-file", "--static");
        Assert.Equal(0, await here.ExitAsync());
        Assert.Equal(["named.html"], Directory.EnumerateFiles(collection.Root).Select(Path.GetFileName));
        Assert.Equal(["page.html"], Directory.EnumerateFileSystemEntries(Path.Combine(collection.Root, "out")).Select(Path.GetFileName));
        Assert.Contains("<h1>named</h1>", await File.ReadAllTextAsync(Path.Combine(collection.Root, "out", "page.html"), TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }
}
