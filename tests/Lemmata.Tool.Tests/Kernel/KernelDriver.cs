using System.Diagnostics;
using System.Text.Json.Nodes;

namespace Lemmata.Tool.Tests.Kernel;

/// <summary>
/// A kernel, installed and started as a front end does, spoken to by the real client packages in a Node process.
/// </summary>
public sealed class KernelDriver : IAsyncDisposable
{
    private readonly Process node;
    private readonly SemaphoreSlim turn = new(1);

    private KernelDriver(Process node, string spec, string folder) => (this.node, Spec, Folder) = (node, spec, folder);

    /// <summary>The kernelspec folder.</summary>
    public string Spec { get; }

    /// <summary>The kernel's working folder.</summary>
    public string Folder { get; }

    /// <summary>Answer to kernel_info and the milliseconds from process start to it.</summary>
    public JsonNode Started { get; private set; } = null!;

    /// <summary>Why the clients cannot run here, or null when they can.</summary>
    public static string? Absent => Directory.Exists(Path.Combine(TemporaryCollection.Repository, "tests", "clients", "node_modules"))
        ? null
        : "the Jupyter client packages are not installed: run npm ci in tests/clients";

    /// <summary>Installs the kernel into a fresh folder and starts it.</summary>
    public static async Task<KernelDriver> StartAsync(string? folder = null, JsonObject? environment = null)
    {
        var clients = Path.Combine(TemporaryCollection.Repository, "tests", "clients");
        if (Absent is { } reason) Assert.Skip(reason);
        var prefix = TemporaryFolders.Create("lemmata kernel spec");
        var (status, output) = await ToolProcess.RunAsync("kernel", "install", "--path", prefix);
        Assert.True(status == 0, output);
        var spec = Path.Combine(prefix, "share", "jupyter", "kernels", "lemmata");
        folder ??= TemporaryFolders.Create("lemmata notebooks");

        var node = Process.Start(
            new ProcessStartInfo("node", ["driver.mjs"])
            {
                WorkingDirectory = clients,
                RedirectStandardInput = true,
                RedirectStandardOutput = true,
                UseShellExecute = false,
            }
        )!;
        var driver = new KernelDriver(node, spec, folder);
        driver.Started = await driver.SendAsync(new JsonObject
        {
            ["op"] = "start", ["spec"] = spec, ["cwd"] = folder, ["environment"] = environment ?? [],
        });
        // The engine warms up behind the first answer; what follows measures a kernel that is ready.
        Assert.Equal("ok", Status(await driver.ExecuteAsync("1")));
        return driver;
    }

    public async Task<JsonNode> SendAsync(JsonObject command, int seconds = 90)
    {
        var patience = TimeSpan.FromSeconds(seconds);
        if (!await turn.WaitAsync(patience))
            throw new TimeoutException("the driver is still busy with an earlier command");
        try
        {
            await node.StandardInput.WriteLineAsync(command.ToJsonString()).WaitAsync(patience);
            await node.StandardInput.FlushAsync().WaitAsync(patience);
            var line = await node.StandardOutput.ReadLineAsync().WaitAsync(patience)
                ?? throw new InvalidOperationException("the driver ended");
            var answer = JsonNode.Parse(line)!;
            Assert.True(answer["error"] is null, answer["error"]?.GetValue<string>());
            return answer["result"] ?? new JsonObject();
        }
        finally
        {
            turn.Release();
        }
    }

    public Task<JsonNode> SendAsync(string operation) => SendAsync(new JsonObject { ["op"] = operation });

    public Task<JsonNode> RequestAsync(
        string type,
        JsonObject content,
        string channel = "shell",
        int timeout = 60000) =>
        SendAsync(
            new JsonObject
            {
                ["op"] = "request",
                ["type"] = type,
                ["content"] = content,
                ["channel"] = channel,
                ["timeout"] = timeout,
            }
        );

    public Task<JsonNode> ExecuteAsync(string code, bool allowInput = false, int timeout = 60000) =>
        RequestAsync("execute_request", Cell(code, allowInput), timeout: timeout);

    public Task BeginAsync(string handle, string code) =>
        SendAsync(
            new JsonObject
            {
                ["op"] = "begin",
                ["handle"] = handle,
                ["type"] = "execute_request",
                ["content"] = Cell(code, false),
            }
        );

    public Task<JsonNode> FinishAsync(string handle) =>
        SendAsync(new JsonObject { ["op"] = "finish", ["handle"] = handle });

    /// <summary>Waits until a cell that was begun has published so many messages.</summary>
    public Task PublishedAsync(string handle, int count) => SendAsync(
        new JsonObject { ["op"] = "published", ["handle"] = handle, ["count"] = count });

    public Task SleepAsync(int milliseconds) =>
        SendAsync(new JsonObject { ["op"] = "sleep", ["milliseconds"] = milliseconds });

    public Task<JsonNode> InterruptAsync() => RequestAsync("interrupt_request", [], "control");

    public static JsonObject Cell(string code, bool allowInput) =>
        new()
        {
            ["code"] = code,
            ["silent"] = false,
            ["store_history"] = true,
            ["allow_stdin"] = allowInput,
            ["stop_on_error"] = true,
        };

    /// <summary>Messages of a type that a cell published.</summary>
    public static IEnumerable<JsonNode> Published(JsonNode answer, string type) =>
        answer["iopub"]!
            .AsArray()
            .Where(message => message!["type"]!.GetValue<string>() == type)
            .Select(message => message!["content"]!);

    /// <summary>Waits for the end of the kernel's process.</summary>
    public async Task ExitedAsync()
    {
        for (var waited = 0; waited < 20000 && (await SendAsync("state"))["exited"] is null; waited += 100)
            await SleepAsync(100);
        Assert.NotNull((await SendAsync("state"))["exited"]);
    }

    /// <summary>All console text of a cell.</summary>
    public static string Text(JsonNode answer, string stream = "stdout") =>
        string.Concat(
            Published(answer, "stream")
                .Where(message => message["name"]!.GetValue<string>() == stream)
                .Select(message => message["text"]!.GetValue<string>()));

    /// <summary>Plain text of a cell's result.</summary>
    public static string Result(JsonNode answer) =>
        Published(answer, "execute_result").Single()["data"]!["text/plain"]!.GetValue<string>();

    public static string Status(JsonNode answer) => answer["reply"]?["status"]?.GetValue<string>() ?? "no reply";

    public async ValueTask DisposeAsync()
    {
        try
        {
            await SendAsync(new JsonObject { ["op"] = "stop" }, 5);
        }
        catch (Exception late) when (late is TimeoutException or InvalidOperationException or IOException)
        {
            // The kill below ends it.
        }
        if (!node.HasExited) node.Kill(entireProcessTree: true);
        node.Dispose();
    }
}

/// <summary>One kernel for the tests of a class; each leaves it answering.</summary>
public sealed class SharedKernel : IAsyncLifetime
{
    private KernelDriver? kernel;

    public async ValueTask InitializeAsync()
    {
        if (KernelDriver.Absent is null) kernel = await KernelDriver.StartAsync();
    }

    public KernelDriver Require()
    {
        if (kernel is null) Assert.Skip(KernelDriver.Absent!);
        return kernel!;
    }

    public ValueTask DisposeAsync() => kernel?.DisposeAsync() ?? default;
}
