using System.Numerics;
using Lemmata.Arguments;
using Lemmata.Learning.Numerics.Tensors;

namespace Lemmata.Learning.Numerics.Autodiff;

/// <summary>
/// Records a computation on tensors while it runs and differentiates it in reverse; what the reverse pass computes
/// is recorded too, so that gradients can be differentiated again.
/// </summary>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
/// <remarks>
/// <para><em>Definition.</em> Every operation stores its result y = f(a, b) as one <see cref="Variable{T}"/>. From the
/// last result backwards the adjoint ḡ of each variable, ∂output/∂variable, is passed to its inputs by the
/// operation's transposed derivative.</para>
/// <para><em>Cost.</em> A training loop calls <see cref="Reset"/> before each step and then repeats the same
/// operations: the records and their buffers are used again and nothing is allocated after the first step. A
/// variable is valid until the next <see cref="Reset"/>.</para>
/// <para><em>Determinism.</em> One order of operations; every kernel gives the same bits for any vector width and
/// thread count.</para>
/// </remarks>
public sealed class Tape<T> where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly List<Variable<T>> records = [];
    private int count;

    /// <summary>Number of variables recorded since the last <see cref="Reset"/>.</summary>
    public int Count => count;

    /// <summary>Starts a new recording and keeps all buffers for it.</summary>
    public void Reset() => count = 0;

    /// <summary>Records a tensor with respect to which gradients can be taken.</summary>
    /// <param name="value">The tensor, any shape; it is referred to, not copied.</param>
    /// <returns>The variable whose value is the tensor.</returns>
    public Variable<T> Variable(Tensor<T> value) => Leaf(value, requiresGradient: true);

    /// <summary>Records a tensor that no gradient flows into, such as data.</summary>
    /// <param name="value">The tensor, any shape; it is referred to, not copied.</param>
    /// <returns>The variable whose value is the tensor.</returns>
    public Variable<T> Constant(Tensor<T> value) => Leaf(value, requiresGradient: false);

    /// <summary>Gradients of a scalar with respect to some variables, recorded on this tape.</summary>
    /// <param name="output">The scalar, one element.</param>
    /// <param name="inputs">The variables to differentiate by.</param>
    /// <returns>One variable per input, of the input's shape; zeros where the output does not depend on it.</returns>
    /// <exception cref="ArgumentException">The output has more than one element, or a variable is from another tape
    /// or from before the last reset.</exception>
    public Variable<T>[] Gradients(Variable<T> output, params ReadOnlySpan<Variable<T>> inputs)
    {
        var gradients = new Variable<T>[inputs.Length];
        Gradients(output, inputs, gradients);
        return gradients;
    }

    /// <summary>Gradients of a scalar, written to a span so that a training step allocates nothing.</summary>
    /// <param name="output">The scalar, one element.</param>
    /// <param name="inputs">The variables to differentiate by.</param>
    /// <param name="gradients">Receives one variable per input.</param>
    /// <exception cref="ArgumentException">The output has more than one element, the spans differ in length, or a
    /// variable is from another tape or from before the last reset.</exception>
    public void Gradients(Variable<T> output, ReadOnlySpan<Variable<T>> inputs, Span<Variable<T>> gradients)
    {
        ArgumentNullException.ThrowIfNull(output);
        Require.That(
            output.Value.Count == 1,
            nameof(output),
            $"gradients are taken of a scalar but the output has shape {output.Value.ShapeText};"
                + $" reduce it with Sum() or Mean() first");

        Require.That(
            gradients.Length == inputs.Length,
            nameof(gradients),
            $"{inputs.Length} inputs need {inputs.Length} places for gradients but there are {gradients.Length}");

        RequireRecordedHere(output);
        MarkPaths(output, inputs);
        if (output.Needed)
        {
            output.Adjoint = Record(Operations.Fill<T>.Instance, output.Value.Shape, number: T.One);
            for (var i = output.Index; i >= 0; i--)
            {
                var record = records[i];
                if (record.Adjoint is { } adjoint && record.Needed)
                    record.Operation.Backward(record, adjoint);
            }
        }
        for (var i = 0; i < inputs.Length; i++)
            gradients[i] = inputs[i].Adjoint ?? Record(Operations.Fill<T>.Instance, inputs[i].Value.Shape);
    }

    // A record is needed when one of the inputs is reached from it through operations that let gradients through.
    private void MarkPaths(Variable<T> output, ReadOnlySpan<Variable<T>> inputs)
    {
        for (var i = 0; i < count; i++)
        {
            records[i].Adjoint = null;
            records[i].Needed = false;
        }
        foreach (var input in inputs)
        {
            RequireRecordedHere(input);
            input.Needed = true;
        }
        for (var i = 0; i <= output.Index; i++)
        {
            var record = records[i];
            if (record.Operation.PassesGradient)
                record.Needed |= record.A is { Needed: true } || record.B is { Needed: true };
        }
    }

    internal void Accumulate(Variable<T> input, Variable<T> gradient) =>
        input.Adjoint = input.Adjoint is { } sum ? sum + gradient : gradient;

    internal Variable<T> Record(
        Operation<T> operation,
        ReadOnlySpan<int> shape,
        Variable<T>? a = null,
        Variable<T>? b = null,
        int integer = 0,
        T number = default,
        int[]? indices = null,
        object? state = null)
    {
        if (a is not null) RequireRecordedHere(a);
        if (b is not null) RequireRecordedHere(b);
        var record = Next();
        record.Operation = operation;
        (record.A, record.B, record.Integer, record.Number) = (a, b, integer, number);
        (record.Indices, record.State) = (indices, state);
        (record.Adjoint, record.Needed) = (null, false);
        operation.Provide(record, shape);
        operation.Forward(record);
        return record;
    }

    private Variable<T> Leaf(Tensor<T> value, bool requiresGradient)
    {
        ArgumentNullException.ThrowIfNull(value);
        var record = Next();
        record.Operation = Operations.Leaf<T>.Instance;
        (record.A, record.B, record.Indices, record.State) = (null, null, null, null);
        (record.Adjoint, record.Needed, record.Integer) = (null, false, requiresGradient ? 1 : 0);
        (record.Value, record.OwnsValue) = (value, false);
        return record;
    }

    private Variable<T> Next()
    {
        if (count == records.Count)
            records.Add(new Variable<T>(this, count));
        return records[count++];
    }

    private void RequireRecordedHere(Variable<T> variable)
    {
        Require.That(
            variable.Tape == this,
            nameof(variable),
            "the variable was recorded on another tape; record both operands on one tape");
        Require.That(
            variable.Index < count,
            nameof(variable),
            $"the variable was recorded before the last Reset (place {variable.Index} of {count}); record it again");
    }
}
