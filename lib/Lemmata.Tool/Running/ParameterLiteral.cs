using System.Globalization;
using System.Numerics;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Lemmata.Tool.Running;

/// <summary>Values as readers write them, made into C# of a parameter's type.</summary>
internal static class ParameterLiteral
{
    private const string Iso = "global::System.Globalization.CultureInfo.InvariantCulture";

    private static readonly Dictionary<TypeCode, Form> Forms = new()
    {
        [TypeCode.Double] = new(text => Number(text, "double"), "1.5, 1e-3, NaN or ∞"),
        [TypeCode.Single] = new(text => Number(text, "float"), "1.5, 1e-3, NaN or ∞"),
        [TypeCode.Decimal] = new(text => Parsed<decimal>(text, NumberStyles.Float, "m"), "3.14"),
        [TypeCode.SByte] = Whole<sbyte>(""),
        [TypeCode.Byte] = Whole<byte>(""),
        [TypeCode.Int16] = Whole<short>(""),
        [TypeCode.UInt16] = Whole<ushort>(""),
        [TypeCode.Int32] = Whole<int>(""),
        [TypeCode.UInt32] = Whole<uint>("U"),
        [TypeCode.Int64] = Whole<long>("L"),
        [TypeCode.UInt64] = Whole<ulong>("UL"),
        [TypeCode.Boolean] = new(
            text => bool.TryParse(text, out var value) ? (value ? "true" : "false") : null, "true or false"),
        [TypeCode.Char] = new(
            text => text.Length == 1 ? SymbolDisplay.FormatLiteral(text[0], quote: true) : null, "one character, such as c")
        {
            IsVerbatim = true,
        },
        [TypeCode.String] = new(text => SymbolDisplay.FormatLiteral(text, quote: true), "any text")
        {
            IsVerbatim = true,
        },
        [TypeCode.DateTime] = new(
            text => DateTime.TryParse(
                text, CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind, out var value)
                ? $"global::System.DateTime.Parse(\"{value:O}\", {Iso}, "
                    + "global::System.Globalization.DateTimeStyles.RoundtripKind)"
                : null,
            "2024-01-31 or 2024-01-31T15:04:05"),
    };

    private static readonly Dictionary<string, Form> FormsByName = new()
    {
        ["System.DateOnly"] = Simple<DateOnly>("System.DateOnly", "O", "2024-01-31"),
        ["System.TimeOnly"] = Simple<TimeOnly>("System.TimeOnly", "O", "15:04:05"),
        ["System.DateTimeOffset"] = Simple<DateTimeOffset>("System.DateTimeOffset", "O", "2024-01-31T15:04:05+01:00"),
        ["System.TimeSpan"] = Simple<TimeSpan>("System.TimeSpan", "c", "0:00:03, hours, minutes and seconds"),
        ["System.Guid"] = Simple<Guid>("System.Guid", "D", "d85b1407-351d-4694-9392-03acc5870eb1"),
        ["System.Half"] = Simple<Half>("System.Half", "R", "1.5"),
        ["System.Numerics.BigInteger"] = Simple<BigInteger>("System.Numerics.BigInteger", "R", "12345678901234567890"),
    };

    /// <summary>A value in C#; null where the text is no value of the type.</summary>
    /// <param name="type">The parameter's type.</param>
    /// <param name="text">The value as given.</param>
    /// <param name="form">How a value of the type is written; null for types without a form of their own.</param>
    public static string? Of(ITypeSymbol type, string text, out string? form)
    {
        if (type is INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T } nullable)
        {
            var inner = Of(nullable.TypeArguments[0], text, out form);
            form = form is null ? null : form + ", or null";
            return text.Trim() == "null" ? "null" : inner;
        }

        if (type is { IsReferenceType: true, NullableAnnotation: NullableAnnotation.Annotated } && text == "null")
        {
            form = null;
            return "null";
        }

        if (type.TypeKind == TypeKind.Enum)
        {
            var members = type.GetMembers().OfType<IFieldSymbol>().Where(member => member.IsConst).ToList();
            form = string.Join(", ", members.Select(member => member.Name));
            return Members(type, members, text);
        }

