using System.Collections.Immutable;
using System.Reflection;
using Microsoft.CodeAnalysis.CSharp;

namespace Lemmata.Session.Compilation;

/// <summary>One compiled piece of a session; later pieces see what it declares.</summary>
internal sealed class Submission
{
    /// <summary>The reader's text.</summary>
    public required string Code { get; init; }

    private readonly CSharpCompilation? compilation;

    /// <summary>What the compiler made of it.</summary>
    /// <exception cref="InvalidOperationException">Another process compiled it.</exception>
    public CSharpCompilation Compilation
    {
        get => compilation ?? throw new InvalidOperationException("the piece was compiled by another process");
        init => compilation = value;
    }

    /// <summary>What another process needs to run it; kept where the chain was asked for images.</summary>
    public PreparedPiece Prepared { get; init; } = PreparedPiece.Nothing;

    /// <summary>Namespaces and static classes that it opens without a line of code.</summary>
    public required ImmutableArray<string> Imports { get; init; }

    /// <summary>The piece that it was compiled on top of; null for the first.</summary>
    public Submission? Previous { get; init; }

    /// <summary>Starts the code; null where there is nothing to run, as under using directives alone.</summary>
    public Func<object?[], Task<object?>>? Factory { get; init; }

    /// <summary>Starts the code on the calling thread; the value of its last expression may come later.</summary>
    public Task<object?> StartAsync() => Factory?.Invoke(Instances) ?? Task.FromResult<object?>(null);

    /// <summary>
    /// The instances that hold the variables of the pieces so far, in the order of their slots. The compiler counts
    /// slots from 1 and gives one to each piece that has something to run; its code fills its own.
    /// </summary>
    public required object?[] Instances { get; init; }

    /// <summary>The variables of the session after this piece, the latest of each name, oldest first.</summary>
    public IEnumerable<SessionVariable> Variables =>
        from instance in Instances
        where instance is not null
        from variable in instance
            .GetType()
            .GetFields(BindingFlags.Instance | BindingFlags.Public | BindingFlags.DeclaredOnly)
        where char.IsLetterOrDigit(variable.Name[0]) || variable.Name[0] == '_'
        group new SessionVariable(
            variable.Name,
            variable.FieldType,
            variable.GetValue(instance)
        ) by variable.Name into same
        select same.Last();
}

/// <summary>A variable of a session with its present value.</summary>
internal sealed record SessionVariable(string Name, Type Type, object? Value);
