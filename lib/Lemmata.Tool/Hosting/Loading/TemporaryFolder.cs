namespace Lemmata.Tool.Hosting.Loading;

/// <summary>Folders of this user under the system's folder for temporary files, which outlive a process.</summary>
internal static class TemporaryFolder
{
    /// <summary>The folder for a purpose, such as locks; it need not exist yet.</summary>
    public static string Of(string purpose) =>
        Path.Combine(Path.GetTempPath(), $"lemmata-{Environment.UserName}", purpose);
}
