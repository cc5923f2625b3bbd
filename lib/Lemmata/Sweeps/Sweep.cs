using System.Reflection;
using Lemmata.Arguments;

namespace Lemmata.Sweeps;

/// <summary>
/// What a notebook says to a sweep, in which it runs for many parameters: the numbers that belong in the sweep's table,
/// and where a long run keeps its state. In a notebook that runs by itself the rows are shown as a table.
/// </summary>
public static class Sweep
{
    /// <summary>
    /// The variable of the environment with the folder of a run's state, which the one who runs the sweep sets.
    /// </summary>
    public const string StateFolderVariable = "LEMMATA_STATE_FOLDER";

    /// <summary>One row for the table of a sweep; end a cell with it, since what is not shown is not collected.</summary>
    /// <typeparam name="T">An object whose properties are the columns, such as
    /// <c>new { steps, accuracy }</c>.</typeparam>
    /// <param name="row">Numbers, texts, truth values and missing values (null) by name.</param>
    /// <returns>The row, to be shown.</returns>
    /// <exception cref="ArgumentException">It has no property, or one that is no such value.</exception>
    public static SweepRows Row<T>(T row) => Rows([row]);

    /// <summary>Several rows for the table of a sweep, as where a run gives a curve.</summary>
    /// <typeparam name="T">An object whose properties are the columns.</typeparam>
    /// <param name="rows">The rows in their order.</param>
    /// <returns>The rows, to be shown.</returns>
    /// <exception cref="ArgumentException">There is no column, or a value that is no number, text or truth value.
    /// </exception>
    public static SweepRows Rows<T>(IEnumerable<T> rows)
    {
        ArgumentNullException.ThrowIfNull(rows);
        var columns = typeof(T).GetProperties(BindingFlags.Public | BindingFlags.Instance)
            .Where(property => property.CanRead && property.GetIndexParameters().Length == 0).ToList();
        Require.That(
            columns.Count > 0 && !IsValue(typeof(T)),
            nameof(rows),
            $"a row is an object whose properties are the columns, such as new {{ steps, accuracy }}; got {typeof(T).Name}");
        var values = rows.Select(row => columns.Select(column => column.GetValue(row)).ToArray()).ToList();
        foreach (var (column, index) in columns.Select((column, index) => (column, index)))
        {
            Require.That(
                values.TrueForAll(row => row[index] is null || IsValue(row[index]!.GetType())),
                nameof(rows),
                $"column {column.Name} holds {column.PropertyType.Name}; a table holds numbers, texts, truth values and "
                    + "null");
        }

        return new SweepRows([.. columns.Select(column => column.Name)], values);
    }

    /// <summary>
    /// Where a run keeps a state from which it can go on when it was stopped, as by a cluster's time limit.
    /// </summary>
    /// <param name="name">The file's name.</param>
    /// <returns>The file's path, whether it is there or not; null where the notebook does not run in a sweep.</returns>
    /// <exception cref="ArgumentException">The name is empty or has a folder in it.</exception>
    public static string? StateFile(string name)
    {
        Require.That(
            !string.IsNullOrWhiteSpace(name) && Path.GetFileName(name) == name,
            nameof(name),
            $"the name of a state is that of a file without a folder, such as training.state; got '{name}'");
        return Environment.GetEnvironmentVariable(StateFolderVariable) is { Length: > 0 } folder
            ? Path.Combine(folder, name)
            : null;
    }

    private static bool IsValue(Type type) => type == typeof(string) || type == typeof(bool)
        || type == typeof(decimal) || (type.IsPrimitive && type != typeof(char) && type != typeof(nint) && type != typeof(nuint))
        || type.IsEnum || (Nullable.GetUnderlyingType(type) is { } inner && IsValue(inner));
}
