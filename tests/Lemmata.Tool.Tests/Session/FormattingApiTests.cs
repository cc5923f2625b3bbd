using Lemmata.Session.Cells;
using Lemmata.Tool.Hosting;

namespace Lemmata.Tool.Tests.Session;

/// <summary>
/// What a reader registers with .NET Interactive's formatter decides how values show; what cannot be done is an error
/// at its cell, and the session goes on.
/// </summary>
public sealed class FormattingApiTests : IDisposable
{
    private const string Names = "using Microsoft.DotNet.Interactive; using Microsoft.DotNet.Interactive.Formatting;";

    private readonly ThreadedSession session = new(new SessionOptions());

    public void Dispose()
    {
        // The formatter is one for the process.
        session.ExecuteAsync($"{Names} Formatter.ResetToDefault();", new RecordingSink()).GetAwaiter().GetResult();
        session.Dispose();
    }

    [Fact]
    public async Task Nothing_of_it_is_known_before_a_cell_names_it()
    {
        using var fresh = new ThreadedSession(new SessionOptions());
        await fresh.ExecuteAsync("var note = \"Microsoft.DotNet.Interactive\"; // DisplayAs", new RecordingSink());
        Assert.DoesNotContain(References(fresh), name => name.Contains("DotNet.Interactive"));
        await fresh.ExecuteAsync(Names, new RecordingSink());
        Assert.Contains(References(fresh), name => name.Contains("DotNet.Interactive.Formatting"));
    }

    [Fact]
    public async Task A_registered_formatter_decides_how_values_show()
    {
        await Run("record City(string Name);");
        await Run($"{Names} Formatter.Register<City>(city => $\"<b>{{city.Name}}</b>\", \"text/html\");");
        Assert.Equal("<b>Basel</b>", Html(await Run("new City(\"Basel\")")));
        Assert.Equal("<b>Bern</b>", Html(await Run("new City(\"Bern\").Display();")));
        Assert.Contains("<b>Chur</b>", Html(await Run("new[] { new City(\"Chur\") }")));
        // A number is nobody's business.
        Assert.Equal("result:2", (await Run("1 + 1")).Events.Single());
    }

    [Fact]
    public async Task A_figure_keeps_all_its_forms_until_others_are_chosen()
    {
        const string source = """
            public class TypeFormatterSourceAttribute(Type type) : Attribute
            {
                public Type FormatterSourceType => type;
                public string[] PreferredMimeTypes { get; set; }
            }
            public class Form(string mimeType)
            {
                public string MimeType => mimeType;
                public bool Format(object value, TextWriter writer) { writer.Write("drawn"); return true; }
            }
            public class Forms { public IEnumerable<object> CreateTypeFormatters() => [new Form("a/a"), new Form("b/b")]; }
            [TypeFormatterSource(typeof(Forms), PreferredMimeTypes = ["a/a"])] public class Drawing;
            """;
        await Run(source);
        await Run($"{Names} Formatter.Register<Version>(version => \"v\");");
        Assert.Equal(["a/a", "b/b"], Forms(await Run("new Drawing()")));
        Assert.Equal(["a/a", "b/b"], Forms(await Run("new Drawing().Display();")));
        Assert.Equal(["b/b"], Forms(await Run("Formatter.SetPreferredMimeTypesFor(typeof(Drawing), \"b/b\"); new Drawing()")));
    }

    [Fact]
    public async Task Resetting_brings_the_usual_forms_back()
    {
        await Run($"{Names} Formatter.Register<Version>(version => \"<i>v</i>\", \"text/html\");");
        Assert.Equal("<i>v</i>", Html(await Run("new Version(1, 2)")));
        Assert.Equal("result:1.2", (await Run("Formatter.ResetToDefault(); new Version(1, 2)")).Events.Single());
    }

    [Theory]
    [InlineData("version => throw new InvalidOperationException(\"no form\")", "no form")]
    [InlineData("version => version.ToDisplayString(\"text/html\")", "formats its own value")]
    public async Task A_formatter_that_fails_is_an_error_of_the_cell_that_shows(string formatter, string message)
    {
        await Run($"{Names} Formatter.Register<Version>((Func<Version, string>)({formatter}), \"text/html\");");
        Assert.Contains(message, (await Fail("new Version(1, 2)")).Message);
        Assert.Contains(message, (await Fail("\n\nnew Version(1, 2).Display();")).Message);
        Assert.Equal("result:2", (await Run("1 + 1")).Events.Single());
    }

