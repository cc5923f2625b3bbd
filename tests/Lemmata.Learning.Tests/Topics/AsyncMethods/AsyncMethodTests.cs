using System.Reflection;
using System.Runtime.CompilerServices;
using Lemmata.Learning.Topics.AsyncMethods;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Lemmata.Learning.Tests.Topics.AsyncMethods;

public class AsyncMethodTests
{
    private const string Source = """
        using System.Threading.Tasks;
        public static class Sample
        {
            public static async Task<int> Number(Task gate, int value) { await gate; return value; }
            public static async ValueTask<int> Value(Task gate, int value) { await gate; return value; }
            public static async Task<int> YieldOnce() { await Task.Yield(); return 1000; }
        }
        """;

    private static readonly Dictionary<(string Build, string Case), long> Recorded = Read();

    private static bool IsRecorded => Recorded.Count > 0 && IntPtr.Size == 8;

    [Fact]
    public void Release_builds_make_structs_and_Debug_builds_classes()
    {
        foreach (var optimized in new[] { true, false })
        {
            var sample = Compile(optimized);
            Assert.Equal(optimized, CompiledMethods.IsOptimized(sample.Assembly));
            Assert.Equal(optimized, CompiledMethods.MachineOf(sample.GetMethod("Number")!).IsValueType);
        }

        Assert.True(CompiledMethods.IsOptimized(typeof(CompiledMethods).Assembly));
        Assert.True(CompiledMethods.MachineOf(typeof(CompiledMethods).GetMethod("Number")!).IsValueType);
    }

    [Theory, InlineData(true), InlineData(false)]
    public void Both_builds_allocate_what_is_recorded(bool optimized)
    {
        Assert.SkipUnless(IsRecorded, $"There is no record for .NET {Environment.Version.ToString(2)} with "
            + $"pointers of {IntPtr.Size} bytes.");
        var (sample, build) = (Compile(optimized), optimized ? "Release" : "Debug");
        var number = sample.GetMethod("Number")!.CreateDelegate<Func<Task, int, Task<int>>>();
        var value = sample.GetMethod("Value")!.CreateDelegate<Func<Task, int, ValueTask<int>>>();
        var yielding = sample.GetMethod("YieldOnce")!.CreateDelegate<Func<Task<int>>>();
        var done = Task.CompletedTask;
        (string, long)[] measured =
        [
            ("number 8", AllocationMeter.BytesPerCall(() => number(done, 8))),
            ("number 9", AllocationMeter.BytesPerCall(() => number(done, 9))),
            ("value", AllocationMeter.BytesPerCall(() => { value(done, 1000); return null; })),
            ("waiting number", AllocationMeter.BytesPerWaitingCall(g => number(g[0], 1000), t => t.GetAwaiter().GetResult())),
            ("waiting value", AllocationMeter.BytesPerWaitingCall(g => value(g[0], 1000), t => t.GetAwaiter().GetResult())),
            ("yield", AllocationMeter.BytesPerCall(yielding)),
        ];
        Assert.Equal(string.Join(", ", measured.Select(m => (m.Item1, Recorded.GetValueOrDefault((build, m.Item1), -1)))),
            string.Join(", ", measured));
    }

    [Fact]
    public void Results_are_those_of_the_gates_in_every_order()
    {
        for (var pattern = 0; pattern < 8; pattern++)
        {
            Gate[] gates = [.. Enumerable.Range(0, 3).Select(i => new Gate(1 << i, (pattern >> i & 1) == 1))];
            var task = CompiledMethods.SumOfAll(gates);
            Assert.Equal(pattern == 7, task.IsCompleted);
            foreach (var gate in gates.Reverse()) gate.Open();
            Assert.Equal(7, task.Result);
        }

        var waiting = CompiledMethods.SumOfTwo(new Gate(1), new Gate(2));
        Assert.Throws<InvalidOperationException>(() => waiting.Result);
    }

    [Fact]
    public void MoveNext_is_called_once_and_once_for_each_closed_gate()
    {
        for (var pattern = 0; pattern < 32; pattern++)
        {
            Gate[] gates = [.. Enumerable.Range(0, 5).Select(i => new Gate(i, (pattern >> i & 1) == 1))];
            var log = BuilderLog.Of(() =>
            {
                CompiledMethods.SumOfAll(gates);
                foreach (var gate in gates) gate.Open();
            });
            Assert.Equal(1 + 5 - int.PopCount(pattern), log.Count(entry => entry == "machine.MoveNext"));
        }
    }

    [Fact]
    public void An_exception_reaches_whoever_asks_for_the_result()
    {
        static async LoggedTask<int> Failing(Gate gate)
        {
            await gate;
            throw new FormatException("on purpose");
        }

        var gate = new Gate(1);
        var task = Failing(gate);
        gate.Open();
        Assert.Throws<FormatException>(() => task.Result);
    }

    [Fact]
    public void Measured_bytes_are_those_of_objects_of_known_size()
    {
        Assert.Equal(0, AllocationMeter.BytesPerCall(() => null));
        Assert.Equal(2 * IntPtr.Size + 8, AllocationMeter.BytesPerCall(() => (object)1L));   // header, type, eight bytes
        Assert.Equal(3 * IntPtr.Size + 1000, AllocationMeter.BytesPerCall(() => new byte[1000]));
        Assert.Throws<FormatException>(() => AllocationMeter.BytesPerCall(() => throw new FormatException()));
        Assert.Throws<ArgumentOutOfRangeException>(() => AllocationMeter.BytesPerCall(() => null, 0));
        Assert.Throws<ArgumentException>(() => CompiledMethods.MachineOf(typeof(string).GetMethod("Clone")!));
    }

    private static Type Compile(bool optimized)
    {
        var references = ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Where(path => Path.GetFileName(path) is "System.Runtime.dll" or "System.Private.CoreLib.dll")
            .Select(path => MetadataReference.CreateFromFile(path));
        var compilation = CSharpCompilation.Create(
            $"Sample{optimized}",
            [CSharpSyntaxTree.ParseText(Source)],
            references,
            new CSharpCompilationOptions(
                OutputKind.DynamicallyLinkedLibrary,
                optimizationLevel: optimized ? OptimizationLevel.Release : OptimizationLevel.Debug));
        using var stream = new MemoryStream();
        var emitted = compilation.Emit(stream);
        Assert.True(emitted.Success, string.Join("\n", emitted.Diagnostics));
        return Assembly.Load(stream.ToArray()).GetType("Sample")!;
    }

    private static Dictionary<(string, string), long> Read()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Lemmata.slnx"))) folder = folder.Parent!;
        var file = Path.Combine(folder.FullName, "data", "reference", "async-allocations.csv");
        return File.ReadLines(file).Skip(1).Select(line => line.Split(','))
            .Where(row => row[0] == Environment.Version.ToString(2))
            .ToDictionary(row => (row[1], row[2]), row => long.Parse(row[3]));
    }
}
