using System.Reflection;
using System.Text;
using System.Text.RegularExpressions;
using Lemmata.Export;

namespace Lemmata.Export.Tests;

/// <summary>The page that says what cells can write to draw figures and to check claims.</summary>
public sealed class LibraryPageTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("lemmata-library-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Theory]
    [InlineData("Lemmata.Plotting.Figure")]
    [InlineData("Lemmata.Claims.ClaimCheck")]
    [InlineData("Lemmata.Claims.Claims")]
    public void Every_method_that_cells_can_call_stands_with_its_parameters(string name)
    {
        var script = Path.Combine(TemporaryCollection.Repository, "lib", "lemmata.csx");
        var words = Regex.Replace(Page(script)!, "<[^>]+>", "");
        var library = Regex.Match(File.ReadAllText(script), "#r \"(.*/Lemmata\\.dll)\"").Groups[1].Value;
        var type = Assembly.LoadFrom(library).GetType(name, throwOnError: true)!;
        var methods = type.GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly)
            .Where(method => !method.IsSpecialName && method.GetBaseDefinition() == method && !method.Name.Contains('<'));
        Assert.All(methods, method =>
        {
            Assert.Contains($" {method.Name}", words, StringComparison.Ordinal);
            Assert.All(method.GetParameters(), one => Assert.Contains(one.Name!, words, StringComparison.Ordinal));
        });
        Assert.Contains("An immutable figure: every method returns a new figure", words, StringComparison.Ordinal);
    }

    [Fact]
    public void A_collection_without_the_library_has_no_such_page() => Assert.Null(Page(null));

    private string? Page(string? loadScript)
    {
        var options = Fixtures.Options(folder, noNode: true) with { LoadScript = loadScript };
        var notebook = new NotebookJson(folder, "page").Prose("# Page\n\nWhat?\n\nThis.").Input();
        var (files, _) = Site.Build([notebook], options);
        return files.All.TryGetValue("library.html", out var page) ? Encoding.UTF8.GetString(page) : null;
    }
}
