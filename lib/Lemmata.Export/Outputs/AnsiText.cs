using System.Text.RegularExpressions;
using Lemmata.Export.Markup;

namespace Lemmata.Export.Outputs;

/// <summary>Terminal text to HTML: colours become classes, other control sequences go, long text is cut.</summary>
internal static class AnsiText
{
    /// <summary>Longest text that a page shows of one output.</summary>
    public const int MaxCharacters = 60_000;

    /// <summary>Most lines that a page shows of one output.</summary>
    public const int MaxLines = 400;

    /// <summary>Converts a text; the second value says what was left out, or is null.</summary>
    public static (SafeHtml Html, string? Cut) Convert(string text)
    {
        var (shown, cut) = Cut(text);
        var html = new HtmlBuilder();
        var classes = new SortedSet<string>(StringComparer.Ordinal);
        var position = 0;
        foreach (Match match in Escape.Matches(shown))
        {
            Append(html, shown[position..match.Index], classes);
            position = match.Index + match.Length;
            if (match.Groups["sgr"].Success) { Apply(match.Groups["sgr"].Value, classes); }
        }

        Append(html, shown[position..], classes);
        return (html.ToSafe(), cut);
    }

    private static (string, string?) Cut(string text)
    {
        text = Overwritten(text);
        var end = Math.Min(text.Length, MaxCharacters);
        var lines = 0;
        for (var i = 0; i < end; i++)
        {
            if (text[i] == '\n' && ++lines == MaxLines) { end = i; }
        }

        if (end >= text.TrimEnd().Length) { return (text.TrimEnd('\n', ' '), null); }
        if (char.IsHighSurrogate(text[end - 1])) { end--; }
        var rest = text.AsSpan(end);
        return (text[..end], $"{HtmlText.Size(rest.Length)} and {HtmlText.Count(rest.Count('\n'), "line")} more are left out of this page; "
            + "run the notebook to see them.");
    }

    private static void Append(HtmlBuilder html, string text, SortedSet<string> classes)
    {
        if (text.Length == 0) { return; }
        if (classes.Count == 0) { html.AppendText(text); }
        else { html.Append($"<span class=\"{string.Join(' ', classes)}\">{text}</span>"); }
    }

    /// <summary>The same text without its colours.</summary>
    public static (string Text, string? Cut) Plain(string text)
    {
        var (shown, cut) = Cut(text);
        return (Escape.Replace(shown, ""), cut);
    }

    private static void Apply(string codes, SortedSet<string> classes)
    {
        var numbers = codes.Split(';').Select(code => int.TryParse(code, out var number) ? number : 0).ToArray();
        for (var i = 0; i < numbers.Length; i++)
        {
            switch (numbers[i])
            {
                case 0: classes.Clear(); break;
                case 1: classes.Add("ansi-bold"); break;
                case 3: classes.Add("ansi-italic"); break;
                case 4: classes.Add("ansi-underline"); break;
                case 22: classes.Remove("ansi-bold"); break;
                case 39: classes.RemoveWhere(name => name.StartsWith("ansi-c", StringComparison.Ordinal)); break;
                case >= 30 and <= 37 or >= 90 and <= 97:
                    classes.RemoveWhere(name => name.StartsWith("ansi-c", StringComparison.Ordinal));
                    classes.Add("ansi-c" + numbers[i] % 10);
                    break;
                case 38 or 48:
                    // 256 colours and true colour: the page keeps to its own eight, so these only lose their colour.
                    i += i + 1 < numbers.Length && numbers[i + 1] == 5 ? 2 : 4;
                    break;
            }
        }
    }

    private static readonly Regex Escape = new(
        "\u001b\\[(?<sgr>[0-9;]*)m|\u001b\\[[0-9;?]*[A-Za-z]|\u001b\\][^\u0007]*\u0007|\u001b(?:.|\n)",
        RegexOptions.NonBacktracking);

    /// <summary>A line that was overwritten shows only its last state.</summary>
    private static string Overwritten(string text)
    {
        if (!text.Contains('\r', StringComparison.Ordinal)) { return text; }
        return string.Join('\n', text.Split('\n').Select(line =>
        {
            line = line.TrimEnd('\r');
            return line[(line.LastIndexOf('\r') + 1)..];
        }));
    }
}
