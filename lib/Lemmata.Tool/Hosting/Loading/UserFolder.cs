using System.Runtime.Versioning;

namespace Lemmata.Tool.Hosting.Loading;

/// <summary>
/// Folders of this user that outlive a process, for copies, packages and locks. They stand where only the user writes:
/// in the system's folder for temporary files anybody could have made them beforehand, with other assemblies inside.
/// </summary>
internal static class UserFolder
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    private static readonly Lazy<string> Root = new(() => Made(Place()) ?? OfThisProcess());

    /// <summary>The folder for a purpose, such as locks; it need not exist yet.</summary>
    public static string Of(string purpose) => Path.Combine(Root.Value, purpose);

    /// <summary>Where the system keeps a user's caches; null where the user has no home.</summary>
    internal static string? Place()
    {
        if (OperatingSystem.IsWindows()) return Below(Environment.SpecialFolder.LocalApplicationData, "Lemmata", "Cache");
        if (OperatingSystem.IsMacOS()) return Below(Environment.SpecialFolder.UserProfile, "Library", "Caches", "lemmata");
        return Environment.GetEnvironmentVariable("XDG_CACHE_HOME") is { } caches && Path.IsPathRooted(caches)
            ? Path.Combine(caches, "lemmata")
            : Below(Environment.SpecialFolder.UserProfile, ".cache", "lemmata");
    }

    private static string? Below(Environment.SpecialFolder folder, params string[] names) =>
        Environment.GetFolderPath(folder, Environment.SpecialFolderOption.DoNotVerify) is { Length: > 0 } home
            ? Path.Combine([home, .. names])
            : null;

    private static string? Made(string? folder)
    {
        if (folder is null) return null;
        try
        {
            if (OperatingSystem.IsWindows())
            {
                Directory.CreateDirectory(folder);
                return folder;
            }

            Directory.CreateDirectory(folder, OwnerOnly);
            if (Distrust(folder) is not { } reason) return folder;
            Console.Error.WriteLine($"{folder} is not used, since {reason}; remove it. What it would keep is made anew.");
            return null;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>Why the content of a folder may be another user's; null where it is this user's alone.</summary>
    [UnsupportedOSPlatform("windows")]
    internal static string? Distrust(string folder)
    {
        const string another = "it belongs to another user";
        try
        {
            // A link is somebody's, and so is the folder that it leads to.
            if (FileOwner.IsAnother(folder) || FileOwner.IsAnother(Path.Combine(folder, "."))) return another;
            if ((File.GetUnixFileMode(folder) & (UnixFileMode.GroupWrite | UnixFileMode.OtherWrite)) != 0)
                return "others may write there";
            // Only its owner may do this.
            File.SetUnixFileMode(folder, OwnerOnly);
            return null;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return another;
        }
    }

    // Without a home that can be written, nothing is shared with other processes: a name nobody can foretell, mode 0700.
    private static string OfThisProcess()
    {
        var folder = Directory.CreateTempSubdirectory("lemmata-").FullName;
        AppDomain.CurrentDomain.ProcessExit += (_, _) =>
        {
            try
            {
                Directory.Delete(folder, recursive: true);
            }
            catch (Exception error) when (error is IOException or UnauthorizedAccessException)
            {
                // Still in use; the system's own cleaning takes it.
            }
        };
        return folder;
    }
}
