using System.Collections;
using System.Globalization;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text;

namespace Lemmata.Session.Formatting;

/// <summary>
/// Sequences of records, dictionaries, matrices and tensors as tables, cut in the middle when they are long. Matrix
/// types are known by shape (RowCount and ColumnCount, or Shape and Span-like data), so no package is needed.
/// </summary>
internal static class Tables
{
    private const int MostRows = 20;
    private const int MostColumns = 12;

    /// <summary>The table of a value; null when it is better shown as text.</summary>
    public static MimeBundle? TryFormat(object value)
    {
        if (Matrix(value) is { } matrix) return matrix;
        return value switch
        {
            IDictionary map => Dictionary(map),
            string => null,
            IEnumerable rows => Records(rows),
            _ => null,
        };
    }

    private static MimeBundle? Dictionary(IDictionary map)
    {
        var rows = new List<object?[]>();
        foreach (DictionaryEntry entry in map) rows.Add([entry.Key, entry.Value]);
        return Render(["key", "value"], rows, rows.Count, "");
    }

    private static MimeBundle? Records(IEnumerable items)
    {
        var taken = new List<object?>();
        var last = new Queue<object?>();
        var count = 0;
        foreach (var item in items)
        {
            if (
                count == 0
                && (item is null || ValueFormatter.IsScalar(item) || item is IEnumerable or Delegate or Exception))
            {
                return null;
            }
            // An endless sequence is cut here, as its length can never be told.
            if (++count > 1_000_000) break;
            if (taken.Count < MostRows / 2)
            {
                taken.Add(item);
            }
            else
            {
                last.Enqueue(item);
                if (last.Count > MostRows / 2) last.Dequeue();
            }
        }
        if (count == 0) return null;
        taken.AddRange(last);
        var columns = Columns(taken);
        if (columns.Count is 0 or > MostColumns) return null;
        var rows = taken.Select(item => columns.Select(column => column.Get(item)).ToArray()).ToList();
        return Render([.. columns.Select(column => column.Name)], rows, count, "");
    }

    private static List<(string Name, Func<object?, object?> Get)> Columns(List<object?> rows)
    {
        var type = rows[0]!.GetType();
        if (rows.Any(row => row?.GetType() != type)) return [];
        if (typeof(ITuple).IsAssignableFrom(type))
        {
            return [.. Enumerable.Range(0, ((ITuple)rows[0]!).Length)
                .Select(index => ($"Item{index + 1}", (Func<object?, object?>)(row => ((ITuple)row!)[index])))];
        }

        if (type.GetMethod("ToHtml", Type.EmptyTypes) is not null) return [];
        return [.. ValueFormatter.Members(type).Select(member =>
            (member.Name, (Func<object?, object?>)(row => ValueFormatter.Read(member.Get, row!))))];
    }

    private static MimeBundle? Matrix(object value)
    {
        if (value is Array { Rank: 2 } array)
        {
            return Grid(
                TypeNames.Of(array.GetType().GetElementType()!),
                array.GetLength(0),
                array.GetLength(1),
                (i, j) => array.GetValue(i, j));
        }

        var type = value.GetType();
        if (Get(value, "RowCount") is int rows && Get(value, "ColumnCount") is int columns
            && type.GetMethod("At", [typeof(int), typeof(int)]) is { } at)
        {
            return Grid(TypeNames.Of(at.ReturnType), rows, columns, (i, j) => at.Invoke(value, [i, j]));
        }

        if (
            value is not IEnumerable
            && type.Namespace != "MathNet.Numerics.LinearAlgebra"
            && Shape(value) is not { Length: 2 }
        )
        {
            return null;
        }

        if (
            Shape(value) is not [var height, var width]
            || Get(value, "Data") is not Array { Rank: 1 } data
            || data.Length != (long)height * width)
        {
            return null;
        }

        return Grid(
            TypeNames.Of(data.GetType().GetElementType()!),
            height,
            width,
            (i, j) => data.GetValue(i * width + j));
    }

    /// <summary>The lengths of a tensor's dimensions; null when the value has none.</summary>
    public static int[]? Shape(object value)
    {
        var shape = value.GetType().GetProperty("Shape", BindingFlags.Public | BindingFlags.Instance);
        if (shape is null || shape.PropertyType.IsByRefLike || shape.GetIndexParameters().Length > 0) return null;
        return (shape.GetValue(value) as IEnumerable<int>)?.ToArray();
    }

