using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Lemmata.Tool.Hosting.Loading;

namespace Lemmata.Tool.Running;

/// <summary>Keeps two runs from working on the same notebook; the system releases it when a process dies.</summary>
internal sealed class NotebookLock : IDisposable
{
    private readonly FileStream file;

    private NotebookLock(FileStream file) => this.file = file;

    /// <summary>Takes the lock of a notebook.</summary>
    /// <exception cref="IOException">Another run holds it, and the message names its process; or the folder of locks
    /// cannot be written.</exception>
    public static NotebookLock Take(string path)
    {
        var name = FileOf(path);
        Directory.CreateDirectory(Path.GetDirectoryName(name)!);
        FileStream file;
        try
        {
            file = new FileStream(name, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException error) when (File.Exists(name))
        {
            var owner = File.Exists(name + ".owner") ? File.ReadAllText(name + ".owner") : "unknown";
            throw new IOException(
                $"another run is working on this notebook (process {owner}); wait for it or stop it",
                error);
        }
        try
        {
            File.WriteAllText(name + ".owner", Environment.ProcessId.ToString(CultureInfo.InvariantCulture));
            return new NotebookLock(file);
        }
        catch
        {
            // A full disk, say: nobody else holds the lock, and nobody must find it taken.
            file.Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    public void Dispose() => file.Dispose();

    /// <summary>
    /// The file that is the lock; beside it, with the ending <c>.owner</c>, stands the process that holds it.
    /// </summary>
    internal static string FileOf(string path) =>
        Path.Combine(UserFolder.Of("locks"),
            Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Path.GetFullPath(path))))[..32]);
}
