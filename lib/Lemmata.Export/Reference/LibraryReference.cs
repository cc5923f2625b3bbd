using System.Text.RegularExpressions;
using System.Xml;
using System.Xml.Linq;
using Lemmata.Export.Code;
using Lemmata.Export.Markup;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Lemmata.Export.Reference;

/// <summary>A type that cells use, with what can be done with it.</summary>
/// <param name="Name">Its name, which is its place on the page too.</param>
/// <param name="Words">What it is.</param>
/// <param name="Members">Its members in the order of the source.</param>
internal sealed record LibraryType(string Name, SafeHtml Words, IReadOnlyList<LibraryMember> Members);

/// <summary>A member of a type.</summary>
/// <param name="Signature">How it is called, coloured.</param>
/// <param name="Words">What it does.</param>
/// <param name="Notes">Its parameters, result and errors: a name and what is said of it.</param>
internal sealed record LibraryMember(SafeHtml Signature, SafeHtml Words, IReadOnlyList<(string Name, SafeHtml Words)> Notes);

/// <summary>What cells use to draw figures and to check claims, from the documentation in the helper assembly.</summary>
internal static partial class LibraryReference
{
    private const string Assembly = "Lemmata";

    private static readonly string[] Namespaces = ["Lemmata.Plotting", "Lemmata.Claims"];

    // Where readers begin; the others follow by name.
    private static readonly string[] First = ["Figure", "Series", "Claims", "ClaimSheet", "ClaimCheck", "ClaimControl"];

    private static readonly SymbolDisplayFormat Format = SymbolDisplayFormat.MinimallyQualifiedFormat
        .WithMemberOptions(SymbolDisplayMemberOptions.IncludeParameters | SymbolDisplayMemberOptions.IncludeType
            | SymbolDisplayMemberOptions.IncludeModifiers)
        .WithParameterOptions(SymbolDisplayParameterOptions.IncludeName | SymbolDisplayParameterOptions.IncludeType
            | SymbolDisplayParameterOptions.IncludeDefaultValue | SymbolDisplayParameterOptions.IncludeParamsRefOut);

    /// <summary>The types that the assembly a load script names documents; none where there is no such assembly.</summary>
    /// <param name="loadScript">Path of the script that notebooks load, or null.</param>
    public static IReadOnlyList<LibraryType> Read(string? loadScript)
    {
        if (loadScript is null || !File.Exists(loadScript)) return [];
        var file = CodeHighlighter.References(File.ReadAllText(loadScript))
            .FirstOrDefault(path => Path.GetFileNameWithoutExtension(path) == Assembly);
        var documentation = Path.ChangeExtension(file, ".xml");
        if (!File.Exists(file) || !File.Exists(documentation)) return [];
        var own = MetadataReference.CreateFromFile(file, documentation: XmlDocumentationProvider.CreateFromFile(documentation));
        var platform = ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Where(path => Path.GetFileName(path).StartsWith("System.", StringComparison.Ordinal))
            .Select(path => MetadataReference.CreateFromFile(path));
        var compilation = CSharpCompilation.Create("reference", references: [own, .. platform]);
        if (compilation.GetAssemblyOrModuleSymbol(own) is not IAssemblySymbol assembly) return [];
        return
        [
            .. Namespaces.SelectMany(name => Of(assembly, name))
                .Where(type => type.DeclaredAccessibility == Accessibility.Public && IsForCells(type))
                .OrderBy(type => Array.IndexOf(First, type.Name) is >= 0 and var place ? place : First.Length)
                .ThenBy(type => type.Name, StringComparer.Ordinal)
                .Select(Read),
        ];
    }

    private static IEnumerable<INamedTypeSymbol> Of(IAssemblySymbol assembly, string name) => name.Split('.')
        .Aggregate(assembly.GlobalNamespace, (space, part) => space.GetNamespaceMembers().Single(inner => inner.Name == part))
        .GetTypeMembers();

    // What hosts look for is not what people write.
    private static bool IsForCells(INamedTypeSymbol type) => !type.Name.EndsWith("FormatterSource", StringComparison.Ordinal);

    private static LibraryType Read(INamedTypeSymbol type) => new(
        type.Name,
        Words(Documentation(type)?.Element("summary")),
        [
            .. type.GetMembers().Where(member => member is
                {
                    DeclaredAccessibility: Accessibility.Public, IsImplicitlyDeclared: false, IsOverride: false,
                    Kind: SymbolKind.Method or SymbolKind.Property or SymbolKind.Field,
                } and not IMethodSymbol { MethodKind: not MethodKind.Ordinary }
                    and not IFieldSymbol { IsConst: true, ContainingType.TypeKind: TypeKind.Class })
                .Select(member => (Symbol: member, Text: Documentation(member)))
                .Where(member => member.Text?.Element("summary") is not null)
                .Select(member => Member(member.Symbol, member.Text!)),
        ]);

    private static LibraryMember Member(ISymbol symbol, XElement text) => new(
        CodeHighlighter.Approximate(symbol.ToDisplayString(Format)),
        Words(text.Element("summary")),
        [
            .. text.Elements().Select(element => element.Name.LocalName switch
            {
                "param" => (element.Attribute("name")?.Value ?? "", Words(element)),
                "returns" => ("returns", Words(element)),
                "exception" => ("throws " + Name(element.Attribute("cref")?.Value), Words(element)),
                "remarks" => ("note", Words(element)),
                _ => ("", SafeHtml.Empty),
            }).Where(note => note.Item1.Length > 0 && !note.Item2.IsEmpty),
        ]);

    private static XElement? Documentation(ISymbol symbol)
    {
        var xml = symbol.GetDocumentationCommentXml() ?? "";
        var isWhole = xml.StartsWith("<member", StringComparison.Ordinal);
        try
        {
            return xml.Length == 0 ? null : XElement.Parse(isWhole ? xml : $"<member>{xml}</member>");
        }
        catch (XmlException)
        {
            return null;
        }
    }

    /// <summary>The words of a comment, with the names in it as code.</summary>
    private static SafeHtml Words(XElement? element) =>
        element is null ? SafeHtml.Empty : SafeHtml.Concat(element.Nodes().Select(Words));

    private static SafeHtml Words(XNode node) => node switch
    {
        XText words => SafeHtml.Text(Spaces().Replace(words.Value, " ")),
        XElement { Name.LocalName: "c" or "code" } code => SafeHtml.Html($"<code>{code.Value}</code>"),
        XElement { Name.LocalName: "para" } paragraph => Words(paragraph) + SafeHtml.Text(" "),
        XElement { Name.LocalName: "em" or "i" } stressed => SafeHtml.Html($"<em>{Words(stressed)}</em>"),
        XElement { IsEmpty: true } name => SafeHtml.Html($"<code>{Named(name)}</code>"),
        XElement other => Words(other),
        _ => SafeHtml.Empty,
    };

    private static string Named(XElement reference) =>
        reference.Attribute("name")?.Value ?? reference.Attribute("langword")?.Value ?? Name(reference.Attribute("cref")?.Value);

    // "M:Lemmata.Claims.Claims.Open(System.String)" is called Open.
    private static string Name(string? id) => (id ?? "").Split('(')[0].Split('.', ':')[^1].Split('`')[0];

    [GeneratedRegex(@"\s+")]
    private static partial Regex Spaces();
}
