using System.Text;
using Lemmata.Export;
using Lemmata.Notebooks;

namespace Lemmata.Export.Tests;

/// <summary>Somebody else's notebooks are called by their own name, and nothing is said that they do not say.</summary>
public sealed class CollectionWordsTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("lemmata-words-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void Without_a_file_and_without_claims_pages_bear_the_folder_s_name_and_no_word_of_ours()
    {
        Assert.Equal(Path.GetFileName(folder), CollectionWords.Of(folder).Title);
        var pages = Build(new CollectionWords("Tide tables"));
        Assert.Equal(["a.html", "b.html", "index.html", "status.html"], pages.Keys.Order(StringComparer.Ordinal));
        Assert.All(pages, page =>
        {
            Assert.Contains("Tide tables</title>", page.Value, StringComparison.Ordinal);
            var text = System.Text.RegularExpressions.Regex.Replace(
                page.Value, "<(script|style)[^>]*>.*?</\\1>|<[^>]+>", " ", System.Text.RegularExpressions.RegexOptions.Singleline);
            foreach (var word in new[] { "claim", "verdict", "ledger", "Lemmata", "learning theory", "source" })
                Assert.DoesNotContain(word, text, StringComparison.OrdinalIgnoreCase);
        });
    }

    [Fact]
    public void A_file_says_name_lead_foot_licence_and_order()
    {
        Say("""{"title":"Tides","heading":"High and low","lead":"Water <b>.","about":"Made at sea.","order":["b"]}""");
        var index = Build(CollectionWords.Of(folder))["index.html"];
        Assert.Contains("<title>Tides</title>", index, StringComparison.Ordinal);
        Assert.Contains("<h1>High and low</h1>", index, StringComparison.Ordinal);
        Assert.Contains("Water &lt;b&gt;.", index, StringComparison.Ordinal);
        Assert.Contains("Made at sea.", index, StringComparison.Ordinal);
        Assert.True(
            index.IndexOf("id=\"b\"", StringComparison.Ordinal) < index.IndexOf("id=\"a\"", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("#7a1f5c", "light-dark(#7a1f5c, #")]
    [InlineData("#ffff00", "light-dark(#")]
    public void A_colour_of_its_own_can_be_read_in_both_themes(string colour, string rule)
    {
        Say($$"""{"colour":"{{colour}}"}""");
        var index = Build(CollectionWords.Of(folder))["index.html"];
        var pair = index.Split("--link: ")[1].Split(" }")[0];
        Assert.StartsWith(rule, pair, StringComparison.Ordinal);
        var shades = pair.Split('(', ',', ')').Where(part => part.Contains('#')).Select(part => part.Trim()).ToList();
        Assert.InRange(Contrast(shades[0], "#fcfbf8"), 4.5, 21);
        Assert.InRange(Contrast(shades[1], "#15171a"), 4.5, 21);
    }

    /// <summary>WCAG's ratio, by its definition.</summary>
    private static double Contrast(string one, string other)
    {
        double[] both = [Luminance(one), Luminance(other)];
        return (both.Max() + 0.05) / (both.Min() + 0.05);

        static double Luminance(string colour) => new[] { (1, 0.2126), (3, 0.7152), (5, 0.0722) }.Sum(part =>
        {
            var value = Convert.ToInt32(colour.Substring(part.Item1, 2), 16) / 255.0;
            return part.Item2 * (value <= 0.04045 ? value / 12.92 : Math.Pow((value + 0.055) / 1.055, 2.4));
        });
    }

    [Theory]
    [InlineData("""{"colour":"red"}""", "colour is red; required are six hexadecimal digits")]
    [InlineData("[]", "holds no JSON object")]
    [InlineData("{", "is not JSON at line 1")]
    [InlineData("""{"titel":"x"}""", "says titel; known are title, line,")]
    [InlineData("""{"title":5}""", "title is no text")]
    [InlineData("""{"order":[1]}""", "order is no list of notebooks' names")]
    public void What_it_cannot_say_is_refused_with_the_place(string text, string message)
    {
        Say(text);
        var error = Assert.Throws<NotebookFormatException>(() => CollectionWords.Of(folder));
        Assert.StartsWith(Path.Combine(folder, "lemmata.json"), error.Message, StringComparison.Ordinal);
        Assert.Contains(message, error.Message, StringComparison.Ordinal);
    }

    private void Say(string text) => File.WriteAllText(Path.Combine(folder, "lemmata.json"), text);

    private Dictionary<string, string> Build(CollectionWords words)
    {
        var notebooks = new[] { "a", "b" }.Select(slug => new NotebookJson(folder, slug).Prose($"# {slug}").Input()).ToList();
        var options = Fixtures.Options(folder, noNode: true) with { Words = words };
        return Site.Build(notebooks, options).Files.All.Where(file => file.Key.EndsWith(".html", StringComparison.Ordinal))
            .ToDictionary(file => file.Key, file => Encoding.UTF8.GetString(file.Value));
    }
}
