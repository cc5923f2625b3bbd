using Lemmata.Session.Formatting;
using Microsoft.DotNet.Interactive.Formatting;

namespace Lemmata.Interactive.Formatting;

/// <summary>Which forms a type is to be shown in, and whether they can be made.</summary>
internal static class Preferences
{
    // The package makes these of every value.
    private static readonly string[] Universal =
        [HtmlFormatter.MimeType, PlainTextFormatter.MimeType, JsonFormatter.MimeType];

    /// <summary>Whether a reader has chosen the forms of a type.</summary>
    public static bool AreChosen(Type type) =>
        !Formatter.GetPreferredMimeTypesFor(type).ToHashSet().SetEquals(FormatterSources.Preferred(type)
            ?? [type == typeof(string) ? PlainTextFormatter.MimeType : HtmlFormatter.MimeType]);

    /// <summary>Whether a formatter is for a type: the type itself, a base, an interface, or a generic one of it.</summary>
    public static bool IsFor(ITypeFormatter formatter, Type type) =>
        formatter.Type.IsAssignableFrom(type)
        || (formatter.Type.IsGenericTypeDefinition && Kinds(type).Any(kind =>
            kind.IsGenericType && kind.GetGenericTypeDefinition() == formatter.Type));

    /// <summary>
    /// Gives each form preferred for a type a formatter: one that says so where nothing makes the form. The package
    /// would look for it without an end.
    /// </summary>
    public static void Complete(Type type)
    {
        foreach (var mimeType in Formatter.GetPreferredMimeTypesFor(type).Except(Universal))
        {
            if (Formatter.RegisteredFormatters().Any(each => each.MimeType == mimeType && IsFor(each, type))) continue;
            if (FormatterSources.Preferred(type)?.Contains(mimeType) == true) continue;
            Formatter.Register(type, (object _, TextWriter _) => throw new InvalidOperationException(
                $"values of the type {TypeNames.Of(type)} are to be shown as {mimeType}, which no formatter makes of "
                    + "them; register one for this form, or prefer another"), mimeType);
        }
    }

    private static IEnumerable<Type> Kinds(Type type)
    {
        for (var at = type; at is not null; at = at.BaseType) yield return at;
        foreach (var kind in type.GetInterfaces()) yield return kind;
    }
}
