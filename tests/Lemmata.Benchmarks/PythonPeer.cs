using System.Diagnostics;
using System.Globalization;

namespace Lemmata.Benchmarks;

/// <summary>Debian's PyTorch or SciPy in a process of its own, which times a named piece of work on request.</summary>
internal sealed class PythonPeer : IDisposable
{
    private const string Interpreter = "/usr/bin/python3";

    private const string Server = """
        import sys, time
        def serve(works):
            works["ready"] = lambda: None
            for line in sys.stdin:
                name, repeats = line.split()
                work = works[name]
                start = time.perf_counter()
                for _ in range(int(repeats)): work()
                print(time.perf_counter() - start, flush=True)

        """;

    public const string Torch = """
        import torch
        torch.set_num_threads(int(sys.argv[1]))
        x = torch.randn(1 << 16); rows = torch.randn(2540, 97)
        p, width = 97, 384
        pairs = torch.randperm(p * p)[:2540]; a, b = pairs // p, pairs % p; c = (a + b) % p
        U = torch.nn.Parameter(torch.randn(p, width) * (2 * p) ** -0.5)
        V = torch.nn.Parameter(torch.randn(p, width) * (2 * p) ** -0.5)
        W = torch.nn.Parameter(torch.randn(width, p) * width ** -0.5)
        target = torch.nn.functional.one_hot(c, p).float()
        optimizer = torch.optim.AdamW([U, V, W], lr=5e-3, betas=(0.9, 0.98), weight_decay=1.0)
        def step():
            hidden = (torch.nn.functional.embedding(a, U) + torch.nn.functional.embedding(b, V)) ** 2
            loss = ((hidden @ W - target) ** 2).mean()
            optimizer.zero_grad(); loss.backward(); optimizer.step()
        serve({"exp": lambda: torch.exp(x), "tanh": lambda: torch.tanh(x), "softmax": lambda: torch.softmax(rows, 1), "grokking": step})
        """;

    public const string SciPy = """
        import numpy, scipy.signal
        a, b = numpy.random.randn(1 << 18), numpy.random.randn(1 << 18)
        serve({"convolution": lambda: scipy.signal.fftconvolve(a, b)})
        """;

    private readonly Process process;

    private PythonPeer(Process process) => this.process = process;

    /// <summary>Starts a peer, or null when the interpreter or the module is absent.</summary>
    public static PythonPeer? Start(string script, int threads)
    {
        if (!File.Exists(Interpreter))
            return null;
        var start = new ProcessStartInfo(Interpreter)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var argument in new[] { "-c", Server + script, threads.ToString(CultureInfo.InvariantCulture) })
            start.ArgumentList.Add(argument);
        var process = Process.Start(start)!;
        process.BeginErrorReadLine();
        var peer = new PythonPeer(process);
        if (!double.IsNaN(peer.Time("ready", 1)))
            return peer;
        peer.Dispose();
        return null;
    }

    /// <summary>Seconds for some repetitions of a piece of work; NaN when the peer has ended.</summary>
    public double Time(string name, int repeats)
    {
        try
        {
            process.StandardInput.WriteLine($"{name} {repeats}");
            process.StandardInput.Flush();
            return process.StandardOutput.ReadLine() is { } line
                ? double.Parse(line, CultureInfo.InvariantCulture)
                : double.NaN;
        }
        catch (IOException)
        {
            return double.NaN;
        }
    }

    public void Dispose()
    {
        try
        {
            process.StandardInput.Close();
        }
        catch (IOException)
        {
            // the peer has ended already
        }
        if (!process.WaitForExit(TimeSpan.FromSeconds(5)))
            process.Kill();
        process.Dispose();
    }
}
