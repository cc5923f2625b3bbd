using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Lemmata.Display;

namespace Lemmata.Sweeps;

/// <summary>
/// Rows that a run gives to the table of its sweep; <see cref="Sweep"/> makes them. Shown, they are a table.
/// </summary>
[TypeFormatterSource(typeof(SweepRowsFormatterSource), PreferredMimeTypes = [Mime.Html, Mime.Text, Mime.Rows])]
public sealed class SweepRows : IRendered
{
    private readonly IReadOnlyList<object?[]> rows;

    internal SweepRows(IReadOnlyList<string> columns, IReadOnlyList<object?[]> rows) =>
        (Columns, this.rows) = (columns, rows);

    /// <summary>The columns' names, from left to right.</summary>
    public IReadOnlyList<string> Columns { get; }

    /// <summary>Number of rows.</summary>
    public int RowCount => rows.Count;

    /// <inheritdoc/>
    public bool Render(string mimeType, TextWriter writer)
    {
        writer.Write(mimeType switch { Mime.Rows => Json(), Mime.Html => Shown().ToHtml(), _ => ToString() });
        return true;
    }

    /// <summary>The rows as aligned text.</summary>
    /// <returns>One line a row, at most 17.</returns>
    public override string ToString() => Shown().ToString();

    private Table Shown() => Table.Of(rows, [.. Columns]);

    /// <summary>The columns and the rows; numbers to their last bit, those that are not finite as text.</summary>
    private string Json() => new JsonObject
    {
        ["columns"] = new JsonArray([.. Columns.Select(name => (JsonNode)name)]),
        ["rows"] = new JsonArray([.. rows.Select(row => (JsonNode)new JsonArray([.. row.Select(Value)]))]),
    }.ToJsonString();

    private static JsonNode? Value(object? value) => value switch
    {
        null => null,
        bool truth => truth,
        string text => text,
        Enum member => member.ToString(),
        double number when !double.IsFinite(number) => number.ToString(CultureInfo.InvariantCulture),
        float number when !float.IsFinite(number) => number.ToString(CultureInfo.InvariantCulture),
        IFormattable number => JsonNode.Parse(Plain(number)),
        _ => throw new JsonException($"{value.GetType().Name} is no value of a table"),
    };

    private static string Plain(IFormattable number) =>
        number.ToString(number is double or float ? "R" : null, CultureInfo.InvariantCulture);
}

/// <summary>The formatters of <see cref="SweepRows"/>.</summary>
public sealed class SweepRowsFormatterSource() : FormatterSource(Mime.Rows, Mime.Html, Mime.Text);
