using System.Buffers.Binary;
using Lemmata.Export.Markup;

namespace Lemmata.Export.Prose;

/// <summary>Images that prose names: files beside the notebook and attachments of a cell.</summary>
internal static class Images
{
    /// <summary>Largest image that is copied into a site.</summary>
    public const int MaxBytes = 3_000_000;

    /// <summary>Whether a page may load an output's image; where not, a warning says so.</summary>
    public static bool Fits(PageText page, byte[] content)
    {
        if (content.Length <= MaxBytes) { return true; }
        page.Warn($"an image of {HtmlText.Size(content.Length)} is left out; a page may load {HtmlText.Size(MaxBytes)}.");
        return false;
    }

    /// <summary>HTML for an image, or readable text where it cannot be shown.</summary>
    /// <param name="page">The page.</param>
    /// <param name="address">As the author wrote it.</param>
    /// <param name="alt">What it shows.</param>
    /// <param name="attachments">The cell's own images.</param>
    /// <param name="width">Width that the author gave in pixels, or null.</param>
    /// <param name="height">Height that the author gave in pixels, or null.</param>
    /// <param name="title">What shows when a pointer rests on it, or null.</param>
    public static SafeHtml Html(PageText page, string address, string alt,
        System.Text.Json.Nodes.JsonObject? attachments, string? width = null, string? height = null,
        string? title = null)
    {
        byte[]? content = null;
        string? extension = null;
        if (address.StartsWith("attachment:", StringComparison.Ordinal))
        {
            var name = Uri.UnescapeDataString(address["attachment:".Length..]);
            if (attachments?[name] is System.Text.Json.Nodes.JsonObject bundle
                && bundle.FirstOrDefault(entry => entry.Key.StartsWith("image/",
                    StringComparison.Ordinal)) is { Key: not null } entry)
            {
                extension = Extension(entry.Key);
                content = Decode(Reading.CellInput.JoinLines(entry.Value), entry.Key == "image/svg+xml");
            }

            if (content is null) { return Absent(page, alt, $"the cell has no attachment {name}"); }
        }
        else if (Uri.TryCreate(address, UriKind.Absolute, out var uri) && uri.Scheme is not "file")
        {
            page.Warn($"the image {address} lies outside the site and is shown as a link.");
            return Address.IsSafe(address) && uri.Scheme is "http" or "https"
                ? SafeHtml.Html($"<a href=\"{address}\">{(alt.Length > 0 ? alt : "image")}</a>") : SafeHtml.Text(alt);
        }
        else
        {
            if (page.File.Length == 0) { return Absent(page, alt, "words of a register have no files beside them"); }
            if (CollectionFiles.Ask(page.Files, page.File, Uri.UnescapeDataString(address), out var reason) is not { } path)
            {
                return Absent(page, alt, $"the file {address} {reason}");
            }
            extension = Path.GetExtension(path).TrimStart('.').ToLowerInvariant().Replace("jpeg", "jpg");
            if (!File.Exists(path)) { return Absent(page, alt, $"the file {address} does not exist"); }
            if (extension is not ("png" or "jpg" or "gif" or "webp" or "svg"))
            {
                return Absent(page, alt, $"{address} is no image a page can show");
            }
            if (new FileInfo(path).Length > MaxBytes)
            {
                return Absent(page, alt,
                    $"{address} has {HtmlText.Size(new FileInfo(path).Length)}, more than the {HtmlText.Size(MaxBytes)} a page may load");
            }

            content = CollectionFiles.Read(path, out var fault);
            if (content is null) { return Absent(page, alt, $"the file {address} cannot be read ({fault})"); }
        }

        if (content.Length > MaxBytes)
        {
            return Absent(page, alt,
                $"it has {HtmlText.Size(content.Length)}, more than the {HtmlText.Size(MaxBytes)} a page may load");
        }

        // A page shows it as an image, where nothing in it runs; opened by itself it would be a page of its own.
        if (extension == "svg")
        {
            if (Svg.Read(System.Text.Encoding.UTF8.GetString(content)) is not { } drawing)
            {
                return Absent(page, alt, $"{address} is no drawing");
            }

            content = System.Text.Encoding.UTF8.GetBytes(drawing.ToFile());
        }

        if (alt.Length == 0) { page.Warn($"the image {address} has no text for readers who do not see it."); }
        return Tag(page, content, extension ?? "png", alt, width, height, title);
    }