        var known = Forms.GetValueOrDefault(CodeOf(type.SpecialType))
            ?? FormsByName.GetValueOrDefault(type.ToDisplayString(SymbolDisplayFormat.CSharpErrorMessageFormat));
        form = known?.Example;
        return known?.Write(known.IsVerbatim ? text : text.Trim());
    }

    /// <summary>A value in C# of a type of the language; null where the text is no value of it.</summary>
    public static string? Of(TypeCode type, string text) =>
        Forms.GetValueOrDefault(type) is { } known ? known.Write(known.IsVerbatim ? text : text.Trim()) : null;

    /// <summary>The code of a type of the language; <see cref="TypeCode.Object"/> for all others.</summary>
    public static TypeCode CodeOf(SpecialType type) => type switch
    {
        SpecialType.System_Boolean => TypeCode.Boolean,
        SpecialType.System_Char => TypeCode.Char,
        SpecialType.System_SByte => TypeCode.SByte,
        SpecialType.System_Byte => TypeCode.Byte,
        SpecialType.System_Int16 => TypeCode.Int16,
        SpecialType.System_UInt16 => TypeCode.UInt16,
        SpecialType.System_Int32 => TypeCode.Int32,
        SpecialType.System_UInt32 => TypeCode.UInt32,
        SpecialType.System_Int64 => TypeCode.Int64,
        SpecialType.System_UInt64 => TypeCode.UInt64,
        SpecialType.System_Single => TypeCode.Single,
        SpecialType.System_Double => TypeCode.Double,
        SpecialType.System_Decimal => TypeCode.Decimal,
        SpecialType.System_DateTime => TypeCode.DateTime,
        SpecialType.System_String => TypeCode.String,
        _ => TypeCode.Object,
    };

    private static string? Members(ITypeSymbol type, List<IFieldSymbol> members, string text)
    {
        var name = type.ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat);
        var found = text.Split([',', '|'], StringSplitOptions.TrimEntries)
            .Select(part => members.FirstOrDefault(member =>
                string.Equals(member.Name, part.Split('.')[^1], StringComparison.OrdinalIgnoreCase))?.Name)
            .ToList();
        return found.Contains(null) ? null : string.Join(" | ", found.Select(member => $"{name}.{member}"));
    }

    /// <summary>How a type's values are written.</summary>
    /// <param name="Write">C# for a text; null for what is no value.</param>
    /// <param name="Example">What to write.</param>
    private sealed record Form(Func<string, string?> Write, string Example)
    {
        /// <summary>Whether blanks around the value belong to it.</summary>
        public bool IsVerbatim { get; init; }
    }

    private static Form Whole<T>(string suffix) where T : INumber<T> =>
        new(text => Parsed<T>(text, NumberStyles.AllowLeadingSign, suffix), "a whole number, such as 7");

    private static string? Parsed<T>(string text, NumberStyles style, string suffix) where T : INumber<T> =>
        T.TryParse(text, style, CultureInfo.InvariantCulture, out var value)
            ? value.ToString(null, CultureInfo.InvariantCulture) + suffix
            : null;

    private static Form Simple<T>(string type, string format, string example) where T : IParsable<T>, IFormattable => new(
        text => T.TryParse(text, CultureInfo.InvariantCulture, out var value)
            ? $"global::{type}.Parse(\"{value.ToString(format, CultureInfo.InvariantCulture)}\", {Iso})"
            : null,
        example);

    private static string? Number(string text, string type)
    {
        switch (text.ToLowerInvariant())
        {
            case "nan":
                return $"{type}.NaN";
            case "∞" or "+∞" or "infinity" or "+infinity" or "inf" or "+inf":
                return $"{type}.PositiveInfinity";
            case "-∞" or "−∞" or "-infinity" or "-inf":
                return $"{type}.NegativeInfinity";
        }

        if (!double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value)
            || !double.IsFinite(value) || (type == "float" && !float.IsFinite((float)value)))
        {
            return null;
        }

        if (type == "float") return ((float)value).ToString("R", CultureInfo.InvariantCulture) + "f";
        var written = value.ToString("R", CultureInfo.InvariantCulture);
        return long.TryParse(written, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out _)
            ? written + ".0"
            : written;
    }
}
