using System.Reflection;
using System.Text;

namespace Lemmata.Export;

/// <summary>The readable sources in <c>Html/Assets</c>, embedded in the tool.</summary>
internal static class AssetFiles
{
    // Every page asks for them.
    private static readonly Lazy<string> LightSheet = new(() => Light(Text("lemmata.css")));
    private static readonly Lazy<string> LightScript = new(() => Light(Text("twins.js") + Text("fit.js") + Text("lemmata.js")));

    public static string Stylesheet => LightSheet.Value;

    public static string Script => LightScript.Value;

    /// <summary>What pages with the steps of a cell have before it.</summary>
    public static string WalkScript => Text("walk.js");

    /// <summary>The script of pages that compute, which brings the text of its worker.</summary>
    public static string LiveScript =>
        $"const lemmataWorker = {System.Text.Json.JsonSerializer.Serialize(Text("live-worker.js"))};\n" + Text("live.js");

    /// <summary>The colours of both themes as a module, for the extension of an editor.</summary>
    public static string TwinsModule => Text("twins.js") + "export { twins };\n";

    /// <summary>A script or sheet as pages carry it: without lines of comment alone, and without indents.</summary>
    private static string Light(string text) => string.Concat(text.Split('\n').Select(line => line.TrimStart())
        .Where(line => line.Length > 0 && !line.StartsWith("//", StringComparison.Ordinal)
            && !(line.StartsWith("/*", StringComparison.Ordinal) && line.EndsWith("*/", StringComparison.Ordinal)))
        .Select(line => line + "\n"));

    /// <summary>Text of one asset by file name.</summary>
    public static string Text(string name)
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream("Html.Assets." + name)
            ?? throw new InvalidOperationException($"The tool was built without its asset {name}; rebuild it.");
        using var reader = new StreamReader(stream, Encoding.UTF8);
        return reader.ReadToEnd().ReplaceLineEndings("\n");
    }
}