    /// <summary>A property by name; null when there is none.</summary>
    public static object? Get(object value, string property)
    {
        var found = value.GetType().GetProperty(property, BindingFlags.Public | BindingFlags.Instance);
        return found is null || found.PropertyType.IsByRefLike || found.GetIndexParameters().Length > 0
            ? null
            : found.GetValue(value);
    }

    private static MimeBundle? Grid(string element, int rows, int columns, Func<int, int, object?> at)
    {
        if (rows == 0 || columns == 0) return MimeBundle.Plain($"{element} matrix, {rows} × {columns}");
        var shown = Cut(columns, MostColumns).ToList();
        var headers = new List<string> { "" };
        headers.AddRange(shown.Select(column => column < 0 ? "…" : column.ToString(CultureInfo.InvariantCulture)));
        var lines = Cut(rows, MostRows).Where(row => row >= 0)
            .Select(row => shown.Select(column => column < 0 ? "…" : at(row, column)).Prepend(row).ToArray()).ToList();
        return Render(headers, lines, rows, $"{element} matrix, {rows} × {columns}");
    }

    private static IEnumerable<int> Cut(int count, int most) => count <= most
        ? Enumerable.Range(0, count)
        : [.. Enumerable.Range(0, most / 2), -1, .. Enumerable.Range(count - most / 2, most / 2)];

    /// <summary>Renders rows; where <paramref name="count"/> says that more exist, the gap is in the middle.</summary>
    private static MimeBundle Render(IReadOnlyList<string> headers, List<object?[]> rows, int count, string caption)
    {
        if (rows.Count == count && count > MostRows)
        {
            rows = [.. rows.Take(MostRows / 2), .. rows.TakeLast(MostRows / 2)];
        }
        var cells = rows.Select(row => row.Select(Cell).ToArray()).ToList();
        var isNumber = headers.Select((_, column) => rows.All(row => IsNumber(row[column]))).ToArray();
        var missing = count - rows.Count;
        if (missing > 0)
        {
            cells.Insert(
                rows.Count / 2,
                [$"… {missing.ToString(CultureInfo.InvariantCulture)} more", .. headers.Skip(1).Select(_ => "")]);
        }

        return MimeBundle.Html(Html(headers, cells, isNumber, caption), Plain(headers, cells, isNumber, caption));
    }

    private static string Html(IReadOnlyList<string> headers, List<string[]> cells, bool[] isNumber, string caption)
    {
        var html = new StringBuilder("<div class=\"scroll\"><table>");
        if (caption != "") html.Append($"<caption>{Markup.Encode(caption)}</caption>");
        html.Append("<thead><tr>");
        for (var column = 0; column < headers.Count; column++)
        {
            html.Append(
                headers[column] == ""
                    ? "<td></td>"
                    : $"<th scope=\"col\"{Class(column)}>{Markup.Encode(headers[column])}</th>");
        }

        html.Append("</tr></thead>\n<tbody>");
        foreach (var row in cells)
        {
            html.Append("<tr>");
            for (var column = 0; column < row.Length; column++)
            {
                // A column without a name holds the names of the rows.
                var (open, close) = headers[column] == "" ? ("th scope=\"row\"", "th") : ("td", "td");
                html.Append($"<{open}{Class(column)}>{Markup.Encode(row[column])}</{close}>");
            }
            html.Append("</tr>\n");
        }
        return html.Append("</tbody></table></div>").ToString();

        string Class(int column) => isNumber[column] ? " class=\"num\"" : "";
    }

    private static string Plain(IReadOnlyList<string> headers, List<string[]> cells, bool[] isNumber, string caption)
    {
        var widths = headers
            .Select((header, column) => Math.Max(header.Length, cells.Max(row => row[column].Length)))
            .ToArray();
        var text = new StringBuilder(caption == "" ? "" : caption + "\n");
        foreach (var row in cells.Prepend([.. headers]))
        {
            text.AppendJoin(
                    "  ",
                    row.Select(
                        (cell, column) =>
                            isNumber[column] ? cell.PadLeft(widths[column]) : cell.PadRight(widths[column])))
                .AppendLine();
        }

        return string.Join('\n', text.ToString().ReplaceLineEndings("\n").Split('\n').Select(line => line.TrimEnd()))
            .TrimEnd();
    }

    private static string Cell(object? value)
    {
        var text = ValueFormatter.Text(value).ReplaceLineEndings(" ");
        return text.Length <= 120 ? text : text[..119] + "…";
    }

    private static bool IsNumber(object? value) =>
        value is IFormattable and not (Enum or DateTime or Guid)
        && value.GetType().GetInterface("INumberBase`1") is not null;
}
