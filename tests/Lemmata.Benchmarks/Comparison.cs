using System.Diagnostics;
using System.Globalization;
using System.Numerics;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Lemmata.Learning.Numerics.FourierTransforms;
using Lemmata.Learning.Numerics.Optimization;
using Lemmata.Learning.Numerics.Random;
using Lemmata.Learning.Numerics.Tensors;
using Lemmata.Learning.Topics.Grokking;
using MathNet.Numerics.IntegralTransforms;

namespace Lemmata.Benchmarks;

/// <summary>
/// The comparison with OpenBLAS, PyTorch and SciPy: one interleaved run, ratios above 1 where ours is faster.
/// </summary>
internal static class Comparison
{
    // OpenMP threads that sleep while they wait leave the other side its processors.
    private static readonly (string Name, string? Value)[] Settings =
    [
        ("OMP_WAIT_POLICY", "PASSIVE"),
        ("OPENBLAS_CORETYPE", null),
        ("OPENBLAS_L2_SIZE", null),
    ];

    /// <summary>
    /// Runs the comparison. Arguments: <c>--seconds s</c> per row (default 3), <c>--write file</c> to keep the report.
    /// </summary>
    public static int Run(string[] args)
    {
        if (Settings.Any(setting => Environment.GetEnvironmentVariable(setting.Name) != setting.Value))
            return RunAgainWithSettings(args);
        var seconds = Value("--seconds") is { } text ? double.Parse(text, CultureInfo.InvariantCulture) : 3;
        var lines = new List<string>();
        Say("# Benchmarks");
        Say("");
        Say(
            "Written by `lemmata bench`. Ratios are their time over ours, measured in turns in one run: above 1, ours is faster. "
                + "\"median\" is the median over the turns, \"best\" compares the best turn of each.");
        Say("");
        Say(
            $"Machine: {Processor()}, {Environment.ProcessorCount} processors, vectors of {(Vector512.IsHardwareAccelerated ? 512 : Vector256.IsHardwareAccelerated ? 256 : 128)} bits, {RuntimeInformation.FrameworkDescription}, {RuntimeInformation.OSDescription.Split(' ')[0]}{Load()}."
        );
        foreach (var threads in new[] { 1, 2 }.Where(count => count <= Environment.ProcessorCount))
        {
            Parallelism.ThreadCount = threads;
            Products(threads, seconds, Say);
            Torch(threads, seconds, Say);
        }
        Parallelism.ThreadCount = 1;
        Convolution(seconds, Say);
        if (Value("--write") is { } path)
            File.WriteAllText(path, string.Join('\n', lines) + "\n");
        return 0;

        string? Value(string name) =>
            Array.IndexOf(args, name) is >= 0 and var at && at + 1 < args.Length ? args[at + 1] : null;

        void Say(string line)
        {
            Console.WriteLine(line);
            lines.Add(line);
        }
    }

