using System.Collections;
using System.Globalization;
using System.Reflection;

namespace Lemmata.Session.Editing;

/// <summary>Which rows of a value a view wants to see.</summary>
/// <param name="From">The first of them, from 0, in the order asked for.</param>
/// <param name="Count">How many, at most 1000.</param>
/// <param name="SortBy">The column by which they are sorted, from 0; null for the value's own order.</param>
/// <param name="Descending">Whether the largest comes first.</param>
/// <param name="Find">Text that a row holds in one of its columns, in any case; null for all rows.</param>
internal sealed record RowQuery(int From, int Count, int? SortBy = null, bool Descending = false, string? Find = null);

/// <summary>Some rows of a value that has many.</summary>
/// <param name="Columns">Headings.</param>
/// <param name="Numbers">The places of the rows in the value, from 0.</param>
/// <param name="Cells">The rows asked for.</param>
/// <param name="Total">How many rows there are that hold what was looked for.</param>
internal sealed record VariableRows(
    IReadOnlyList<string> Columns, IReadOnlyList<int> Numbers, IReadOnlyList<IReadOnlyList<string>> Cells, int Total);

/// <summary>Arrays, matrices and collections row by row. A value's own members run here, on the cells' turn.</summary>
internal sealed class VariableTable
{
    private const int MostRows = 1000, MostColumns = 200, MostMembers = 20;

    private readonly int rows;
    private readonly Func<int, int, object?> at;

    private VariableTable(IReadOnlyList<string> columns, int rows, Func<int, int, object?> at)
    {
        Columns = columns;
        this.rows = rows;
        this.at = at;
    }

    private IReadOnlyList<string> Columns { get; }

    /// <summary>Rows of an array, a matrix or a collection; null for single values.</summary>
    /// <remarks>Time: the rows asked for; with sorting or looking for a text, all of them.</remarks>
    public static VariableRows? Rows(object value, RowQuery query)
    {
        if (Of(value) is not { } table) return null;
        var (order, total) = table.Order(query);
        var from = Math.Clamp(query.From, 0, total);
        var asked = order.Skip(from).Take(Math.Clamp(query.Count, 0, MostRows)).ToList();
        var columns = Enumerable.Range(0, table.Columns.Count).ToList();
        return new VariableRows(
            table.Columns, asked, [.. asked.Select(row => columns.ConvertAll(column => table.Text(row, column)))], total);
    }

    private static VariableTable? Of(object value)
    {
        if (VariableView.Matrix(value) is { } matrix)
        {
            return new VariableTable(
                [.. Enumerable.Range(0, Math.Min(matrix.GetLength(1), MostColumns))
                    .Select(column => column.ToString(CultureInfo.InvariantCulture))],
                matrix.GetLength(0),
                (row, column) => matrix.GetValue(row, column));
        }

        if (value is string || value is not ICollection items) return null;
        var all = items.Cast<object?>().ToList();
        var members = all.FirstOrDefault() is { } first ? Members(first) : [];
        return members.Count == 0
            ? new VariableTable(["value"], all.Count, (row, _) => all[row])
            : new VariableTable(
                [.. members.Select(member => member.Name)], all.Count, (row, column) => Of(members[column], all[row]));
    }

    private (IEnumerable<int> Rows, int Total) Order(RowQuery query)
    {
        IEnumerable<int> order = Enumerable.Range(0, rows);
        if (query.Find is { Length: > 0 } text)
        {
            order = order.Where(row => Enumerable.Range(0, Columns.Count)
                .Any(column => Text(row, column).Contains(text, StringComparison.OrdinalIgnoreCase))).ToList();
        }

        var total = order.TryGetNonEnumeratedCount(out var count) ? count : order.Count();
        if (query.SortBy is not { } sorted || sorted < 0 || sorted >= Columns.Count) return (order, total);
        var keys = order.Select(row => (Row: row, Value: at(row, sorted))).ToList();
        // Numbers by size, everything else as it is spelled; what is equal keeps the value's own order.
        var sortable = keys.ConvertAll(key => (key.Row, Number: Number(key.Value), Text: Text(key.Row, sorted)));
        var ascending = sortable.OrderBy(key => key.Number is null).ThenBy(key => key.Number)
            .ThenBy(key => key.Number is null ? key.Text : "", StringComparer.Ordinal);
        var descending = sortable.OrderBy(key => key.Number is null).ThenByDescending(key => key.Number)
            .ThenByDescending(key => key.Number is null ? key.Text : "", StringComparer.Ordinal);
        return ((query.Descending ? descending : ascending).Select(key => key.Row), total);
    }

    private string Text(int row, int column) => VariableView.Cut(VariableView.Text(at(row, column), 1));

    private static double? Number(object? value)
    {
        try
        {
            return value is IConvertible and not (string or char or bool or DateTime or Enum)
                ? Convert.ToDouble(value, CultureInfo.InvariantCulture)
                : null;
        }
        catch (InvalidCastException)
        {
            return null;
        }
    }

    private static List<PropertyInfo> Members(object item)
    {
        var type = item.GetType();
        return type.IsPrimitive || type.IsEnum || item is string or IFormattable or IEnumerable
            ? []
            : [.. type.GetProperties(BindingFlags.Instance | BindingFlags.Public)
                .Where(member => member.GetMethod is not null && member.GetIndexParameters().Length == 0)
                .Take(MostMembers)];
    }

    private static object? Of(PropertyInfo member, object? item)
    {
        try
        {
            return item is null ? null : member.GetValue(item);
        }
        catch (TargetInvocationException thrown)
        {
            return thrown.InnerException?.GetType().Name ?? "";
        }
    }
}
