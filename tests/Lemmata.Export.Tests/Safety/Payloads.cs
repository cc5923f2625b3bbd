using System.Globalization;
using System.Text;
using System.Text.Json;
using Lemmata.Export;

namespace Lemmata.Export.Tests.Safety;

/// <summary>
/// The texts of <c>payloads.txt</c>: each tries to run <c>hit(N)</c>, where N is its number, or to load an address that
/// ends in N. One stands on a line, with its line ends and controls written as escapes; <c>===</c> opens a kind.
/// </summary>
internal static class Payloads
{
    /// <summary>Defined in every frame before anything else runs.</summary>
    public const string Hits = "window.hits = []; window.hit = n => { window.hits.push(n) };";

    /// <summary>Where payloads load from; nothing is there.</summary>
    public const string Web = "https://example.org/";

    public static IReadOnlyList<string> All { get; } = Read();

    private static List<string> Read()
    {
        var file = Path.Combine(
            TemporaryCollection.Repository, "tests", "Lemmata.Export.Tests", "Safety", "payloads.txt");
        var lines = File.ReadLines(file).Where(line => line.Length > 0 && !line.StartsWith("=== ", StringComparison.Ordinal));
        return [.. lines.Select((line, number) => Filled(Unescaped(line), number))];
    }

    private static string Filled(string payload, int number)
    {
        var run = $"hit({number.ToString(CultureInfo.InvariantCulture)})";
        var image = $"<img src=x onerror={run}>";
        var frames = JsonSerializer.Serialize(new { big = new Dictionary<string, string[]> { ["1"] = [image] } });
        return payload
            .Replace("RUN", run, StringComparison.Ordinal)
            .Replace("&#82;UN", $"&#104;{run[1..]}", StringComparison.Ordinal)
            .Replace("%52UN", $"%68{run[1..]}", StringComparison.Ordinal)
            .Replace("WEB", $"{Web}{number}", StringComparison.Ordinal)
            .Replace("example.org/N", $"example.org/{number}", StringComparison.Ordinal)
            .Replace("B64", Base64(run), StringComparison.Ordinal)
            .Replace("H64", Base64($"<script>{run}</script>"), StringComparison.Ordinal)
            .Replace("PACK", Packed.Of(frames), StringComparison.Ordinal);
    }

    private static string Base64(string text) => Convert.ToBase64String(Encoding.UTF8.GetBytes(text));

    private static string Unescaped(string line)
    {
        var text = new StringBuilder();
        for (var i = 0; i < line.Length; i++)
        {
            text.Append(line[i] != '\\' ? line[i] : line[++i] switch
            {
                'n' => '\n',
                't' => '\t',
                'r' => '\r',
                'f' => '\f',
                '0' => '\0',
                var other => other,
            });
        }

        return text.ToString();
    }
}