    private static int RunAgainWithSettings(string[] args)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath!);
        foreach (var argument in new[] { "compare" }.Concat(args))
            start.ArgumentList.Add(argument);
        foreach (var (name, value) in Settings)
            start.Environment[name] = value;
        using var process = Process.Start(start)!;
        process.WaitForExit();
        return process.ExitCode;
    }

    private static void Products(int threads, double seconds, Action<string> say)
    {
        Heading(say, $"Matrix products, {Count(threads)}");
        if (!OpenBlas.IsPresent)
        {
            say("libopenblas.so.0 was not found; on Debian it is in the package libopenblas0.");
            return;
        }
        OpenBlas.ThreadCount = threads;
        say($"Against {OpenBlas.Configuration}.");
        say("");
        say("| shape | float GFLOPS | ratio median | best | double GFLOPS | ratio median | best |");
        say("|---|---:|---:|---:|---:|---:|---:|");
        var (singles, doubles) = (new List<double>(), new List<double>());
        foreach (var shape in ProductShape.All)
        {
            var (fa, fb, fc) = (
                Draw<float>(shape.M * shape.K),
                Draw<float>(shape.K * shape.N),
                new float[shape.M * shape.N]);
            var (da, db, dc) = (
                Draw<double>(shape.M * shape.K),
                Draw<double>(shape.K * shape.N),
                new double[shape.M * shape.N]);
            var single = Interleaved.Measure(
                () =>
                    MatrixProduct.Multiply<float>(
                        shape.TransposeA,
                        shape.TransposeB,
                        shape.M,
                        shape.N,
                        shape.K,
                        fa,
                        fb,
                        fc),
                () => OpenBlas.Multiply(shape, fa, fb, fc),
                seconds);
            var wide = Interleaved.Measure(
                () =>
                    MatrixProduct.Multiply<double>(
                        shape.TransposeA,
                        shape.TransposeB,
                        shape.M,
                        shape.N,
                        shape.K,
                        da,
                        db,
                        dc),
                () => OpenBlas.Multiply(shape, da, db, dc),
                seconds);
            singles.Add(single.MedianRatio);
            doubles.Add(wide.MedianRatio);
            say(
                Invariant(
                    $"| {shape.Name} | {shape.Operations / single.Ours / 1e9:F0} | {single.MedianRatio:F2} | {single.BestRatio:F2} | {shape.Operations / wide.Ours / 1e9:F0} | {wide.MedianRatio:F2} | {wide.BestRatio:F2} |"
                ));
        }
        say(Invariant($"| median of the shapes | | {Median(singles):F2} | | | {Median(doubles):F2} | |"));
    }

    private static void Torch(int threads, double seconds, Action<string> say)
    {
        Heading(say, $"Elementary functions and grokking, {Count(threads)}");
        using var torch = PythonPeer.Start(PythonPeer.Torch, threads);
        if (torch is null)
        {
            say("PyTorch was not found under /usr/bin/python3; on Debian it is in the package python3-torch.");
            return;
        }
        say("Against PyTorch in a process of its own.");
        say("");
        say("| work, float | ours | theirs | ratio median | best |");
        say("|---|---:|---:|---:|---:|");
        var (x, y) = (Draw<float>(1 << 16), new float[1 << 16]);
        var (logits, probabilities) = (new Tensor<float>(2540, 97), new Tensor<float>(2540, 97));
        Draw<float>(logits.Count).CopyTo(logits.Span);
        Row("exp", x.Length, "ns an element", 1e9, () => Elementwise.Exp<float>(x, y));
        Row("tanh", x.Length, "ns an element", 1e9, () => Elementwise.Tanh<float>(x, y));
        Row("softmax", logits.Count, "ns an element", 1e9, () => Softmax.Rows(logits, probabilities));
        var split = OperationTable.Add(97).Split(0.27, 0);
        var task = QuadraticNetwork<float>.Random(split.Table, 384, 1).On(split, Loss.MeanSquaredError);
        var optimizer = (AdamW.Default with { LearningRate = 5e-3, Beta2 = 0.98, WeightDecay = 1 }).Start<float>([
            .. task.Parameters.Select(parameter => parameter.Value),
        ]);
        var gradients = new Tensor<float>[task.Parameters.Count];
        Row("grokking", 1, "ms a step (p = 97, width 384, 27 %)", 1e3, () =>
        {
            task.Differentiate(gradients);
            optimizer.Step(gradients);
        });

        void Row(string name, int count, string unit, double scale, Action work)
        {
            var both = Interleaved.Measure(
                repeats => Timed(work, repeats),
                repeats => torch.Time(name, repeats),
                seconds);
            say(
                Invariant(
                    $"| {name}, {unit} | {both.Ours / count * scale:F2} | {both.Theirs / count * scale:F2} | {both.MedianRatio:F2} | {both.BestRatio:F2} |"
                ));
        }
    }

    private static void Convolution(double seconds, Action<string> say)
    {
        Heading(say, "Convolution of two sequences of 2¹⁸, double, 1 thread");
        say("| against | ours, ms | theirs, ms | ratio median | best |");
        say("|---|---:|---:|---:|---:|");
        var (a, b) = (new SplitMix64(1).Normals(1 << 18), new SplitMix64(2).Normals(1 << 18));
        using var scipy = PythonPeer.Start(PythonPeer.SciPy, 1);
        if (scipy is not null)
            Row("SciPy fftconvolve", Interleaved.Measure(Ours, repeats => scipy.Time("convolution", repeats), seconds));
        Row("Math.NET", Interleaved.Measure(Ours, MathNet, seconds));

        double Ours(int repeats) => Timed(() => RealFourierTransform.Convolve(a, b), repeats);

        double MathNet(int repeats) => Timed(() =>
        {
            var (left, right) = (new Complex[1 << 19], new Complex[1 << 19]);
            for (var i = 0; i < a.Length; i++)
                (left[i], right[i]) = (a[i], b[i]);
            Fourier.Forward(left, FourierOptions.AsymmetricScaling);
            Fourier.Forward(right, FourierOptions.AsymmetricScaling);
            for (var i = 0; i < left.Length; i++)
                left[i] *= right[i];
            Fourier.Inverse(left, FourierOptions.AsymmetricScaling);
        }, repeats);

        void Row(string name, Interleaved both) =>
            say(
                Invariant(
                    $"| {name} | {both.Ours * 1e3:F1} | {both.Theirs * 1e3:F1} | {both.MedianRatio:F2} | {both.BestRatio:F2} |"
                ));
    }

    private static double Timed(Action work, int repeats)
    {
        var clock = Stopwatch.StartNew();
        for (var i = 0; i < repeats; i++)
            work();
        return clock.Elapsed.TotalSeconds;
    }

    private static void Heading(Action<string> say, string text)
    {
        say("");
        say($"## {text}");
        say("");
    }

    private static string Count(int threads) => threads == 1 ? "1 thread" : $"{threads} threads";

    private static T[] Draw<T>(int count)
        where T : INumber<T> => [.. new SplitMix64((ulong)count).Normals(count).Select(T.CreateTruncating)];

    private static double Median(List<double> values) =>
        values.Order().ElementAt(values.Count / 2) / 2 + values.Order().ElementAt((values.Count - 1) / 2) / 2;

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);

    private static string Load() =>
        File.Exists("/proc/loadavg")
            ? $"; {File.ReadAllText("/proc/loadavg").Split(' ')[0]} running tasks on average in the minute before"
            : "";

    private static string Processor() =>
        File.Exists("/proc/cpuinfo")
        && File.ReadLines("/proc/cpuinfo")
            .FirstOrDefault(line => line.StartsWith("model name", StringComparison.Ordinal))
            is { } line
            ? line[(line.IndexOf(':') + 1)..].Trim()
            : RuntimeInformation.ProcessArchitecture.ToString();
}