    /// <summary>An image element with its size, so that nothing moves when it arrives.</summary>
    public static SafeHtml Tag(PageText page, byte[] content, string extension, string alt, string? width = null,
        string? height = null, string? title = null)
    {
        var source = SafeHtml.Html($"<img src=\"{page.Files.AddImage(content, extension)}\" alt=\"{alt}\"");
        if (!string.IsNullOrEmpty(title)) { source = SafeHtml.Html($"{source} title=\"{title}\""); }
        var given = SafeHtml.Concat(new[] { ("width", width), ("height", height) }.Where(size => IsNumber(size.Item2))
            .Select(size => SafeHtml.Html($" {size.Item1}=\"{size.Item2}\"")));
        var own = given.IsEmpty && SizeOf(content) is var (w, h) ? SafeHtml.Html($" width=\"{w}\" height=\"{h}\"")
            : given;
        return SafeHtml.Html($"{source}{own}>");
    }

    private static bool IsNumber(string? text) => text is { Length: > 0 and < 6 } && text.All(char.IsAsciiDigit);

    public static string? Extension(string mime) => mime switch
    {
        "image/png" => "png",
        "image/jpeg" => "jpg",
        "image/gif" => "gif",
        "image/webp" => "webp",
        "image/svg+xml" => "svg",
        _ => null,
    };

    /// <summary>Base64 or, for SVG, plain text; null when it is neither.</summary>
    public static byte[]? Decode(string text, bool mayBeText)
    {
        if (mayBeText && text.TrimStart().StartsWith('<')) { return System.Text.Encoding.UTF8.GetBytes(text); }
        var buffer = new byte[text.Length];
        return Convert.TryFromBase64String(text.ReplaceLineEndings("").Trim(), buffer, out var written)
            ? buffer[..written] : null;
    }

    /// <summary>Width and height in pixels of a PNG, GIF or JPEG.</summary>
    internal static (int Width, int Height)? SizeOf(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length > 24 && bytes[..4].SequenceEqual((ReadOnlySpan<byte>)[0x89, 0x50, 0x4E, 0x47]))
        {
            return (BinaryPrimitives.ReadInt32BigEndian(bytes[16..]), BinaryPrimitives.ReadInt32BigEndian(bytes[20..]));
        }

        if (bytes.Length > 10 && bytes[..3].SequenceEqual("GIF"u8))
        {
            return (BinaryPrimitives.ReadUInt16LittleEndian(bytes[6..]),
                BinaryPrimitives.ReadUInt16LittleEndian(bytes[8..]));
        }

        if (bytes.Length < 4 || bytes[0] != 0xFF || bytes[1] != 0xD8) { return null; }
        for (var at = 2; at + 9 < bytes.Length && bytes[at] == 0xFF;)
        {
            if (bytes[at + 1] is >= 0xC0 and <= 0xCF and not (0xC4 or 0xC8 or 0xCC))
            {
                return (BinaryPrimitives.ReadUInt16BigEndian(bytes[(at + 7)..]),
                    BinaryPrimitives.ReadUInt16BigEndian(bytes[(at + 5)..]));
            }

            at += 2 + BinaryPrimitives.ReadUInt16BigEndian(bytes[(at + 2)..]);
        }

        return null;
    }

    private static SafeHtml Absent(PageText page, string alt, string why)
    {
        page.Warn($"the image {(alt.Length > 0 ? $"“{alt}” " : "")}is left out: {why}.");
        return SafeHtml.Html($"<span class=\"absent\">Image not shown{(alt.Length > 0 ? ": " + alt : "")}</span>");
    }
}
