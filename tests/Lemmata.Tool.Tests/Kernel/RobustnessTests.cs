using System.Diagnostics;
using System.Net.Sockets;
using System.Text.Json.Nodes;

namespace Lemmata.Tool.Tests.Kernel;

/// <summary>What a reader or a broken client may do to a kernel, and what it must survive.</summary>
[Trait("Needs", "kernel")]
public sealed class RobustnessTests
{
    [Fact(Timeout = 180_000)]
    public async Task Two_hundred_thousand_lines_arrive_in_few_messages_and_the_rest_is_cut_with_a_note()
    {
        await using var kernel = await KernelDriver.StartAsync();
        var answer = await kernel.ExecuteAsync("for (var line = 0; line < 200000; line++) Console.WriteLine(line);");
        Assert.Equal("ok", KernelDriver.Status(answer));
        Assert.InRange(KernelDriver.Published(answer, "stream").Count(), 1, 200);
        Assert.StartsWith("0\n1\n2\n", KernelDriver.Text(answer), StringComparison.Ordinal);
    }

    [Fact(Timeout = 180_000)]
    public async Task A_flood_of_updates_leaves_the_front_end_connected_and_shows_the_last_state()
    {
        await using var kernel = await KernelDriver.StartAsync();
        var answer = await kernel.ExecuteAsync(
            "var shown = display(0); for (var i = 1; i <= 300_000; i++) shown.Update(i);");
        Assert.Equal("ok", KernelDriver.Status(answer));
        Assert.True(answer["idle"]!.GetValue<bool>());
        var states = KernelDriver
            .Published(answer, "update_display_data")
            .Select(message => message["data"]!["text/plain"]!.GetValue<string>())
            .ToList();
        Assert.InRange(states.Count, 1, 2000);
        Assert.Equal("300000", states[^1]);
    }

    [Fact(Timeout = 180_000)]
    public async Task A_display_of_50_megabytes_arrives_whole_while_another_subscriber_never_reads()
    {
        await using var kernel = await KernelDriver.StartAsync();
        await kernel.SendAsync("silentSubscriber");
        await kernel.SleepAsync(500);
        for (var round = 0; round < 4; round++)
        {
            var answer = await kernel.ExecuteAsync("HTML(new string('x', 50_000_000))");
            Assert.Equal("ok", KernelDriver.Status(answer));
            Assert.Equal(
                50_000_000,
                KernelDriver.Published(answer, "execute_result").Single()["data"]!["text/html"]!
                    .GetValue<string>()
                    .Length);
        }
        var resident = (await kernel.SendAsync("state"))["residentKilobytes"]!.GetValue<int>() / 1024;
        TestContext.Current.TestOutputHelper?.WriteLine($"resident after four displays of 50 MB: {resident} MB");
        Assert.InRange(resident, 1, 1200);
    }

    [Theory(Timeout = 180_000)]
    [InlineData("int F(int n) => F(n + 1) + 1; F(0)")]
    [InlineData("Environment.Exit(3);")]
    public async Task After_a_cell_that_ends_the_process_a_restarted_kernel_works(string deadly)
    {
        await using var kernel = await KernelDriver.StartAsync();
        await kernel.BeginAsync("deadly", deadly);
        await kernel.ExitedAsync();
        await kernel.SendAsync(new JsonObject { ["op"] = "restart", ["spec"] = kernel.Spec, ["cwd"] = kernel.Folder });
        JsonNode answer;
        var patience = Stopwatch.StartNew();
        do answer = await kernel.ExecuteAsync("6 * 7", timeout: 4000);
        while (KernelDriver.Status(answer) == "no reply" && patience.Elapsed < TimeSpan.FromSeconds(40));
        Assert.Equal("ok", KernelDriver.Status(answer));
    }

    [Fact(Timeout = 180_000)]
    public async Task A_taken_port_or_a_wrong_connection_file_is_refused_with_the_reason()
    {
        await using var kernel = await KernelDriver.StartAsync();
        var state = await kernel.SendAsync("state");
        var (status, output) = await ToolProcess.RunAsync(
            "kernel",
            "start",
            state["connectionPath"]!.GetValue<string>());
        Assert.Equal(2, status);
        Assert.Contains("_port " + state["connection"]!["shell_port"], output, StringComparison.Ordinal);

        (status, output) = await ToolProcess.RunAsync("kernel", "start", "no-such-file.json");
        Assert.Equal(2, status);
        Assert.Contains("no-such-file.json", output, StringComparison.Ordinal);

        var file = Path.GetTempFileName();
        foreach (
            var (text, reason) in new[]
            {
                ("not json", "cannot be read"),
                ("{\"transport\":\"ipc\"}", "transport ipc"),
                ("{}", "no shell_port"),
            }
        )
        {
            await File.WriteAllTextAsync(file, text);
            (status, output) = await ToolProcess.RunAsync("kernel", "start", file);
            Assert.Equal(2, status);
            Assert.Contains(reason, output, StringComparison.Ordinal);
        }
    }

