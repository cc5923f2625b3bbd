using Lemmata.Learning.Numerics.Autodiff;
using Lemmata.Learning.Numerics.Tensors;

namespace Lemmata.Learning.Tests.Numerics.Autodiff;

[Collection(nameof(ProcessWideSettings))]
public class TapeTests
{
    [Fact]
    public void No_allocation_after_the_first_step()
    {
        var threads = Parallelism.ThreadCount;
        Parallelism.ThreadCount = 1;
        try
        {
            var network = new Network();
            for (var i = 0; i < 3; i++) network.Step();
            var before = GC.GetAllocatedBytesForCurrentThread();
            for (var i = 0; i < 20; i++) network.Step();
            Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
        }
        finally
        {
            Parallelism.ThreadCount = threads;
        }
    }

    [Fact]
    public void Steps_on_a_reused_tape_equal_steps_on_new_tapes()
    {
        Network reused = new(), fresh = new();
        for (var i = 0; i < 5; i++)
        {
            reused.Step();
            fresh.Tape = new Tape<float>();
            fresh.Step();
        }
        Assert.Equal(fresh.Weights.Data, reused.Weights.Data);
    }

    [Fact]
    public void A_tape_can_record_another_computation_after_reset()
    {
        var tape = new Tape<double>();
        var x = Tensor<double>.Wrap([1, 2, 3, 4], 2, 2);
        Assert.Equal(30, tape.Variable(x).Square().Sum().Scalar);
        tape.Reset();
        Assert.Equal(10, tape.Variable(x).Sum().Scalar);
        tape.Reset();
        var v = tape.Variable(x);
        Assert.Equal([4, 6], v.SumRows().Value.Data);
        Assert.Equal([1, 3, 2, 4], v.Transpose().Value.Data);
        Assert.Equal([1, 1, 1, 1], tape.Gradients(v.Reshape(4).Sum(), v)[0].Value.Data);
    }

    [Fact]
    public void The_gradient_by_an_unrelated_input_is_zero()
    {
        var tape = new Tape<double>();
        var x = tape.Variable(Tensor<double>.Wrap([1, 2], 2));
        var y = tape.Variable(Tensor<double>.Wrap([3, 4, 5], 3));
        Assert.Equal([0, 0, 0], tape.Gradients(x.Square().Sum(), y)[0].Value.Data);
    }

    [Fact]
    public void Shape_mismatch_names_both_shapes_and_the_operation()
    {
        var tape = new Tape<float>();
        var a = tape.Variable(new Tensor<float>(4, 3));
        var b = tape.Variable(new Tensor<float>(4, 2));
        Assert.Contains("+ needs equal shapes", Assert.Throws<ArgumentException>(() => a + b).Message);
        var product = Assert.Throws<ArgumentException>(() => a.Multiply(b)).Message;
        Assert.Contains("[4, 3] has 3 columns", product);
        Assert.Contains("[4, 2] has 4 rows", product);
        Assert.Contains(
            "one label per row of logits is needed: 4, got 1",
            Assert.Throws<ArgumentException>(() => a.CrossEntropy([1])).Message);
        Assert.Contains(
            "label 3 at place 2",
            Assert.Throws<ArgumentOutOfRangeException>(() => a.CrossEntropy([0, 1, 3, 2])).Message);
        Assert.Contains("index -1", Assert.Throws<ArgumentOutOfRangeException>(() => a.Gather([-1])).Message);
        Assert.Contains("shape [4, 3]", Assert.Throws<ArgumentException>(() => tape.Gradients(a, a)).Message);
    }

    [Fact]
    public void Variables_of_another_tape_or_from_before_a_reset_are_refused()
    {
        Tape<double> tape = new(), other = new();
        var x = tape.Variable(new Tensor<double>(2));
        var y = other.Variable(new Tensor<double>(2));
        Assert.Contains("another tape", Assert.Throws<ArgumentException>(() => x + y).Message);
        var late = x.Square();
        tape.Reset();
        tape.Variable(new Tensor<double>(2));
        Assert.Contains("before the last Reset", Assert.Throws<ArgumentException>(() => late.Exp()).Message);
    }

    [Fact]
    public void NaN_flows_through_relu_and_its_gradient_is_blocked_where_the_input_is_not_positive()
    {
        var tape = new Tape<double>();
        var x = tape.Variable(Tensor<double>.Wrap([double.NaN, -1, 0, 2], 4));
        var y = x.Relu();
        Assert.Equal([double.NaN, 0, 0, 2], y.Value.Data);
        Assert.Equal([0, 0, 0, 1], tape.Gradients(y.Sum(), x)[0].Value.Data);
    }

    private sealed class Network
    {
        private readonly Tensor<float> inputs = Random(1, 32, 8);
        private readonly Tensor<float> output = Random(2, 16, 5);
        private readonly int[] labels = [.. Enumerable.Range(0, 32).Select(i => i % 5)];
        private readonly int[] order = [.. Enumerable.Range(0, 32).Reverse()];
        private readonly Variable<float>[] leaves = new Variable<float>[2];
        private readonly Variable<float>[] gradients = new Variable<float>[2];

        public Tape<float> Tape { get; set; } = new();

        public Tensor<float> Weights { get; } = Random(3, 8, 16);

        public void Step()
        {
            Tape.Reset();
            leaves[0] = Tape.Variable(Weights);
            leaves[1] = Tape.Variable(output);
            var x = Tape.Constant(inputs).Gather(order);
            var loss =
                x.Multiply(leaves[0]).Relu().Multiply(leaves[1]).CrossEntropy(labels) + leaves[0].Square().Mean();
            Tape.Gradients(loss, leaves, gradients);
            for (var i = 0; i < Weights.Count; i++) Weights[i] -= 0.1f * gradients[0].Value[i];
        }

        private static Tensor<float> Random(ulong seed, params int[] shape)
        {
            var tensor = new Tensor<float>(shape);
            var normals = new Lemmata.Learning.Numerics.Random.SplitMix64(seed).Normals(tensor.Count);
            for (var i = 0; i < normals.Length; i++) tensor[i] = (float)normals[i];
            return tensor;
        }
    }
}
