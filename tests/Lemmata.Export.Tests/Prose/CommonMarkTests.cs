using System.Text;
using System.Text.RegularExpressions;
using AngleSharp.Dom;
using AngleSharp.Html.Parser;
using Lemmata.Export;
using Lemmata.Export.Formulas;
using Lemmata.Export.Prose;

namespace Lemmata.Export.Tests.Prose;

/// <summary>
/// The examples of the CommonMark specification come out as it says. Where a rule of the pages forbids that, the rule is
/// applied to what the specification expects, and the rest must be the same: the tree of elements with their addresses,
/// titles and numbers, and every word.
/// </summary>
public sealed partial class CommonMarkTests(ITestOutputHelper output)
{
    private const string Whole = "as the specification says";
    private const string Links = "links lead to the web, to mail and to files of the collection";
    private const string Pictures = "an image that is no file of the collection is its words";
    private const string Elements = "elements that a page may not carry are words, or go";
    private const string Attributes = "raw elements keep no attributes that only a sheet or a script reads";
    private const string Bare = "bare addresses are links";

    /// <summary>What Markdig reads otherwise, and why it stays so.</summary>
    private static readonly Dictionary<int, string> Known = new()
    {
        [540] = "labels are compared by upper case, where Unicode's folding takes ẞ for SS",
    };

    private static string Specification => Path.Combine(
        TemporaryCollection.Repository, "tests", "clients", "node_modules", "commonmark-spec", "spec.txt");

    [Fact]
    public void Every_example_comes_out_as_the_specification_says_or_as_a_named_rule_has_it()
    {
        if (!File.Exists(Specification)) Assert.Skip("the specification is not installed: run npm ci in tests/clients");
        var faults = new List<string>();
        var counts = new SortedDictionary<string, int>(StringComparer.Ordinal);
        var number = 0;
        foreach (Match match in Examples().Matches(File.ReadAllText(Specification).Replace("\r\n", "\n", StringComparison.Ordinal)))
        {
            number++;
            var markdown = Web(match.Groups["markdown"].Value);
            var html = Web(match.Groups["html"].Value);
            var shown = new Reading(Shown(markdown), Side.Shown);
            var expected = new Reading(html, Side.Expected);
            if (expected.Text != shown.Text && new Reading(html, Side.WithBareLinks) is { Rules.Count: > 0 } other) expected = other;
            if ((expected.Text == shown.Text) == Known.ContainsKey(number))
                faults.Add($"{number}:\n{markdown}\nexpected {expected.Text}\nshown    {shown.Text}\n");
            foreach (var rule in expected.Rules.Count == 0 ? [Whole] : expected.Rules)
                counts[rule] = counts.GetValueOrDefault(rule) + 1;
        }

        foreach (var (rule, count) in counts) output.WriteLine($"{count,4}  {rule}");
        Assert.InRange(number, 600, 700);
        Assert.True(faults.Count == 0, string.Join('\n', faults));
    }

    [GeneratedRegex(@"^`{32} example\n(?<markdown>[\s\S]*?)^\.\n(?<html>[\s\S]*?)^`{32}$", RegexOptions.Multiline)]
    private static partial Regex Examples();

    /// <summary>The examples' own files do not exist; where one is linked, a place on the web stands for it.</summary>
    private static string Web(string text) =>
        LocalFile().Replace(text.Replace('→', '\t'), match => "https://web.example" + match.Value);

    [GeneratedRegex(@"(?<=[(\s<""]|\]:)/(?:url|uri)\b")]
    private static partial Regex LocalFile();

    private static string Shown(string markdown)
    {
        var page = new PageText
        {
            Notebook = "page", Formulas = new FormulaSet(), Warnings = new List<string>(), Files = new SiteFiles(),
        };
        return string.Concat(MarkdownText.Blocks(markdown, page).Select(block => block.Level > 0
            ? $"<h{block.Level}>{block.Html}</h{block.Level}>" : block.Html.ToString()));
    }

    private enum Side { Shown, Expected, WithBareLinks }

    /// <summary>HTML as one line of text in which only what a reader meets is told apart.</summary>
    private sealed partial class Reading
    {
        private readonly StringBuilder text = new();
        private readonly Side side;

        public Reading(string html, Side side)
        {
            this.side = side;
            var body = new HtmlParser().ParseDocument("<!doctype html><body>" + (side == Side.Shown ? html : Words(html))).Body!;
            Write(body, kept: false, inLink: false);
            Text = Blanks().Replace(text.ToString(), match => match.Groups["tag"].Value);
            for (var before = ""; before != Text;) (before, Text) = (Text, Empty().Replace(Text, ""));
            Text = Text.Trim();
        }

        public string Text { get; }

        public SortedSet<string> Rules { get; } = new(StringComparer.Ordinal);

        /// <summary>Tags that no page may carry, and those that never end, as the words that they then are.</summary>
        private string Words(string html)
        {
            var words = NoElement().Replace(EndsAtOnce().Replace(html, ""), match => Escaped(match.Value));
            words = NeverEnds().Replace(words, match => Escaped(match.Value));
            if (words != html) Rules.Add(Elements);
            return words;
        }

