using Lemmata.Export.Formulas;

namespace Lemmata.Export.Tests;

/// <summary>An entry of the formula cache is believed only as it was written, for its key and version.</summary>
public sealed class FormulaCacheTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("lemmata-formulas-").FullName;
    private readonly Formula set = new("x", FormulaSet.Form.Inline, "page", 1, []);
    private readonly Formula refused = new("\\no", FormulaSet.Form.Inline, "page", 1, []);

    private string Cache => Path.Combine(folder, "formulas.json");

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void What_was_written_is_read()
    {
        Write();
        var cache = FormulaCache.Load(Cache, "1");
        Assert.Equal(("<b>x</b>", null), cache.Get(set));
        Assert.Equal((null, "unknown"), cache.Get(refused));
    }

    [Theory]
    [InlineData("<b>x<", "<i>x<")]
    [InlineData("unknown", "other")]
    [InlineData("\"error\"", "\"html\"")]
    [InlineData("\"Ix\"", "\"Iy\"")]
    [InlineData("\"seal\"", "\"none\"")]
    public void What_was_changed_is_set_anew(string before, string after)
    {
        Write();
        var text = Decoded(File.ReadAllText(Cache));
        Assert.Contains(before, text, StringComparison.Ordinal);
        File.WriteAllText(Cache, text.Replace(before, after, StringComparison.Ordinal));
        var cache = FormulaCache.Load(Cache, "1");
        Assert.False(cache.Contains(set) && cache.Contains(refused));
        Assert.Equal((null, "not rendered"), FormulaCache.Load(Cache, "2").Get(set));
    }

    private void Write()
    {
        var cache = FormulaCache.Load(Cache, "1");
        cache.Put(set, "<b>x</b>", null);
        cache.Put(refused, null, "unknown");
        cache.Save([set, refused]);
    }

    private static string Decoded(string json) => json
        .Replace("\\u003C", "<", StringComparison.Ordinal).Replace("\\u003E", ">", StringComparison.Ordinal);
}
