using System.Text.Json.Nodes;
using Lemmata.Notebooks;
using Lemmata.Session.Cells;

namespace Lemmata.Tool.Tests.Stepping;

/// <summary>Breakpoints, steps, values and the way back.</summary>
public sealed class StepTests
{
    private const string Sum = """
        int Twice(int k)
        {
            var t = k + k;
            return t;
        }
        var total = 0;
        for (var i = 0; i < 5; i++)
        {
            total += Twice(i);
        }
        total
        """;

    [Fact]
    public async Task A_breakpoint_stops_with_the_values_in_scope_and_the_cell_then_ends_as_ever()
    {
        using var session = new SteppedSession();
        await session.BreakAsync(9);
        var running = session.RunAsync(Sum);
        Assert.Equal(("Breakpoint", 9), await session.StopAsync());
        Assert.Equal("total=0 i=0", await session.ValuesAsync());
        Assert.Equal(("Breakpoint", 9), await session.GoAsync("continue"));
        Assert.Equal(("Breakpoint", 9), await session.GoAsync("continue"));
        Assert.Equal("total=2 i=2", await session.ValuesAsync());
        await session.BreakAsync();
        await session.AskAsync("continue");
        Assert.Equal(CellStatus.Succeeded, (await running).Status);
        Assert.Equal("result:20", session.Sink.Events.Single());
    }

    [Fact]
    public async Task Steps_lead_into_functions_over_them_and_out()
    {
        using var session = new SteppedSession();
        await session.BreakAsync(9);
        var running = session.RunAsync(Sum);
        await session.StopAsync();
        Assert.Equal(("Step", 3), await session.GoAsync("into"));
        Assert.Equal("k=0", await session.ValuesAsync());
        Assert.Equal("Twice:3 cell:9", await session.StackAsync());
        Assert.Equal("total=0 i=0", await session.ValuesAsync(1));
        Assert.Equal(("Step", 4), await session.GoAsync("over"));
        Assert.Equal("k=0 t=0", await session.ValuesAsync());
        await session.BreakAsync();
        Assert.Equal(("Step", 9), await session.GoAsync("out"));
        Assert.Equal("total=0 i=1", await session.ValuesAsync());
        Assert.Equal(("Step", 9), await session.GoAsync("over"));
        Assert.Equal("total=2 i=2", await session.ValuesAsync());
        await session.AskAsync("to", new JsonObject { ["line"] = 11 });
        Assert.Equal(("Breakpoint", 11), await session.StopAsync());
        Assert.Equal("total=20", await session.ValuesAsync());
        await session.AskAsync("continue");
        Assert.Equal(CellStatus.Succeeded, (await running).Status);
    }

    [Fact]
    public async Task A_step_over_a_recursion_stays_in_its_call()
    {
        using var session = new SteppedSession(records: false);
        const string code = """
            int Fib(int n)
            {
                if (n < 2) return n;
                var a = Fib(n - 1);
                var b = Fib(n - 2);
                return a + b;
            }
            Fib(12)
            """;
        await session.BreakAsync(3);
        var running = session.RunAsync(code);
        await session.StopAsync();
        await session.BreakAsync();
        Assert.Equal(("Step", 4), await session.GoAsync("over"));
        Assert.Equal("n=12", await session.ValuesAsync());
        Assert.Equal(("Step", 5), await session.GoAsync("over"));
        Assert.Equal("n=12 a=89", await session.ValuesAsync());
        Assert.Equal(("Step", 6), await session.GoAsync("over"));
        Assert.Equal("n=12 a=89 b=55", await session.ValuesAsync());
        Assert.Equal(("Step", 6), await session.GoAsync("over"));
        Assert.Equal("return=144", await session.ValuesAsync());
        await session.AskAsync("continue");
        Assert.Equal(CellStatus.Succeeded, (await running).Status);
    }

    [Fact]
    public async Task A_step_over_an_await_comes_back_to_the_same_function()
    {
        using var session = new SteppedSession();
        const string code = """
            async Task<int> Slow(int x)
            {
                var y = x + 1;
                await Task.Delay(20);
                y *= 2;
                return y;
            }
            var a = await Task.WhenAll(Slow(1), Slow(5));
            a.Sum()
            """;
        await session.BreakAsync(4);
        var running = session.RunAsync(code);
        await session.StopAsync();
        Assert.Equal("x=1 y=2", await session.ValuesAsync());
        await session.BreakAsync();
        Assert.Equal(("Step", 5), await session.GoAsync("over"));
        Assert.Equal("x=1 y=2", await session.ValuesAsync());
        await session.AskAsync("continue");
        Assert.Equal("result:16", (await running, session.Sink.Events.Single()).Item2);
    }

    [Fact]
    public async Task Conditions_hits_and_log_points_decide_where_a_breakpoint_stops()
    {
        using var session = new SteppedSession();
        await session.BreakAsync(
            new JsonObject { ["line"] = 3, ["condition"] = "k % 2 == 1", ["hits"] = "2" },
            new JsonObject { ["line"] = 4, ["log"] = "k={k} t={t * 10}" });
        var running = session.RunAsync(Sum);
        Assert.Equal(("Breakpoint", 3), await session.StopAsync());
        Assert.Equal("k=3", await session.ValuesAsync());
        await session.AskAsync("continue");
        await running;
        Assert.Equal(["4: k=0 t=0", "4: k=1 t=20", "4: k=2 t=40", "4: k=3 t=60", "4: k=4 t=80"], session.Logs);
    }

