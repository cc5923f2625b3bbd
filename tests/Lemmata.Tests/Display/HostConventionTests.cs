using System.Reflection;
using System.Runtime.Loader;
using System.Text.Json;

namespace Lemmata.Tests.Display;

/// <summary>
/// The assembly as a stranger meets it: loaded from its file into a context of its own and used by name alone, the way
/// each notebook host does.
/// </summary>
public sealed class HostConventionTests : IDisposable
{
    private readonly AssemblyLoadContext context = new("a host", isCollectible: true);
    private readonly Assembly assembly;

    public HostConventionTests()
    {
        var folder = Path.GetDirectoryName(typeof(Lemmata.Claims.Claims).Assembly.Location)!;
        context.Resolving += (context, name) =>
            File.Exists(Path.Combine(folder, name.Name + ".dll"))
                ? context.LoadFromAssemblyPath(Path.Combine(folder, name.Name + ".dll"))
                : null;
        assembly = context.LoadFromAssemblyPath(Path.Combine(folder, "Lemmata.dll"));
        Assert.NotSame(typeof(Lemmata.Claims.Claims).Assembly, assembly);
    }

    public void Dispose() => context.Unload();

    [Fact]
    public void Figures_come_as_plotly_JSON_drawing_and_sentence_by_the_attribute_convention()
    {
        var bundle = Bundle(Figure());
        Assert.Equal(
            ["application/vnd.plotly.v1+json", "image/svg+xml", "text/plain"],
            bundle.Keys.Where(type => !type.Contains("lemmata")).Order());
        using var plotly = JsonDocument.Parse(bundle["application/vnd.plotly.v1+json"]);
        Assert.Equal(3, plotly.RootElement.GetProperty("data")[0].GetProperty("y").GetArrayLength());
        Assert.Equal(JsonValueKind.Object, plotly.RootElement.GetProperty("layout").ValueKind);
        Assert.StartsWith("<svg", bundle["image/svg+xml"]);
        Assert.Equal("It falls.", bundle["text/plain"]);
    }

    [Fact]
    public void Checks_sheets_and_tables_come_as_hypertext_text_and_JSON_by_the_attribute_convention()
    {
        var sheet = Sheet();
        var check = Call(Call(sheet, "Check", "C1", "sums")!, "AtMost", 1.0, 2.0, "theory", 0.0)!;
        Assert.Equal(["application/vnd.lemmata.check+json", "text/html", "text/plain"], Bundle(check).Keys.Order());
        var bundle = Bundle(sheet);
        Assert.Equal(["application/vnd.lemmata.claims+json", "text/html", "text/plain"], bundle.Keys.Order());
        using var json = JsonDocument.Parse(bundle["application/vnd.lemmata.claims+json"]);
        Assert.Equal("holds", json.RootElement.GetProperty("claims")[0].GetProperty("verdict").GetString());
        Assert.Equal(["text/html", "text/plain"], Bundle(Table()).Keys.Order());
    }

    [Fact]
    public void Every_displayed_type_names_a_formatter_source_that_a_host_can_construct()
    {
        var displayed = assembly.GetTypes().Where(type => SourceOf(type) is not null).ToList();
        Assert.True(displayed.Count >= 4, $"only {displayed.Count} types carry the attribute");
        foreach (var type in displayed)
        {
            var source = SourceOf(type)!;
            Assert.True(source.IsPublic, $"{source} must be public");
            Assert.NotNull(source.GetConstructor(Type.EmptyTypes));
            var preferred = (string[]?)
                Attribute(type)!.GetType().GetProperty("PreferredMimeTypes")!.GetValue(Attribute(type));
            Assert.NotNull(preferred);
            var offered = Formatters(source)
                .Select(formatter => (string)formatter.GetType().GetProperty("MimeType")!.GetValue(formatter)!)
                .ToList();
            Assert.All(preferred, mimeType => Assert.Contains(mimeType, offered));
        }
    }

