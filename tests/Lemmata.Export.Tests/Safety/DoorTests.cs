using Lemmata.Export.Components;
using Lemmata.Export.Components.Parts;
using Lemmata.Export.Markup;
using Lemmata.Export.Pages.Parts;

namespace Lemmata.Export.Tests.Safety;

/// <summary>Who may call a string markup, read from the sources: the analyser refuses all others, and this list is what
/// it trusts.</summary>
public sealed class DoorTests
{
    private static readonly string[] Doors =
    [
        "Components/PageRendering.cs", "LinkCheck.cs", "Markup/HtmlBuilder.cs", "Markup/HtmlWriter.cs",
            "Pages/Layout.cs", "Prose/PageWriter.cs",
    ];

    private static readonly string Folder = Path.Combine(TemporaryCollection.Repository, "lib", "Lemmata.Export");

    private static IEnumerable<(string Name, string Text)> Sources() =>
        Directory.EnumerateFiles(Folder, "*", SearchOption.AllDirectories)
        .Where(file => file.EndsWith(".cs", StringComparison.Ordinal)
            || file.EndsWith(".razor", StringComparison.Ordinal))
        .Select(file => (Path.GetRelativePath(Folder, file).Replace('\\', '/'), File.ReadAllText(file)))
        .Where(file => !file.Item1.StartsWith("obj/", StringComparison.Ordinal)
            && !file.Item1.StartsWith("bin/", StringComparison.Ordinal));

    [Fact]
    public void Only_the_doors_put_the_rule_of_banned_symbols_aside() =>
        Assert.Equal(Doors, Sources().Where(file => file.Text.Contains("RS0030", StringComparison.Ordinal))
            .Select(file => file.Name).Order(StringComparer.Ordinal));

    [Fact]
    public void One_place_puts_markup_into_a_component() => Assert.Equal(["Components/PageComponent.cs"],
        Sources().Where(file => file.Text.Contains("AddMarkupContent", StringComparison.Ordinal)
            || file.Text.Contains("MarkupString", StringComparison.Ordinal)).Select(file => file.Name));

    /// <summary>Markup that a component shows without <c>Put</c> would be read as text, tags and all.</summary>
    [Fact]
    public void No_component_shows_markup_as_words()
    {
        using var rendering = new PageRendering();
        var table = new DataTable("t", [(SafeHtml.Html($"<b>x</b>"), true)], [[SafeHtml.Html($"10<sup>7</sup>")]]);
        var html = rendering.Render<NumberTable>(("Model", table)).Write();
        Assert.Contains("<b>x</b>", html, StringComparison.Ordinal);
        Assert.Contains("10<sup>7</sup>", html, StringComparison.Ordinal);
        Assert.DoesNotContain("&lt;", html, StringComparison.Ordinal);
    }

    [Fact]
    public void The_script_of_pages_reads_no_text_as_markup_of_the_page()
    {
        var script = Lemmata.Export.AssetFiles.Script + Lemmata.Export.AssetFiles.WalkScript;
        Assert.All(new[] { "innerHTML", "outerHTML", "insertAdjacentHTML", "document.write", "eval(", "new Function",
            "'text/html'" },
            way => Assert.DoesNotContain(way, script, StringComparison.Ordinal));
    }
}
