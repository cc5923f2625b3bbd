namespace Lemmata.Export.Reading;

/// <summary>Notebooks of one file name, in several folders or of two kinds, get pages of their own.</summary>
public static class Namesakes
{
    /// <summary>The notebooks with a name for each page that no other has.</summary>
    /// <param name="notebooks">As they were read.</param>
    /// <param name="folder">The folder from which their paths tell them apart.</param>
    public static IReadOnlyList<NotebookInput> Told(IReadOnlyList<NotebookInput> notebooks, string folder)
    {
        var twins = notebooks.GroupBy(notebook => PageNames.Of(notebook.Slug), StringComparer.OrdinalIgnoreCase)
            .Where(group => group.Count() > 1).SelectMany(group => group).ToList();
        if (twins.Count == 0) return notebooks;
        var taken = notebooks.Except(twins).Select(notebook => PageNames.Of(notebook.Slug))
            .ToHashSet(StringComparer.OrdinalIgnoreCase);
        var names = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var notebook in twins)
        {
            var name = Name(notebook.Path, folder);
            for (var more = 2; !taken.Add(PageNames.Of(name)); more++) name = $"{Name(notebook.Path, folder)}-{more}";
            names[Path.GetFullPath(notebook.Path)] = name;
        }

        return
        [
            .. notebooks.Select(notebook => notebook with
            {
                Slug = names.GetValueOrDefault(Path.GetFullPath(notebook.Path), notebook.Slug), Namesakes = names,
            }),
        ];
    }

    // The path in words; a script says that it is one, since the notebook beside it may hold the same.
    private static string Name(string path, string folder)
    {
        var parts = Path.GetRelativePath(folder, Path.GetFullPath(path)).Split('/', '\\').Where(part => part is not ("." or ".."));
        var name = Path.ChangeExtension(string.Join('-', parts), null)!;
        return Path.GetExtension(path).Equals(".ipynb", StringComparison.OrdinalIgnoreCase)
            ? name : name + Path.GetExtension(path).Replace('.', '-');
    }
}
