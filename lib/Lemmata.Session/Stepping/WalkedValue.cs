using System.Collections;
using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text.Json.Nodes;
using Lemmata.Session.Editing;
using Lemmata.Session.Formatting;

namespace Lemmata.Session.Stepping;

/// <summary>A value as a walk shows it.</summary>
/// <param name="Json">
/// Its text; or an object with <c>text</c> and <c>rows</c> for a small matrix, <c>svg</c> for a figure.
/// </param>
/// <param name="Exact">What tells it from another value: all digits of a number.</param>
internal sealed record WalkedValue(JsonNode Json, string Exact)
{
    private const int MostText = 160, MostItems = 24, MostDepth = 3, MostCells = 120;

    /// <summary>How many characters it takes.</summary>
    public int Size { get; private init; }

    /// <summary>Shows a value; code of its type runs.</summary>
    /// <param name="value">The value.</param>
    /// <param name="mostPicture">A longer drawing gives way to its text.</param>
    public static WalkedValue Of(object? value, int mostPicture)
    {
        try
        {
            var (text, exact) = (Cut(Text(value, 0, "G6")), Text(value, 0, "R"));
            if (value is null or string or ValueType) return new(JsonValue.Create(text)!, exact) { Size = text.Length };
            if (VariableView.Matrix(value) is { Rank: 2, Length: > 0 and <= MostCells } matrix) return Rows(matrix, text);
            if (Drawing(value) is { } svg && svg.Length <= mostPicture)
            {
                return new(new JsonObject { ["svg"] = svg, ["text"] = text }, svg) { Size = svg.Length };
            }

            return new(JsonValue.Create(text)!, exact) { Size = text.Length };
        }
        catch (Exception thrown) when (thrown is not (OperationCanceledException or OutOfMemoryException))
        {
            var text = $"({TypeNames.Of(thrown.GetType())} while it was shown)";
            return new(JsonValue.Create(text)!, text) { Size = text.Length };
        }
    }

    private static WalkedValue Rows(Array matrix, string text)
    {
        var rows = Enumerable.Range(0, matrix.GetLength(0)).Select(row => Enumerable.Range(0, matrix.GetLength(1))
            .Select(column => matrix.GetValue(row, column)).ToList()).ToList();
        var written = new JsonArray([.. rows.Select(row => (JsonNode)new JsonArray([
            .. row.Select(item => (JsonNode)JsonValue.Create(Text(item, 1, "G6"))!)]))]);
        var exact = string.Join('\n', rows.Select(row => string.Join('\t', row.Select(item => Text(item, 1, "R")))));
        return new(new JsonObject { ["rows"] = written, ["text"] = text }, exact) { Size = exact.Length };
    }

    private static string? Drawing(object value) =>
        FormatterSources.TryFormat(value)?.Data["image/svg+xml"] is JsonValue drawing
            && drawing.TryGetValue(out string? svg) ? svg : null;

    // A sequence that is not yet there is not run for the reader: that would change what the cell does.
    private static string Text(object? value, int depth, string digits) => value switch
    {
        null => "null",
        string text => '"' + text + '"',
        char letter => $"'{letter}'",
        bool truth => truth ? "true" : "false",
        // A zero below zero is none to a reader.
        double or float => (((IConvertible)value).ToDouble(null) == 0 ? 0.0 : (IFormattable)value)
            .ToString(digits, CultureInfo.InvariantCulture),
        IFormattable and ValueType => ((IFormattable)value).ToString(null, CultureInfo.InvariantCulture),
        Delegate function => TypeNames.Of(function.GetType()),
        _ when depth > MostDepth => "…",
        ITuple tuple and not IEnumerable => "(" + string.Join(", ", Enumerable.Range(0, tuple.Length)
            .Select(index => Text(tuple[index], depth + 1, digits))) + ")",
        IDictionary { Count: var count } map => "{" + string.Join(", ", map.Keys.Cast<object>().Take(MostItems)
            .Select(key => $"{Text(key, depth + 1, digits)}: {Text(map[key], depth + 1, digits)}")) + More(count) + "}",
        Array { Rank: > 1 } array => $"{TypeNames.Of(array.GetType().GetElementType()!)}["
            + string.Join(" × ", Enumerable.Range(0, array.Rank).Select(array.GetLength)) + "]",
        IEnumerable items when Count(value) is { } count => "[" + string.Join(", ", items.Cast<object?>().Take(MostItems)
            .Select(item => Text(item, depth + 1, digits))) + More(count) + "]",
        IEnumerable => TypeNames.Of(value.GetType()) + ", not run",
        _ when depth == 0 && ValueFormatter.Format(value).Data["text/plain"] is JsonValue plain => plain.ToString(),
        _ => ValueFormatter.Text(value),
    };

    private static int? Count(object value) => value is ICollection items ? items.Count
        : value.GetType().GetInterfaces().FirstOrDefault(one => one.IsGenericType
            && one.GetGenericTypeDefinition() == typeof(IReadOnlyCollection<>)) is { } counted
            ? (int)counted.GetProperty("Count")!.GetValue(value)!
            : null;

    private static string More(int count) => count > MostItems ? $", … {count - MostItems} more" : "";

    private static string Cut(string text)
    {
        text = text.ReplaceLineEndings(" ");
        return text.Length > MostText ? text[..(char.IsHighSurrogate(text[MostText - 1]) ? MostText - 1 : MostText)] + "…" : text;
    }
}
