namespace Lemmata.Export.Tests.Prose;

/// <summary>Formulas come to the page as they were written, wherever they stand.</summary>
public sealed class FormulaTests : PageOf
{
    [Theory]
    [InlineData("$a \\text{ where $b$ is}$", "a \\text{ where $b$ is}")]
    [InlineData("$$ g = \\begin{cases} 1 & \\text{if $t<0$} \\\\ 2 & \\text{else} \\end{cases} $$",
        "g = \\begin{cases} 1 & \\text{if $t<0$} \\\\ 2 & \\text{else} \\end{cases}")]
    [InlineData("$u \\mbox{ and $v$ or $w$}$", "u \\mbox{ and $v$ or $w$}")]
    [InlineData("$$\n\\raisebox{1em}{high $q^2$} + z\n$$", "\\raisebox{1em}{high $q^2$} + z")]
    [InlineData("$$\n\\text{for $p < q$ and $ r < s $}\n$$", "\\text{for $p < q$ and $ r < s $}")]
    [InlineData("$$\n\\text{``quoted'' x---y `one'} \\\\\n\\text{\\'e \\`a}\n$$",
        "\\text{``quoted'' x---y `one'} \\\\\n\\text{\\'e \\`a}")]
    [InlineData("$$\na * b * c\n\n= d_1 _ e\n$$", "a * b * c\n\n= d_1 _ e")]
    [InlineData("$$\na\n- b\n# c\n=\n$$", "a\n- b\n# c\n=")]
    [InlineData("\\(a_1 * b_1\\)", "a_1 * b_1")]
    [InlineData("\\[\na_1\n+ b_1\n\\]", "a_1\n+ b_1")]
    [InlineData("\\begin{gather*} a \\\\ b \\end{gather*}", "\\begin{gather*} a \\\\ b \\end{gather*}")]
    [InlineData("\\begin{align}\n  \\begin{aligned} a &= b \\end{aligned} \\\\\n  c &= d\n\\end{align}",
        "\\begin{align}\n  \\begin{aligned} a &= b \\end{aligned} \\\\\n  c &= d\n\\end{align}")]
    [InlineData("> words:\n>\n> $$\n> p = q\n> $$", "p = q")]
    [InlineData("> take $p +\n> q$ now", "p +\nq")]
    [InlineData("- item:\n  $$\n  p = q\n  $$\n- next", "p = q")]
    [InlineData("> - deep\n>   $$\n>   + q\n>   $$", "+ q")]
    [InlineData("| a | b |\n|---|---|\n| $|x|$ | 1 |", "|x|")]
    [InlineData("*so $a*b$ is*", "a*b")]
    [InlineData("so $f =\n\\begin{cases} 1 \\\\\n2 \\end{cases}$ here", "f =\n\\begin{cases} 1 \\\\\n2 \\end{cases}")]
    [InlineData("so $$\n\\begin{aligned} a\n\\end{aligned} +\n\\begin{array}{c} b\n\\end{array}$$ here",
        "\\begin{aligned} a\n\\end{aligned} +\n\\begin{array}{c} b\n\\end{array}")]
    [InlineData("> so \\(f =\n> \\begin{cases} 1 \\\\\n> 2 \\end{cases}\\) here", "f =\n\\begin{cases} 1 \\\\\n2 \\end{cases}")]
    [InlineData("so $\\begin{array}{l} \\text{``a''} \\\\ ``x \\end{array}$ here",
        "\\begin{array}{l} \\text{``a''} \\\\ ``x \\end{array}")]
    [InlineData("costs $5 and\n\\begin{align}\na\n\\end{align}", "\\begin{align}\na\n\\end{align}")]
    [InlineData("code `$x` and\n\\begin{align}\na\n\\end{align}$", "\\begin{align}\na\n\\end{align}")]
    [InlineData("<div>a block with $x_1$ in it</div>", "x_1")]
    public void A_formula_is_set_as_written(string markdown, string tex)
    {
        Assert.Equal([tex], Formulas(Prose(markdown)));
        Assert.Empty(Warnings);
    }

    [Theory]
    [InlineData("`echo \\$HOME`", "<code>echo \\$HOME</code>")]
    [InlineData("```bash\necho \\$HOME $x$\n```", "<code>echo \\$HOME $x$\n</code>")]
    [InlineData("    x = \\$5 + $y$", "<code>x = \\$5 + $y$")]
    [InlineData("`` $a$ ` $b$ ``", "<code>$a$ ` $b$</code>")]
    [InlineData("~~~\n\\begin{align} a \\end{align}\n~~~", "\\begin{align} a \\end{align}")]
    [InlineData("> ```\n> \\(x\\) \\$5\n> ```", "\\(x\\) \\$5")]
    [InlineData("costs \\$5 or \\$6", "costs $5 or $6")]
    [InlineData("costs $5 and `x$y`", "costs $5 and <code>x$y</code>")]
    [InlineData("costs $5 and $6", "costs $5 and $6")]
    public void Code_and_prices_are_no_formulas(string markdown, string shown)
    {
        var page = Prose(markdown);
        Assert.Contains(shown.TrimEnd('\n').Replace("\n</code>", "", StringComparison.Ordinal), page,
            StringComparison.Ordinal);
        Assert.Empty(Formulas(page));
    }

