using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Lemmata.Export;

namespace Lemmata.Export.Tests;

/// <summary>What pages hold, judged from their text; needs no browser.</summary>
public sealed partial class ExportedPages : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("lemmata-pages-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    /// <summary>Most tests read the same static export, made once.</summary>
    private static readonly Lazy<(Dictionary<string, string> Pages, SiteReport Report, SiteFiles Files)> Shared = new(() =>
    {
        var place = Directory.CreateTempSubdirectory("lemmata-shared-").FullName;
        try
        {
            return Make(place, singleFile: false);
        }
        finally
        {
            Directory.Delete(place, recursive: true);
        }
    });

    private static (Dictionary<string, string> Pages, SiteReport Report, SiteFiles Files) Build() => Shared.Value;

    private static (Dictionary<string, string> Pages, SiteReport Report, SiteFiles Files) Make(string folder, bool singleFile)
    {
        var (files, report) = Site.Build(Fixtures.Collection(folder), Fixtures.Options(folder, singleFile, noNode: true));
        return (files.All.Where(file => file.Key.EndsWith(".html", StringComparison.Ordinal))
            .ToDictionary(file => file.Key, file => Encoding.UTF8.GetString(file.Value)), report, files);
    }

    [Fact]
    public void Every_notebook_has_a_page_beside_index_ledger_and_status()
    {
        var (pages, report, _) = Build();
        Assert.Equal(["descent.html", "edge-cases.html", "index.html", "ledger.html", "no-title.html", "poisson-limit.html", "status.html", "twin-a.html", "twin-b.html"],
            pages.Keys.Order(StringComparer.Ordinal));
        Assert.Equal(9, report.Pages);
    }

    [Fact]
    public void Without_Node_pages_are_complete_with_readable_TeX_and_the_report_says_so_in_one_line()
    {
        var (pages, report, _) = Build();
        Assert.Contains("without Node", report.StaticBecause, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', report.StaticBecause!);
        Assert.Contains("<code class=\"tex\">G_n(x)=\\sum_{k=0}^n b_k x^k</code>", pages["poisson-limit.html"], StringComparison.Ordinal);
        Assert.DoesNotContain("plotly", pages["poisson-limit.html"].Replace("vnd.plotly", "", StringComparison.Ordinal).Split("<body")[1].Split('>')[0], StringComparison.Ordinal);
    }

    [Fact]
    public void Two_exports_of_the_same_input_have_the_same_bytes()
    {
        var first = Build().Files.All;
        var second = Make(folder, singleFile: false).Files.All;
        Assert.Equal(first.Keys, second.Keys);
        Assert.All(first, file => Assert.True(file.Value.AsSpan().SequenceEqual(second[file.Key]), file.Key + " differs"));
    }

    [Fact]
    public void No_page_names_a_date_or_a_path_of_this_machine()
    {
        var (pages, _, _) = Build();
        Assert.All(pages, page =>
        {
            Assert.DoesNotContain(Path.GetTempPath(), page.Value, StringComparison.Ordinal);
            Assert.DoesNotContain(DateTime.Now.ToString("yyyy-MM", System.Globalization.CultureInfo.InvariantCulture), page.Value, StringComparison.Ordinal);
        });
    }

    [Fact]
    public void Ids_are_unique_on_every_page()
    {
        var (pages, _, _) = Build();
        Assert.All(pages, page =>
        {
            var ids = Id().Matches(page.Value).Select(match => match.Groups[1].Value).ToList();
            Assert.Empty(ids.GroupBy(id => id).Where(group => group.Count() > 1).Select(group => page.Key + "#" + group.Key));
        });
    }

    [Fact]
    public void Raw_HTML_keeps_its_words_and_loses_scripts_handlers_and_frames()
    {
        var (pages, report, _) = Build();
        var page = pages["edge-cases.html"];
        Assert.DoesNotContain("hacked", page, StringComparison.Ordinal);
        Assert.DoesNotContain("<iframe", page, StringComparison.Ordinal);
        Assert.DoesNotContain("javascript:", page, StringComparison.Ordinal);
        Assert.Contains("raw <b>bold</b>", page, StringComparison.Ordinal);
        Assert.Contains(report.Warnings, warning => warning.StartsWith("edge-cases, cell 2:", StringComparison.Ordinal) && warning.Contains("scripts", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("cell 3", "no-such-place")]
    [InlineData("cell 3", "absent.ipynb")]
    [InlineData("cell 3", "absent.csv")]
    [InlineData("cell 3", "javascript:alert(1)")]
    [InlineData("cell 4", "missing.png")]
    [InlineData("cell 4", "lost.png")]
    [InlineData("cell 4", "https://example.org/x.png")]
    [InlineData("cell 7", "application/x-unknown")]
    public void What_cannot_be_shown_is_named_with_notebook_and_cell(string cell, string what)
    {
        var (_, report, _) = Build();
        Assert.Contains(report.Warnings, warning => warning.StartsWith($"edge-cases, {cell}:", StringComparison.Ordinal) && warning.Contains(what, StringComparison.Ordinal));
    }

    [Fact]
    public void Links_that_lead_nowhere_become_text_and_other_spellings_of_anchors_are_understood()
    {
        var (pages, _, _) = Build();
        Assert.Contains("<span class=\"absent\">nowhere</span>", pages["edge-cases.html"], StringComparison.Ordinal);
        Assert.Contains("<span class=\"absent\">no notebook</span>", pages["edge-cases.html"], StringComparison.Ordinal);
        Assert.Contains("<a href=\"#the-limit\">the limit</a>", pages["poisson-limit.html"], StringComparison.Ordinal);
        Assert.Contains("<a href=\"descent.html#what-the-source-claims\">descent</a>", pages["poisson-limit.html"], StringComparison.Ordinal);
        Assert.Contains("<a href=\"files/numbers.csv\">numbers</a>", pages["poisson-limit.html"], StringComparison.Ordinal);
    }

    [Fact]
    public void A_formula_is_tied_to_the_punctuation_at_it()
    {
        var page = Build().Pages["poisson-limit.html"];
        Assert.Contains("tends to <span class=\"tied\"><code class=\"tex\">e^{\\lambda(x-1)}</code>.</span>", page, StringComparison.Ordinal);
    }

    [Fact]
    public void References_to_claims_formulas_and_figures_are_links()
    {
        var page = Build().Pages["poisson-limit.html"];
        Assert.Contains("<a href=\"#c1\">C1</a> to <a href=\"#c3\">C3</a>", page, StringComparison.Ordinal);
        Assert.Contains("<a href=\"descent.html#c2\">descent.C2</a>", page, StringComparison.Ordinal);
        Assert.Contains("<a href=\"#fig-1\">Figure 1</a>", page, StringComparison.Ordinal);
        Assert.Contains("by <a href=\"#eq-1\">(1)</a> tends", page, StringComparison.Ordinal);
    }

    [Fact]
    public void A_flood_of_text_is_cut_with_a_note_of_what_is_left_out()
    {
        var page = Build().Pages["edge-cases.html"];
        Assert.Contains("line 399 of", page, StringComparison.Ordinal);
        Assert.DoesNotContain("line 401 of", page, StringComparison.Ordinal);
        Assert.Matches(@"\d+\.\d MB and \d+ lines more are left out", page);
    }

    [Fact]
    public void Terminal_colours_become_classes_and_overwritten_lines_show_their_last_state()
    {
        var page = Build().Pages["edge-cases.html"];
        Assert.Contains("<span class=\"ansi-c1\">red</span> <span class=\"ansi-bold ansi-c2\">green bold</span> pink plain", page, StringComparison.Ordinal);
        Assert.Contains("progress 100%", page, StringComparison.Ordinal);
        Assert.DoesNotContain("progress 10%", page, StringComparison.Ordinal);
    }

    [Fact]
    public void Images_and_attachments_travel_with_the_site_and_state_their_size()
    {
        var (pages, _, files) = Build();
        Assert.Single(files.All.Keys, key => key.StartsWith("images/", StringComparison.Ordinal));
        Assert.Contains("alt=\"a red dot\" width=\"5\" height=\"5\"", pages["edge-cases.html"], StringComparison.Ordinal);
        Assert.Contains("alt=\"attached\" width=\"5\" height=\"5\"", pages["edge-cases.html"], StringComparison.Ordinal);
        Assert.Contains("Image not shown: missing", pages["edge-cases.html"], StringComparison.Ordinal);
    }

    [Fact]
    public void An_image_too_large_for_a_page_is_left_out_with_its_size_named()
    {
        var notebooks = Fixtures.Collection(folder);
        File.WriteAllBytes(Path.Combine(folder, "data", "dot.png"), new byte[4_000_000]);
        var (_, report) = Site.Build(notebooks, Fixtures.Options(folder, noNode: true));
        Assert.Contains(report.Warnings, warning => warning.Contains("4.0 MB", StringComparison.Ordinal) && warning.Contains("3.0 MB", StringComparison.Ordinal));
    }

    [Fact]
    public void Chinese_and_right_to_left_text_is_marked_for_the_browser()
    {
        var page = Build().Pages["edge-cases.html"];
        Assert.Contains("<span lang=\"zh\">二项分布的泊松近似</span>", page, StringComparison.Ordinal);
        Assert.Contains("<p dir=\"auto\">שלום עולם", page, StringComparison.Ordinal);
    }

    [Fact]
    public void Dollars_in_code_and_escaped_dollars_are_no_formulas()
    {
        var page = Build().Pages["edge-cases.html"];
        Assert.Contains("a price of $5 and another of $6, and <code>$not math$</code>", page, StringComparison.Ordinal);
        Assert.Contains("// $not math$", page, StringComparison.Ordinal);
    }

    [Fact]
    public void A_notebook_without_a_title_is_named_after_its_file_and_twins_are_told_apart()
    {
        var (pages, report, _) = Build();
        Assert.Contains("<h1>No title</h1>", pages["no-title.html"], StringComparison.Ordinal);
        Assert.Contains(report.Warnings, warning => warning.StartsWith("no-title, cell 1: the notebook has no title", StringComparison.Ordinal));
        Assert.Contains(report.Warnings, warning => warning.Contains("twin-a and twin-b have the same title", StringComparison.Ordinal));
        Assert.Contains("Twins (twin-a)", HtmlText.Strip(pages["index.html"]), StringComparison.Ordinal);
        Assert.Contains("Twins (twin-b)", HtmlText.Strip(pages["index.html"]), StringComparison.Ordinal);
    }

    [Fact]
    public void Verdicts_come_from_the_last_sheet_and_totals_equal_the_registers()
    {
        var (pages, _, _) = Make(folder, singleFile: false);
        var verdicts = Directory.EnumerateFiles(Path.Combine(folder, "data", "claims")).SelectMany(file => JsonNode.Parse(File.ReadAllText(file))!["claims"]!.AsArray())
            .GroupBy(claim => claim!["verdict"]!.ToString()).ToDictionary(group => group.Key, group => group.Count());
        foreach (var (verdict, count) in verdicts)
        {
            Assert.Contains($"data-total=\"{verdict}\">{count}<", pages["ledger.html"], StringComparison.Ordinal);
        }

        Assert.Equal(verdicts.Values.Sum(), LedgerRow().Count(pages["ledger.html"]));
        Assert.Contains("<dd>2</dd>", pages["index.html"], StringComparison.Ordinal);
    }

    [Fact]
    public void The_ledger_shows_what_the_claims_of_each_notebook_noticed_where_that_is_recorded()
    {
        var notebooks = Fixtures.Collection(folder);
        Assert.DoesNotContain("id=\"faults\"", Ledger(), StringComparison.Ordinal);
        Directory.CreateDirectory(Path.Combine(folder, "data", "mutants"));
        // 30 of 30 + 1 + 9 is three quarters.
        File.WriteAllText(
            Path.Combine(folder, "data", "mutants", "summary.csv"),
            "notebook,inputs,seed,reached,sample,claim,error,timeout,outputs,survived,equivalent\n"
                + "descent,abc,1,300,50,30,3,2,1,9,5\nelsewhere,abc,1,300,40,40,0,0,0,0,0\n");
        var ledger = Ledger();
        Assert.Contains("href=\"#faults\"", ledger, StringComparison.Ordinal);
        var section = ledger[ledger.IndexOf("id=\"faults\"", StringComparison.Ordinal)..];
        Assert.Equal(
            ["50", "30", "5", "1", "9", "5", "75 %"],
            section.Split("<td class=\"num\">").Skip(1).Select(cell => cell[..cell.IndexOf('<', StringComparison.Ordinal)]));
        Assert.Contains("href=\"descent.html\"", section, StringComparison.Ordinal);
        Assert.DoesNotContain("elsewhere", section, StringComparison.Ordinal);

        string Ledger() =>
            Encoding.UTF8.GetString(Site.Build(notebooks, Fixtures.Options(folder, noNode: true)).Files.All["ledger.html"]);
    }

    [Fact]
    public void A_registered_claim_that_a_run_never_settles_is_shown_as_open()
    {
        var notebooks = Fixtures.Collection(folder);
        var register = JsonNode.Parse(File.ReadAllText(Path.Combine(folder, "data", "claims", "descent.json")))!;
        register["claims"]!.AsArray().Add(new JsonObject { ["id"] = "C10", ["statement"] = "Never checked.", ["verdict"] = "holds" });
        File.WriteAllText(Path.Combine(folder, "data", "claims", "descent.json"), register.ToJsonString());
        var (files, _) = Site.Build(notebooks, Fixtures.Options(folder, noNode: true));
        var ledger = Encoding.UTF8.GetString(files.All["ledger.html"]);
        Assert.Contains("id=\"descent.C10\" data-v=\"open\"", ledger, StringComparison.Ordinal);
        Assert.Contains("data-total=\"open\">1<", ledger, StringComparison.Ordinal);
    }

    [Fact]
    public void Errata_show_statement_correction_and_counterexample_beside_the_check_and_in_the_ledger()
    {
        var (pages, _, _) = Build();
        foreach (var page in new[] { pages["poisson-limit.html"], pages["ledger.html"] })
        {
            Assert.Contains("The source says", page, StringComparison.Ordinal);
            Assert.Contains("suffices.", page, StringComparison.Ordinal);
            Assert.Contains("the distance stays at 0.0124", page, StringComparison.Ordinal);
        }

        Assert.Contains("id=\"erratum-c2\"", pages["poisson-limit.html"], StringComparison.Ordinal);
        Assert.Contains("href=\"poisson-limit.html#check-c2\"", pages["ledger.html"], StringComparison.Ordinal);
    }

    [Fact]
    public void A_failed_notebook_says_so_on_its_page_and_on_the_index()
    {
        var (pages, _, _) = Build();
        Assert.Contains("This notebook did not run to its end.", pages["edge-cases.html"], StringComparison.Ordinal);
        Assert.Contains("This cell failed: DivideByZeroException", pages["edge-cases.html"], StringComparison.Ordinal);
        Assert.Contains("did not run to its end", pages["index.html"], StringComparison.Ordinal);
    }

    [Fact]
    public void A_single_file_carries_everything_and_allows_only_its_own_scripts()
    {
        var (pages, _, files) = Make(folder, singleFile: true);
        Assert.DoesNotContain(files.All.Keys, key => key.StartsWith("assets/", StringComparison.Ordinal));
        Assert.All(pages, page =>
        {
            Assert.Matches("script-src 'sha256-[^']+'", page.Value);
            Assert.DoesNotContain("<link", page.Value, StringComparison.Ordinal);
        });
    }

    [Fact]
    public void An_unchanged_site_is_not_touched_and_a_foreign_folder_is_refused()
    {
        var target = Path.Combine(folder, "site");
        Site.Write(Fixtures.Collection(folder), target, Fixtures.Options(folder, noNode: true));
        var stamp = Directory.GetCreationTimeUtc(Path.Combine(target, "assets"));
        var inode = File.GetLastWriteTimeUtc(Path.Combine(target, "index.html"));
        Site.Write(Fixtures.Collection(folder), target, Fixtures.Options(folder, noNode: true));
        Assert.Equal(inode, File.GetLastWriteTimeUtc(Path.Combine(target, "index.html")));
        Assert.Equal(stamp, Directory.GetCreationTimeUtc(Path.Combine(target, "assets")));
        var foreign = Directory.CreateDirectory(Path.Combine(folder, "mine")).FullName;
        File.WriteAllText(Path.Combine(foreign, "letter.txt"), "do not delete");
        var problem = Assert.Throws<IOException>(() => Site.Write(Fixtures.Collection(folder), foreign, Fixtures.Options(folder, noNode: true)));
        Assert.Contains("--output", problem.Message, StringComparison.Ordinal);
        Assert.True(File.Exists(Path.Combine(foreign, "letter.txt")));
    }

    [Fact]
    public void The_search_index_stays_small_and_knows_words_of_prose_headings_and_claims()
    {
        var (_, _, files) = Build();
        var index = Packed.Read(Encoding.UTF8.GetString(files.All["assets/search.css"]).Split('"')[1]);
        Assert.True(index.Length <= SearchIndex.MaxBytes, $"{index.Length} bytes");
        Assert.Contains("amortisation:", index, StringComparison.Ordinal);
        Assert.Contains("Regret of an unusual gradient", index, StringComparison.Ordinal);
        Assert.Contains("C2: Steps must decrease.", index, StringComparison.Ordinal);
    }

    [GeneratedRegex("""\sid="([^"]+)["]""")]
    private static partial Regex Id();

    [GeneratedRegex("""<tr role="row" id="[^"]+" data-v=""")]
    private static partial Regex LedgerRow();
}
