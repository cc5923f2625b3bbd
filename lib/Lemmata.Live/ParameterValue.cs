using System.Globalization;

namespace Lemmata.Live;

/// <summary>What a reader puts into a control, as a value of the variable's type.</summary>
internal static class ParameterValue
{
    /// <summary>The value; a text that is none of the type is refused.</summary>
    /// <param name="type">The type in C#, such as <c>double</c>.</param>
    /// <param name="text">What the reader gave.</param>
    /// <exception cref="FormatException">The text is no value of the type.</exception>
    /// <exception cref="OverflowException">The number is too large for the type.</exception>
    public static object Of(string type, string text) => type switch
    {
        "double" => double.Parse(text, NumberStyles.Float, CultureInfo.InvariantCulture),
        "float" => float.Parse(text, NumberStyles.Float, CultureInfo.InvariantCulture),
        "decimal" => decimal.Parse(text, NumberStyles.Float, CultureInfo.InvariantCulture),
        "int" => int.Parse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture),
        "long" => long.Parse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture),
        "uint" => uint.Parse(text, NumberStyles.None, CultureInfo.InvariantCulture),
        "ulong" => ulong.Parse(text, NumberStyles.None, CultureInfo.InvariantCulture),
        "short" => short.Parse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture),
        "byte" => byte.Parse(text, NumberStyles.None, CultureInfo.InvariantCulture),
        "bool" => bool.Parse(text),
        "string" => text,
        _ => throw new FormatException($"a page sets no variables of type {type}"),
    };
}
