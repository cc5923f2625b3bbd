#pragma warning disable IDE0130 // Named as .NET Interactive names it; the package has it no more, notebooks do.
namespace Microsoft.DotNet.Interactive.Formatting;

/// <summary>A displayed formula in LaTeX, with or without the dollars around it.</summary>
[TypeFormatterSource(typeof(MathStringFormatterSource), PreferredMimeTypes = ["text/latex"])]
public sealed class MathString(string latexCode)
{
    private const string Dollars = "$$";

    private readonly string text = (latexCode.StartsWith(Dollars, StringComparison.Ordinal) ? "" : Dollars) + latexCode
        + (latexCode.EndsWith(Dollars, StringComparison.Ordinal) ? "" : Dollars);

    /// <summary>A text taken as a formula.</summary>
    public static implicit operator MathString(string source) => new(source);

    /// <inheritdoc/>
    public override string ToString() => text;
}

/// <summary>Formats formulas as LaTeX.</summary>
internal sealed class MathStringFormatterSource : ITypeFormatterSource
{
    /// <inheritdoc/>
    public IEnumerable<ITypeFormatter> CreateTypeFormatters() => [new AsLatex()];

    private sealed class AsLatex : ITypeFormatter
    {
        public string MimeType => "text/latex";

        public Type Type => typeof(MathString);

        public bool Format(object instance, FormatContext context)
        {
            context.Writer.Write(instance);
            return true;
        }
    }
}
