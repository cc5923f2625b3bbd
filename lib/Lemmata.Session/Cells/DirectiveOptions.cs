namespace Lemmata.Session.Cells;

/// <summary>The argument of a directive: <c>--name value</c> pairs, and what stands beside them.</summary>
internal sealed class DirectiveOptions
{
    private readonly Dictionary<string, string> named = new(StringComparer.Ordinal);

    /// <summary>Reads an argument; a value in quotation marks may hold spaces.</summary>
    public DirectiveOptions(string text)
    {
        var words = Words(text).ToList();
        for (var index = 0; index < words.Count; index++)
        {
            if (!words[index].StartsWith("--", StringComparison.Ordinal)) Others.Add(words[index]);
            else if (index + 1 < words.Count && !words[index + 1].StartsWith("--", StringComparison.Ordinal))
                named[words[index][2..]] = words[++index];
            else named[words[index][2..]] = "";
        }
    }

    /// <summary>The words that belong to no name.</summary>
    public List<string> Others { get; } = [];

    /// <summary>The names given.</summary>
    public IEnumerable<string> Names => named.Keys;

    /// <summary>The value of a name; null where it is not given.</summary>
    public string? this[string name] => named.GetValueOrDefault(name);

    private static IEnumerable<string> Words(string text)
    {
        for (var at = 0; at < text.Length;)
        {
            if (char.IsWhiteSpace(text[at]))
            {
                at++;
                continue;
            }
            var (start, quoted) = (at, false);
            while (at < text.Length && (quoted || !char.IsWhiteSpace(text[at])))
                if (text[at++] == '"') quoted = !quoted;
            yield return text[start..at].Replace("\"", "", StringComparison.Ordinal);
        }
    }
}
