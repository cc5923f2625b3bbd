using Lemmata.Arguments;
using Lemmata.Learning.Numerics.Tensors;

namespace Lemmata.Learning.Topics.Interpretations;

/// <summary>
/// The meaning "value that remembers where it came from": reverse mode. Each value keeps its operands and its
/// derivatives with respect to them.
/// </summary>
public sealed class Traced : IAlgebra<Traced>
{
    private readonly (Traced Operand, double Slope)[] operands;

    private Traced(double value, params (Traced, double)[] operands) => (Value, this.operands) = (value, operands);

    /// <summary>The number.</summary>
    public double Value { get; }

    /// <summary>An input; every call makes another one.</summary>
    /// <param name="value">Its number.</param>
    /// <returns>A value without operands.</returns>
    public static Traced Input(double value) => new(value);

    /// <inheritdoc/>
    public static Traced Constant(double value) => new(value);

    /// <inheritdoc/>
    public static Traced operator +(Traced a, Traced b) => new(a.Value + b.Value, (a, 1), (b, 1));

    /// <inheritdoc/>
    public static Traced operator *(Traced a, Traced b) => new(a.Value * b.Value, (a, b.Value), (b, a.Value));

    /// <inheritdoc/>
    public static Traced Sin(Traced x) => new(Elementary.Sin(x.Value), (x, Elementary.Cos(x.Value)));

    /// <inheritdoc/>
    public static Traced Cos(Traced x) => new(Elementary.Cos(x.Value), (x, -Elementary.Sin(x.Value)));

    /// <inheritdoc/>
    public static Traced Exp(Traced x)
    {
        var value = Elementary.Exp(x.Value);
        return new Traced(value, (x, value));
    }

    /// <summary>All derivatives of this value in one sweep, each value before its operands.</summary>
    /// <param name="inputs">What to differentiate by, at least one.</param>
    /// <returns>The derivatives, <c>[inputs]</c>, and the number of multiplications: one for each operand of each
    /// value on the way, however often it is used.</returns>
    /// <exception cref="ArgumentException">There is no input.</exception>
    /// <remarks><b>Cost:</b> linear in the number of distinct values.</remarks>
    public (double[] Gradient, int Multiplications) Differentiate(params ReadOnlySpan<Traced> inputs)
    {
        Require.NotEmpty(inputs);
        var adjoints = new Dictionary<Traced, double> { [this] = 1 };
        var order = OperandsFirst();
        var count = 0;
        for (var k = order.Count - 1; k >= 0; k--)
        {
            var adjoint = adjoints[order[k]];
            foreach (var (operand, slope) in order[k].operands)
            {
                adjoints[operand] = adjoints.GetValueOrDefault(operand) + adjoint * slope;
                count++;
            }
        }

        var gradient = new double[inputs.Length];
        for (var i = 0; i < gradient.Length; i++)
            gradient[i] = adjoints.GetValueOrDefault(inputs[i]);
        return (gradient, count);
    }

    /// <summary>Every value once, after its operands; without recursion, so that long chains do not overflow.</summary>
    private List<Traced> OperandsFirst()
    {
        var (order, seen) = (new List<Traced>(), new HashSet<Traced> { this });
        var open = new Stack<(Traced Value, int Next)>([(this, 0)]);
        while (open.TryPop(out var top))
        {
            if (top.Next == top.Value.operands.Length)
            {
                order.Add(top.Value);
                continue;
            }

            open.Push((top.Value, top.Next + 1));
            var operand = top.Value.operands[top.Next].Operand;
            if (seen.Add(operand)) open.Push((operand, 0));
        }

        return order;
    }
}
