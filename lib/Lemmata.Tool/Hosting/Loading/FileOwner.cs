using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace Lemmata.Tool.Hosting.Loading;

/// <summary>Whose a file is, which .NET does not tell.</summary>
internal static class FileOwner
{
    private const int CurrentFolder = -100, NotFollowed = 0x100; // AT_FDCWD, AT_SYMLINK_NOFOLLOW
    private const uint Owner = 8; // STATX_UID
    private const int OwnerAt = 20, Size = 256; // Of struct statx, which is the same on every processor.

    /// <summary>Whether a file, or the link that it is, belongs to another user; false where the system does not
    /// say.</summary>
    public static bool IsAnother(string path)
    {
        if (!OperatingSystem.IsLinux()) return false;
        try
        {
            var found = new byte[Size];
            return StatX(CurrentFolder, path, NotFollowed, Owner, found) == 0
                && BinaryPrimitives.ReadUInt32LittleEndian(found.AsSpan(OwnerAt)) != EffectiveUser();
        }
        catch (EntryPointNotFoundException)
        {
            return false; // An older C library.
        }
    }

#pragma warning disable SYSLIB1054 // Generated marshalling needs unsafe code, which this assembly does without.
    [DllImport("libc", EntryPoint = "statx", CharSet = CharSet.Ansi, BestFitMapping = false)]
    private static extern int StatX(int folder, string path, int flags, uint mask, byte[] found);

    [DllImport("libc", EntryPoint = "geteuid")]
    private static extern uint EffectiveUser();
#pragma warning restore SYSLIB1054
}
