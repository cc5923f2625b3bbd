using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Lemmata.Export.Formulas;
using Lemmata.Notebooks;

namespace Lemmata.Export.Fonts;

/// <summary>
/// The fonts of a site's text, labels and code, cut to the letters that its pages use, so that lines break alike on
/// every machine and Chinese titles are read where no font has them. Without Node pages take the fonts of the machine.
/// </summary>
/// <param name="Faces">The faces, in the order of the sheet.</param>
/// <param name="Missing">Letters that none of them has, for which a machine's own font stands in.</param>
internal sealed record PageFonts(IReadOnlyList<FontFace> Faces, string Missing)
{
    private const string Script = "fonts.cjs";

    /// <summary>Letters that sheet, scripts and frame bring to every page.</summary>
    private const string Always = "§·…–—‘’“”×−✓";

    /// <summary>Cuts the fonts.</summary>
    /// <param name="node">The installed packages.</param>
    /// <param name="cache">Folder outside version control, which keeps the last cuts by their letters.</param>
    /// <param name="pages">The bodies of all pages.</param>
    /// <exception cref="InvalidOperationException">Node did not cut them.</exception>
    public static PageFonts Cut(NodePackages node, string cache, IEnumerable<string> pages)
    {
        var letters = Letters(pages.Append(Always));
        var key = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(node.Version + letters)))[..16];
        var file = Path.Combine(cache, "fonts", key + ".json");
        var reply = Seal.Read(key, file);
        if (reply is null)
        {
            reply = node.Run(Script, "", new JsonObject { ["letters"] = letters }.ToJsonString());
            Seal.Keep(key, file, reply);
        }

        var found = JsonNode.Parse(reply)!;
        return new PageFonts(
            [.. found["faces"]!.AsArray().Select((face, i) => FontFace.Of(face!, i))],
            found["missing"]!.ToString());
    }

    /// <summary>What stands in ASCII, and every other letter of the texts, once each and in order.</summary>
    private static string Letters(IEnumerable<string> texts)
    {
        var found = new HashSet<Rune>(Enumerable.Range(' ', '~' - ' ' + 1).Select(code => new Rune(code)));
        foreach (var text in texts)
        {
            // Pages are ASCII for the most part.
            var rest = text.AsSpan();
            for (int at; (at = rest.IndexOfAnyExceptInRange(' ', '~')) >= 0;)
            {
                Rune.DecodeFromUtf16(rest[at..], out var rune, out var length);
                found.Add(rune);
                rest = rest[(at + length)..];
            }
        }

        return string.Concat(found.Order());
    }

    /// <summary>The rules that name the faces.</summary>
    /// <param name="inside">True puts the fonts into the sheet, for pages that stand by themselves.</param>
    public string Sheet(bool inside) => string.Concat(Faces.Select(face => face.Rule(inside)));
}

/// <summary>One font file and the letters it is for.</summary>
/// <param name="Name">Its file name.</param>
/// <param name="Family">The family that the sheet of pages names.</param>
/// <param name="Weight">400 or 600.</param>
/// <param name="Style"><c>normal</c> or <c>italic</c>.</param>
/// <param name="Letters">Code points, ascending.</param>
/// <param name="Content">The font as WOFF2.</param>
internal sealed record FontFace(string Name, string Family, int Weight, string Style, IReadOnlyList<int> Letters,
    byte[] Content)
{
    /// <summary>A face as the script answers it.</summary>
    public static FontFace Of(JsonNode face, int number)
    {
        var family = face["family"]!.ToString();
        var (weight, style) = (face["weight"]!.GetValue<int>(), face["style"]!.ToString());
        var name = $"{number:00}-{family.Split(' ')[^1].ToLowerInvariant()}-{weight}-{style}.woff2";
        return new FontFace(name, family, weight, style,
            [.. face["letters"]!.AsArray().Select(code => code!.GetValue<int>())],
            Convert.FromBase64String(face["font"]!.ToString()));
    }

    /// <summary>The rule of the style sheet.</summary>
    public string Rule(bool inside)
    {
        var source = inside ? "data:font/woff2;base64," + Convert.ToBase64String(Content) : "fonts/" + Name;
        var cut = (Weight == 400 ? "" : $"font-weight:{Weight};") + (Style == "normal" ? "" : $"font-style:{Style};");
        return $"@font-face{{font-family:\"{Family}\";{cut}font-display:swap;src:url({source});"
            + $"unicode-range:{Ranges()}}}\n";
    }

    private string Ranges()
    {
        var ranges = new List<string>();
        for (int first = 0, i = 0; i < Letters.Count; i++)
        {
            if (i + 1 < Letters.Count && Letters[i + 1] == Letters[i] + 1) { continue; }
            ranges.Add(first == i ? $"U+{Letters[i]:x}" : $"U+{Letters[first]:x}-{Letters[i]:x}");
            first = i + 1;
        }

        return string.Join(',', ranges);
    }
}
