using System.Collections;
using System.Globalization;
using System.Numerics;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json.Nodes;

namespace Lemmata.Session.Formatting;

/// <summary>
/// Turns any value into a bundle, by the conventions that hosts and libraries share without knowing each other.
/// </summary>
internal static class ValueFormatter
{
    private const int MostDepth = 3;
    private const int MostItems = 20;
    private const int MostLength = 8000;

    private static volatile IChosenFormats? chosen;

    /// <summary>What cells have chosen through an API of formatting; null until a cell names one.</summary>
    public static IChosenFormats? Chosen
    {
        get => chosen;
        set => chosen = value;
    }

    /// <summary>The bundle of a value, never empty.</summary>
    public static MimeBundle Format(object? value) => value switch
    {
        null => MimeBundle.Plain("null"),
        MimeBundle bundle => bundle,
        Markup markup => markup.Bundle(),
        IDisplayed => MimeBundle.Plain(""),
        _ when Chosen?.TryFormat(value) is { } bundle => bundle,
        string text => MimeBundle.Plain(text),
        _ => FormatterSources.TryFormat(value)
            ?? PlotlyNetCharts.TryFormat(value)
            ?? HtmlOf(value)
            ?? Tables.TryFormat(value)
            ?? MimeBundle.Plain(Elements(value) ?? Text(value)),
    };

    /// <summary>
    /// Vectors of MathNet and tensors of other ranks than two, known by shape as tables know matrices: the shape, and
    /// the elements cut in the middle.
    /// </summary>
    private static string? Elements(object value)
    {
        var type = value.GetType();
        if (Tables.Shape(value) is { } shape && Tables.Get(value, "Data") is Array { Rank: 1 } data)
        {
            return $"{TypeNames.Of(data.GetType().GetElementType()!)} [{string.Join(" × ", shape)}]: "
                + $"{Cut(data.Length, data.GetValue)}";
        }

        if (type.Namespace?.StartsWith("MathNet.Numerics.LinearAlgebra", StringComparison.Ordinal) == true
            && Tables.Get(value, "Count") is int count && type.GetMethod("At", [typeof(int)]) is { } at)
        {
            return $"{TypeNames.Of(at.ReturnType)} vector, {count}: {Cut(count, index => at.Invoke(value, [index]))}";
        }

        return null;

        string Cut(int count, Func<int, object?> element)
        {
            var shown =
                count <= MostItems
                    ? Enumerable.Range(0, count)
                    : Enumerable
                        .Range(0, MostItems / 2)
                        .Append(-1)
                        .Concat(Enumerable.Range(count - MostItems / 2, MostItems / 2));
            return $"[{string.Join(", ", shown.Select(index => index < 0 ? "…" : Text(element(index))))}]";
        }
    }

    /// <summary>A value as one line of text where possible: cycles and huge graphs are cut.</summary>
    public static string Text(object? value)
    {
        var text = new StringBuilder();
        Append(value, text, 0, new HashSet<object>(ReferenceEqualityComparer.Instance));
        return text.ToString();
    }

    /// <summary>Numbers, texts and the like: values that are one word to a reader.</summary>
    public static bool IsScalar(object? value) =>
        value is null or string or IFormattable or bool or char or Type or Uri
        || value.GetType().IsPrimitive
        || value.GetType().IsEnum;

    /// <summary>Properties and fields a reader sees, in the order of declaration.</summary>
    public static IEnumerable<(string Name, Func<object, object?> Get)> Members(Type type)
    {
        foreach (var property in type.GetProperties(BindingFlags.Public | BindingFlags.Instance))
        {
            if (
                property.CanRead
                && property.GetIndexParameters().Length == 0
                && !property.PropertyType.IsByRefLike
                && !property.PropertyType.IsPointer)
            {
                yield return (property.Name, property.GetValue);
            }
        }

        foreach (var field in type.GetFields(BindingFlags.Public | BindingFlags.Instance))
            yield return (field.Name, field.GetValue);
    }

    private static MimeBundle? HtmlOf(object value)
    {
        var method = value.GetType().GetMethod("ToHtml", BindingFlags.Public | BindingFlags.Instance, Type.EmptyTypes);
        if (method?.ReturnType != typeof(string)) return null;
        var html = (string?)method.Invoke(value, BindingFlags.DoNotWrapExceptions, null, null, null);
        return html is null ? null : MimeBundle.Html(html, value.ToString() ?? "");
    }

    private static void Append(object? value, StringBuilder text, int depth, HashSet<object> path)
    {
        if (text.Length > MostLength)
        {
            if (text[^1] != '…') text.Append('…');
            return;
        }
        switch (value)
        {
            case null: text.Append("null"); return;
            case string word: text.Append(depth == 0 ? word : $"\"{word}\""); return;
            case bool truth: text.Append(truth ? "true" : "false"); return;
            case IFormattable number: text.Append(number.ToString(null, CultureInfo.InvariantCulture)); return;
            case Type type: text.Append(TypeNames.Of(type)); return;
            case Exception error: text.Append(TypeNames.Of(error.GetType())).Append(": ").Append(error.Message); return;
            case Delegate function: text.Append(TypeNames.Of(function.GetType())); return;
        }
        var own = value.GetType().GetMethod("ToString", Type.EmptyTypes)!;
        var isCompilers = own.GetCustomAttribute<CompilerGeneratedAttribute>() is not null;
        if (
            value is not IEnumerable and not ITuple
            && own.DeclaringType != typeof(object)
            && own.DeclaringType != typeof(ValueType)
            && !isCompilers)
        {
            text.Append(value);
            return;
        }
        if (depth >= MostDepth || !path.Add(value))
        {
            text.Append(path.Contains(value) && depth < MostDepth ? "(cycle)" : "…");
            return;
        }
        if (value is IEnumerable items) AppendItems(items, text, depth, path);
        else AppendMembers(value, text, depth, path);
        path.Remove(value);
    }

    private static void AppendItems(IEnumerable items, StringBuilder text, int depth, HashSet<object> path)
    {
        text.Append('[');
        var count = 0;
        foreach (var item in items)
        {
            if (count > 0) text.Append(", ");
            if (count++ == MostItems)
            {
                text.Append(items is ICollection all ? $"… {all.Count - MostItems} more" : "…");
                break;
            }
            Append(item, text, depth + 1, path);
        }
        text.Append(']');
    }

    private static void AppendMembers(object value, StringBuilder text, int depth, HashSet<object> path)
    {
        var type = value.GetType();
        if (value is ITuple tuple)
        {
            text.Append('(');
            for (var index = 0; index < tuple.Length; index++)
            {
                if (index > 0) text.Append(", ");
                Append(tuple[index], text, depth + 1, path);
            }
            text.Append(')');
            return;
        }
        text.Append(TypeNames.Of(type)).Append(" { ");
        var first = true;
        foreach (var (name, get) in Members(type).Take(MostItems))
        {
            text.Append(first ? "" : ", ").Append(name).Append(" = ");
            first = false;
            Append(Read(get, value), text, depth + 1, path);
        }
        text.Append(" }");
    }

    /// <summary>A member's value; a getter that throws is shown, not fatal.</summary>
    internal static object? Read(Func<object, object?> get, object value)
    {
        try
        {
            return get(value);
        }
        catch (TargetInvocationException error)
        {
            return $"({TypeNames.Of(error.InnerException!.GetType())}: {error.InnerException.Message})";
        }
    }
}
