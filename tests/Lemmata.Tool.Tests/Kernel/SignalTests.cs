namespace Lemmata.Tool.Tests.Kernel;

/// <summary>What signals do to a kernel: front ends of the mode "signal" interrupt with one.</summary>
[Trait("Needs", "kernel")]
public sealed class SignalTests
{
    [Fact(Timeout = 180_000)]
    public async Task An_interrupt_signal_stops_the_cell_and_leaves_the_kernel_its_variables()
    {
        ToolProcess.NeedsInterrupts();
        await using var kernel = await KernelDriver.StartAsync();
        await kernel.ExecuteAsync("var kept = 41;");
        await kernel.BeginAsync("endless", "while (true) { }");
        await kernel.SleepAsync(500);
        await ToolProcess.InterruptAsync((await kernel.SendAsync("state"))["pid"]!.GetValue<int>());
        Assert.Equal("error", KernelDriver.Status(await kernel.FinishAsync("endless")));
        await kernel.SleepAsync(4000); // A process that ends for a signal may take its time over it.
        Assert.Null((await kernel.SendAsync("state"))["exited"]);
        Assert.Equal("42", KernelDriver.Result(await kernel.ExecuteAsync("kept + 1")));
    }
}
