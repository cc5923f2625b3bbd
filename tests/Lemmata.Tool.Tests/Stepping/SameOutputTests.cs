using Lemmata.Session.Cells;
using Lemmata.Session.Stepping;
using Lemmata.Tool.Hosting;

namespace Lemmata.Tool.Tests.Stepping;

/// <summary>Programs print, give and throw the same with stops as without.</summary>
public sealed class SameOutputTests
{
    private const int Parts = 12;

    public static TheoryData<int> EachPart => [.. Enumerable.Range(0, Parts)];

    [Fact]
    public void There_are_more_than_three_hundred_programs_and_no_two_are_named_alike()
    {
        Assert.InRange(StepPrograms.All.Count, 300, int.MaxValue);
        Assert.Equal(StepPrograms.All.Count, StepPrograms.All.Select(program => program.Name).Distinct().Count());
    }

    [Theory, MemberData(nameof(EachPart))]
    public async Task A_program_does_the_same_with_stops_as_without(int part)
    {
        var wrong = new List<string>();
        using var plain = new ThreadedSession(new SessionOptions());
        using var stepped = new ThreadedSession(new SessionOptions());
        var stepper = stepped.Cells.StepWith(new PassingHost());
        stepper.Records = true;
        foreach (var (name, code) in StepPrograms.All.Where((_, index) => index % Parts == part))
        {
            var (expected, seen) = (new RecordingSink(), new RecordingSink());
            await plain.ExecuteAsync(code, expected, TestContext.Current.CancellationToken, "cell");
            stepper.Recording.Clear();
            await stepped.ExecuteAsync(code, seen, TestContext.Current.CancellationToken, "cell", "cell");
            if (expected.Errors.Any(error => error.Name == "CompilationError")) wrong.Add($"{name} itself: {Said(expected)}");
            if (Said(expected) != Said(seen)) wrong.Add($"{name}:\n{Said(expected)}\nwith stops:\n{Said(seen)}");
            if (stepper.LeftOut.Where(one => one.Why.Contains("compiler", StringComparison.Ordinal)).ToList() is { Count: > 0 } refused)
                wrong.Add($"{name}: refused at {string.Join(", ", refused)}");
            if (stepper.Recording.All().Count == 0) wrong.Add($"{name}: no stop was met");
        }

        Assert.True(wrong.Count == 0, string.Join("\n\n", wrong));
    }

    private static string Said(RecordingSink sink) => string.Join('\n', Whole(sink.Events)) + string.Concat(
        sink.Errors.Select(error => $"\n{error.Line} {error.Message}\n{string.Join('\n', error.Traceback)}"));

    /// <summary>Console text in one piece: how it is cut into pieces depends on how long the cell takes.</summary>
    private static List<string> Whole(IEnumerable<string> events)
    {
        const string console = "stdout:";
        var whole = new List<string>();
        foreach (var one in events)
        {
            if (one.StartsWith(console, StringComparison.Ordinal) && whole is [.., var last]
                && last.StartsWith(console, StringComparison.Ordinal))
            {
                whole[^1] += one[console.Length..];
            }
            else
            {
                whole.Add(one);
            }
        }

        return whole;
    }

    private sealed class PassingHost : IStopHost
    {
        public bool IsHolding => false;

        public void Hold(StoppedThread stopped, Func<bool> stillWanted)
        {
        }

        public void WaitForOther()
        {
        }

        public void Log(string source, int line, string text)
        {
        }

        public void Bound(string source, IReadOnlyList<Breakpoint> breakpoints)
        {
        }
    }
}