    [Theory]
    [InlineData("[q](https://example.org/q?from=$a&to=$b) and <https://example.org/$a/$b>.",
        "https://example.org/q?from=$a&amp;to=$b", "https://example.org/$a/$b")]
    [InlineData("https://example.org/$u/$v is bare", "https://example.org/$u/$v", "is bare")]
    [InlineData("[t]: https://example.org/$a$b\n\n[text][t]", "https://example.org/$a$b", "text</a>")]
    [InlineData("[x](<https://example.org/$a b$>)", "https://example.org/$a%20b$", ">x</a>")]
    public void Dollars_in_addresses_stay(string markdown, string address, string other)
    {
        var page = Prose(markdown);
        Assert.Contains($"href=\"{address}\"", page.Replace("$a b$", "$a%20b$", StringComparison.Ordinal),
            StringComparison.Ordinal);
        Assert.Contains(other, page, StringComparison.Ordinal);
        Assert.Empty(Formulas(page));
    }

    [Fact]
    public void A_tag_may_be_a_formula_and_the_formula_after_it_is_another()
    {
        var page = Prose("$$ x = y \\tag{$\\star$} $$\n\n$$ z = 2 $$");
        Assert.Equal(["x = y", "\\star", "z = 2"], Formulas(page));
        Assert.Equal(2, page.Split("class=\"eq\"").Length - 1);
    }

    [Fact]
    public void Words_behind_a_displayed_formula_go_on_as_a_paragraph_and_lists_as_lists()
    {
        var page = Prose("before\n$$\na\n$$ where it\nholds\n- one\n- two");
        Assert.Contains("<p>before</p>", page, StringComparison.Ordinal);
        Assert.Contains("<p>where it\nholds</p>", page, StringComparison.Ordinal);
        Assert.Contains("<li>one</li>", page, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("\\begin{multline} a \\\\ b \\end{multline}", "multline")]
    [InlineData("\\begin{tikzpicture}\n\\draw (0,0);\n\\end{tikzpicture}", "tikzpicture")]
    [InlineData("$$\\begin{eqnarray} a &=& b \\end{eqnarray}$$", "eqnarray")]
    [InlineData("see \\begin{theorem} a \\end{theorem}", "theorem")]
    public void An_environment_that_the_typesetter_does_not_know_is_shown_as_written_and_named(string markdown,
        string name)
    {
        var page = Prose(markdown);
        Assert.Contains($"<div class=\"listing\"><pre role=\"group\" aria-label=\"Listing\"><code>\\begin{{{name}}}",
            page, StringComparison.Ordinal);
        Assert.Contains(Warnings, warning => warning.StartsWith("page, cell 2:", StringComparison.Ordinal)
            && warning.Contains(name, StringComparison.Ordinal));
    }

    [Fact]
    public void Every_number_and_label_of_a_formula_is_a_place_that_references_lead_to()
    {
        var page = Prose("see (7a), (7b), \\eqref{sum} and $\\ref{sum}$",
            "\\begin{align} a &= b \\tag{7a} \\\\ c &= d \\tag{7b} \\end{align}", "$$ e = f \\label{sum} $$",
                "$$ g \\tag{A.1}\\label{other} $$ then \\eqref{other}");
        Assert.Contains("<a href=\"#eq-7a\">(7a)</a>, <a href=\"#eq-7b\">(7b)</a>", page, StringComparison.Ordinal);
        Assert.Contains("id=\"eq-7a\"", page, StringComparison.Ordinal);
        Assert.Contains("id=\"eq-7b\"", page, StringComparison.Ordinal);
        Assert.Contains("<a href=\"#eq-1\">(1)</a> and <a href=\"#eq-1\">1</a>", page, StringComparison.Ordinal);
        Assert.Contains("<a href=\"#eq-a-1\">(A.1)</a>", page, StringComparison.Ordinal);
        Assert.Empty(Warnings);
    }

    [Fact]
    public void A_reference_to_no_label_is_shown_as_written_and_named()
    {
        Assert.Contains("\\eqref{gone}", Prose("see \\eqref{gone}"), StringComparison.Ordinal);
        Assert.Contains(Warnings, warning => warning.Contains("\\eqref{gone}", StringComparison.Ordinal));
    }
}
