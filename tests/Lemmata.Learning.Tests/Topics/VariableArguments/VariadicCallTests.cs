using System.ComponentModel;
using System.Diagnostics;
using System.Numerics;
using System.Runtime.InteropServices;
using Lemmata.Learning.Topics.VariableArguments;

namespace Lemmata.Learning.Tests.Topics.VariableArguments;

public class VariadicCallTests
{
    private const string AsIndex = "variable used as index";

    private static readonly string[][] Recorded = [.. Lines().Skip(1).Select(line => line.Split(','))];

    private static ulong Read(ArgumentConvention platform, int value, int place, UpperHalf upper, ulong stale = 0)
    {
        var call = new VariadicCall(platform, stale: stale);
        for (var i = 2; i < place; i++) call.Pass(i);
        var reader = call.Pass(value, upper).Start();
        for (var i = 2; i < place; i++) Assert.Equal(i, reader.NextInt());
        return reader.NextLongLong();
    }

    [Fact]
    public void A_byte_keeps_its_value_and_128_of_256_differ_by_sign()
    {
        for (var b = 0; b < 256; b++)
        {
            Assert.Equal(b, DefaultPromotion.Of((byte)b, isSigned: false));
            Assert.Equal(unchecked((sbyte)b), DefaultPromotion.Of((byte)b, isSigned: true));
        }

        Assert.Equal(128, Enumerable.Range(0, 256).Count(b =>
            DefaultPromotion.Of((byte)b, true) != DefaultPromotion.Of((byte)b, false)));
        var sum = Enumerable.Range(0, 256).Aggregate(BigInteger.Zero, (total, b) =>
            total + Read(ArgumentConvention.SystemV, DefaultPromotion.Of((byte)b, true), 2, UpperHalf.Zeros));
        Assert.Equal(549755813760, sum);
        Assert.Equal(0x7fffffff80, sum);
    }

    [Theory]
    [InlineData(UpperHalf.Zeros, 0x00000000ffffff80)]
    [InlineData(UpperHalf.Sign, 0xffffffffffffff80)]
    [InlineData(UpperHalf.Stale, 0x12345678ffffff80)]
    public void The_upper_half_is_what_the_caller_left_there(UpperHalf upper, ulong expected)
    {
        foreach (var platform in ArgumentConvention.All.Where(each => each.SlotBytes == 8))
        {
            foreach (var place in new[] { 2, 7, 12 })
                Assert.Equal(expected, Read(platform, -128, place, upper, 0x123456789abcdef0));
        }
    }

    [Theory]
    [InlineData("System V, x86-64", 5), InlineData("Windows, x86-64", 3), InlineData("Linux, Arm 64", 7)]
    [InlineData("Apple, Arm 64", 0), InlineData("System V, x86, 32 bit", 0)]
    public void Registers_take_the_first_arguments(string name, int expected)
    {
        var call = new VariadicCall(ArgumentConvention.All.Single(platform => platform.Name == name));
        var count = 0;
        for (var i = 0; i < 12; i++)
            count += call.Pass(i).LastIsInRegister ? 1 : 0;
        Assert.Equal(expected, count);
    }

    [Fact]
    public void Narrow_places_give_the_next_argument_as_the_upper_half()
    {
        var reader = new VariadicCall(ArgumentConvention.Intel386).Pass(-128).Pass(5).Pass(6).Start();
        Assert.Equal(0x00000005ffffff80UL, reader.NextLongLong());
        Assert.Equal(6, reader.NextInt());
    }

