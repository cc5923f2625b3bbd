using System.Text.Json.Nodes;
using Lemmata.Notebooks;

namespace Lemmata.Tool.Tests.Notebooks;

public class NotebookTests
{
    private const string Old = """
        {"nbformat":4,"nbformat_minor":MINOR,"metadata":{"custom":{"b":1,"a":2.50}},"cells":[
          {"cell_type":"markdown","metadata":{"kept":true},"source":"see ![](attachment:x.png)","attachments":{"x.png":{"image/png":"AAAA"}}},
          {"cell_type":"code","metadata":{},"execution_count":7,"source":["var x = 1;\n","x"],"outputs":[
            {"output_type":"execute_result","execution_count":7,"metadata":{},"data":{"text/plain":"a\nb","application/json":{"z":1,"y":"é😀"}}}]},
          {"cell_type":"raw","metadata":{},"source":"raw text"}]}
        """;

    [Theory]
    [InlineData(0), InlineData(1), InlineData(2), InlineData(3), InlineData(4), InlineData(5)]
    public void Every_minor_version_is_read_and_written_as_4_5_with_ids(int minor)
    {
        var notebook = Notebook.Parse(Old.Replace("MINOR", $"{minor}"));
        var written = JsonNode.Parse(notebook.ToString())!;
        Assert.Equal(5, (int)written["nbformat_minor"]!);
        var ids = written["cells"]!.AsArray().Select(cell => (string)cell!["id"]!).ToList();
        Assert.Equal(3, ids.Distinct().Count());
        Assert.All(ids, id => Assert.Matches("^[A-Za-z0-9_-]{1,64}$", id));
    }

    [Fact]
    public void Unknown_metadata_and_attachments_survive()
    {
        var written = Notebook.Parse(Old.Replace("MINOR", "2")).ToString();
        Assert.Contains("\"kept\": true", written);
        Assert.Contains("\"image/png\": \"AAAA\"", written);
        Assert.Contains("é😀", written);
    }

    [Theory]
    [InlineData("2.50", "2.5"), InlineData("1E-12", "1e-12"), InlineData("1E-06", "0.000001"), InlineData("1E-7", "1e-7")]
    [InlineData("1.52e+18", "1520000000000000000"), InlineData("1e21", "1e+21"), InlineData("-3.0", "-3")]
    [InlineData("-0.0", "0"), InlineData("0.1", "0.1"), InlineData("123456.789e-3", "123.456789")]
    [InlineData("5e-324", "5e-324"), InlineData("1.7976931348623157e308", "1.7976931348623157e+308")]
    [InlineData("12345678901234567890", "12345678901234567890"), InlineData("1e999", "1e999")]
    public void Numbers_are_spelled_as_JavaScript_spells_them(string number, string spelled)
    {
        var notebook = Notebook.Parse($$"""{"cells":[],"metadata":{"n":{{number}}},"nbformat":4,"nbformat_minor":5}""");
        Assert.Contains($"\"n\": {spelled}\n", notebook.ToString());
    }

    [Fact]
    public void Long_texts_are_lines_and_json_types_stay_json()
    {
        var data = JsonNode.Parse(Notebook.Parse(Old.Replace("MINOR", "2")).ToString())!["cells"]![1]!["outputs"]![
            0
        ]!["data"]!;
        Assert.Equal(["a\n", "b"], data["text/plain"]!.AsArray().Select(line => (string)line!));
        Assert.Equal(1, (int)data["application/json"]!["z"]!);
    }

    [Fact]
    public void Writing_is_stable_and_reads_back_to_the_same_bytes()
    {
        var once = Notebook.Parse(Old.Replace("MINOR", "4")).ToString();
        Assert.Equal(once, Notebook.Parse(once).ToString());
        Assert.EndsWith("}\n", once);
        Assert.DoesNotContain('\r', once);
        // Keys in order, one space a level: what Jupyter's own writer gives.
        Assert.StartsWith("{\n \"cells\": [\n  {\n   \"attachments\": {", once);
    }

    [Fact]
    public void Ids_are_made_from_content_and_duplicates_are_told_apart()
    {
        const string text =
            """{"nbformat":4,"nbformat_minor":5,"metadata":{},"cells":[{"cell_type":"code","id":"a","source":"1"},{"cell_type":"code","id":"a","source":"1"},{"cell_type":"code","id":"not an id","source":"1"}]}""";
        var first = Notebook.Parse(text).Cells.Select(cell => cell.Id).ToList();
        Assert.Equal(first, Notebook.Parse(text).Cells.Select(cell => cell.Id));
        Assert.Equal(3, first.Distinct().Count());
        Assert.Equal("a", first[0]);
    }

    [Theory]
    [InlineData("[1,", "not JSON at line 1")]
    [InlineData("", "not JSON")]
    [InlineData("[]", "JSON array where a notebook object is required")]
    [InlineData("{}", "no number nbformat")]
    [InlineData(
        """{"nbformat":2,"worksheets":[]}""",
        "nbformat 2.0; required is 3, or 4.0 to 4.5. Open and save it once in Jupyter"
    )]
    [InlineData("""{"nbformat":5,"cells":[]}""", "nbformat 5.0")]
    [InlineData("""{"nbformat":4,"nbformat_minor":5}""", "no array of cells")]
    [InlineData("""{"nbformat":4,"nbformat_minor":5,"cells":[1]}""", "cell 1 is not an object with a cell_type")]
    [InlineData(
        """{"nbformat":4,"nbformat_minor":5,"cells":[{"cell_type":3}]}""",
        "cell 1 is not an object with a cell_type"
    )]
    public void What_is_no_notebook_is_refused_with_the_reason(string text, string reason)
    {
        var error = Assert.Throws<NotebookFormatException>(() => Notebook.Parse(text, "x.ipynb"));
        Assert.StartsWith("x.ipynb", error.Message);
        Assert.Contains(reason, error.Message);
    }

    [Fact]
    public void A_missing_file_and_a_folder_are_told_apart()
    {
        Assert.Throws<FileNotFoundException>(() => Notebook.Load(Path.Combine(Path.GetTempPath(), "absent.ipynb")));
        Assert.Contains(
            "folder",
            Assert.Throws<NotebookFormatException>(() => Notebook.Load(Path.GetTempPath())).Message);
    }

    [Fact]
    public void Bytes_that_are_not_utf8_are_refused()
    {
        var file = Path.GetTempFileName();
        File.WriteAllBytes(file, [0x7B, 0xFF, 0xFE]);
        Assert.Contains("UTF-8", Assert.Throws<NotebookFormatException>(() => Notebook.Load(file)).Message);
        File.Delete(file);
    }

    [Fact]
    public void A_full_disk_leaves_the_old_file_whole_and_no_partial_one()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "/dev/full exists on Linux only");
        var folder = Directory.CreateTempSubdirectory("lemmata-full-").FullName;
        var file = Path.Combine(folder, "x.ipynb");
        File.WriteAllText(file, "old");
        // The temporary file leads to a device on which every write finds the disk full.
        File.CreateSymbolicLink(Path.Combine(folder, AtomicFile.TemporaryNameOf("x.ipynb")), "/dev/full");
        var error = Assert.Throws<IOException>(() => Notebook.Parse(Old.Replace("MINOR", "5")).Save(file));
        Assert.Contains("space", error.Message);
        Assert.Equal("old", File.ReadAllText(file));
        Assert.Equal([file], Directory.GetFiles(folder));
        Directory.Delete(folder, recursive: true);
    }
}
