using System.IO.Compression;
using System.Reflection;
using System.Security;
using System.Text;
using System.Text.Json.Nodes;
using Lemmata.Export;
using Lemmata.Export.Formulas;
using Lemmata.Export.Plotly;
using Lemmata.Notebooks;

namespace Lemmata.Tool.Editor;

/// <summary>
/// The extension for VS Code as a <c>.vsix</c>: a zip of its files, which travel inside the tool, with a manifest.
/// The same files give the same bytes.
/// </summary>
internal static class ExtensionPackage
{
    private const string Embedded = "vscode/";
    private static readonly DateTimeOffset Always = new(2000, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>The extension's id, as editors list it.</summary>
    public static string Id => $"{Text("publisher")}.{Text("name")}";

    /// <summary>Writes the package.</summary>
    /// <param name="path">The file to write; it is replaced as a whole.</param>
    /// <param name="packages">Where the plot library is; null to leave it out, and figures stay pictures.</param>
    /// <exception cref="IOException">It cannot be written.</exception>
    public static void Write(string path, NodePackages? packages)
    {
        using var memory = new MemoryStream();
        using (var zip = new ZipArchive(memory, ZipArchiveMode.Create, leaveOpen: true, Encoding.UTF8))
        {
            Add(zip, "[Content_Types].xml", ContentTypes);
            Add(zip, "extension.vsixmanifest", Manifest());
            foreach (var (name, content) in Files(packages)) Add(zip, "extension/" + name, content);
        }

        AtomicFile.Write(path, memory.ToArray());
    }

    private static IEnumerable<(string Name, byte[] Content)> Files(NodePackages? packages)
    {
        foreach (var name in Names()) yield return (name[Embedded.Length..], Content(name));
        yield return ("renderer/twins.js", Encoding.UTF8.GetBytes(AssetFiles.TwinsModule));
        var light = string.Join(',', PlotBundle.All[0].Types.Select(type => $"'{type}'"));
        yield return ("renderer/light.js", Encoding.UTF8.GetBytes($"export const light = new Set([{light}]);\n"));
        if (packages is null) yield break;
        // The lightest bundle, and the one for everything else.
        PlotBundle[] bundles = [PlotBundle.All[0], PlotBundle.All[^1]];
        foreach (var bundle in bundles)
            yield return ($"renderer/{bundle.File}", File.ReadAllBytes(packages.PlotLibrary(bundle)));
        var notices = packages.Licences(bundles).Where(library => library.Name.Contains("plotly", StringComparison.Ordinal))
            .Select(library => $"{library.Name} {library.Version} ({library.Licence})\n\n{library.Text}");
        yield return ("NOTICES.txt", Encoding.UTF8.GetBytes(string.Join("\n\n", notices)));
    }

    private static IEnumerable<string> Names() => Assembly.GetExecutingAssembly().GetManifestResourceNames()
        .Where(name => name.StartsWith(Embedded, StringComparison.Ordinal)).Order(StringComparer.Ordinal);

    private static byte[] Content(string name)
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream(name)!;
        using var memory = new MemoryStream();
        stream.CopyTo(memory);
        return memory.ToArray();
    }

    private static string Text(string member) =>
        JsonNode.Parse(Content(Embedded + "package.json")).TextAt(member) ?? "";

    private static void Add(ZipArchive zip, string name, string text) => Add(zip, name, Encoding.UTF8.GetBytes(text));

    private static void Add(ZipArchive zip, string name, byte[] content)
    {
        var entry = zip.CreateEntry(name, CompressionLevel.SmallestSize);
        entry.LastWriteTime = Always;
        using var stream = entry.Open();
        stream.Write(content);
    }

    private const string ContentTypes =
        """
        <?xml version="1.0" encoding="utf-8"?>
        <Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">
          <Default Extension=".json" ContentType="application/json"/>
          <Default Extension=".vsixmanifest" ContentType="text/xml"/>
          <Default Extension=".js" ContentType="application/javascript"/>
          <Default Extension=".md" ContentType="text/markdown"/>
          <Default Extension=".txt" ContentType="text/plain"/>
        </Types>
        """;

    private static string Manifest() =>
        $"""
        <?xml version="1.0" encoding="utf-8"?>
        <PackageManifest Version="2.0.0" xmlns="http://schemas.microsoft.com/developer/vsx-schema/2011">
          <Metadata>
            <Identity Language="en-US" Id="{Text("name")}" Version="{Text("version")}" Publisher="{Text("publisher")}"/>
            <DisplayName>{SecurityElement.Escape(Text("displayName"))}</DisplayName>
            <Description xml:space="preserve">{SecurityElement.Escape(Text("description"))}</Description>
            <Categories>Notebooks,Programming Languages,Data Science</Categories>
            <Properties>
              <Property Id="Microsoft.VisualStudio.Code.Engine" Value="{JsonNode.Parse(Content(Embedded + "package.json")).TextAt("engines", "vscode")}"/>
            </Properties>
          </Metadata>
          <Installation><InstallationTarget Id="Microsoft.VisualStudio.Code"/></Installation>
          <Dependencies/>
          <Assets>
            <Asset Type="Microsoft.VisualStudio.Code.Manifest" Path="extension/package.json" Addressable="true"/>
            <Asset Type="Microsoft.VisualStudio.Services.Content.Details" Path="extension/README.md" Addressable="true"/>
          </Assets>
        </PackageManifest>
        """;
}
