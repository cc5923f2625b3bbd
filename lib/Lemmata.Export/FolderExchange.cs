using System.Runtime.InteropServices;

namespace Lemmata.Export;

/// <summary>Lets two folders change places in one step, so that no reader finds the name without a folder.</summary>
internal static class FolderExchange
{
    private const int CurrentFolder = -100; // AT_FDCWD
    private const uint LinuxExchange = 2, MacSwap = 2;

    /// <summary>
    /// Exchanges two folders; false where the system or the file system of the folders cannot, and nothing was done.
    /// </summary>
    public static bool Try(string first, string second)
    {
        try
        {
            return OperatingSystem.IsLinux()
                ? RenameAt(CurrentFolder, first, CurrentFolder, second, LinuxExchange) == 0
                : OperatingSystem.IsMacOS() && RenameExclusive(first, second, MacSwap) == 0;
        }
        catch (Exception absent) when (absent is EntryPointNotFoundException or DllNotFoundException)
        {
            return false; // An older C library.
        }
    }

#pragma warning disable SYSLIB1054 // Generated marshalling needs unsafe code, which this assembly does without.
    [DllImport("libc", EntryPoint = "renameat2", CharSet = CharSet.Ansi, BestFitMapping = false)]
    private static extern int RenameAt(int fromFolder, string from, int toFolder, string to, uint flags);

    [DllImport("libc", EntryPoint = "renamex_np", CharSet = CharSet.Ansi, BestFitMapping = false)]
    private static extern int RenameExclusive(string from, string to, uint flags);
#pragma warning restore SYSLIB1054
}
