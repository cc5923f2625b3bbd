namespace Lemmata.Learning.Topics.GradualTyping;

/// <summary>A program of the lambda calculus with whole numbers; variables count the binders between them and theirs.
/// </summary>
public abstract record LambdaTerm
{
    /// <summary>A variable.</summary>
    /// <param name="Index">Binders in between, from 0.</param>
    public sealed record Variable(int Index) : LambdaTerm;

    /// <summary>The number 1.</summary>
    public sealed record One : LambdaTerm;

    /// <summary>A sum.</summary>
    /// <param name="Left">The first term.</param>
    /// <param name="Right">The second term.</param>
    public sealed record Sum(LambdaTerm Left, LambdaTerm Right) : LambdaTerm;

    /// <summary>A function of one argument.</summary>
    /// <param name="Body">Its body, with the argument as variable 0.</param>
    public sealed record Lambda(LambdaTerm Body) : LambdaTerm;

    /// <summary>A call.</summary>
    /// <param name="Function">What is called.</param>
    /// <param name="Argument">What it is called with.</param>
    public sealed record Call(LambdaTerm Function, LambdaTerm Argument) : LambdaTerm;

    /// <summary>All terms of a size, of any type or none.</summary>
    /// <param name="size">Number of nodes, at least 1.</param>
    /// <param name="variables">Number of variables that may occur free.</param>
    /// <returns>The terms, each once.</returns>
    public static IEnumerable<LambdaTerm> All(int size, int variables = 0)
    {
        if (size == 1)
        {
            foreach (var i in Enumerable.Range(0, variables)) yield return new Variable(i);
            yield return new One();
        }
        else if (size > 1)
        {
            foreach (var body in All(size - 1, variables + 1)) yield return new Lambda(body);
            for (var left = 1; left < size - 1; left++)
            {
                foreach (var first in All(left, variables))
                {
                    foreach (var second in All(size - 1 - left, variables))
                    {
                        yield return new Sum(first, second);
                        yield return new Call(first, second);
                    }
                }
            }
        }
    }

    /// <summary>All terms of a size and a type, in which calls take arguments of given types only.</summary>
    /// <param name="type">The type of the whole term.</param>
    /// <param name="size">Number of nodes, at least 1.</param>
    /// <param name="context">Types of the free variables, that of variable 0 first.</param>
    /// <param name="arguments">Types that the arguments of calls may have.</param>
    /// <returns>Well-typed terms; one that has two derivations comes twice.</returns>
    public static IEnumerable<LambdaTerm> Typed(
        SimpleType type,
        int size,
        IReadOnlyList<SimpleType> context,
        IReadOnlyList<SimpleType> arguments)
    {
        if (size == 1)
        {
            for (var i = 0; i < context.Count; i++)
            {
                if (context[i] == type) yield return new Variable(i);
            }

            if (type is SimpleType.Integer) yield return new One();
            yield break;
        }

        if (size < 2) yield break;
        if (type is SimpleType.Arrow arrow)
        {
            foreach (var body in Typed(arrow.Result, size - 1, [arrow.Argument, .. context], arguments))
                yield return new Lambda(body);
        }

        for (var left = 1; left < size - 1; left++)
        {
            if (type is SimpleType.Integer)
            {
                foreach (var first in Typed(type, left, context, arguments))
                {
                    foreach (var second in Typed(type, size - 1 - left, context, arguments))
                        yield return new Sum(first, second);
                }
            }

            foreach (var argument in arguments)
            {
                foreach (var function in Typed(new SimpleType.Arrow(argument, type), left, context, arguments))
                {
                    foreach (var value in Typed(argument, size - 1 - left, context, arguments))
                        yield return new Call(function, value);
                }
            }
        }
    }
}

/// <summary>Whole numbers, and functions between such types.</summary>
public abstract record SimpleType
{
    /// <summary>The type of numbers.</summary>
    public sealed record Integer : SimpleType
    {
        /// <inheritdoc/>
        public override string ToString() => "int";
    }

    /// <summary>The type of functions.</summary>
    /// <param name="Argument">The type of the argument.</param>
    /// <param name="Result">The type of the result.</param>
    public sealed record Arrow(SimpleType Argument, SimpleType Result) : SimpleType
    {
        /// <inheritdoc/>
        public override string ToString() => $"({Argument} → {Result})";
    }

    /// <summary>The contract that says the same at run time.</summary>
    /// <returns>The contract.</returns>
    public Contract ToContract() => this is Arrow arrow
        ? Contract.Function(arrow.Argument.ToContract(), arrow.Result.ToContract())
        : Contract.Integer;
}