    [Fact]
    public void Hosts_that_call_ToHtml_get_one_self_contained_fragment()
    {
        foreach (var shown in new[] { Figure(), Sheet(), Table() })
        {
            // Verso's convention: a public parameterless instance method of that name returning a string.
            var method = shown
                .GetType()
                .GetMethod("ToHtml", BindingFlags.Public | BindingFlags.Instance, Type.EmptyTypes);
            Assert.Equal(typeof(string), method!.ReturnType);
            var html = (string)method.Invoke(shown, null)!;
            Assert.StartsWith("<", html);
            Assert.DoesNotContain("<script src", html);
            Assert.DoesNotContain("<iframe", html);
            Assert.DoesNotContain("require(", html);
            Assert.DoesNotContain("http://", html.Replace("http://www.w3.org/", ""));
        }
    }

    [Fact]
    public void A_formatter_declines_an_object_of_another_kind_so_that_the_host_can_fall_back()
    {
        var formatter = Formatters(SourceOf(Sheet().GetType())!).First();
        using var writer = new StringWriter();
        Assert.Equal(false, formatter.GetType().GetMethod("Format")!.Invoke(formatter, [new object(), writer]));
        Assert.Equal("", writer.ToString());
    }

    private object Figure()
    {
        var type = assembly.GetType("Lemmata.Plotting.Figure", throwOnError: true)!;
        var lines = type.GetMethods()
            .Single(m => m.Name == "Lines" && m.GetGenericArguments().Length == 2)
            .MakeGenericMethod(typeof(int), typeof(double));
        var arguments = lines
            .GetParameters()
            .Select(p =>
                p.HasDefaultValue
                    ? p.DefaultValue is not null && p.ParameterType.IsEnum
                        ? Enum.ToObject(p.ParameterType, p.DefaultValue)
                        : p.DefaultValue
                    : null)
            .ToArray();
        (arguments[0], arguments[1]) = (new[] { 1, 2, 3 }, new[] { 0.5, 0.25, 0.125 });
        return Call(lines.Invoke(null, arguments)!, "Caption", "It falls.", "")!;
    }

    private object Sheet()
    {
        var registerType = assembly.GetType("Lemmata.Claims.ClaimRegister", throwOnError: true)!;
        var register = registerType.GetMethod("Parse")!.Invoke(null, [Claims.Sheets.Json, "sample"]);
        return Activator.CreateInstance(
            assembly.GetType("Lemmata.Claims.ClaimSheet")!,
            BindingFlags.NonPublic | BindingFlags.Instance,
            null,
            [register],
            null
        )!;
    }

    private object Table() => assembly.GetType("Lemmata.Display.Table", throwOnError: true)!
        .GetMethod("Of")!.MakeGenericMethod(typeof(double)).Invoke(null, [new[] { 1.5, 2.5 }, Array.Empty<string>()])!;

    private static object? Call(object target, string name, params object[] arguments) => target.GetType()
        .GetMethod(name, [.. arguments.Select(argument => argument.GetType())])!.Invoke(target, arguments);

    /// <summary>
    /// What .NET Interactive does: attribute by simple name, source by its parameterless constructor, formatters by
    /// duck typing.
    /// </summary>
    private static Dictionary<string, string> Bundle(object shown)
    {
        var bundle = new Dictionary<string, string>();
        foreach (var formatter in Formatters(SourceOf(shown.GetType())!))
        {
            var mimeType = (string)formatter.GetType().GetProperty("MimeType")!.GetValue(formatter)!;
            var format = formatter.GetType().GetMethod("Format", [typeof(object), typeof(TextWriter)])!;
            Assert.Equal(typeof(bool), format.ReturnType);
            using var writer = new StringWriter();
            if ((bool)format.Invoke(formatter, [shown, writer])!) bundle[mimeType] = writer.ToString();
        }
        return bundle;
    }

    private static IEnumerable<object> Formatters(Type source) =>
        (IEnumerable<object>)source.GetMethod("CreateTypeFormatters")!.Invoke(Activator.CreateInstance(source), null)!;

    private static object? Attribute(Type type) =>
        type.GetCustomAttributes(inherit: true)
            .FirstOrDefault(a => a.GetType().Name == "TypeFormatterSourceAttribute");

    private static Type? SourceOf(Type type) =>
        Attribute(type) is { } attribute
            ? (Type?)attribute.GetType().GetProperty("FormatterSourceType")!.GetValue(attribute)
            : null;
}
