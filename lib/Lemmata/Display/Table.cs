using System.Collections;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text;
using Lemmata.Arguments;

namespace Lemmata.Display;

/// <summary>A small table: named columns, one line a row.</summary>
/// <remarks>
/// Immutable; numbers are shown to <see cref="Digits(int)"/> significant digits (4 unless told otherwise).
/// </remarks>
[TypeFormatterSource(typeof(HtmlAndTextFormatterSource), PreferredMimeTypes = [Mime.Html, Mime.Text])]
public sealed class Table : IRendered
{
    private const int MaximumHtmlRows = 100, MaximumTextRows = 17;   // text output of a cell stays within 20 lines
    private readonly IReadOnlyList<IReadOnlyList<object?>> rows;
    private readonly string? caption;
    private readonly int digits;

    private Table(
        IReadOnlyList<string> columns,
        IReadOnlyList<IReadOnlyList<object?>> rows,
        string? caption,
        int digits) => (Columns, this.rows, this.caption, this.digits) = (columns, rows, caption, digits);

    /// <summary>The columns' names, from left to right.</summary>
    public IReadOnlyList<string> Columns { get; }

    /// <summary>Number of rows.</summary>
    public int RowCount => rows.Count;

    /// <summary>
    /// A table of a sequence: of records or anonymous objects (a column a property), tuples, dictionaries, arrays or
    /// plain values.
    /// </summary>
    /// <typeparam name="T">The rows' type.</typeparam>
    /// <param name="rows">The rows, in order.</param>
    /// <param name="columns">The columns' names; needed for tuples, whose names do not survive compilation, and for
    /// arrays.</param>
    /// <returns>The table.</returns>
    /// <exception cref="ArgumentException">A row has another number of values than there are columns.</exception>
    public static Table Of<T>(IEnumerable<T> rows, params string[] columns)
    {
        ArgumentNullException.ThrowIfNull(rows);
        var items = rows.ToList();
        var names = columns.Length > 0 ? columns : DefaultColumns(items);
        var cells = items.Select(row => Values(row, names)).ToList();
        for (var i = 0; i < cells.Count; i++)
        {
            Require.That(
                cells[i].Count == names.Count,
                nameof(columns),
                $"row {i + 1} has {cells[i].Count} values but there are {names.Count} columns "
                    + $"({string.Join(", ", names)})");
        }

        return new Table(names, cells, null, 4);
    }

    /// <summary>The same table with a caption.</summary>
    /// <param name="text">What the table shows.</param>
    /// <returns>A new table.</returns>
    public Table Caption(string text) => new(Columns, rows, text, digits);

    /// <summary>The same table with numbers to another number of significant digits.</summary>
    /// <param name="digits">Significant digits, 1 to 17.</param>
    /// <returns>A new table.</returns>
    public Table Digits(int digits) => new(Columns, rows, caption, digits);

    /// <summary>The table as hypertext.</summary>
    /// <returns>A fragment with one <c>table</c>; at most 100 rows, the rest counted.</returns>
    public string ToHtml()
    {
        var numeric = Enumerable
            .Range(0, Columns.Count)
            .Select(c => rows.Count > 0 && rows.All(row => IsNumber(row[c])))
            .ToArray();
        var html = new StringBuilder(HostStyle.Element)
            .Append("<div class=\"lemmata scroll\" role=\"group\" aria-label=\"")
            .Append(Html.Escape(caption ?? "Table"))
            .Append("\"><table>");
        if (caption is not null) html.Append("<caption>").Append(Html.Prose(caption)).Append("</caption>");
        html.Append("<thead><tr>");
        for (var c = 0; c < Columns.Count; c++)
        {
            html.Append("<th scope=\"col\"")
                .Append(numeric[c] ? " class=\"n\">" : ">")
                .Append(Html.Prose(Columns[c]))
                .Append("</th>");
        }

        html.Append("</tr></thead><tbody>");
        foreach (var row in rows.Take(MaximumHtmlRows))
        {
            html.Append("<tr>");
            for (var c = 0; c < Columns.Count; c++)
                html.Append(numeric[c] ? "<td class=\"n\">" : "<td>").Append(Html.Prose(Cell(row[c]))).Append("</td>");
            html.Append("</tr>");
        }
        html.Append("</tbody></table>");
        if (rows.Count > MaximumHtmlRows)
            html.Append("<p>").Append(rows.Count - MaximumHtmlRows).Append(" more rows</p>");
        return html.Append("</div>").ToString();
    }

