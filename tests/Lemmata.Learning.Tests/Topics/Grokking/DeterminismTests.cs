using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using Lemmata.Learning.Numerics.Optimization;
using Lemmata.Learning.Numerics.Tensors;
using Lemmata.Learning.Topics.Grokking;

namespace Lemmata.Learning.Tests.Topics.Grokking;

/// <summary>
/// The same training in processes with other vector widths, without fused multiply-add, and with one or two threads.
/// </summary>
[Collection(nameof(ProcessWideSettings))]
public sealed class DeterminismTests(ITestOutputHelper output) : IDisposable
{
    private const string FileVariable = "LEMMATA_TEST_WEIGHTS",
        ThreadVariable = "LEMMATA_TEST_THREADS",
        TinyVariable = "LEMMATA_TEST_TINY";
    private readonly string file = Path.Combine(Path.GetTempPath(), $"lemmata-{Guid.NewGuid():N}.weights");

    public void Dispose() => File.Delete(file);

    [Fact]
    public void Weights_after_200_steps_have_the_same_bits_for_any_vector_width_and_thread_count()
    {
        var expected = Child(threads: 1);
        Assert.Equal(5, expected.Length);
        Assert.Equal(expected, Child(threads: 2));
        Assert.Equal(expected, Child(threads: 2, ("DOTNET_PreferredVectorBitWidth", "128")));
        // Without AVX2 a fused multiply-add runs in software, so only the tiny networks are trained.
        Assert.Equal(expected[..3], Child(threads: 1, ("DOTNET_EnableAVX2", "0"), (TinyVariable, "1")));
        output.WriteLine(string.Join('\n', expected));
    }

    [Fact(Explicit = true)]
    public void Child_process_writes_the_hash_of_its_weights()
    {
        var path = Environment.GetEnvironmentVariable(FileVariable);
        if (path is null)
            Assert.Skip($"runs only in a child process, with {FileVariable} set");
        Parallelism.ThreadCount = int.Parse(Environment.GetEnvironmentVariable(ThreadVariable)!);
        var lines = new List<string>
        {
            Quadratic<float>(13, 18, Loss.CrossEntropy),
            Quadratic<double>(13, 18, Loss.CrossEntropy),
            Quadratic<float>(13, 18, Loss.MeanSquaredError),
        };
        if (Environment.GetEnvironmentVariable(TinyVariable) is null)
        {
            lines.Add(Quadratic<float>(41, 100, Loss.CrossEntropy));
            var table = OperationTable.Subtract(23);
            var transformer = new OneLayerTransformer<float>(table, seed: 2, width: 36, headCount: 4, hiddenWidth: 70);
            lines.Add($"{transformer}: {Hash(transformer.On(table.Split(0.5, 3)))}");
        }
        File.WriteAllLines(path, lines);
    }

    [Fact]
    public void The_hash_notices_one_bit_of_one_weight()
    {
        var (first, second) = (Network(), Network());
        second.Output[5] = MathF.BitIncrement(second.Output[5]);
        Assert.NotEqual(Hash(first.Left, first.Right, first.Output), Hash(second.Left, second.Right, second.Output));

        static QuadraticNetwork<float> Network() => QuadraticNetwork<float>.Random(OperationTable.Add(5), 4, 1);
    }

    private static string Quadratic<T>(int p, int width, Loss loss)
        where T : unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T>
    {
        var table = OperationTable.Add(p);
        var task = QuadraticNetwork<T>.Random(table, width, 1000).On(table.Split(0.5, 0), loss);
        return $"{typeof(T).Name} {task.Description}: {Hash(task)}";
    }

    private static string Hash<T>(ITrainable<T> task)
        where T : unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T>
    {
        Train.FullBatch(task, ReferenceCurveTests.Settings, 200, 50).Run();
        return Hash([.. task.Parameters.Select(parameter => parameter.Value)]);
    }

    private static string Hash<T>(params Tensor<T>[] weights)
        where T : unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T>
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var tensor in weights) hash.AppendData(MemoryMarshal.AsBytes(tensor.Span));
        return Convert.ToHexString(hash.GetHashAndReset());
    }

    private string[] Child(int threads, params (string Name, string Value)[] environment)
    {
        File.Delete(file);
        var start = new ProcessStartInfo("dotnet")
        {
            ArgumentList =
            {
                "exec",
                typeof(DeterminismTests).Assembly.Location,
                "-explicit",
                "only",
                "-method",
                $"{typeof(DeterminismTests).FullName}.{nameof(Child_process_writes_the_hash_of_its_weights)}",
            },
            RedirectStandardOutput = true,
        };
        foreach (
            var (name, value) in environment.Append((FileVariable, file)).Append((ThreadVariable, threads.ToString())))
        {
            start.Environment[name] = value;
        }

        using var process = Process.Start(start)!;
        var said = process.StandardOutput.ReadToEndAsync();
        if (!process.WaitForExit(TimeSpan.FromMinutes(3)))
        {
            process.Kill(entireProcessTree: true);
            Assert.Fail("the child process did not end within 3 minutes");
        }
        Assert.True(File.Exists(file), $"the child process wrote nothing: {said.Result}");
        return File.ReadAllLines(file);
    }
}
