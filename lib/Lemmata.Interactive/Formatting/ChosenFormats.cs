using System.Text.Json.Nodes;
using Lemmata.Notebooks;
using Lemmata.Session.Formatting;
using Microsoft.AspNetCore.Html;
using Microsoft.DotNet.Interactive.Formatting;

namespace Lemmata.Interactive.Formatting;

/// <summary>
/// What a reader has told <see cref="Formatter"/>. It decides where it says something about a value; where it says
/// nothing, the value shows as in every other session.
/// </summary>
internal sealed class ChosenFormats : IChosenFormats
{
    // What the package starts with. Reading it makes nothing: these are its fields.
    private static readonly (int List, int Depth, string Null) Initial =
        (Formatter.ListExpansionLimit, Formatter.RecursionLimit, Formatter.NullString);

    private ChosenFormats() { }

    /// <summary>Has the session ask.</summary>
    public static void Install() => ValueFormatter.Chosen = new ChosenFormats();

    /// <inheritdoc/>
    public MimeBundle? TryFormat(object value)
    {
        Guard.Registered();
        return Decides(value) ? Format(value, []) : null;
    }

    /// <summary>A value as the package formats it.</summary>
    /// <param name="value">The value.</param>
    /// <param name="mimeTypes">The forms asked for; those preferred for its type when there are none.</param>
    public static MimeBundle Format(object? value, string[] mimeTypes)
    {
        if (value is not null) Preferences.Complete(value.GetType());
        return Bundle(FormattedValue.CreateManyFromObject(value, mimeTypes));
    }

    /// <summary>Formatted values as the session hands them on.</summary>
    public static MimeBundle Bundle(IEnumerable<FormattedValue> values)
    {
        var bundle = new MimeBundle();
        foreach (var value in values.Where(value => !value.SuppressDisplay))
            bundle.Data[value.MimeType] = Content(value);
        return bundle;
    }

    /// <summary>Whether the package, as the reader has set it up, says how a value shows.</summary>
    public static bool Decides(object value)
    {
        var type = value.GetType();
        // Its own kinds of values have no other form.
        if (value is IHtmlContent || type.Assembly == typeof(Formatter).Assembly) return true;
        var registered = Formatter.RegisteredFormatters(includeDefaults: false).ToList();
        if (registered.Any(formatter => Preferences.IsFor(formatter, type)) || Preferences.AreChosen(type)) return true;
        // What is left concerns values that hold others.
        if (ValueFormatter.IsScalar(value) || FormatterSources.Has(type)) return false;
        return registered.Count > 0
            || Initial != (Formatter.ListExpansionLimit, Formatter.RecursionLimit, Formatter.NullString);
    }

    private static JsonNode? Content(FormattedValue value)
    {
        if (!MultilineText.IsJson(value.MimeType)) return value.Value;
        try
        {
            return JsonNode.Parse(value.Value);
        }
        catch (System.Text.Json.JsonException)
        {
            // A form that calls itself JSON and is none is shown as the text it is.
            return value.Value;
        }
    }
}
