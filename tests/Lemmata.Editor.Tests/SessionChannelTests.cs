using System.IO.Pipes;
using System.Text.Json.Nodes;
using Lemmata.Notebooks;
using Lemmata.Tool.Running;

namespace Lemmata.Editor.Tests;

/// <summary>The channel between an editor and a session, as lib/vscode/README.md describes it.</summary>
public sealed class SessionChannelTests : IAsyncLifetime
{
    private readonly string folder = Directory.CreateTempSubdirectory("lemmata-channel-").FullName;
    private SessionPipe pipe = null!;
    private System.Diagnostics.Process process = null!;

    public async ValueTask InitializeAsync()
    {
        var name = $"lemmata-{Guid.NewGuid():N}"[..24];
        var server = new NamedPipeServerStream(name, PipeDirection.InOut, 1, PipeTransmissionMode.Byte,
            PipeOptions.Asynchronous | PipeOptions.CurrentUserOnly);
        (process, _) = ToolProcess.Start("session", name, folder, "100000", "--asks");
        await server.WaitForConnectionAsync();
        pipe = new SessionPipe(server);
        Assert.Equal("ready", Kind((await pipe.ReceiveAsync())!));
    }

    public async ValueTask DisposeAsync()
    {
        pipe.Dispose();
        process.Kill(entireProcessTree: true);
        await process.WaitForExitAsync();
        process.Dispose();
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task Questions_are_answered_while_a_cell_runs_and_an_interrupt_ends_it()
    {
        await ExecuteAsync("var kept = 1; while (true) { }");
        await pipe.SendAsync(new JsonObject
        {
            ["kind"] = "question", ["id"] = 7, ["what"] = "complete", ["code"] = "Math.Ab", ["at"] = 7,
        });
        var answer = await ReceiveAsync("answer");
        Assert.Equal(7, (int)answer["id"]!);
        Assert.Equal("Abs", answer["answer"].TextAt("items", "0", "text") ?? (string?)answer["answer"]!["items"]![0]!["text"]);
        await pipe.SendAsync(new JsonObject { ["kind"] = "interrupt" });
        Assert.Equal("Interrupted", (string?)(await ReceiveAsync("done"))["status"]);
        await ExecuteAsync("kept + 1");
        Assert.Equal("2", (await ReceiveAsync("result"))["data"].TextAt("text/plain"));
    }

    [Fact]
    public async Task A_cell_gets_the_line_that_it_asks_for_and_an_interrupt_ends_its_wait()
    {
        await ExecuteAsync("Console.Write(\"name? \"); Console.ReadLine()");
        Assert.False((bool)(await ReceiveAsync("ask"))["secret"]!);
        await pipe.SendAsync(new JsonObject { ["kind"] = "input", ["text"] = "Ada" });
        Assert.Equal("Ada", (await ReceiveAsync("result"))["data"].TextAt("text/plain"));
        await ReceiveAsync("done");
        await ExecuteAsync("Console.ReadLine()");
        await ReceiveAsync("ask");
        await pipe.SendAsync(new JsonObject { ["kind"] = "interrupt" });
        Assert.Equal("Interrupted", (string?)(await ReceiveAsync("done"))["status"]);
    }

    [Fact]
    public async Task An_unknown_question_is_an_error_with_its_name_and_the_session_goes_on()
    {
        await pipe.SendAsync(new JsonObject { ["kind"] = "question", ["id"] = 1, ["what"] = "weather" });
        Assert.Contains("weather", (string?)(await ReceiveAsync("answer"))["error"]);
        await ExecuteAsync("6 * 7");
        Assert.Equal("42", (await ReceiveAsync("result"))["data"].TextAt("text/plain"));
    }

    [Fact]
    public async Task Variables_are_told_between_two_cells()
    {
        await ExecuteAsync("var x = new[] { 1, 2 };");
        await ReceiveAsync("done");
        await pipe.SendAsync(new JsonObject { ["kind"] = "question", ["id"] = 2, ["what"] = "variables" });
        var x = Assert.Single((await ReceiveAsync("answer"))["answer"]!.AsArray())!;
        Assert.Equal(("x", "int[]", "[1, 2]", "2"), (x.TextAt("name"), x.TextAt("type"), x.TextAt("text"), x.TextAt("size")));
    }

    private Task ExecuteAsync(string code) => pipe.SendAsync(new JsonObject
    {
        ["kind"] = "execute", ["cell"] = 0, ["code"] = code, ["label"] = "cell 1",
    });

    private async Task<JsonObject> ReceiveAsync(string kind)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(2));
        while (await pipe.ReceiveAsync(patience.Token) is { } message)
            if (Kind(message) == kind) return message;
        throw new InvalidOperationException($"the session ended before it sent {kind}");
    }

    private static string? Kind(JsonObject message) => (string?)message["kind"];
}
