using System.Text.Json.Nodes;
using Lemmata.Export;
using static Lemmata.Export.Tests.NotebookJson;

namespace Lemmata.Export.Tests;

/// <summary>Outputs that other programs stored keep their content on the page: as picture, table or text.</summary>
public sealed class StoredByOthersTests : PageOf
{
    private const string FromCSharp =
        """
        <div><div id="a1"></div><script type="text/javascript">
        var renderPlotly_a1 = function() { require(['plotly'], function(Plotly) {
        var data = [{"type":"scatter","name":"load","mode":"lines","x":[0,1,2],"y":[3.5,4,5]}];
        var layout = {"title":{"text":"Load"},"xaxis":{"title":{"text":"hour"}}};
        var config = {"responsive":true};
        Plotly.newPlot('a1', data, layout, config);
        }); };
        </script></div>
        """;

    private const string FromPython =
        """
        <div id="p"></div><script>window.PLOTLYENV={};
        if (document.getElementById("p")) { Plotly.newPlot( "p", [{"y":[3.5,4,5],"name":"load","type":"bar"}],
        {"title":{"text":"Load"}}, {"responsive": true} ).then(function(){ }) };</script>
        """;

    [Theory]
    [InlineData(FromCSharp)]
    [InlineData(FromPython)]
    public void A_plot_within_a_script_is_a_figure_with_its_numbers(string html)
    {
        var page = Output(html);
        Assert.Contains("<figure", page, StringComparison.Ordinal);
        Assert.Contains("Load", page, StringComparison.Ordinal);
        Assert.Contains("3.5", page, StringComparison.Ordinal);
        Assert.DoesNotContain("newPlot", page, StringComparison.Ordinal);
        Assert.DoesNotContain("cannot show", page, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""<script>var data = [{"y":[1,2}]; Plotly.newPlot('a', data, {});</script>""")]
    [InlineData("""<script>Plotly.newPlot('a', makeData(), {});</script>""")]
    [InlineData("""<script>Plotly.newPlot(</script>""")]
    [InlineData("""<script>draw("a")</script>""")]
    public void A_script_that_holds_no_plain_data_is_text_that_runs_nothing(string html)
    {
        var page = Output(html);
        Assert.Contains("An output of type text/html, which this page cannot show.", page, StringComparison.Ordinal);
        Assert.Contains("&lt;script&gt;", page, StringComparison.Ordinal);
        Assert.DoesNotContain("<script", page, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("application/vnd.jupyter.widget-view+json", """{"model_id":"77e1"}""", "77e1")]
    [InlineData("application/javascript", "\"alert(1)\"", "alert(1)")]
    [InlineData("application/json", """[1, {"a": "b"}]""", "&quot;a&quot;: &quot;b&quot;")]
    [InlineData("application/x-own", "\"kept as it is\"", "kept as it is")]
    public void What_no_page_can_show_stands_as_its_text(string type, string json, string shown) =>
        Assert.Contains(shown, Page(notebook => notebook.Code("x", Bundle(type, JsonNode.Parse(json)!))), StringComparison.Ordinal);

    [Fact]
    public void A_table_that_comes_as_latex_and_html_is_shown_as_html()
    {
        var page = Page(notebook => notebook.Code("x", Bundle(new JsonObject
        {
            ["text/latex"] = "\\begin{tabular}{l}\na\\\\\n\\end{tabular}",
            ["text/html"] = "<table><tr><td>a cell</td></tr></table>",
        })));
        Assert.Contains("a cell", page, StringComparison.Ordinal);
        Assert.Empty(Formulas(page));
    }

    [Fact]
    public void A_diagram_is_its_text_where_nothing_draws_it()
    {
        var page = Page(notebook => notebook.Code("x", Bundle("text/vnd.mermaid", "graph LR\n A[<b>] --> B")));
        Assert.Contains("A[&lt;b&gt;] --&gt; B", page, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("graph TD;\n A-->B;\n A-.->C;", "A B C", "")]
    [InlineData("flowchart LR\n A[Start] -->|yes| B{Ask};\n B-->C", "Start Ask C", "yes")]
    [InlineData("flowchart LR\n A --go on--> B\n B[Late name]", "A Late name", "go on")]
    [InlineData("graph LR\n A[\"x-->y\"] --> B((end))", "x--&gt;y end", "")]
    [InlineData("sequenceDiagram\n Ann->>Bob: hello", "Ann Bob", "hello")]
    public void A_diagram_is_drawn_with_the_names_and_labels_that_it_has(string text, string names, string label)
    {
        var page = Drawn(text, out var warnings);
        Assert.Empty(warnings);
        Assert.Contains("<svg", page, StringComparison.Ordinal);
        var words = string.Join(' ', page.Split("<text").Skip(1).Select(part => part.Split('>', 2)[1].Split("</text>")[0]));
        Assert.All(names.Split(' ').Append(label), name => Assert.Contains(name, words, StringComparison.Ordinal));
        Assert.DoesNotContain("var(", page.Split("<svg", 2)[1].Split("</svg>")[0], StringComparison.Ordinal);
    }

    [Fact]
    public void A_diagram_from_the_script_of_another_program_is_drawn() => Assert.Contains(
        "<svg",
        Drawn("<script>mermaid.mermaidAPI.render('m', `graph LR\n A-->B`);</script>", out _, "text/html"),
        StringComparison.Ordinal);

    [Theory]
    [InlineData("gitGraph\n commit")]
    [InlineData("graph TD\n A--")]
    public void A_diagram_that_is_not_understood_is_its_text_with_a_warning(string text)
    {
        var page = Drawn(text, out var warnings);
        Assert.DoesNotContain("<svg", page, StringComparison.Ordinal);
        Assert.Contains(text.Split('\n')[1].Trim(), page, StringComparison.Ordinal);
        Assert.Contains("page, cell 2: the diagram is shown as its text", Assert.Single(warnings), StringComparison.Ordinal);
    }

    private static string Drawn(string text, out IReadOnlyList<string> warnings, string type = "text/vnd.mermaid")
    {
        var folder = Directory.CreateTempSubdirectory("lemmata-diagrams-").FullName;
        try
        {
            var notebook = new NotebookJson(folder, "page").Prose("# Page\n\nWhat?\n\nThis.").Code("x", Bundle(type, text));
            var (files, report) = Site.Build([notebook.Input()], Fixtures.Options(folder, noNode: false));
            Assert.SkipWhen(report.StaticBecause is not null, report.StaticBecause ?? "");
            warnings = report.Warnings;
            return System.Text.Encoding.UTF8.GetString(files.All["page.html"]).Split("<article>")[1].Split("</article>")[0];
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