        private static string Escaped(string words) => words.Replace("<", "&lt;", StringComparison.Ordinal);

        private void Write(INode parent, bool kept, bool inLink)
        {
            foreach (var node in parent.ChildNodes)
            {
                if (node is IText words) WriteWords(words.Data, kept, inLink);
                else if (node is IElement element) WriteElement(element, kept, inLink);
            }
        }

        private void WriteWords(string words, bool kept, bool inLink)
        {
            var escaped = (kept ? words.TrimEnd('\n') : Blank().Replace(words, " "))
                .Replace("&", "&amp;", StringComparison.Ordinal).Replace("<", "&lt;", StringComparison.Ordinal);
            if (!kept && text.Length > 0 && text[^1] == ' ') escaped = escaped.TrimStart(' ');
            text.Append(side == Side.WithBareLinks && !kept && !inLink ? BareAddress().Replace(escaped, Linked) : escaped);
        }

        private string Linked(Match address)
        {
            Rules.Add(Bare);
            return $"<a href=\"{address.Value}\">{address.Value}</a>";
        }

        private void WriteElement(IElement element, bool kept, bool inLink)
        {
            switch (element.LocalName)
            {
                case "script" or "style" or "textarea":
                    Rules.Add(Elements);
                    return;
                // Listings and tables scroll in a region of their own.
                case "div" when element.ClassName is "listing" or "scroll":
                    Write(element, kept, inLink);
                    return;
                case "img" when side != Side.Shown:
                    Rules.Add(Pictures);
                    text.Append(Picture(element.GetAttribute("src"), element.GetAttribute("alt") ?? ""));
                    return;
                case "a" when !IsWeb(element.GetAttribute("href")):
                    Rules.Add(Links);
                    WriteWith("<absent>", "</absent>", element, kept, inLink: true);
                    return;
                case "span" when side == Side.Shown && element.ClassName == "absent":
                    WriteWith("<absent>", "</absent>", element, kept, inLink);
                    return;
                case "br" or "hr":
                    text.Append($"<{element.LocalName}>");
                    return;
                default:
                    WriteWith($"<{element.LocalName}{Told(element)}>", $"</{element.LocalName}>", element,
                        kept || element.LocalName == "pre", inLink || element.LocalName is "a" or "code");
                    return;
            }
        }

        private static string Picture(string? source, string alt) =>
            IsWeb(source) ? $"<a href=\"{source}\">{(alt.Length == 0 ? "image" : alt)}</a>"
            : alt.Length == 0 ? "<absent>Image not shown</absent>" : $"<absent>Image not shown: {alt}</absent>";

        private void WriteWith(string start, string end, IElement element, bool kept, bool inLink)
        {
            text.Append(start);
            Write(element, kept, inLink);
            text.Append(end);
        }

        private string Told(IElement element)
        {
            // The language of a listing colours it; it stands in no attribute.
            if (element.Attributes.Any(attribute => !IsTold(attribute)
                && !attribute.Value.StartsWith("language-", StringComparison.Ordinal)))
            {
                Rules.Add(Attributes);
            }

            return string.Concat(element.Attributes.Where(IsTold)
                .OrderBy(attribute => attribute.Name, StringComparer.Ordinal)
                .Select(attribute => $" {attribute.Name}=\"{attribute.Value}\""));
        }

        private static bool IsTold(IAttr attribute) => attribute.Name is "href" or "title" or "start" or "id";

        private static bool IsWeb(string? address) => address is not null && Regex.IsMatch(address, "^(https?:|mailto:|#)");

        [GeneratedRegex(@"</?(?:foo|Warning|bar|bab|c2c|b2|responsive-image)\b[^>]*>", RegexOptions.IgnoreCase)]
        private static partial Regex NoElement();

        /// <summary>Where a page closes such an element, and a reader of HTML leaves it open.</summary>
        [GeneratedRegex(@"<a\s*/>")]
        private static partial Regex EndsAtOnce();

        [GeneratedRegex(@"<(?=[a-z])[^>]*$", RegexOptions.IgnoreCase)]
        private static partial Regex NeverEnds();

        [GeneratedRegex(@"https?://[^\s<)]+")]
        private static partial Regex BareAddress();

        [GeneratedRegex(@"\s+")]
        private static partial Regex Blank();

        /// <summary>Blanks beside blocks and ends of lines are nobody's.</summary>
        [GeneratedRegex(@"\s*(?<tag></?(?:p|div|ul|ol|li|h[1-6]|blockquote|pre|hr|br|table|tbody|tr|td|body)\b[^>]*>)\s*")]
        private static partial Regex Blanks();

        /// <summary>What the reader of HTML makes of an element that was left open.</summary>
        [GeneratedRegex(@"<(?<name>absent|p|a|b|i)(?: [^>]*)?> ?</\k<name>>")]
        private static partial Regex Empty();
    }
}