    [Fact(Timeout = 180_000)]
    public async Task A_shutdown_request_is_answered_and_ends_the_process()
    {
        await using var kernel = await KernelDriver.StartAsync();
        var answer = await kernel.RequestAsync("shutdown_request", new JsonObject { ["restart"] = false }, "control");
        Assert.Equal("ok", KernelDriver.Status(answer));
        await kernel.ExitedAsync();
        Assert.Equal(0, (await kernel.SendAsync("state"))["exited"]!.GetValue<int>());
    }

    [Fact(Timeout = 180_000)]
    public async Task The_kernel_ends_when_its_front_end_is_killed()
    {
        await using var kernel = await KernelDriver.StartAsync();
        var state = await kernel.SendAsync("state");
        var connection = state["connectionPath"]!.GetValue<string>();
        await kernel.RequestAsync("shutdown_request", new JsonObject { ["restart"] = true }, "control");
        await kernel.ExitedAsync();

        // A front end that dies without a word: a shell that starts the kernel and is killed.
        using var frontEnd = Process.Start(
            new ProcessStartInfo(
                "/bin/sh",
                [
                    "-c",
                    $"dotnet '{Path.Combine(AppContext.BaseDirectory, "Lemmata.Tool.dll")}' kernel start "
                        + $"'{connection}' & echo $!; wait",
                ])
            {
                RedirectStandardInput = true,
                RedirectStandardOutput = true,
            }
        )!;
        using var orphan = Process.GetProcessById(
            int.Parse((await frontEnd.StandardOutput.ReadLineAsync().WaitAsync(TimeSpan.FromSeconds(20)))!));
        await Task.Delay(2500);
        Assert.False(orphan.HasExited);
        frontEnd.Kill();
        Assert.True(orphan.WaitForExit(10000), "the kernel outlived its front end");
    }

    [Fact(Timeout = 180_000)]
    public async Task A_hundred_thousand_random_frames_leave_the_kernel_answering()
    {
        await using var kernel = await KernelDriver.StartAsync();
        var ports = (await kernel.SendAsync("state"))["connection"]!;
        string[] names = ["shell_port", "control_port", "stdin_port", "iopub_port", "hb_port"];
        var random = new Noise(0x9E3779B97F4A7C15);
        var patience = Stopwatch.StartNew();
        var sent = 0;
        while (sent < 100_000)
        {
            Assert.True(patience.Elapsed < TimeSpan.FromMinutes(10), $"only {sent} frames in 10 minutes");
            using var client = new TcpClient("127.0.0.1", ports[names[random.Next(names.Length)]]!.GetValue<int>());
            client.SendTimeout = 2000;
            var stream = client.GetStream();
            try
            {
                if (random.Next(8) != 0) stream.Write(Greeting);
                var batch = new MemoryStream();
                for (var frame = 0; frame < 500; frame++, sent++) random.WriteFrame(batch);
                stream.Write(batch.ToArray());
            }
            catch (IOException)
            {
                // The kernel may hang up at any point; the frames count as sent.
            }
        }
        var answer = await kernel.RequestAsync("kernel_info_request", []);
        Assert.Equal("ok", KernelDriver.Status(answer));
        Assert.Equal("4", KernelDriver.Result(await kernel.ExecuteAsync("2 + 2")));
        TestContext.Current.TestOutputHelper?.WriteLine($"{sent} frames in {patience.Elapsed.TotalSeconds:0.0} s");
    }

    private static readonly byte[] Greeting =
    [
        0xFF, 0, 0, 0, 0, 0, 0, 0, 0, 0x7F, 3, 0, .. "NULL"u8, .. new byte[48],
        4, 26, .. "\u0005READY"u8, 11, .. "Socket-Type"u8, 0, 0, 0, 3, .. "REQ"u8,
    ];

    /// <summary>Frames from plausible to broken, from a small generator of its own.</summary>
    private sealed class Noise(ulong state)
    {
        public int Next(int bound)
        {
            state ^= state << 13;
            state ^= state >> 7;
            state ^= state << 17;
            return (int)(state % (ulong)bound);
        }

        public void WriteFrame(MemoryStream stream)
        {
            switch (Next(12))
            {
                case 0: // raw bytes that are no frame
                    for (var i = Next(40); i > 0; i--) stream.WriteByte((byte)Next(256));
                    return;
                case 1: // a long frame that announces more than it brings
                    stream.Write([2, 0, 0, 0, (byte)Next(4), 0, 0, 0, (byte)Next(256)]);
                    return;
                case 2: // a command
                    WriteFrame(stream, 4, "\u0004PING\0\0x"u8);
                    return;
                case 3: // an unsigned message
                    ReadOnlySpan<byte> empty = "{}"u8;
                    WriteFrame(stream, 1, "<IDS|MSG>"u8);
                    for (var part = 0; part < 4; part++) WriteFrame(stream, 1, empty);
                    WriteFrame(stream, 0, empty);
                    return;
                default:
                    var body = new byte[Next(200)];
                    for (var i = 0; i < body.Length; i++) body[i] = (byte)Next(256);
                    WriteFrame(stream, (byte)Next(2), body);
                    return;
            }
        }

        private static void WriteFrame(MemoryStream stream, byte flags, ReadOnlySpan<byte> body)
        {
            stream.Write([flags, (byte)body.Length]);
            stream.Write(body);
        }
    }
}