    /// <inheritdoc/>
    public bool Render(string mimeType, TextWriter writer)
    {
        writer.Write(mimeType == Mime.Html ? ToHtml() : ToString());
        return true;
    }

    /// <summary>The table as aligned text.</summary>
    /// <returns>One line a row, numbers to the right; at most 17 rows, the rest counted.</returns>
    public override string ToString()
    {
        var shown = rows.Take(MaximumTextRows).Select(row => row.Select(Cell).ToArray()).ToList();
        var width = Columns
            .Select((name, c) => Math.Max(name.Length, shown.Select(row => row[c].Length).DefaultIfEmpty(0).Max()))
            .ToArray();
        var right = Columns.Select((_, c) => rows.Count > 0 && rows.All(row => IsNumber(row[c]))).ToArray();
        var lines = new List<string> { Line(Columns) };
        lines.AddRange(shown.Select(Line));
        if (rows.Count > MaximumTextRows) lines.Add($"… {rows.Count - MaximumTextRows} more rows");
        return string.Join('\n', lines);

        string Line(IReadOnlyList<string> cells) =>
            string.Join("  ", cells.Select((cell, c) => right[c] ? cell.PadLeft(width[c]) : cell.PadRight(width[c])))
                .TrimEnd();
    }

    private string Cell(object? value) => value switch
    {
        null => "",
        double number => NumberText.Significant(number, digits),
        float number => NumberText.Significant(number, Math.Min(digits, 9)),
        IFormattable formattable => formattable.ToString(null, System.Globalization.CultureInfo.InvariantCulture),
        _ => value.ToString() ?? "",
    };

    private static bool IsNumber(object? value) =>
        value
            is double
                or float
                or int
                or long
                or decimal
                or short
                or byte
                or uint
                or ulong
                or System.Numerics.BigInteger;

    private static IReadOnlyList<string> DefaultColumns<T>(List<T> items) =>
        items.FirstOrDefault() switch
        {
            IDictionary dictionary => [.. dictionary.Keys.Cast<object>().Select(key => key.ToString() ?? "")],
            ITuple tuple => [.. Enumerable.Range(1, tuple.Length).Select(i => $"Item{i}")],
            Array array =>
            [
                .. Enumerable
                    .Range(1, array.Length)
                    .Select(i => i.ToString(System.Globalization.CultureInfo.InvariantCulture)),
            ],
            null or string or IFormattable => Properties(typeof(T)) is { Length: > 0 } properties
            && !IsPlain(typeof(T))
                ? [.. properties.Select(p => p.Name)]
                : ["value"],
            var item => [.. Properties(item.GetType()).Select(p => p.Name)],
        };

    private static bool IsPlain(Type type) =>
        type == typeof(string) || type == typeof(object) || typeof(IFormattable).IsAssignableFrom(type);

    private static IReadOnlyList<object?> Values(object? row, IReadOnlyList<string> names) => row switch
    {
        IDictionary dictionary => [.. names.Select(name => dictionary.Contains(name) ? dictionary[name] : null)],
        ITuple tuple => [.. Enumerable.Range(0, tuple.Length).Select(i => tuple[i])],
        string or IFormattable or null => [row],
        IEnumerable sequence => [.. sequence.Cast<object?>()],
        _ => [.. Properties(row.GetType()).Select(property => property.GetValue(row))],
    };

    private static PropertyInfo[] Properties(Type type) =>
        [
            .. type.GetProperties(BindingFlags.Public | BindingFlags.Instance)
                .Where(p => p.CanRead && p.GetIndexParameters().Length == 0),
        ];
}
