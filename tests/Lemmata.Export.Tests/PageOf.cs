using System.Text;
using Lemmata.Export;
using static Lemmata.Export.Tests.NotebookJson;

namespace Lemmata.Export.Tests;

/// <summary>Pages of small notebooks that one test writes, made without Node: a formula is its TeX in an element of
/// class "tex".</summary>
public abstract class PageOf : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("lemmata-page-of-").FullName;

    protected PageOf() => Directory.CreateDirectory(Path.Combine(folder, "notebooks"));

    /// <summary>What the export warned of.</summary>
    protected List<string> Warnings { get; } = [];

    public void Dispose()
    {
        Directory.Delete(folder, recursive: true);
        GC.SuppressFinalize(this);
    }

    /// <summary>The article of a page with a title and the cells given as Markdown.</summary>
    protected string Prose(params string[] cells) => Page(notebook =>
    {
        foreach (var cell in cells) { notebook.Prose(cell); }
    });

    /// <summary>The article of a page with a title and the cells that a test adds.</summary>
    private protected string Page(Action<NotebookJson> write) =>
        All(write)["page.html"].Split("<article>")[1].Split("</article>")[0];

    /// <summary>All files of a site of one notebook.</summary>
    private protected Dictionary<string, string> All(Action<NotebookJson> write)
    {
        var notebook = new NotebookJson(folder, "page").Prose("# Page\n\nWhat?\n\nThis.");
        write(notebook);
        var (files, report) = Site.Build([notebook.Input()], Fixtures.Options(folder, noNode: true));
        Warnings.AddRange(report.Warnings);
        return files.All.ToDictionary(file => file.Key, file => Encoding.UTF8.GetString(file.Value));
    }

    /// <summary>The page of an output of HTML.</summary>
    protected string Output(string html) => Page(notebook => notebook.Code("x", Bundle("text/html", html)));

    /// <summary>TeX of the formulas of a page, in their order.</summary>
    protected static List<string> Formulas(string page)
    {
        const string start = "<code class=\"tex\">";
        return [.. page.Split(start).Skip(1)
            .Select(part => System.Net.WebUtility.HtmlDecode(part.Split("</code>")[0]))];
    }

    /// <summary>A place for files beside the notebook.</summary>
    protected string Beside(string name) => Path.Combine(folder, "notebooks", name);
}
