using System.Globalization;
using Lemmata.Session.Cells;
using Lemmata.Tool.Hosting;
using Lemmata.Tool.Stepping;

namespace Lemmata.Tool.Tests.Stepping;

/// <summary>What stops cost, in one interleaved run; LEMMATA_STEPPING=speed asks for it. It judges nothing.</summary>
public sealed class StepSpeedTests
{
    private const int Rounds = 7;

    private static readonly (string Name, string Code, string Call)[] Cases =
    [
        ("scalar loop", "double F(int n) { double s = 0; for (int i = 1; i <= n; i++) { s += 1.0 / i; if (s > 1e9) s = 0; } return s; }",
            "F(20_000_000)"),
        ("integer loop", "int G(int n) { var s = 0; for (var i = 0; i < n; i++) { s = s * 31 + i; s ^= s >> 7; } return s; }",
            "G(20_000_000)"),
        ("calls of a library", "double H(int n) { double s = 0; for (int i = 0; i < n; i++) { var a = Enumerable.Range(0, 2000)"
            + ".Select(x => (double)x).ToArray(); Array.Sort(a); s += a.Sum(); } return s; }", "H(2000)"),
        ("recursion", "int Fib(int n) { if (n < 2) return n; return Fib(n - 1) + Fib(n - 2); }", "Fib(30)"),
    ];

    [Fact]
    public async Task Stops_cost_what_is_reported()
    {
        Assert.SkipUnless(
            Environment.GetEnvironmentVariable("LEMMATA_STEPPING") == "speed", "measured when LEMMATA_STEPPING=speed asks");
        foreach (var (name, code, call) in Cases)
        {
            using var plain = new ThreadedSession(new SessionOptions());
            using var stepped = new ThreadedSession(new SessionOptions());
            var stepper = new StepHandler(stepped, new StopGate()).Stepper;
            await TimeAsync(plain, code, null);
            await TimeAsync(stepped, code, "functions");
            var times = new List<(double Plain, double Stops, double Breakpoint, double Recorded)>();
            for (var round = 0; round < Rounds; round++)
            {
                var without = await TimeAsync(plain, call, null);
                stepper.SetBreakpoints("functions", []);
                var passive = await TimeAsync(stepped, call, null);
                stepper.SetBreakpoints("functions", [new() { Line = 1, Hits = "2000000000" }]);
                var armed = name == "recursion" ? double.NaN : await TimeAsync(stepped, call, null);
                stepper.Records = true;
                var recorded = await TimeAsync(stepped, call, null);
                stepper.Records = false;
                stepper.Recording.Clear();
                times.Add((without, passive, armed, recorded));
            }

            double Median(Func<(double Plain, double Stops, double Breakpoint, double Recorded), double> of) =>
                times.Select(of).Order().ElementAt(Rounds / 2);
            TestContext.Current.TestOutputHelper?.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"{name}: plain {Median(t => t.Plain):0.0} ms, stops {Median(t => t.Stops / t.Plain):0.00}×, with a breakpoint "
                + $"that is not hit {Median(t => t.Breakpoint / t.Plain):0.00}×, recorded {Median(t => t.Recorded / t.Plain):0.0}×"));
        }
    }

    private static async Task<double> TimeAsync(ThreadedSession session, string code, string? steps)
    {
        var sink = new RecordingSink();
        var timed = !code.EndsWith(')') ? code : $"var watch = System.Diagnostics.Stopwatch.StartNew(); var result = {code}; watch.Stop(); watch.Elapsed.TotalMilliseconds";
        await session.ExecuteAsync(timed, sink, default, "cell", steps);
        return sink.Events is [.., var last] && last.StartsWith("result:", StringComparison.Ordinal)
            ? double.Parse(last[7..], CultureInfo.InvariantCulture)
            : double.NaN;
    }
}
