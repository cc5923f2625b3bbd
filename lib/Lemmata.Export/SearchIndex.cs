using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Lemmata.Export.Pages;

namespace Lemmata.Export;

/// <summary>
/// Words to places, built at export and small enough to load whole: places are sections and claims, words are
/// listed once, each with the places that hold it.
/// </summary>
internal static class SearchIndex
{
    /// <summary>Largest index, in bytes.</summary>
    public const int MaxBytes = 100_000;

    private static readonly HashSet<string> Common = new(
        "the and for that with this are from its has have not but was which each than one can into only they all when what more their there where these then over also any how does our both same two out by of to in is it as at an on or be we if no so us".Split(' '));

    /// <summary>JSON: notebooks, places (notebook, anchor, title, kind) and words with their places.</summary>
    public static string Build(IReadOnlyList<NotebookPage> notebooks)
    {
        var places = new List<JsonArray>();
        var postings = new SortedDictionary<string, SortedSet<int>>(StringComparer.Ordinal);
        void Place(int notebook, string anchor, string title, string kind, string text)
        {
            var number = places.Count;
            places.Add([notebook, anchor, title, kind]);
            foreach (var word in Words(title + " " + text))
            {
                if (!postings.TryGetValue(word, out var list)) { postings[word] = list = []; }
                list.Add(number);
            }
        }

        for (var i = 0; i < notebooks.Count; i++)
        {
            var notebook = notebooks[i];
            Place(i, "", notebook.TitleText, "n", notebook.Question.ToPlainText() + " " + notebook.Claims.Topic + " "
                + string.Join(' ', notebook.Claims.Sources.Select(source =>
                    $"{source.Author} {source.Title} {source.OriginalTitle}")));
            foreach (var section in notebook.Text.Sections)
            {
                Place(i, section.Id, section.Title, "s", section.Words.ToString());
            }

            foreach (var claim in notebook.Claims.Claims)
            {
                Place(i, claim.Anchor, $"{claim.Id}: {Cut(TexDollars(claim.Statement))}", "c",
                    TexDollars(claim.Statement) + " " + TexDollars(claim.Correction));
            }
        }

        // Words that nearly every place holds find nothing; they go first when the index grows too large.
        for (var most = Math.Max(6, places.Count * 2 / 5); ; most = most * 3 / 4)
        {
            var json = Json(notebooks, places, postings, most);
            if (Encoding.UTF8.GetByteCount(json) <= MaxBytes || most <= 1) { return json; }
        }
    }

    /// <summary>Words as they are searched: lower case, without accents, at least two letters.</summary>
    internal static IEnumerable<string> Words(string text)
    {
        var words = new HashSet<string>(StringComparer.Ordinal);
        var word = new StringBuilder();
        foreach (var c in text.Normalize(NormalizationForm.FormD) + " ")
        {
            if (c is >= '\u3400' and <= '\u9FFF')
            {
                words.Add(c.ToString());
            }
            else if (char.IsLetterOrDigit(c))
            {
                word.Append(char.ToLowerInvariant(c));
                continue;
            }
            else if (CharUnicodeInfo.GetUnicodeCategory(c) == UnicodeCategory.NonSpacingMark)
            {
                continue;
            }

            if (word.Length is > 1 and < 30 || word.Length == 1 && word[0] > 'z') { words.Add(word.ToString()); }
            word.Clear();
        }

        return words.Where(found => !Common.Contains(found) && !found.All(char.IsAsciiDigit));
    }

    private static string Json(IReadOnlyList<NotebookPage> notebooks, List<JsonArray> places,
        SortedDictionary<string, SortedSet<int>> postings, int most)
    {
        var words = new StringBuilder();
        foreach (var (word, list) in postings.Where(entry => entry.Value.Count <= most))
        {
            if (words.Length > 0) { words.Append(' '); }
            words.Append(word).Append(':');
            var previous = 0;
            var first = true;
            foreach (var place in list)
            {
                if (!first) { words.Append(','); }
                words.Append(Base36(place - previous));
                previous = place;
                first = false;
            }
        }

        return new JsonObject
        {
            ["notebooks"] = new JsonArray([.. notebooks.Select(notebook =>
                (JsonNode)new JsonArray(notebook.File, notebook.TitleText))]),
            ["places"] = new JsonArray([.. places.Select(place => place.DeepClone())]),
            ["words"] = words.ToString(),
        }.ToJsonString(new JsonSerializerOptions { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
    }

    private static string Base36(int number)
    {
        if (number < 36) { return "0123456789abcdefghijklmnopqrstuvwxyz"[number].ToString(); }
        return Base36(number / 36) + Base36(number % 36);
    }

    private static string TexDollars(string text) => string.Concat(Prose.Parsing.MathText.Pieces(text)
        .Select(piece => piece.Formula is { } formula ? Formulas.TexText.Readable(formula.Tex) : piece.Text));

    private static string Cut(string text) => text.Length <= 110 ? text : text[..107].TrimEnd() + "…";
}