    [Fact]
    public void Bad_input_is_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new VariadicCall(ArgumentConvention.SystemV, named: 0));
        var call = new VariadicCall(ArgumentConvention.Apple, stackSlots: 1).Pass(1);
        Assert.Contains("8 bytes", Assert.Throws<InvalidOperationException>(() => call.Pass(2)).Message);
        var reader = call.Start();
        reader.NextInt();
        Assert.Throws<InvalidOperationException>(() => reader.NextInt());
    }

    [Fact]
    public void The_record_is_what_the_rules_give()
    {
        Assert.Equal(28, Recorded.Length);
        foreach (var row in Recorded)
        {
            var upper = (row[0], row[1], row[3]) switch
            {
                ("7", "constant", _) or ("2", AsIndex, "-O2") => UpperHalf.Sign,
                ("7", "variable after a constant", "-O2") => UpperHalf.Stale,
                _ => UpperHalf.Zeros,
            };
            var value = DefaultPromotion.Of(0x80, isSigned: row[2] == "char");
            var printed = Read(ArgumentConvention.SystemV, value, int.Parse(row[0]), upper, unchecked((ulong)-128L));
            Assert.Equal(row[4], "0x" + printed.ToString("x16"));
        }
    }

    /// <summary>
    /// Compiles the recorded programs again. The post's calls must print the same with every compiler for x86-64 that
    /// is asked; what is on the stack or used as an index is compared with the compiler of the record alone.
    /// </summary>
    [Fact]
    public void The_compiler_of_this_machine_prints_what_is_recorded()
    {
        Assert.SkipUnless(
            OperatingSystem.IsLinux() && RuntimeInformation.ProcessArchitecture == Architecture.X64,
            "The record is of x86-64 under Linux, and this is another platform.");
        var version = Run(".", "gcc", "-dumpfullversion");
        Assert.SkipWhen(version is null, "There is no gcc here; install one to compile the recorded programs again.");
        var folder = Directory.CreateTempSubdirectory("variadic");
        try
        {
            var compared = 0;
            foreach (var row in Recorded)
            {
                var isAnyones = row[0] == "2" && row[1] != AsIndex;
                if (!isAnyones && !row[5].Contains($"gcc {version!.Trim()} ", StringComparison.Ordinal)) continue;
                File.WriteAllText(Path.Combine(folder.FullName, "one.c"), Program(row));
                var sign = row[2].EndsWith("-funsigned-char", StringComparison.Ordinal) ? "-funsigned-char" : "-fsigned-char";
                Assert.NotNull(Run(folder.FullName, "gcc", "-w", row[3], sign, "one.c", "-o", "one"));
                var printed = Run(folder.FullName, Path.Combine(folder.FullName, "one"))!.Trim();
                Assert.Equal(row[4], printed[^18..]);
                compared++;
            }

            Assert.True(compared >= 10, $"{compared} programs");
            TestContext.Current.SendDiagnosticMessage($"{compared} of {Recorded.Length} programs compiled and compared");
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    /// <summary>The program of a row: its last line is what is recorded.</summary>
    private static string Program(string[] row)
    {
        var type = row[2].Split(" by ")[0];
        var value = row[1] == "constant" ? $"({type})0x80" : "c";
        string Call(string argument) => row[0] == "2"
            ? $"printf(\"%#018llx\\n\", {argument});"
            : $"printf(\"%d%d%d%d%d %#018llx\\n\", 1, 2, 3, 4, 5, {argument});";
        var before = row[1] switch
        {
            "variable after a constant" => Call("(signed char)0x80"),
            AsIndex => "count[c + 128L]++;",
            _ => "",
        };
        return $$"""
            #include <stdio.h>
            volatile unsigned char raw = 0x80;
            int count[384];
            int main(void) { {{(row[1] == "constant" ? "" : $"{type} c = ({type})raw;")}} {{before}} {{Call(value)}} return 0; }
            """;
    }

    private static string? Run(string folder, string program, params string[] arguments)
    {
        try
        {
            var start = new ProcessStartInfo(program, arguments) { WorkingDirectory = folder, RedirectStandardOutput = true };
            using var process = Process.Start(start)!;
            var output = process.StandardOutput.ReadToEnd();
            process.WaitForExit();
            return process.ExitCode == 0 ? output : null;
        }
        catch (Win32Exception)
        {
            return null;
        }
    }

    private static string[] Lines()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Lemmata.slnx"))) folder = folder.Parent!;
        return File.ReadAllLines(Path.Combine(folder.FullName, "data", "reference", "variadic-gcc.csv"));
    }
}
