using Lemmata.Notebooks;
using Lemmata.Tool.Running;

namespace Lemmata.Tool.Starting;

/// <summary>The notebook and register that authors begin with: a small complete example in the style's order.</summary>
internal static class Starter
{
    /// <summary>How the sentences begin that only hold a place until the author has written his own.</summary>
    public static readonly string[] Placeholders =
    [
        "What is the question of this notebook, in plain words?",
        "The answer stands here in two sentences",
        "We hold two statements to account.",
    ];

    /// <summary>Writes both files into a collection.</summary>
    /// <param name="root">The collection's folder.</param>
    /// <param name="slug">The new notebook's slug.</param>
    /// <returns>The notebook's path.</returns>
    /// <exception cref="ArgumentException">The slug is not lower-case words joined by hyphens.</exception>
    /// <exception cref="IOException">One of the files exists already, or cannot be written.</exception>
    public static string Write(string root, string slug)
    {
        if (!NotebookPaths.IsSlug(slug))
        {
            throw new ArgumentException(
                $"{slug} is no slug; required are lower-case words of letters and digits joined by hyphens, such as "
                    + "poisson-limit"
            );
        }

        var notebook = Path.Combine(root, "notebooks", slug + ".ipynb");
        var register = Path.Combine(root, "data", "claims", slug + ".json");
        foreach (var file in new[] { notebook, register })
        {
            if (File.Exists(file))
            {
                throw new IOException(
                    $"{Path.GetRelativePath(root, file)} exists already; choose another slug or remove it");
            }
        }

        Directory.CreateDirectory(Path.GetDirectoryName(register)!);
        File.WriteAllText(register, Fill("starter.json", slug));
        FencedText.ToNotebook(Fill("starter.md", slug)).Save(notebook);
        return notebook;
    }

    private static string Fill(string resource, string slug)
    {
        using var stream = typeof(Starter).Assembly.GetManifestResourceStream(resource)!;
        using var reader = new StreamReader(stream);
        var title = char.ToUpperInvariant(slug[0]) + slug[1..].Replace('-', ' ');
        return reader
            .ReadToEnd()
            .Replace("{{slug}}", slug, StringComparison.Ordinal)
            .Replace("{{title}}", title, StringComparison.Ordinal);
    }
}
