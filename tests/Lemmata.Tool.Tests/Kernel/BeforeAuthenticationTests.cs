using System.Net.Sockets;

namespace Lemmata.Tool.Tests.Kernel;

/// <summary>A peer that cannot sign costs nothing that grows, and keeps nobody out who can.</summary>
public sealed class BeforeAuthenticationTests
{
    [Fact(Timeout = 180_000)]
    public async Task A_thousand_connections_that_say_nothing_leave_the_kernel_small_and_answering()
    {
        await using var kernel = await RawKernel.StartAsync();
        Assert.True(kernel.Answers());
        // The kernel prepares its compiler meanwhile; what it holds is looked at from the second round on.
        long? before = null;
        foreach (var port in new[] { "shell_port", "control_port", "hb_port", "shell_port", "control_port", "hb_port" })
        {
            var idle = Enumerable.Range(0, 1000).Select(_ => kernel.Connect(port)).ToList();
            Assert.True(kernel.Answers());
            // The newest may still be waited for; those before them were pushed out.
            Assert.All(idle.Take(900), socket => Assert.True(RawKernel.IsClosed(socket)));
            if (OperatingSystem.IsLinux()) { Assert.InRange(kernel.Threads, 1, 300); }
            idle.ForEach(socket => socket.Dispose());
            if (port == "hb_port")
                before ??= kernel.Resident;
        }

        Assert.InRange(kernel.Resident - before!.Value, -1000, 100);
    }

    [Fact(Timeout = 180_000)]
    public async Task Whoever_has_shaken_hands_stays_and_the_number_is_bounded()
    {
        await using var kernel = await RawKernel.StartAsync();
        using var first = kernel.Shake("shell_port");
        var refused = 0;
        var others = new List<Socket>();
        for (var count = 0; count < 300; count++)
        {
            try
            {
                others.Add(kernel.Shake("hb_port"));
                if (count >= 128 && RawKernel.IsClosed(others[^1], 5)) { refused++; }
            }
            catch (Exception closed) when (closed is SocketException or EndOfStreamException)
            {
                refused++;
            }
        }

        Assert.InRange(refused, 160, 172);
        RawKernel.Send(first, RawKernel.Message("kernel_info_request", RawKernel.Key));
        Assert.True(kernel.Answers());
        others.ForEach(socket => socket.Dispose());
    }

    [Theory(Timeout = 180_000)]
    [InlineData("shell_port"), InlineData("control_port"), InlineData("iopub_port")]
    public async Task A_handshake_that_takes_its_time_is_ended(string port)
    {
        await using var kernel = await RawKernel.StartAsync();
        using var silent = kernel.Connect(port);
        using var slow = kernel.Connect(port);
        var sending = Task.Run(async () =>
        {
            try
            {
                // A byte now and then never ends a greeting of 64.
                for (var count = 0; count < 60; count++, await Task.Delay(1000)) { slow.Send([0xFF]); }
                return false;
            }
            catch (SocketException)
            {
                return true;
            }
        });
        Assert.True(RawKernel.IsClosed(silent));
        Assert.True(await sending);
        Assert.True(kernel.Answers());
    }

    [Theory(Timeout = 180_000)]
    [InlineData("shell_port", 2 << 20), InlineData("control_port", 2 << 20), InlineData("stdin_port", 2 << 20)]
    [InlineData("iopub_port", 5000), InlineData("hb_port", 5000)]
    public async Task A_large_message_of_somebody_who_never_signed_one_is_not_read(string port, int size)
    {
        await using var kernel = await RawKernel.StartAsync();
        using var socket = kernel.Shake(port);
        try
        {
            RawKernel.Send(socket, [new byte[size]]);
        }
        catch (SocketException)
        {
            // It hung up while we spoke.
        }

        Assert.True(RawKernel.IsClosed(socket));
        Assert.True(kernel.Answers());
    }

    [Theory(Timeout = 180_000)]
    [InlineData(long.MaxValue), InlineData(-1), InlineData(long.MinValue), InlineData(1L << 40)]
    public async Task An_announced_length_of_any_size_costs_nothing(long length)
    {
        await using var kernel = await RawKernel.StartAsync();
        var before = kernel.Resident;
        foreach (var port in new[] { "shell_port", "control_port", "stdin_port", "iopub_port", "hb_port" })
        {
            using var greeted = kernel.Shake(port);
            greeted.Send([2, .. BitConverter.GetBytes(length).Reverse()]);
            Assert.True(RawKernel.IsClosed(greeted));
            // Before the handshake is complete, and after a part of a message.
            using var early = kernel.Connect(port);
            early.Send([.. RawGreeting, 2, .. BitConverter.GetBytes(length).Reverse()]);
            Assert.True(RawKernel.IsClosed(early));
            using var later = kernel.Shake(port);
            later.Send([1, 3, 1, 2, 3, 3, .. BitConverter.GetBytes(length).Reverse()]);
            Assert.True(RawKernel.IsClosed(later));
        }

        Assert.InRange(kernel.Resident - before, -1000, 150);
        Assert.True(kernel.Answers());
    }

    [Fact(Timeout = 180_000)]
    public async Task A_flood_of_wrong_signatures_ends_its_connection_and_is_reported_briefly()
    {
        await using var kernel = await RawKernel.StartAsync();
        foreach (var port in new[] { "shell_port", "control_port", "stdin_port" })
        {
            for (var round = 0; round < 20; round++)
            {
                using var socket = kernel.Shake(port);
                try
                {
                    for (var count = 0; count < 200; count++) { RawKernel.Send(socket, RawKernel.Message("execute_request", "wrong")); }
                }
                catch (SocketException)
                {
                    // As it should be.
                }

                Assert.True(RawKernel.IsClosed(socket));
            }
        }

        Assert.True(kernel.Answers());
        await kernel.SaidAsync("Others that are dropped are not reported");
        var reported = kernel.Errors.Split('\n').Count(line => line.Contains("A message was dropped", StringComparison.Ordinal));
        Assert.InRange(reported, 1, 50);
    }

    [Theory(Timeout = 180_000)]
    [InlineData("127.0.0.1", "", "has no key", "--allow-unsigned")]
    [InlineData("0.0.0.0", RawKernel.Key, "names the ip 0.0.0.0", "--allow-remote")]
    [InlineData("*", RawKernel.Key, "names the ip *", "--allow-remote")]
    [InlineData("192.0.2.1", RawKernel.Key, "names the ip 192.0.2.1", "--allow-remote")]
    public async Task Without_a_key_or_on_an_address_of_others_the_kernel_starts_only_when_a_flag_allows_it(
        string ip, string key, string reason, string flag)
    {
        var file = Path.GetTempFileName();
        try
        {
            await File.WriteAllTextAsync(file, RawKernel.Describe(ip, key).ToJsonString());
            var (status, output) = await ToolProcess.RunAsync("kernel", "start", file);
            Assert.Equal(2, status);
            Assert.Contains(reason, output, StringComparison.Ordinal);
            Assert.Contains(flag, output, StringComparison.Ordinal);
            var read = Tool.Kernel.ConnectionFile.Read(file, unsigned: flag == "--allow-unsigned", remote: flag == "--allow-remote");
            Assert.Equal(key.Length, read.Key.Length);
        }
        finally
        {
            File.Delete(file);
        }
    }

    private static readonly byte[] RawGreeting = [0xFF, 0, 0, 0, 0, 0, 0, 0, 0, 0x7F, 3, 0, .. "NULL"u8, .. new byte[48]];
}