    [Fact]
    public async Task A_condition_that_is_no_code_stops_and_says_why_once()
    {
        using var session = new SteppedSession();
        await session.BreakAsync(new JsonObject { ["line"] = 9, ["condition"] = "absent > 3" });
        var running = session.RunAsync(Sum);
        await session.StopAsync();
        await session.GoAsync("continue");
        Assert.Contains("absent", Assert.Single(session.Logs));
        await session.BreakAsync(new JsonObject { ["line"] = 9, ["hits"] = "often" });
        await session.AskAsync("continue");
        await running;
    }

    [Fact]
    public async Task Watches_see_locals_members_cell_variables_and_functions()
    {
        using var session = new SteppedSession();
        await session.RunAsync("var factor = 10; int Thrice(int n) => 3 * n;", "above");
        const string code = """
            class Account
            {
                private int balance = 5;
                public int Add(int by)
                {
                    balance += by;
                    return balance;
                }
            }
            new Account().Add(2)
            """;
        await session.BreakAsync(7);
        var running = session.RunAsync(code);
        await session.StopAsync();
        Assert.Equal("14", await session.EvaluateAsync("by * 2 + factor"));
        Assert.Equal("21", await session.EvaluateAsync("Thrice(balance)"));
        Assert.Equal("8", await session.EvaluateAsync("this.Add(1)"));
        Assert.Equal("[1, 2]", await session.EvaluateAsync("Enumerable.Range(1, by).ToArray()"));
        var wrong = await Assert.ThrowsAsync<ArgumentException>(() => session.EvaluateAsync("nothing + 1"));
        Assert.Contains("nothing", wrong.Message);
        await session.AskAsync("continue");
        await running;
        Assert.Equal("result:8", session.Sink.Events.Single());
    }

    [Fact]
    public async Task A_variable_that_is_given_another_value_goes_on_with_it()
    {
        using var session = new SteppedSession();
        await session.BreakAsync(4);
        var running = session.RunAsync(Sum);
        await session.StopAsync();
        await session.AskAsync("set", new JsonObject { ["name"] = "t", ["value"] = "100 + k" });
        Assert.Equal("k=0 t=100", await session.ValuesAsync());
        await session.BreakAsync(9);
        Assert.Equal(("Breakpoint", 9), await session.GoAsync("continue"));
        Assert.Equal("100", await session.EvaluateAsync("total"));
        await session.EvaluateAsync("i = 4");
        await session.BreakAsync();
        await session.AskAsync("continue");
        await running;
        Assert.Equal("result:108", session.Sink.Events.Single());
    }

    [Fact]
    public async Task The_way_back_shows_what_was_seen_and_what_changed()
    {
        using var session = new SteppedSession();
        await session.BreakAsync(11);
        var running = session.RunAsync(Sum);
        await session.StopAsync();
        Assert.Equal("total=20", SteppedSession.Told((await PastAsync(session, 0))!["values"]));
        var returned = await PastAsync(session, 1);
        Assert.Equal(("Twice", "return=8"), (returned.TextAt("name"), SteppedSession.Told(returned!["values"])));
        Assert.Equal("k=4 t=8", SteppedSession.Told((await PastAsync(session, 2))!["values"]));
        var loop = (await PastAsync(session, 4))!;
        Assert.Equal("total=12 i=4", SteppedSession.Told(loop["values"]));
        Assert.True(loop["values"]!.AsArray().All(value => (bool)value!["changed"]!));
        Assert.Null(await PastAsync(session, 10_000));
        await session.AskAsync("continue");
        await running;
    }

    [Fact]
    public async Task Values_that_are_no_numbers_are_kept_as_they_were()
    {
        using var session = new SteppedSession();
        await session.BreakAsync(3);
        var running = session.RunAsync("var list = new List<int> { 1 };\nlist.Add(2);\nlist.Add(3);");
        await session.StopAsync();
        Assert.Equal("list=[1, 2]", SteppedSession.Told((await PastAsync(session, 0))!["values"]));
        Assert.Equal("list=[1]", SteppedSession.Told((await PastAsync(session, 1))!["values"]));
        var list = (await session.AskAsync("values"))![0]!;
        var members = await session.AskAsync("members", new JsonObject { ["ref"] = (int)list["ref"]! });
        Assert.Equal("[0]=1 [1]=2", SteppedSession.Told(members));
        var shown = await session.AskAsync("show", new JsonObject { ["ref"] = (int)list["ref"]! });
        Assert.Contains("1", shown!["data"].TextAt("text/plain"));
        await session.AskAsync("continue");
        await running;
    }

    [Fact]
    public async Task An_exception_stops_where_it_is_thrown_and_goes_on_as_before()
    {
        using var session = new SteppedSession();
        const string code = """
            int Divide(int a, int b)
            {
                var c = a + 1;
                return c / b;
            }
            try { Divide(1, 0); } catch (DivideByZeroException) { Console.WriteLine("caught"); }
            Divide(2, 0)
            """;
        await session.AskAsync("exceptions", new JsonObject { ["which"] = "thrown" });
        var running = session.RunAsync(code);
        Assert.Equal(("Exception", 4), await session.StopAsync());
        Assert.Equal("a=1 b=0 c=2", await session.ValuesAsync());
        await session.AskAsync("exceptions", new JsonObject { ["which"] = "unhandled" });
        Assert.Equal(("Exception", 4), await session.GoAsync("continue"));
        Assert.Equal("a=2 b=0 c=3", await session.ValuesAsync());
        await session.AskAsync("continue");
        Assert.Equal(CellStatus.Failed, (await running).Status);
        Assert.Equal("caught\n", session.Sink.Text);
    }

    private static Task<JsonNode?> PastAsync(SteppedSession session, int back) =>
        session.AskAsync("past", new JsonObject { ["back"] = back });
}
