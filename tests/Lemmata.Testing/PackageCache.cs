namespace Lemmata.Testing;

/// <summary>
/// Where tests keep the packages that pages are made with: shared by all tests of a machine, as the real one is, so
/// that they are installed once.
/// </summary>
internal static class PackageCache
{
    public static string Folder { get; } = Path.Combine(Path.GetTempPath(), "lemmata-page-tests");
}
