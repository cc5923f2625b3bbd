namespace Lemmata.Display;

/// <summary>
/// Base of the classes that a host asks for formatters: one formatter a MIME type, each delegating to
/// <see cref="IRendered"/>.
/// </summary>
/// <param name="mimeTypes">The MIME types of the bundle, richest first.</param>
public abstract class FormatterSource(params string[] mimeTypes)
{
    /// <summary>The formatters, as .NET Interactive's convention asks for them.</summary>
    /// <returns>Objects of type <see cref="MimeFormatter"/>.</returns>
    public IEnumerable<object> CreateTypeFormatters() => mimeTypes.Select(type => new MimeFormatter(type));

    /// <summary>The whole text of one MIME type.</summary>
    /// <param name="rendered">The object to write.</param>
    /// <param name="mimeType">One of its MIME types.</param>
    /// <returns>The text, empty when the object has no such form.</returns>
    public static string Write(IRendered rendered, string mimeType)
    {
        var writer = new StringWriter { NewLine = "\n" };
        return rendered.Render(mimeType, writer) ? writer.ToString() : "";
    }
}

/// <summary>Writes objects that render themselves as one MIME type.</summary>
/// <param name="mimeType">The MIME type.</param>
public sealed class MimeFormatter(string mimeType)
{
    /// <summary>The MIME type that this formatter writes.</summary>
    public string MimeType { get; } = mimeType;

    /// <summary>Writes an object.</summary>
    /// <param name="instance">The object to show.</param>
    /// <param name="writer">Where the text goes.</param>
    /// <returns>False when the object is of another kind or has no such form, so that the host may fall back.</returns>
    public bool Format(object instance, TextWriter writer) =>
        instance is IRendered rendered && rendered.Render(MimeType, writer);
}
