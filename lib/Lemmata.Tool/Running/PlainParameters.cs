using System.Globalization;
using System.Text.RegularExpressions;

namespace Lemmata.Tool.Running;

/// <summary>
/// The parameters of a cell of the usual form, one variable with a number, a text or true or false on each line, read
/// without the compiler: loading it takes a second and 50 MB, which is most of what planning a sweep would take.
/// </summary>
internal static partial class PlainParameters
{
    private static readonly Dictionary<string, TypeCode> Named = new(StringComparer.Ordinal)
    {
        ["double"] = TypeCode.Double, ["float"] = TypeCode.Single,
        ["decimal"] = TypeCode.Decimal, ["int"] = TypeCode.Int32,
        ["long"] = TypeCode.Int64, ["bool"] = TypeCode.Boolean, ["string"] = TypeCode.String,
    };

    /// <summary>A parameter.</summary>
    /// <param name="Type">The type of the variable.</param>
    /// <param name="Start">Where its value stands in the cell.</param>
    /// <param name="Length">How long the value is there.</param>
    internal readonly record struct Found(TypeCode Type, int Start, int Length);

    /// <summary>The parameters by their names; null where the cell holds anything of another form.</summary>
    /// <param name="source">The cell.</param>
    public static IReadOnlyDictionary<string, Found>? Of(string source)
    {
        var found = new Dictionary<string, Found>(StringComparer.Ordinal);
        var start = 0;
        foreach (var line in source.Split('\n'))
        {
            if (Line().Match(line) is not { Success: true } match) return null;
            if (match.Groups["name"] is { Success: true } name)
            {
                var value = match.Groups["value"];
                if (TypeOf(match.Groups["type"].Value, value.Value) is not { } type) return null;
                if (!found.TryAdd(name.Value, new Found(type, start + value.Index, value.Length))) return null;
            }

            start += line.Length + 1;
        }

        return found;
    }

    private static TypeCode? TypeOf(string type, string value)
    {
        if (type != "var") return Named[type];
        if (value[0] == '"') return TypeCode.String;
        if (value is "true" or "false") return TypeCode.Boolean;
        return value[^1] switch
        {
            'd' or 'D' => TypeCode.Double,
            'f' or 'F' => TypeCode.Single,
            'm' or 'M' => TypeCode.Decimal,
            'L' => TypeCode.Int64,
            _ when value.AsSpan().IndexOfAny(".eE") >= 0 => TypeCode.Double,
            // Larger ones are of a type that depends on their size.
            _ => int.TryParse(value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out _)
                ? TypeCode.Int32
                : null,
        };
    }

    [GeneratedRegex(
        """
        ^\s*(?:(?:const\s+)?(?<type>var|double|float|decimal|int|long|bool|string)\s+(?<name>[A-Za-z_]\w*)\s*=\s*
        (?<value>-?(?:[0-9]+L|(?:[0-9]+|[0-9]*\.[0-9]+)(?:[eE][+-]?[0-9]+)?[dDfFmM]?)|true|false|"[^"\\]*")\s*;)?\s*(?://.*)?$
        """,
        RegexOptions.CultureInvariant | RegexOptions.IgnorePatternWhitespace)]
    private static partial Regex Line();
}
