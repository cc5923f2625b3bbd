using System.Diagnostics;
using System.Numerics;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using Lemmata.Learning.Numerics.FourierTransforms;
using Lemmata.Learning.Numerics.Random;
using Lemmata.Learning.Numerics.Tensors;

namespace Lemmata.Learning.Tests.Numerics.Tensors;

/// <summary>
/// The same computation in child processes under other vector widths and thread counts, compared by hashes of all bits.
/// </summary>
[Collection(nameof(ProcessWideSettings))]
public class BitsAcrossMachines
{
    private const string FileVariable = "LEMMATA_TEST_FINGERPRINT_FILE", SizeVariable = "LEMMATA_TEST_FINGERPRINT_SIZE";

    [Theory]
    [InlineData("full", "DOTNET_PreferredVectorBitWidth=128")]
    [InlineData("full", "DOTNET_PreferredVectorBitWidth=256")]
    [InlineData("full", "DOTNET_EnableAVX512=0")]
    [InlineData("full", "DOTNET_PROCESSOR_COUNT=1")]
    [InlineData("full", "DOTNET_PROCESSOR_COUNT=2")]
    [InlineData("tiny", "DOTNET_EnableAVX2=0")]
    [InlineData("tiny", "DOTNET_EnableHWIntrinsic=0")]
    public void Bits_do_not_depend_on_the_setting(string size, string setting)
    {
        if (RuntimeInformation.ProcessArchitecture != Architecture.X64)
            Assert.Skip($"the switches are those of x64, this is {RuntimeInformation.ProcessArchitecture}");
        var parts = setting.Split('=');
        Assert.Equal(Fingerprint(size), Child(size, parts[0], parts[1]));
    }

    [Fact]
    public void Writes_the_fingerprint_when_started_as_a_child()
    {
        var file = Environment.GetEnvironmentVariable(FileVariable);
        if (file is null)
            Assert.Skip($"only in a child process, with {FileVariable}");
        File.WriteAllText(file, Fingerprint(Environment.GetEnvironmentVariable(SizeVariable)!));
    }

    private static string Child(string size, string name, string value)
    {
        var file = Path.GetTempFileName();
        try
        {
            var start = new ProcessStartInfo(Environment.ProcessPath!)
            {
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            };
            if (Path.GetFileNameWithoutExtension(Environment.ProcessPath!) == "dotnet")
                start.ArgumentList.Add(typeof(BitsAcrossMachines).Assembly.Location);
            start.ArgumentList.Add("-method");
            start.ArgumentList.Add(
                $"{typeof(BitsAcrossMachines).FullName}.{nameof(Writes_the_fingerprint_when_started_as_a_child)}");
            (start.Environment[FileVariable], start.Environment[SizeVariable], start.Environment[name]) = (
                file,
                size,
                value);
            using var process = Process.Start(start)!;
            var output = process.StandardOutput.ReadToEndAsync();
            if (!process.WaitForExit(TimeSpan.FromMinutes(2)))
            {
                process.Kill(entireProcessTree: true);
                Assert.Fail($"the child with {name}={value} did not end within 2 minutes");
            }
            Assert.True(process.ExitCode == 0, $"the child with {name}={value} failed: {output.Result}");
            return File.ReadAllText(file);
        }
        finally
        {
            File.Delete(file);
        }
    }

    /// <summary>One line per computation: its name and the hash of its bits.</summary>
    private static string Fingerprint(string size)
    {
        var tiny = size == "tiny";
        var lines = new List<string>();
        Add<float>(tiny, lines);
        Add<double>(tiny, lines);
        var signal = new SplitMix64(12).Normals(tiny ? 60 : 3000);
        lines.Add($"convolution {Hash<double>(RealFourierTransform.Convolve(signal, signal))}");
        return string.Join('\n', lines);
    }

    private static void Add<T>(bool tiny, List<string> lines) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var (m, n, k) = tiny ? (13, 19, 23) : (131, 197, 1100);
        var generator = new SplitMix64(11);
        var (a, b, c) = (Draw(m * k), Draw(k * n), new T[m * n]);
        foreach (var transposeA in new[] { Transpose.No, Transpose.Yes })
        {
            foreach (var transposeB in new[] { Transpose.No, Transpose.Yes })
            {
                MatrixProduct.Multiply<T>(transposeA, transposeB, m, n, k, a, b, c);
                lines.Add($"{typeof(T).Name} product {transposeA} {transposeB} {Hash<T>(c)}");
            }
        }

        var (x, y) = (Draw(tiny ? 45 : 40_011), new T[tiny ? 45 : 40_011]);
        Elementwise.Exp<T>(x, y);
        lines.Add($"{typeof(T).Name} exp {Hash<T>(y)}");
        lines.Add(
            $"{typeof(T).Name} sum, dot, max "
                + $"{Hash<T>([Reduction.Sum<T>(y), Reduction.Dot<T>(x, y), Reduction.Max<T>(y)])}"
        );
        Elementwise.Log<T>(y, y);
        lines.Add($"{typeof(T).Name} log {Hash<T>(y)}");
        Elementwise.Tanh<T>(x, y);
        lines.Add($"{typeof(T).Name} tanh {Hash<T>(y)}");
        Elementwise.Sigmoid<T>(x, y);
        lines.Add($"{typeof(T).Name} sigmoid {Hash<T>(y)}");
        Elementwise.Sin<T>(x, y);
        lines.Add($"{typeof(T).Name} sin {Hash<T>(y)}");
        Softmax.Of<T>(x, y);
        lines.Add($"{typeof(T).Name} softmax {Hash<T>(y)}, log-sum-exp {Hash<T>([Softmax.LogSumExp<T>(x)])}");

        T[] Draw(int count) => [.. generator.Normals(count).Select(value => T.CreateTruncating(3 * value))];
    }

    private static string Hash<T>(ReadOnlySpan<T> values) where T : unmanaged =>
        Convert.ToHexString(SHA256.HashData(MemoryMarshal.AsBytes(values)))[..16];
}
