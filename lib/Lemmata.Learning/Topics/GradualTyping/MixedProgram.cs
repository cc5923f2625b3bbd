using System.Collections.Immutable;
using Lemmata.Arguments;

namespace Lemmata.Learning.Topics.GradualTyping;

/// <summary>How a program ended.</summary>
public enum Ending
{
    /// <summary>With a value.</summary>
    Value,

    /// <summary>With blame on the typed part.</summary>
    TypedBlamed,

    /// <summary>With blame on the untyped part.</summary>
    UntypedBlamed,

    /// <summary>The typed part called what is no function, or added what is no number.</summary>
    TypedStuck,

    /// <summary>The untyped part did.</summary>
    UntypedStuck,

    /// <summary>The steps allowed were used up.</summary>
    Unfinished,
}

/// <summary>Runs a typed program that is given one value by an untyped one.</summary>
public static class MixedProgram
{
    private const string TypedPart = "typed", UntypedPart = "untyped";

    /// <summary>Evaluates the untyped program, hands its value over, and evaluates the typed one with it.</summary>
    /// <param name="typed">A term of the type int, in which variable 0 stands for the value.</param>
    /// <param name="untyped">A closed term.</param>
    /// <param name="crossing">What is done with the value at the boundary, such as a contract's guard with the
    /// giver's and the taker's name.</param>
    /// <param name="steps">Calls allowed, at least 1.</param>
    /// <returns>How it ended.</returns>
    public static Ending Run(
        LambdaTerm typed,
        LambdaTerm untyped,
        Func<object, string, string, object> crossing,
        int steps = 100)
    {
        ArgumentNullException.ThrowIfNull(typed);
        ArgumentNullException.ThrowIfNull(untyped);
        ArgumentNullException.ThrowIfNull(crossing);
        Require.AtLeast(steps, 1);
        var budget = new Budget { Left = steps };
        try
        {
            var given = Value(untyped, [], UntypedPart, budget);
            var taken = crossing(given, UntypedPart, TypedPart);
            Value(typed, [taken], TypedPart, budget);
            return Ending.Value;
        }
        catch (BlameException blame)
        {
            return blame.Party == TypedPart ? Ending.TypedBlamed : Ending.UntypedBlamed;
        }
        catch (StuckException stuck)
        {
            return stuck.Message == TypedPart ? Ending.TypedStuck : Ending.UntypedStuck;
        }
        catch (StepsUsedException)
        {
            return Ending.Unfinished;
        }
    }

    private static object Value(LambdaTerm term, ImmutableList<object> environment, string party, Budget budget)
    {
        switch (term)
        {
            case LambdaTerm.Variable variable: return environment[variable.Index];
            case LambdaTerm.Lambda lambda:
                return (Func<object, object>)(x => Value(lambda.Body, environment.Insert(0, x), party, budget));
            case LambdaTerm.Sum sum:
                var first = Value(sum.Left, environment, party, budget);
                var second = Value(sum.Right, environment, party, budget);
                return first is long a && second is long b ? a + b : throw new StuckException(party);
            case LambdaTerm.Call call:
                var function = Value(call.Function, environment, party, budget);
                var argument = Value(call.Argument, environment, party, budget);
                if (budget.Left-- <= 0) throw new StepsUsedException();
                return function is Func<object, object> f ? f(argument) : throw new StuckException(party);
            default: return 1L;
        }
    }

    private sealed class Budget
    {
        public int Left { get; set; }
    }

    private sealed class StuckException(string party) : Exception(party);

    private sealed class StepsUsedException : Exception;
}
