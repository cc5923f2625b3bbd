using Lemmata.Session.Cells;
using Lemmata.Tool.Hosting;

namespace Lemmata.Tool.Tests.Session;

/// <summary>The directives that move values mean what they mean in .NET Interactive.</summary>
public sealed class ValueDirectiveTests : IDisposable
{
    private readonly ThreadedSession session =
        new(new SessionOptions { ReadLine = (prompt, secret) => $"{prompt}, {(secret ? "secret" : "shown")}" });

    public void Dispose() => session.Dispose();

    [Theory]
    [InlineData("#!set --name x --value 5\nx.GetType().Name + x", "result:String5")]
    [InlineData("#!set --name x --value \"two words\"\nx", "result:two words")]
    [InlineData("var y = 2.5;\n#!set --name x --value @csharp:y\nx + 1", "result:3.5")]
    [InlineData("#!set --name x --value @input:\"your name\"\nx", "result:your name, shown")]
    [InlineData("#!set --name x --value @password:key\nx", "result:key, secret")]
    [InlineData("#!value --name v\na \"b\"\nc\n#!share --from value v\nv", "result:a \"b\"\nc")]
    [InlineData("#!value --name v\na\n#!share --from value v --as w\nw", "result:a")]
    [InlineData("var y = 1;\n#!share --from csharp y --as z\nz", "result:1")]
    [InlineData("var y = 1;\n#!share --from csharp y\ny", "result:1")]
    public async Task A_value_becomes_a_variable(string code, string expected)
    {
        var sink = await Run(code);
        Assert.Empty(sink.Errors.Select(error => error.Message));
        Assert.Equal(expected, sink.Events.Single());
    }

    [Theory]
    [InlineData("#!set --name x --value @csharp:none", "there is no variable none")]
    [InlineData("#!set --name x", "wants --value")]
    [InlineData("#!set --name 1x --value 5", "no name of a variable")]
    [InlineData("#!set --naem x --value 5", "does not know --naem")]
    [InlineData("#!share --from fsharp x", "there is no kernel fsharp")]
    [InlineData("#!share --from value x", "no #!value has the name x")]
    [InlineData("#!value --name v --from-file no/such/file", "cannot be read")]
    public async Task What_cannot_be_moved_is_an_error_at_its_line(string code, string message)
    {
        var error = (await Run("\n" + code)).Errors.Single();
        Assert.Contains(message, error.Message);
        Assert.Equal(2, error.Line);
        Assert.Equal("result:2", (await Run("1 + 1")).Events.Single());
    }

    [Fact]
    public async Task Variables_are_listed_with_their_values()
    {
        await Run("var k = 7; var word = \"w\";");
        var listed = (await Run("#!whos")).Events.Single();
        Assert.Matches(@"k +int +7", listed);
        Assert.Matches(@"word +string +w", listed);
    }

    [Fact]
    public async Task Every_directive_is_listed()
    {
        var listed = (await Run("#!lsmagic")).Events.Single();
        Assert.All(CellDirectives.Known, known => Assert.Contains(known.Name, listed));
    }

    private async Task<RecordingSink> Run(string code)
    {
        var sink = new RecordingSink();
        await session.ExecuteAsync(code, sink);
        return sink;
    }
}
