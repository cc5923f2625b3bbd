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

/// <summary>Variables as a view shows them. A value's own members run here, on the cells' turn.</summary>
internal static class VariableView
{
    private const int MostText = 120, MostItems = 8;

    /// <summary>A variable on one line.</summary>
    public static VariableSummary Summary(SessionVariable variable) => new(
        variable.Name, TypeNames.Of(variable.Type), Cut(Text(variable.Value, 0)), Size(variable.Value));

    /// <summary>A value alone on one line, cut where long.</summary>
    public static string Line(object? value) => Cut(Text(value, 0));

    private static string Size(object? value) => value switch
    {
        null or string => "",
        Array { Rank: > 1 } array =>
            string.Join(" × ", Enumerable.Range(0, array.Rank).Select(axis => Number(array.GetLength(axis)))),
        _ when Matrix(value) is { } matrix => $"{Number(matrix.GetLength(0))} × {Number(matrix.GetLength(1))}",
        ICollection items => Number(items.Count),
        _ => "",
    };

    /// <summary>A matrix as an array of two dimensions, as MathNet's and the library's know themselves; else null.</summary>
    public static Array? Matrix(object value) => value switch
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

    /// <summary>A value in one line; <paramref name="depth"/> is 0 for a variable itself and 1 for what it holds.</summary>
    public static string Text(object? value, int depth) => value switch
    {
        null => "null",
        string text => depth == 0 ? '"' + text + '"' : text,
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        ICollection items when depth < 2 => "[" + string.Join(", ", items.Cast<object?>().Take(MostItems)
            .Select(item => Text(item, depth + 1))) + (items.Count > MostItems ? ", …" : "") + "]",
        _ => value.ToString() ?? "",
    };

    /// <summary>One line of at most 121 characters.</summary>
    public static string Cut(string text)
    {
        text = text.ReplaceLineEndings(" ");
        return text.Length > MostText ? text[..MostText] + "…" : text;
    }

    private static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);
}