    [Fact]
    public async Task A_formatter_that_formats_itself_is_stopped_in_the_cell_that_registers_it() =>
        Assert.Contains("formats its own value", (await Fail(
            $"{Names} Formatter.Register<Version>(v => v.ToDisplayString(\"text/html\"), \"text/html\"); new Version(1, 2)"))
            .Message);

    [Fact]
    public async Task A_formatter_that_returns_nothing_shows_nothing()
    {
        await Run($"{Names} Formatter.Register<Version>((Func<Version, string>)(v => null), \"text/html\");");
        Assert.Equal("", Html(await Run("new Version(1, 2)")));
    }

    [Fact]
    public async Task A_formatter_of_an_open_generic_type_is_for_all_of_its_kinds()
    {
        await Run("public class Pair<T> { public T Left; }");
        await Run($"{Names} Formatter.Register(typeof(Pair<>), (pair, writer) => writer.Write(\"pair\"), \"text/html\");");
        Assert.Equal("pair", Html(await Run("new Pair<int>()")));
        Assert.Equal("pair", Html(await Run("new Pair<string>()")));
    }

    [Fact]
    public async Task A_form_that_nobody_can_make_is_an_error_and_can_be_made_later()
    {
        await Run($"{Names} Formatter.SetPreferredMimeTypesFor(typeof(Version), \"x/none\");");
        Assert.Contains("no formatter makes", (await Fail("new Version(1, 2)")).Message);
        Assert.Contains("no formatter makes", (await Fail("new Version(1, 2).ToDisplayString(\"x/none\")")).Message);
        var made = await Run("Formatter.Register<Version>(v => \"now\", \"x/none\"); new Version(1, 2)");
        Assert.Equal("now", (string?)made.Bundles.Single().Data["x/none"]);
    }

    [Fact]
    public async Task A_display_is_updated_after_its_cell_has_ended()
    {
        var shown = await Run($"{Names} DisplayedValue shown = \"first\".Display();");
        Assert.Equal("display:first", shown.Events.Single());
        Assert.Equal("update:second", (await Run("shown.Update(\"second\");")).Events.Single());
    }

    [Fact]
    public async Task Two_threads_may_register_and_show()
    {
        await Run($"{Names} class A; class B;");
        var sink = await Run("""
            Parallel.For(0, 200, k =>
            {
                if (k % 2 == 0) Formatter.Register<A>(a => "a", "text/html");
                else Formatter.Register<B>(b => "b", "text/html");
                new A().Display("text/html");
                new B().Display("text/html");
            });
            """);
        Assert.Equal(400, sink.Bundles.Count);
        Assert.Equal("a", Html(await Run("new A()")));
        Assert.Equal("b", Html(await Run("new B()")));
    }

    [Fact]
    public async Task Input_is_asked_for_by_its_prompt()
    {
        using var asking = new ThreadedSession(new SessionOptions { ReadLine = (prompt, secret) => $"{prompt} {secret}" });
        var sink = new RecordingSink();
        await asking.ExecuteAsync("await GetInputAsync(\"name\") + (await GetPasswordAsync(\"key\")).GetClearTextPassword()", sink);
        Assert.Equal("result:name Falsekey True", sink.Events.Single());
        Assert.Contains("nobody to answer", (await Fail("await GetInputAsync(\"name\")")).Message);
    }

    private static IEnumerable<string> References(ThreadedSession session)
    {
        for (var at = session.Last; at is not null; at = at.Previous)
            foreach (var reference in at.Compilation.References) yield return reference.Display ?? "";
    }

    private static string? Html(RecordingSink sink) => (string?)sink.Bundles.Single().Data["text/html"];

    private static IEnumerable<string> Forms(RecordingSink sink) => sink.Bundles.Single().Data.Select(form => form.Key);

    private async Task<RecordingSink> Run(string code)
    {
        var sink = new RecordingSink();
        await session.ExecuteAsync(code, sink);
        Assert.Empty(sink.Errors.Select(error => error.Message));
        return sink;
    }

    private async Task<CellError> Fail(string code)
    {
        var sink = new RecordingSink();
        await session.ExecuteAsync(code, sink);
        return sink.Errors.Single();
    }
}
