using System.Text;
using System.Xml.Linq;
using Microsoft.CodeAnalysis;

namespace Lemmata.Session.Completion;

/// <summary>Documentation of members as text: from the XML file beside the assembly that holds the symbol.</summary>
internal sealed class Documentation
{
    private readonly Dictionary<string, IReadOnlyDictionary<string, XElement>> files = [];

    /// <summary>The summary on one line, or empty.</summary>
    public string Summary(ISymbol symbol) => Find(symbol)?.Element("summary") is { } summary ? OneLine(summary) : "";

    /// <summary>What is said of a parameter, on one line, or empty.</summary>
    public string OfParameter(IMethodSymbol method, string name) =>
        Find(method)?.Elements("param").FirstOrDefault(element => element.Attribute("name")?.Value == name) is { } said
            ? OneLine(said)
            : "";

    /// <summary>Remembers where assemblies are that no cell has loaded yet.</summary>
    public void Know(IEnumerable<MetadataReference> references)
    {
        foreach (var path in references.OfType<PortableExecutableReference>().Select(reference => reference.FilePath))
            if (path is not null) known[Path.GetFileNameWithoutExtension(path)] = path;
    }

    /// <summary>Summary, parameters, result, exceptions and remarks, one paragraph each.</summary>
    public string Full(ISymbol symbol)
    {
        if (Find(symbol) is not { } member) return "";
        var text = new StringBuilder();
        foreach (var element in member.Elements())
        {
            var line = element.Name.LocalName switch
            {
                "param" or "typeparam" => $"{element.Attribute("name")?.Value}: {OneLine(element)}",
                "returns" => $"Returns: {OneLine(element)}",
                "exception" => $"Throws {Name(element.Attribute("cref")?.Value)}: {OneLine(element)}",
                "summary" or "remarks" => OneLine(element),
                _ => "",
            };
            if (line.Length > 0) text.Append(text.Length > 0 ? "\n\n" : "").Append(line);
        }
        return text.ToString();
    }

    private XElement? Find(ISymbol symbol)
    {
        if (symbol.OriginalDefinition.GetDocumentationCommentId() is not { } id) return null;
        if (symbol.GetDocumentationCommentXml() is { Length: > 0 } inline) return Parse(inline);
        var path = PathOf(symbol.ContainingAssembly);
        if (path is null) return null;
        if (!files.TryGetValue(path, out var members)) files[path] = members = Load(path);
        return members.GetValueOrDefault(id);
    }

    private readonly Dictionary<string, string?> paths = [];
    private readonly Dictionary<string, string> known = new(StringComparer.OrdinalIgnoreCase);

    private string? PathOf(IAssemblySymbol? assembly)
    {
        if (assembly is null)
            return null;
        if (paths.TryGetValue(assembly.Identity.GetDisplayName(), out var found))
            return found;
        var loaded = AppDomain
            .CurrentDomain.GetAssemblies()
            .LastOrDefault(candidate =>
                !candidate.IsDynamic
                && candidate.Location.Length > 0
                && candidate.GetName().Name == assembly.Identity.Name);
        var file = loaded?.Location ?? known.GetValueOrDefault(assembly.Identity.Name);
        if (file is null) return null; // A later cell may bring it.
        var path = Path.ChangeExtension(file, ".xml");
        return paths[assembly.Identity.GetDisplayName()] = File.Exists(path) ? path : null;
    }

    private static Dictionary<string, XElement> Load(string path)
    {
        try
        {
            return XDocument
                .Load(path)
                .Descendants("member")
                .Where(member => member.Attribute("name") is not null)
                .DistinctBy(member => member.Attribute("name")!.Value)
                .ToDictionary(member => member.Attribute("name")!.Value);
        }
        catch (Exception unreadable)
            when (unreadable is IOException or System.Xml.XmlException or UnauthorizedAccessException)
        {
            return [];
        }
    }

    private static XElement? Parse(string xml)
    {
        try
        {
            return XElement.Parse(xml);
        }
        catch (System.Xml.XmlException)
        {
            return null;
        }
    }

    private static string OneLine(XElement element)
    {
        var text = new StringBuilder();
        foreach (var node in element.DescendantNodes())
        {
            if (node is XText words)
            {
                text.Append(words.Value);
            }
            else if (node is XElement { IsEmpty: true } reference)
            {
                text.Append(
                    Name(
                        reference.Attribute("cref")?.Value
                            ?? reference.Attribute("name")?.Value
                            ?? reference.Attribute("langword")?.Value));
            }
        }
        return string.Join(' ', text.ToString().Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
    }

    // "M:Lemmata.Claims.Claims.Open(System.String)" reads as "Claims.Open".
    private static string Name(string? id)
    {
        if (string.IsNullOrEmpty(id)) return "";
        var name = id.Length > 1 && id[1] == ':' ? id[2..] : id;
        var end = name.IndexOf('(');
        if (end >= 0) name = name[..end];
        var parts = name.Split('.');
        return id.StartsWith("T:", StringComparison.Ordinal) || parts.Length < 2
            ? parts[^1]
            : $"{parts[^2]}.{parts[^1]}";
    }
}
