using System.Text.Json;
using System.Text.Json.Nodes;
using Lemmata.Notebooks;

namespace Lemmata.Export;

/// <summary>What a collection says about itself; each is optional and stands in <c>lemmata.json</c> beside it.</summary>
/// <param name="Title">Its name, in the bar of every page.</param>
public sealed record CollectionWords(string Title)
{
    /// <summary>The file that holds them.</summary>
    public const string FileName = "lemmata.json";

    private static readonly string[] Known = ["title", "line", "heading", "lead", "about", "licence", "colour", "order", "why", "paths"];

    /// <summary>What it is, in a few words: beside the name where a browser lists pages.</summary>
    public string Line { get; private init; } = "";

    /// <summary>The heading of the first page; the title when not given.</summary>
    public string Heading { get; private init; } = Title;

    /// <summary>One or two sentences under the heading.</summary>
    public string Lead { get; private init; } = "";

    /// <summary>A sentence at the foot of every page.</summary>
    public string About { get; private init; } = "";

    /// <summary>The licence of the pages, by its short name.</summary>
    public string Licence { get; private init; } = "";

    /// <summary>The colour of links and marks, as six hexadecimal digits after #; empty for the usual one.</summary>
    public string Colour { get; private init; } = "";

    /// <summary>Notebooks by file name without extension, in the order of the first page; others follow as usual.</summary>
    public IReadOnlyList<string> Order { get; private init; } = [];

    /// <summary>Why a reader should believe it, on the first page.</summary>
    public string Why { get; private init; } = "";

    /// <summary>Ways to read it: a name, and notebooks one after the other, each before what builds on it.</summary>
    public IReadOnlyList<(string Name, IReadOnlyList<string> Steps)> Paths { get; private init; } = [];

    /// <summary>Reads the words of a collection; a folder without them gives its name.</summary>
    /// <param name="folder">The collection's folder.</param>
    /// <exception cref="NotebookFormatException">The file says something else; the message says what and where.</exception>
    public static CollectionWords Of(string folder)
    {
        var name = new DirectoryInfo(folder).Name;
        var file = Path.Combine(folder, FileName);
        if (!File.Exists(file)) return new CollectionWords(name);
        JsonObject words;
        try
        {
            words = StrictJson.Load(file) as JsonObject
                ?? throw new NotebookFormatException($"{file} holds no JSON object, such as {{\"title\": \"Notes\"}}");
        }
        catch (JsonException error)
        {
            throw new NotebookFormatException($"{file} {StrictJson.Fault(error)}", error);
        }

        if (words.FirstOrDefault(word => !Known.Contains(word.Key)).Key is { } unknown)
            throw new NotebookFormatException($"{file} says {unknown}; known are {string.Join(", ", Known)}");
        var title = Text(words, "title", file) ?? name;
        var colour = Text(words, "colour", file) ?? "";
        if (colour.Length > 0 && !ThemeColour.IsColour(colour))
            throw new NotebookFormatException($"{file}: colour is {colour}; required are six hexadecimal digits, such as #7a1f5c");
        return new CollectionWords(title)
        {
            Line = Text(words, "line", file) ?? "", Heading = Text(words, "heading", file) ?? title,
            Lead = Text(words, "lead", file) ?? "", About = Text(words, "about", file) ?? "",
            Licence = Text(words, "licence", file) ?? "", Colour = colour, Order = Names(words["order"], file),
            Why = Text(words, "why", file) ?? "", Paths = Ways(words["paths"], file),
        };
    }

    /// <summary>Pages as readers meet them: those that are named, then by topic and title.</summary>
    internal List<T> InOrder<T>(IEnumerable<T> pages, Func<T, (string Slug, string Topic, string Title)> facts) =>
    [
        .. pages.Select(page => (Page: page, About: facts(page)))
            .OrderBy(each => PlaceOf(each.About.Slug)).ThenBy(each => each.About.Topic.Length == 0)
            .ThenBy(each => each.About.Topic, StringComparer.Ordinal)
            .ThenBy(each => each.About.Title, StringComparer.Ordinal)
            .ThenBy(each => each.About.Slug, StringComparer.Ordinal)
            .Select(each => each.Page),
    ];

    private int PlaceOf(string slug)
    {
        var place = Order.ToList().IndexOf(slug);
        return place < 0 ? Order.Count : place;
    }

    private static string? Text(JsonObject words, string key, string file) => words[key] is not { } value
        ? null
        : value.TextAt() ?? throw new NotebookFormatException($"{file}: {key} is no text");

    private static IReadOnlyList<(string, IReadOnlyList<string>)> Ways(JsonNode? paths, string file) => paths switch
    {
        null => [],
        JsonObject ways => [.. ways.Select(way => (way.Key, Names(way.Value, file, $"the path {way.Key}")))],
        _ => throw new NotebookFormatException(
            $"{file}: paths is no object of lists, such as {{\"First steps\": [\"tides\", \"waves\"]}}"),
    };

    private static IReadOnlyList<string> Names(JsonNode? order, string file, string what = "order") => order switch
    {
        null => [],
        JsonArray names when names.All(name => name.TextAt() is not null) => [.. names.Select(name => name.TextAt()!)],
        _ => throw new NotebookFormatException($"{file}: {what} is no list of notebooks' names"),
    };
}
