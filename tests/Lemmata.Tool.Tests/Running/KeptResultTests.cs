using System.Text.Json.Nodes;
using Lemmata.Notebooks;
using Lemmata.Tool.Hosting.Loading;
using Lemmata.Tool.Running;

namespace Lemmata.Tool.Tests.Running;

/// <summary>Results kept of earlier runs are taken only as they were written, for the notebook they were written for.</summary>
public sealed class KeptResultTests : IDisposable
{
    private const string Key = "0123456789abcdef0123456789abcdef";
    private readonly TemporaryCollection collection = new();
    private readonly string path;

    public KeptResultTests()
    {
        path = collection.Add("kept", "1 + 1");
        var notebook = Notebook.Load(path);
        notebook.CodeCells.Single().Outputs = [new JsonObject { ["output_type"] = "stream", ["name"] = "stdout", ["text"] = "12345" }];
        RunCache.Store(notebook, path, Key);
    }

    private string Entry => Directory.EnumerateFiles(Path.Combine(RunCache.Folder(path), "runs")).Single();

    public void Dispose() => collection.Dispose();

    [Fact]
    public void An_entry_comes_back_as_it_was_kept() => Assert.True(RunCache.TryLoad(Notebook.Load(path), path, Key));

    [Theory]
    [InlineData("12345", "12346"), InlineData("stdout", "stderr"), InlineData("[", "[null,"), InlineData("]", "")]
    public void An_entry_with_one_change_is_not_taken(string from, string to)
    {
        File.WriteAllText(Entry, File.ReadAllText(Entry).Replace(from, to, StringComparison.Ordinal));
        Assert.False(RunCache.TryLoad(Notebook.Load(path), path, Key));
    }

    [Theory]
    [InlineData("[null,null,null]"), InlineData("{}"), InlineData(""), InlineData("\n"), InlineData("[[[]]]")]
    public void What_is_no_entry_is_not_taken(string text)
    {
        File.WriteAllText(Entry, text);
        Assert.False(RunCache.TryLoad(Notebook.Load(path), path, Key));
    }

    [Fact]
    public void An_entry_under_the_name_of_another_key_is_not_taken()
    {
        var other = new string('f', 32);
        File.Copy(Entry, Entry.Replace(Key, other, StringComparison.Ordinal));
        Assert.False(RunCache.TryLoad(Notebook.Load(path), path, other));
    }

    [Fact]
    public void Copies_packages_and_locks_stand_where_only_the_user_writes()
    {
        Assert.SkipWhen(UserFolder.Place() is null, "this user has no home");
        Assert.StartsWith(UserFolder.Place()!, UserFolder.Of("assemblies"), StringComparison.Ordinal);
        Directory.CreateDirectory(UserFolder.Of("assemblies"));
        if (OperatingSystem.IsWindows()) return;
        const UnixFileMode others = UnixFileMode.GroupWrite | UnixFileMode.OtherWrite;
        Assert.Equal(UnixFileMode.None, File.GetUnixFileMode(UserFolder.Place()!) & others);
    }
}
