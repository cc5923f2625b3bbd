using Lemmata.Claims;
using Lemmata.Data;

namespace Lemmata.Tests.Data;

/// <summary>Changes the current folder, so nothing else may run beside it.</summary>
[CollectionDefinition(nameof(CurrentFolder), DisableParallelization = true)]
public class CurrentFolder;

[Collection(nameof(CurrentFolder))]
public sealed class DataFilesTests : IDisposable
{
    private readonly string before = Directory.GetCurrentDirectory();
    private readonly string root = Directory.CreateTempSubdirectory("lemmata-data-").FullName;

    public DataFilesTests()
    {
        Directory.CreateDirectory(Path.Combine(root, "data", "claims"));
        Directory.CreateDirectory(Path.Combine(root, "notebooks"));
        Directory.SetCurrentDirectory(Path.Combine(root, "notebooks"));
    }

    public void Dispose()
    {
        Directory.SetCurrentDirectory(before);
        Directory.Delete(root, recursive: true);
    }

    [Fact]
    public void Rows_are_dictionaries_by_column_and_the_host_is_told_which_file_was_read()
    {
        File.WriteAllText(Path.Combine(root, "data", "x.csv"), "year,name\r\n1901,\"Röntgen, \"\"W.\"\"\"\n\n1902,\n");
        var read = new List<string>();
        AppContext.SetData("Cell.FileRead", (Action<string>)read.Add);
        try
        {
            var rows = DataFiles.Csv("x.csv");
            Assert.Equal(["1901", "1902"], rows.Select(row => row["year"]));
            Assert.Equal(["Röntgen, \"W.\"", ""], rows.Select(row => row["name"]));
            Assert.Equal("x.csv", Path.GetFileName(Assert.Single(read)));
        }
        finally { AppContext.SetData("Cell.FileRead", null); }
    }

    [Fact]
    public void A_missing_file_or_folder_is_named_with_the_place_searched()
    {
        Assert.Contains(
            "data file 'y.csv' is not in",
            Assert.Throws<FileNotFoundException>(() => DataFiles.Path("y.csv")).Message);
        Directory.Delete(Path.Combine(root, "data", "claims"));
        Assert.Contains(
            "no folder data/claims in",
            Assert.Throws<DirectoryNotFoundException>(() => DataFiles.Path("y.csv")).Message);
    }

    [Theory]
    [InlineData("a,b\n1\n", "record 2 has 1 fields but the first line names 2 columns")]
    [InlineData("a,b\n\"1,2\n", "opens a quote that is never closed")]
    [InlineData("", "is empty")]
    public void A_broken_table_is_refused(string text, string message)
    {
        File.WriteAllText(Path.Combine(root, "data", "x.csv"), text);
        Assert.Contains(message, Assert.Throws<InvalidDataException>(() => DataFiles.Csv("x.csv")).Message);
    }

    [Fact]
    public void Opening_a_sheet_without_a_register_lists_those_that_exist()
    {
        File.WriteAllText(Path.Combine(root, "data", "claims", "other.json"), "{}");
        Assert.Contains(
            "no register data/claims/sample.json; there are: other",
            Assert.Throws<FileNotFoundException>(() => Lemmata.Claims.Claims.Open("sample")).Message);
        File.WriteAllText(Path.Combine(root, "data", "claims", "sample.json"), Claims.Sheets.Json);
        Assert.Equal("sample", Lemmata.Claims.Claims.Open("sample").Register.Slug);
    }
}
