using System.Text;
using Lemmata.Notebooks;
using Lemmata.Tool.Running;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace Lemmata.Tool.Reading;

/// <summary>A file of parameters: names with values, in YAML or in JSON, which is a part of YAML.</summary>
internal static class ParameterFile
{
    /// <summary>Reads a file.</summary>
    /// <returns>Name to value, as it would be typed behind <c>-p</c>.</returns>
    /// <exception cref="ParameterException">The file is missing, or holds anything but names with values.</exception>
    public static IReadOnlyDictionary<string, string> Read(string path)
    {
        try
        {
            var stream = new YamlStream();
            using var reader = new StringReader(File.ReadAllText(path, Encoding.UTF8));
            stream.Load(reader);
            if (stream.Documents.FirstOrDefault()?.RootNode is not YamlMappingNode members) throw Unfit(path, null);
            return members.Children.ToDictionary(
                member => (member.Key as YamlScalarNode)?.Value ?? throw Unfit(path, member.Key),
                member => Text(member.Value, path),
                StringComparer.Ordinal);
        }
        catch (YamlException error)
        {
            throw new ParameterException($"{path}, line {error.Start.Line}: {error.Message}");
        }
        catch (InvalidOperationException)
        {
            // What the reader throws for brackets that never close.
            throw new ParameterException($"{path}: line breaks and brackets do not fit; it is neither YAML nor JSON");
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new ParameterException($"{path}: {error.Message}");
        }
    }

    private static string Text(YamlNode value, string path) => value switch
    {
        YamlScalarNode { Style: ScalarStyle.Plain, Value: "null" or "~" or "" or null } => "null",
        YamlScalarNode scalar => scalar.Value ?? "",
        YamlSequenceNode items => $"[{string.Join(", ", items.Select(item => Element(item, path)))}]",
        _ => throw Unfit(path, value),
    };

    // In an array values stand as C# writes them: texts in quotation marks.
    private static string Element(YamlNode item, string path) => item is YamlScalarNode scalar
        && (scalar.Style != ScalarStyle.Plain || !IsLiteral(scalar.Value ?? ""))
            ? Microsoft.CodeAnalysis.CSharp.SymbolDisplay.FormatLiteral(scalar.Value ?? "", quote: true)
            : Text(item, path);

    private static bool IsLiteral(string text) => text is "true" or "false" or "null"
        || double.TryParse(text, System.Globalization.CultureInfo.InvariantCulture, out _);

    private static ParameterException Unfit(string path, YamlNode? at) => new(
        $"{path}{(at is null ? "" : $", line {at.Start.Line}")}: required are names with values, such as lambda: 5, "
            + "or {\"lambda\": 5}");
}
