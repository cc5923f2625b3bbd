using Lemmata.Session.Cells;

namespace Lemmata.Tool.Hosting;

/// <summary>
/// Interrupts sleeps and waits of a cell's thread, but only while the cell's own code runs: an interrupt inside the
/// compiler or at a lock of the session would leave half-made state behind, for which later cells would wait for ever.
/// </summary>
internal sealed class InterruptibleRunner : CellRunner
{
    private readonly Lock gate = new();
    private Thread? running;
    private bool sent;

    /// <summary>Interrupts the thread if the cell's own code is running; may be called again and again.</summary>
    public void Interrupt()
    {
        lock (gate)
        {
            if (running is null) return;
            sent = true;
            running.Interrupt();
        }
    }

    /// <summary>
    /// Runs code of the cell on the calling thread, which waits for what it awaits; after it, no interrupt is on its
    /// way any more.
    /// </summary>
    public override Task<T> RunAsync<T>(Func<Task<T>> code)
    {
        lock (gate) running = Thread.CurrentThread;
        try
        {
            return Task.FromResult(code().GetAwaiter().GetResult());
        }
        finally
        {
            Leave();
        }
    }

    private void Leave()
    {
        while (true)
        {
            try
            {
                lock (gate) running = null;
                break;
            }
            catch (ThreadInterruptedException)
            {
                // It arrived at this lock.
            }
        }
        if (!sent) return;
        sent = false;
        try
        {
            Thread.Sleep(1); // An interrupt waits for the next wait: here it is.
        }
        catch (ThreadInterruptedException)
        {
            // Now it has arrived.
        }
    }
}
