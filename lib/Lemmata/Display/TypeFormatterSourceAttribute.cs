namespace Lemmata.Display;

/// <summary>Tells a notebook host which class writes an object's MIME types.</summary>
/// <remarks>.NET Interactive recognises the attribute by its simple name and its two properties, whatever its
/// namespace;
/// no package is referenced. Without <see cref="PreferredMimeTypes"/> it would emit text/html only.</remarks>
/// <param name="formatterSourceType">A class with a public parameterless constructor and <c>IEnumerable&lt;object&gt;
/// CreateTypeFormatters()</c>.</param>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Struct)]
public sealed class TypeFormatterSourceAttribute(Type formatterSourceType) : Attribute
{
    /// <summary>The class that makes the formatters.</summary>
    public Type FormatterSourceType { get; } = formatterSourceType;

    /// <summary>The MIME types that a host with many formatters should show.</summary>
    public string[]? PreferredMimeTypes { get; set; }
}
