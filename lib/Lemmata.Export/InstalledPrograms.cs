namespace Lemmata.Export;

/// <summary>Programs of this machine.</summary>
internal static class InstalledPrograms
{
    /// <summary>The first program of a name on the path, or null.</summary>
    /// <param name="name">Without the suffix that Windows gives programs.</param>
    public static string? Find(string name)
    {
        var suffixes = OperatingSystem.IsWindows() ? new[] { ".exe", ".cmd" } : [""];
        return (Environment.GetEnvironmentVariable("PATH") ?? "")
            .Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
            .SelectMany(path => suffixes.Select(suffix => Path.Combine(path, name + suffix)))
            .FirstOrDefault(File.Exists);
    }
}
