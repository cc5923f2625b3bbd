using System.Text.Json.Nodes;
using Lemmata.Notebooks;

namespace Lemmata.Tool.Tests.Notebooks;

/// <summary>Notebooks of format 3 are read as what they became, and newer ones as far as they are known.</summary>
public class OlderFormatTests
{
    private const string Old = """
        {"nbformat":3,"nbformat_minor":0,"metadata":{"name":"old"},"worksheets":[{"cells":[
          {"cell_type":"heading","level":2,"metadata":{},"source":["Title"]},
          {"cell_type":"markdown","metadata":{},"source":"prose"},
          {"cell_type":"code","language":"python","collapsed":false,"prompt_number":4,"metadata":{},"input":["a = 1\n","a"],
           "outputs":[
             {"output_type":"stream","stream":"stderr","text":["careful\n"]},
             {"output_type":"pyout","prompt_number":4,"metadata":{},"text":["1"],"html":"<b>1</b>"},
             {"output_type":"display_data","metadata":{},"png":"AAAA","json":"{\"k\":2}"},
             {"output_type":"pyerr","ename":"E","evalue":"bad","traceback":["line"]}]}]},
          {"cells":[{"cell_type":"html","metadata":{},"source":"<i>x</i>"}]}]}
        """;

    [Fact]
    public void Cells_of_all_worksheets_keep_their_text_and_their_outputs()
    {
        var notebook = Notebook.Parse(Old);
        Assert.Equal(["markdown", "markdown", "code", "markdown"], notebook.Cells.Select(cell => cell.Type));
        Assert.Equal(["## Title", "prose", "a = 1\na", "<i>x</i>"], notebook.Cells.Select(cell => cell.Source));
        var code = notebook.CodeCells.Single();
        Assert.Equal(4, code.ExecutionCount);
        Assert.Equal(
            ["stream", "execute_result", "display_data", "error"],
            code.Outputs.Select(output => output.TextAt("output_type")));
        Assert.Equal("stderr", code.Outputs[0].TextAt("name"));
        Assert.Equal("<b>1</b>", code.Outputs[1].TextAt("data", "text/html"));
        Assert.Equal("AAAA", code.Outputs[2].TextAt("data", "image/png"));
        Assert.Equal(2, (int)code.Outputs[2].At("data", "application/json", "k")!);
        Assert.Equal("bad", code.Outputs[3].TextAt("evalue"));
    }

    [Fact]
    public void It_is_written_in_the_format_of_today_and_read_as_the_same()
    {
        var notebook = Notebook.Parse(Old);
        var written = JsonNode.Parse(notebook.ToString())!;
        Assert.Equal(4, (int)written["nbformat"]!);
        Assert.Null(written["worksheets"]);
        Assert.Equal(notebook.ToString(), Notebook.Parse(notebook.ToString()).ToString());
    }

    [Fact]
    public void Its_language_is_the_one_that_its_cells_name()
    {
        Assert.True(Notebook.Parse(Old).IsForeign);
        Assert.Equal("python", Notebook.Parse(Old).Language);
    }

    [Fact]
    public void A_newer_minor_number_is_read_with_a_warning_and_kept()
    {
        var notebook = Notebook.Parse(
            """{"nbformat":4,"nbformat_minor":9,"metadata":{},"later":{"a":1},"cells":[{"cell_type":"markdown","source":"x"}]}""");
        Assert.Contains("nbformat 4.9, newer than 4.5", notebook.Warning);
        var written = JsonNode.Parse(notebook.ToString())!;
        Assert.Equal(9, (int)written["nbformat_minor"]!);
        Assert.Equal(1, (int)written["later"]!["a"]!);
        Assert.Null(Notebook.Create().Warning);
    }

    [Theory]
    [InlineData("{}", "csharp", false)]
    [InlineData("""{"kernelspec":{"name":".net-csharp","language":"C#"},"language_info":{"name":"polyglot-notebook"}}""", "csharp", false)]
    [InlineData("""{"language_info":{"name":"polyglot-notebook"}}""", "csharp", false)]
    [InlineData("""{"kernelspec":{"name":"python3","language":"python"},"language_info":{"name":"python"}}""", "python", true)]
    [InlineData("""{"kernelspec":{"name":".net-fsharp","language":"F#"}}""", "fsharp", true)]
    [InlineData("""{"kernelspec":{"name":"ir"},"language_info":{"name":"R"}}""", "r", true)]
    public void The_kernel_says_what_the_cells_are_in(string metadata, string language, bool isForeign)
    {
        var notebook = Notebook.Parse(
            $$$"""{"nbformat":4,"nbformat_minor":5,"metadata":{{{metadata}}},"cells":[{"cell_type":"code","source":"1"}]}""");
        Assert.Equal(language, notebook.Language);
        Assert.Equal(isForeign, notebook.IsForeign);
    }

    [Theory]
    [InlineData("C#", "csharp"), InlineData("dotnet-interactive.csharp", "csharp"), InlineData("F#", "fsharp")]
    [InlineData("powershell", "pwsh"), InlineData("JavaScript", "javascript"), InlineData("polyglot-notebook", null)]
    public void A_language_has_one_name(string spelling, string? name) => Assert.Equal(name, CellLanguage.Normal(spelling));
}
