using Lemmata.Tool.Mutants;
using Lemmata.Tool.Mutants.Making;

namespace Lemmata.Tool.Tests.Mutants;

/// <summary>Which faults are made of which code.</summary>
public sealed class FaultTests
{
    [Theory]
    [InlineData("int F(int a, int b) => a + b;", "a + b → a - b", "a + b → a", "a + b → b")]
    [InlineData("double F(double a, double b) => a / b;", "a / b → a * b", "a / b → a")]
    [InlineData("bool F(int a, int b) => a < b;", "a < b → a <= b")]
    [InlineData("bool F(int a, int b) => a == b;", "a == b → a != b")]
    [InlineData("bool F(bool a, bool b) => a && b;", "a && b → a || b")]
    [InlineData("int F(int a) => -a;", "-a → a")]
    [InlineData("bool F(bool a) => !a;", "!a → a")]
    [InlineData("int F() => 7;", "7 → 7 + 1", "7 → 7 - 1")]
    [InlineData("double F() => 0.5;", "0.5 → 0.5 + 1")]
    [InlineData("double F() => System.Math.PI;", "System.Math.PI → System.Math.PI + 1")]
    [InlineData("void F(ref int a, int b) { a += b; }", "a += b → a -= b")]
    [InlineData("double F(double a, double b) => System.Math.Pow(a, b);", "System.Math.Pow(a, b) → System.Math.Pow(b, a)")]
    public void An_expression_has_these_faults(string member, params string[] changes) =>
        Assert.Equal(changes, MutatedSources.Of("public static " + member).Changes);

    [Theory]
    [InlineData("double F(double a, double b) => System.Math.Max(a, b);")]
    [InlineData("string F(string a, string b) => a + b;")]
    [InlineData("string F(int a) => $\"{a + 1}\";")]
    [InlineData("int F(int a) { if (a < 0) throw new System.ArgumentException(nameof(a)); return a; }")]
    [InlineData("void F(int a) { Require.That(a > 0, \"positive\"); }")]
    [InlineData("void F(int a) => Require.That(a > 0, \"positive\");")]
    [InlineData("int F(int a = 3) => a;")]
    public void What_refuses_input_speaks_to_people_or_cannot_be_wrong_is_left(string member) =>
        Assert.Empty(MutatedSources.Of("public static " + member).Changes);

    [Fact]
    public void A_fault_is_there_when_it_is_asked_for_and_only_then()
    {
        var library = MutatedSources.Of("public static int F(int a, int b) => a * b + 1;");
        Assert.Equal(13, library.Call(-1, "F", 3, 4));
        // By hand, for 3 and 4.
        var expected = new Dictionary<string, int>
        {
            ["a * b + 1 → a * b - 1"] = 11, ["a * b + 1 → a * b"] = 12, ["a * b + 1 → 1"] = 1,
            ["a * b → a / b"] = 1, ["a * b → a"] = 4, ["a * b → b"] = 5, ["1 → 1 + 1"] = 14, ["1 → 1 - 1"] = 12,
        };
        Assert.Equal(
            expected.OrderBy(each => each.Key, StringComparer.Ordinal),
            library.Changes.Select((change, number) => KeyValuePair.Create(change, (int)library.Call(number, "F", 3, 4)!))
                .OrderBy(each => each.Key, StringComparer.Ordinal));
    }

    [Fact]
    public void The_first_fault_of_a_statement_leaves_the_statements_around_it_as_they_are()
    {
        var library = MutatedSources.Of(
            "public static int F(int n) { var s = 10; for (var i = n; i > 0; i--) if (i != 2) s += i; return s; }");
        Assert.Equal(14, library.Call(-1, "F", 3));
        Assert.Equal(6, library.Call(library.Changes.ToList().IndexOf("s += i → s -= i"), "F", 3));
    }

    [Fact]
    public void What_the_compiler_refuses_is_left_out_and_the_rest_is_there()
    {
        var library = MutatedSources.Of("""
            public static T Sum<T>(T a, T b) where T : IAdditionOperators<T, T, T> => a + b;
            public static int Sum3(int a) => Sum(a, 3);
            """);
        Assert.DoesNotContain("a + b → a - b", library.Changes);
        Assert.Contains("a + b → a", library.Changes);
        Assert.Equal(1, library.Refused);
        Assert.Equal(8, library.Call(-1, "Sum3", 5));
        Assert.Equal(5, library.Call(library.Changes.ToList().IndexOf("a + b → a"), "Sum3", 5));
    }

    [Fact]
    public void Equal_faults_of_one_member_are_counted_and_those_of_others_are_not()
    {
        var library = MutatedSources.Of(
            "public static int F(int a) => -a * -a;\npublic static int F(double a, int b) => -b;");
        var signs = library.Mutants.Where(mutant => mutant.Kind == "sign").ToList();
        Assert.Equal([("Formulas.F(int)", 1), ("Formulas.F(int)", 2), ("Formulas.F(double, int)", 1)],
            signs.Select(sign => (sign.Member, sign.Occurrence)));
        Assert.EndsWith("(the 2. there)", signs[1].ToString());
    }

    [Fact]
    public void Sources_that_do_not_compile_are_named()
    {
        var error = Assert.Throws<MutationException>(() => MutatedSources.Of("public static int F() => missing;"));
        Assert.StartsWith("the sources of Small do not compile: Small/Formulas.cs(", error.Message);
        Assert.Contains("missing", error.Message);
    }

    [Fact]
    public void A_description_survives_being_written()
    {
        var mutant = new Mutant("L/A.cs", "A.F(int, \"x\")", "sign", "-a, b", "a, b", 3);
        Assert.Equal(mutant, Mutant.Read([.. mutant.Fields]));
        Assert.Null(Mutant.Read([.. mutant.Fields.SkipLast(1), "0"]));
    }
}
