using Lemmata.Arguments;
using Lemmata.Learning.Numerics.Random;

namespace Lemmata.Learning.Topics.GradualTyping;

/// <summary>The base types of pipelines.</summary>
public enum BaseType
{
    /// <summary>Whole numbers.</summary>
    Integer,

    /// <summary>Truth values.</summary>
    Boolean,
}

/// <summary>
/// Programs of definitions <c>fᵢ = step after step</c>, in which each step is a primitive or an earlier definition,
/// each with one argument; and where a type checker finds their faults.
/// </summary>
/// <remarks>
/// The primitives are 0: int → int, 1: bool → bool, 2: int → bool, 3: bool → int. Step 4 + j calls definition j. As
/// no type is unknown inside a pipeline, inferring types is composing them: a fault shows where the result of one step
/// is not what the next takes.
/// </remarks>
public sealed class Pipelines
{
    private const int Primitives = 4;
    private readonly int[][] steps;

    private Pipelines(int[][] steps, IReadOnlyList<(BaseType Argument, BaseType Result)> types) =>
        (this.steps, Types) = (steps, types);

    /// <summary>What each definition takes and gives, as its author meant it.</summary>
    public IReadOnlyList<(BaseType Argument, BaseType Result)> Types { get; }

    /// <summary>The steps of a definition.</summary>
    /// <param name="definition">Index of the definition.</param>
    /// <returns>Its steps, the first to be done first.</returns>
    public IReadOnlyList<int> this[int definition] => steps[definition];

    /// <summary>A random program without fault.</summary>
    /// <param name="random">Where choices come from.</param>
    /// <param name="definitions">Number of definitions, at least 1.</param>
    /// <param name="length">Steps of each, at least 1.</param>
    /// <param name="reuse">Probability that a step is an earlier definition where one fits.</param>
    /// <returns>The program.</returns>
    public static Pipelines Random(SplitMix64 random, int definitions, int length, double reuse)
    {
        ArgumentNullException.ThrowIfNull(random);
        Require.AtLeast(definitions, 1);
        Require.AtLeast(length, 1);
        Require.Probability(reuse);
        var (steps, types) = (new int[definitions][], new List<(BaseType, BaseType)>());
        for (var i = 0; i < definitions; i++)
        {
            var at = (BaseType)random.NextInt(2);
            var first = at;
            steps[i] = new int[length];
            for (var k = 0; k < length; k++)
            {
                int[] earlier = [.. Enumerable.Range(0, i).Where(j => types[j].Item1 == at)];
                int[] own = [.. Enumerable.Range(0, Primitives).Where(step => Primitive(step).Argument == at)];
                steps[i][k] = earlier.Length > 0 && random.NextDouble() < reuse
                    ? Primitives + earlier[random.NextInt(earlier.Length)]
                    : own[random.NextInt(own.Length)];
                at = TypeOf(steps[i][k], types).Result;
            }

            types.Add((first, at));
        }

        return new Pipelines(steps, types);
    }

    /// <summary>The same program with one step exchanged, under the types that its author meant.</summary>
    /// <param name="definition">The definition to change.</param>
    /// <param name="position">The step in it.</param>
    /// <param name="step">The primitive to put there, 0 to 3.</param>
    /// <returns>A program, perhaps with a fault.</returns>
    public Pipelines With(int definition, int position, int step)
    {
        Require.InRange(step is >= 0 and < Primitives, nameof(step), $"a primitive is 0 to 3, got {step}");
        var changed = steps.Select(each => each.ToArray()).ToArray();
        changed[definition][position] = step;
        return new Pipelines(changed, Types);
    }

    /// <summary>Where inference alone reports the fault: it believes each definition that fits together.</summary>
    /// <returns>Index of the definition, or null when everything fits together.</returns>
    public int? FaultByInference() => Fault(annotated: false);

    /// <summary>Where checking against the types that the author meant reports it.</summary>
    /// <returns>Index of the definition, or null when everything is as meant.</returns>
    public int? FaultByAnnotations() => Fault(annotated: true);

    private int? Fault(bool annotated)
    {
        var known = new List<(BaseType Argument, BaseType Result)>();
        for (var i = 0; i < steps.Length; i++)
        {
            var first = TypeOf(steps[i][0], known);
            var at = first.Result;
            foreach (var step in steps[i].Skip(1))
            {
                var type = TypeOf(step, known);
                if (type.Argument != at) return i;
                at = type.Result;
            }

            var found = (first.Argument, at);
            if (annotated && found != Types[i]) return i;
            known.Add(found);
        }

        return null;
    }

    private static (BaseType Argument, BaseType Result) TypeOf(int step, IReadOnlyList<(BaseType, BaseType)> known) =>
        step < Primitives ? Primitive(step) : known[step - Primitives];

    private static (BaseType Argument, BaseType Result) Primitive(int step) => step switch
    {
        0 => (BaseType.Integer, BaseType.Integer),
        1 => (BaseType.Boolean, BaseType.Boolean),
        2 => (BaseType.Integer, BaseType.Boolean),
        _ => (BaseType.Boolean, BaseType.Integer),
    };
}
