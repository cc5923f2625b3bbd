using System.Text;
using Lemmata.Export.Markup;

namespace Lemmata.Export.Formats;

/// <summary>Tables that cells show as HTML, as Markdown.</summary>
internal static class HtmlTables
{
    /// <summary>A cell of a table.</summary>
    private sealed record Cell(bool IsHead, bool IsRowHead, bool IsNumber, StringBuilder Text);

    /// <summary>The tables of a fragment, or null where it has none or one that Markdown cannot hold.</summary>
    public static string? ToMarkdown(string html)
    {
        var reader = new Reader();
        var sanitizer = new Sanitizer(new HtmlRules { Formula = (tex, _) => SafeHtml.Text($"${tex}$") }, reader);
        sanitizer.Feed(html);
        sanitizer.CloseTo(0);
        return reader.Tables.Count == 0 || !reader.IsPlain ? null
            : string.Join("\n\n", reader.Tables.Select(table => One(table.Caption.ToString(), table.Rows)));
    }

    private static string One(string caption, List<List<Cell>> rows)
    {
        rows.RemoveAll(row => row.Count == 0);
        if (rows.Count == 0) { return ""; }
        var headed = rows[0].All(cell => cell.IsHead);
        var head = headed ? rows[0].Select(Content).ToList() : [.. rows[0].Select(_ => " ")];
        var body = rows.Skip(headed ? 1 : 0).ToList();
        var title = Words(caption);
        return (title.Length > 0 ? $"*{title}*\n\n" : "")
            + GitHubText.Table(head, body.Select(row => row.Select(Content).ToList()),
            column => body.Count > 0 && body.All(row => column < row.Count && row[column].IsNumber));
    }

    private static string Content(Cell cell)
    {
        var text = Words(cell.Text.ToString());
        return cell.IsRowHead && text.Length > 0 ? $"**{text}**" : text;
    }

    /// <summary>Raised and lowered digits stay so; marked formulas are set.</summary>
    private static string Words(string text) => string.Concat(text.Split('\0').Select(part => part switch
    {
        "sup" or "/sup" or "sub" or "/sub" => $"<{part}>",
        _ => GitHubText.Sentence("|" + part + "|", table: true)[2..^2],
    })).Trim();

    /// <summary>Gathers rows and cells.</summary>
    private sealed class Reader : IHtmlSink
    {
        private int depth;
        private StringBuilder? target;

        public List<(StringBuilder Caption, List<List<Cell>> Rows)> Tables { get; } = [];

        /// <summary>False where a table stands in another or a cell spans others.</summary>
        public bool IsPlain { get; private set; } = true;

        public void Open(string name, IReadOnlyList<(string Name, string Value)> attributes)
        {
            string Value(string attribute) => attributes.FirstOrDefault(entry => entry.Name == attribute).Value ?? "";
            switch (name)
            {
                case "table":
                    IsPlain &= ++depth == 1;
                    Tables.Add((new StringBuilder(), []));
                    break;
                case "caption" when depth > 0:
                    target = Tables[^1].Caption;
                    break;
                case "tr" when depth > 0:
                    Tables[^1].Rows.Add([]);
                    break;
                case "td" or "th" when depth > 0:
                    IsPlain &= Value("colspan") is "" or "1" && Value("rowspan") is "" or "1";
                    if (Tables[^1].Rows.Count == 0) { Tables[^1].Rows.Add([]); }
                    target = new StringBuilder();
                    Tables[^1].Rows[^1].Add(new Cell(name == "th", name == "th" && Value("scope") == "row",
                        Value("class").Split(' ').Any(one => one is "n" or "num"), target));
                    break;
                case "sup" or "sub":
                    target?.Append('\0').Append(name).Append('\0');
                    break;
                case "br":
                    target?.Append(' ');
                    break;
            }
        }

        public void Close(string name)
        {
            if (name == "table") { depth--; }
            if (name is "td" or "th" or "caption") { target = null; }
            if (name is "sup" or "sub") { target?.Append("\0/").Append(name).Append('\0'); }
        }

        public void Words(string text) => target?.Append(GitHubText.WithoutNul(text));

        public void Insert(SafeHtml markup) => Words(HtmlText.Strip(markup.Write()));
    }
}
