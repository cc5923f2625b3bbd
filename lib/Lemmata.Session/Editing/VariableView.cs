using System.Collections;
using System.Globalization;
using System.Reflection;
using Lemmata.Session.Compilation;
using Lemmata.Session.Formatting;

namespace Lemmata.Session.Editing;

/// <summary>A variable on one line of a view.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Type">Its type as C# writes it.</param>
/// <param name="Text">Its value, cut where long.</param>
/// <param name="Size">Its shape, such as "20 × 3", or the number of its items; empty for single values.</param>
internal sealed record VariableSummary(string Name, string Type, string Text, string Size);

/// <summary>Some rows of a value that has many.</summary>
/// <param name="Columns">Headings.</param>
/// <param name="Cells">The rows asked for.</param>
/// <param name="Total">How many rows there are.</param>
internal sealed record VariableRows(
    IReadOnlyList<string> Columns, IReadOnlyList<IReadOnlyList<string>> Cells, int Total);

/// <summary>Variables as a view shows them. A value's own members run here, on the cells' turn.</summary>
internal static class VariableView
{
    private const int MostText = 120, MostItems = 8, MostRows = 1000, MostColumns = 200;

    /// <summary>A variable on one line.</summary>
    public static VariableSummary Summary(SessionVariable variable) => new(
        variable.Name, TypeNames.Of(variable.Type), Cut(Text(variable.Value, 0)), Size(variable.Value));

    /// <summary>A value alone on one line, cut where long.</summary>
    public static string Line(object? value) => Cut(Text(value, 0));

    /// <summary>Rows of an array, a matrix or a collection; null for single values.</summary>
    /// <param name="value">The value.</param>
    /// <param name="from">The first row, from 0.</param>
    /// <param name="count">How many rows, at most 1000.</param>
    public static VariableRows? Rows(object value, int from, int count)
    {
        count = Math.Clamp(count, 0, MostRows);
        if (Matrix(value) is { } matrix)
        {
            var (rows, columns) = (matrix.GetLength(0), Math.Min(matrix.GetLength(1), MostColumns));
            return new VariableRows(
                [.. Enumerable.Range(0, columns).Select(Number)],
                [.. Range(from, count, rows).Select(i => (IReadOnlyList<string>)
                    [.. Enumerable.Range(0, columns).Select(j => Text(matrix.GetValue(i, j), 1))])],
                rows);
        }

        if (value is string || value is not ICollection items) return null;
        var all = items.Cast<object?>().Skip(Math.Max(0, from)).Take(count).ToList();
        var members = all.FirstOrDefault() is { } first ? Members(first) : [];
        return members.Count == 0
            ? new VariableRows(["value"], [.. all.Select(item => (IReadOnlyList<string>)[Cut(Text(item, 1))])], items.Count)
            : new VariableRows(
                [.. members.Select(member => member.Name)],
                [.. all.Select(item => (IReadOnlyList<string>)[.. members.Select(member => Cut(Of(member, item)))])],
                items.Count);
    }

    private static IEnumerable<int> Range(int from, int count, int rows)
    {
        from = Math.Clamp(from, 0, rows);
        return Enumerable.Range(from, Math.Min(count, rows - from));
    }

    private static string Size(object? value) => value switch
    {
        null or string => "",
        Array { Rank: > 1 } array =>
            string.Join(" × ", Enumerable.Range(0, array.Rank).Select(axis => Number(array.GetLength(axis)))),
        _ when Matrix(value) is { } matrix => $"{Number(matrix.GetLength(0))} × {Number(matrix.GetLength(1))}",
        ICollection items => Number(items.Count),
        _ => "",
    };

    // MathNet's matrices and the library's know themselves as arrays of two dimensions.
    private static Array? Matrix(object value) => value switch
    {
        Array { Rank: 2 } array => array,
        Array or ICollection or string => null,
        _ => AsArray(value) is { } method ? (Array?)method.Invoke(value, null) : null,
    };

    private static MethodInfo? AsArray(object value) =>
        value.GetType().GetMethod("ToArray", BindingFlags.Instance | BindingFlags.Public, []) is { } method
        && method.ReturnType is { IsArray: true } type && type.GetArrayRank() == 2
            ? method
            : null;

    private static List<PropertyInfo> Members(object item)
    {
        var type = item.GetType();
        return type.IsPrimitive || type.IsEnum || item is string or IFormattable or IEnumerable
            ? []
            : [.. type.GetProperties(BindingFlags.Instance | BindingFlags.Public)
                .Where(member => member.GetMethod is not null && member.GetIndexParameters().Length == 0).Take(20)];
    }

    private static string Of(PropertyInfo member, object? item)
    {
        try
        {
            return item is null ? "null" : Text(member.GetValue(item), 1);
        }
        catch (TargetInvocationException thrown)
        {
            return thrown.InnerException?.GetType().Name ?? "";
        }
    }

    private static string Text(object? value, int depth) => value switch
    {
        null => "null",
        string text => depth == 0 ? '"' + text + '"' : text,
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        ICollection items when depth < 2 => "[" + string.Join(", ", items.Cast<object?>().Take(MostItems)
            .Select(item => Text(item, depth + 1))) + (items.Count > MostItems ? ", …" : "") + "]",
        _ => value.ToString() ?? "",
    };

    private static string Cut(string text)
    {
        text = text.ReplaceLineEndings(" ");
        return text.Length > MostText ? text[..MostText] + "…" : text;
    }

    private static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);
}
