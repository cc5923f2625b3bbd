using System.Collections;
using System.Collections.Concurrent;
using System.Globalization;
using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;
using Lemmata.Notebooks;

namespace Lemmata.Session.Formatting;

/// <summary>
/// .NET Interactive's convention, met by name: a class with an attribute called TypeFormatterSourceAttribute whose
/// FormatterSourceType makes formatters with <c>string MimeType</c> and <c>bool Format(object, TextWriter)</c>.
/// </summary>
internal static class FormatterSources
{
    private const string AttributeName = "TypeFormatterSourceAttribute";

    private static readonly ConcurrentDictionary<Type, IReadOnlyList<Formatter>> Cache = new();

    private sealed record Formatter(string MimeType, object Target, MethodInfo Format);

    /// <summary>Whether values of a type bring formatters of their own.</summary>
    public static bool Has(Type type) => Cache.GetOrAdd(type, Find).Count > 0;

    /// <summary>The MIME types that a type wants to be shown in; null where it does not say.</summary>
    public static IReadOnlyList<string>? Preferred(Type type)
    {
        for (var at = type; at is not null; at = at.BaseType)
        {
            foreach (var attribute in at.GetCustomAttributes(inherit: false))
            {
                if (attribute.GetType().Name == AttributeName)
                    return attribute.GetType().GetProperty("PreferredMimeTypes")?.GetValue(attribute) as string[];
            }
        }

        return null;
    }

    /// <summary>Every MIME type the value's formatters yield; null when its type has none.</summary>
    public static MimeBundle? TryFormat(object value)
    {
        var formatters = Cache.GetOrAdd(value.GetType(), Find);
        if (formatters.Count == 0) return null;
        var data = new JsonObject();
        foreach (var formatter in formatters)
        {
            using var writer = new StringWriter(CultureInfo.InvariantCulture) { NewLine = "\n" };
            var done = formatter.Format.Invoke(
                formatter.Target,
                BindingFlags.DoNotWrapExceptions,
                null,
                [value, writer],
                null);
            if (done is not true)
                continue;
            data[formatter.MimeType] = Value(formatter.MimeType, writer.ToString());
        }
        return data.Count == 0 ? null : new MimeBundle { Data = data };
    }

    private static JsonNode? Value(string mimeType, string text)
    {
        if (!MultilineText.IsJson(mimeType)) return text;
        try
        {
            return JsonNode.Parse(text);
        }
        catch (JsonException error)
        {
            throw new InvalidOperationException(
                $"the formatter for {mimeType} wrote {text.Length} characters that are not JSON: {error.Message}",
                error);
        }
    }

    private static IReadOnlyList<Formatter> Find(Type type)
    {
        for (var at = type; at is not null; at = at.BaseType)
        {
            foreach (var attribute in at.GetCustomAttributes(inherit: false))
            {
                if (
                    attribute.GetType().Name == AttributeName
                    && Read(attribute) is { Count: > 0 } found)
                {
                    return found;
                }
            }
        }

        return [];
    }

    private static List<Formatter> Read(object attribute)
    {
        var found = new List<Formatter>();
        if (attribute.GetType().GetProperty("FormatterSourceType")?.GetValue(attribute) is not Type sourceType)
            return found;
        var source = Activator.CreateInstance(sourceType);
        if (
            sourceType.GetMethod("CreateTypeFormatters", Type.EmptyTypes)?.Invoke(source, null)
            is not IEnumerable items)
        {
            return found;
        }

        foreach (var item in items)
        {
            var mimeType = item.GetType().GetProperty("MimeType")?.GetValue(item) as string;
            var format = item.GetType().GetMethod("Format", [typeof(object), typeof(TextWriter)]);
            if (mimeType is not null && format?.ReturnType == typeof(bool))
                found.Add(new Formatter(mimeType, item, format));
        }
        return found;
    }
}
