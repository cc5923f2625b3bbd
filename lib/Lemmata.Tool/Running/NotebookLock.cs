using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Lemmata.Tool.Running;

/// <summary>Keeps two runs from working on the same notebook; the system releases it when a process dies.</summary>
internal sealed class NotebookLock : IDisposable
{
    private readonly FileStream file;

    private NotebookLock(FileStream file) => this.file = file;

    /// <summary>Takes the lock of a notebook.</summary>
    /// <exception cref="IOException">Another run holds it; the message names its process.</exception>
    public static NotebookLock Take(string path)
    {
        var full = Path.GetFullPath(path);
        var folder = Path.Combine(Path.GetTempPath(), $"lemmata-{Environment.UserName}", "locks");
        Directory.CreateDirectory(folder);
        var name = Path.Combine(folder, Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(full)))[..32]);
        try
        {
            var file = new FileStream(name, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            file.SetLength(0);
            File.WriteAllText(name + ".owner", Environment.ProcessId.ToString(CultureInfo.InvariantCulture));
            return new NotebookLock(file);
        }
        catch (IOException)
        {
            var owner = File.Exists(name + ".owner") ? File.ReadAllText(name + ".owner") : "unknown";
            throw new IOException($"another run is working on this notebook (process {owner}); wait for it or stop it");
        }
    }

    /// <inheritdoc/>
    public void Dispose() => file.Dispose();
}
