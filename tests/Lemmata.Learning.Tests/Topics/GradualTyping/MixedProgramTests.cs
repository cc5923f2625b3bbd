using Lemmata.Learning.Topics.GradualTyping;

namespace Lemmata.Learning.Tests.Topics.GradualTyping;

public class MixedProgramTests
{
    private static readonly SimpleType Integer = new SimpleType.Integer();

    private static readonly LambdaTerm One = new LambdaTerm.One(), X = new LambdaTerm.Variable(0);

    /// <summary>The number of terms with given numbers of nodes and free variables, by recursion on numbers alone.
    /// </summary>
    private static long Count(int size, int variables)
    {
        if (size < 1) return 0;
        if (size == 1) return variables + 1;
        var count = Count(size - 1, variables + 1);
        for (var left = 1; left < size - 1; left++)
            count += 2 * Count(left, variables) * Count(size - 1 - left, variables);
        return count;
    }

    /// <summary>A checker that guesses the types of arguments from a pool.</summary>
    private static bool HasType(
        LambdaTerm term,
        SimpleType type,
        SimpleType[] context,
        SimpleType[] pool) => term switch
    {
        LambdaTerm.One => type == Integer,
        LambdaTerm.Variable variable => context[variable.Index] == type,
        LambdaTerm.Sum sum => type == Integer && HasType(sum.Left, Integer, context, pool)
            && HasType(sum.Right, Integer, context, pool),
        LambdaTerm.Lambda lambda => type is SimpleType.Arrow arrow
            && HasType(lambda.Body, arrow.Result, [arrow.Argument, .. context], pool),
        LambdaTerm.Call call => pool.Any(argument => HasType(call.Argument, argument, context, pool)
            && HasType(call.Function, new SimpleType.Arrow(argument, type), context, pool)),
        _ => false,
    };

    [Fact]
    public void All_terms_are_there_once()
    {
        for (var size = 1; size <= 6; size++)
        {
            var terms = LambdaTerm.All(size).ToList();
            Assert.Equal(Count(size, 0), terms.Count);
            Assert.Equal(terms.Count, terms.Distinct().Count());
        }
    }

    [Fact]
    public void Typed_terms_are_those_of_all_terms_that_a_checker_accepts()
    {
        SimpleType first = new SimpleType.Arrow(Integer, Integer);
        SimpleType[] pool = [Integer, first];
        foreach (var given in new[] { Integer, first, new SimpleType.Arrow(first, Integer) })
        {
            for (var size = 1; size <= 6; size++)
            {
                var typed = LambdaTerm.Typed(Integer, size, [given], pool).ToHashSet();
                var accepted = LambdaTerm.All(size, 1)
                    .Where(term => HasType(term, Integer, [given], pool)).ToHashSet();
                Assert.True(typed.SetEquals(accepted), $"{given}, {size}: {typed.Count} and {accepted.Count}");
            }
        }
    }

    [Fact]
    public void Runs_end_as_by_hand()
    {
        LambdaTerm call = new LambdaTerm.Call(X, One), identity = new LambdaTerm.Lambda(X);
        LambdaTerm constant = new LambdaTerm.Lambda(identity);
        var first = new SimpleType.Arrow(Integer, Integer);
        Ending Guarded(LambdaTerm typed, LambdaTerm untyped, SimpleType type) =>
            MixedProgram.Run(typed, untyped, type.ToContract().Guard);
        Ending Open(LambdaTerm typed, LambdaTerm untyped) => MixedProgram.Run(typed, untyped, (value, _, _) => value);
        Assert.Equal(Ending.Value, Guarded(call, identity, first));
        Assert.Equal(Ending.UntypedBlamed, Guarded(call, One, first));
        Assert.Equal(Ending.UntypedBlamed, Guarded(call, constant, first));
        Assert.Equal(Ending.TypedStuck, Open(call, One));
        Assert.Equal(Ending.TypedStuck, Open(new LambdaTerm.Sum(call, One), constant));
        Assert.Equal(Ending.UntypedStuck, Open(One, new LambdaTerm.Call(One, One)));
        var self = new LambdaTerm.Lambda(new LambdaTerm.Call(X, X));
        Assert.Equal(Ending.Unfinished, Open(One, new LambdaTerm.Call(self, self)));
        // The typed part is only blamed if a wrong contract lets it break one, here by calling with a function.
        Assert.Equal(Ending.TypedBlamed, Guarded(new LambdaTerm.Call(X, identity), identity, first));
    }

    [Fact]
    public void Steps_have_to_be_allowed() => Assert.Throws<ArgumentOutOfRangeException>(
        () => MixedProgram.Run(One, One, (value, _, _) => value, 0));
}
