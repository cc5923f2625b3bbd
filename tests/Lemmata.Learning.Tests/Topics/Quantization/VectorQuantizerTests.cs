using Lemmata.Learning.Numerics.Autodiff;
using Lemmata.Learning.Numerics.Random;
using Lemmata.Learning.Numerics.Tensors;
using Lemmata.Learning.Topics.Quantization;
using MathNet.Numerics.LinearAlgebra;

namespace Lemmata.Learning.Tests.Topics.Quantization;

public class VectorQuantizerTests
{
    [Fact]
    public void Rotation_gradient_has_the_published_value()
    {
        var (z, q, g) = (Vector([1, 2, 2]), Vector([2, 0, 1]), Vector([0.3, -0.2, 0.5]));
        var rotated = RotationTrick.Matrix(z, q).TransposeThisAndMultiply(g);
        double[] expected = [0.0140505144, 0.0932979939, 0.4496767489];
        for (var j = 0; j < 3; j++) Assert.Equal(expected[j], rotated[j], 5e-11);
    }

    [Fact]
    public void Rotation_maps_z_to_q_and_keeps_angles()
    {
        for (var seed = 1UL; seed <= 30; seed++)
        {
            var random = new SplitMix64(seed);
            var (z, q, g) = (Vector(random.Normals(5)), Vector(random.Normals(5)), Vector(random.Normals(5)));
            var r = RotationTrick.Matrix(z, q);
            Assert.Equal(0, (r * z - q).L2Norm(), 1e-13);
            var back = r.TransposeThisAndMultiply(g);
            Assert.Equal(g * q / (g.L2Norm() * q.L2Norm()), back * z / (back.L2Norm() * z.L2Norm()), 1e-12);
        }
    }

    [Fact]
    public void Rotation_survives_opposite_directions()
    {
        var z = Vector([1, 2]);
        Assert.Equal(0, (RotationTrick.Matrix(z, -3 * z) * z + 3 * z).L2Norm(), 1e-14);
    }

    // Straight through, the output is z plus a constant; with the rotation it is R z with R constant. Either is a
    // differentiable function of z, so its gradient can be held against finite differences.
    [Theory]
    [InlineData(CodeGradient.StraightThrough)]
    [InlineData(CodeGradient.Rotation)]
    public void Gradient_to_the_encoder_equals_finite_differences_of_the_frozen_map(CodeGradient rule)
    {
        var random = new SplitMix64(3);
        var z = Tensor<double>.Wrap(random.Normals(4 * 3), 4, 3);
        var weights = Tensor<double>.Wrap(random.Normals(4 * 3), 4, 3);
        var settings = new QuantizerSettings(6, 3)
        {
            Gradient = rule,
            Transform = CodebookTransform.Affine,
            Commitment = 0,
        };
        var quantizer = new VectorQuantizer<double>(settings, random);
        quantizer.Map!.Data[1] = 0.3;
        var tape = new Tape<double>();
        var input = tape.Variable(z);
        var parameters = quantizer.Parameters.Select(p => tape.Variable(p.Value)).ToArray();
        var output = quantizer.Quantize(tape, input, parameters).Output;
        var target = (output.Square() * tape.Constant(weights)).Sum();
        var gradient = tape.Gradients(target, input)[0].Value;

        var codes = quantizer.Codebook();
        var chosen = NearestCode.Naive(z, codes);
        for (var i = 0; i < 4; i++)
        {
            var row = Vector(z.Row(i).ToArray());
            var code = Vector(codes.Row(chosen[i]).ToArray());
            var map = rule == CodeGradient.Rotation ? RotationTrick.Matrix(row, code) : null;
            double Value(Vector<double> x)
            {
                var y = map is null ? x + (code - row) : map * x;
                return Enumerable.Range(0, 3).Sum(j => weights[i, j] * y[j] * y[j]);
            }
            for (var j = 0; j < 3; j++)
            {
                var step = Vector<double>.Build.Dense(3);
                step[j] = 1e-6;
                Assert.Equal((Value(row + step) - Value(row - step)) / 2e-6, gradient[i, j], 1e-7);
            }
        }
    }

    [Theory]
    [InlineData(CodebookTransform.None)]
    [InlineData(CodebookTransform.Linear)]
    [InlineData(CodebookTransform.Affine)]
    [InlineData(CodebookTransform.Diagonal)]
    public void Gradients_of_the_loss_equal_finite_differences_at_fixed_choices(CodebookTransform transform)
    {
        var random = new SplitMix64(8);
        var z = Tensor<double>.Wrap(random.Normals(10 * 3), 10, 3);
        var quantizer = new VectorQuantizer<double>(new(5, 3) { Transform = transform, Commitment = 0 }, random);
        var tape = new Tape<double>();
        (double Loss, Tensor<double>[] Gradients, int[] Indices) Evaluate()
        {
            tape.Reset();
            var parameters = quantizer.Parameters.Select(p => tape.Variable(p.Value)).ToArray();
            var quantized = quantizer.Quantize(tape, tape.Constant(z), parameters);
            var gradients = tape.Gradients(quantized.Loss, parameters).Select(g => g.Value.Clone()).ToArray();
            return (quantized.Loss.Scalar, gradients, (int[])quantized.Indices.Clone());
        }
        var (_, exact, indices) = Evaluate();
        for (var p = 0; p < quantizer.Parameters.Count; p++)
        {
            var values = quantizer.Parameters[p].Value.Data;
            for (var i = 0; i < values.Length; i++)
            {
                var kept = values[i];
                values[i] = kept + 1e-6;
                var above = Evaluate();
                values[i] = kept - 1e-6;
                var below = Evaluate();
                values[i] = kept;
                Assert.Equal(indices, above.Indices);
                Assert.Equal(indices, below.Indices);
                Assert.Equal((above.Loss - below.Loss) / 2e-6, exact[p].Data[i], 1e-7);
            }
        }
    }

    [Fact]
    public void Output_is_the_nearest_code()
    {
        var random = new SplitMix64(4);
        var z = Tensor<double>.Wrap(random.Normals(20 * 4), 20, 4);
        foreach (var rule in Enum.GetValues<CodeGradient>())
        {
            var quantizer = new VectorQuantizer<double>(new(7, 4) { Gradient = rule }, random);
            var tape = new Tape<double>();
            var quantized = quantizer.Quantize(tape, tape.Constant(z), [tape.Constant(quantizer.Codes)]);
            for (var i = 0; i < 20; i++)
            {
                for (var j = 0; j < 4; j++)
                    Assert.Equal(quantizer.Codes[quantized.Indices[i], j], quantized.Output.Value[i, j], 1e-12);
            }
        }
    }

    [Fact]
    public void Moving_average_is_a_gradient_step_with_a_rate_for_each_code()
    {
        var random = new SplitMix64(6);
        var data = Tensor<double>.Wrap(random.Normals(40 * 3), 40, 3);
        var codes = Tensor<double>.Wrap(random.Normals(8 * 3), 8, 3);
        var average = new MovingAverageCodebook<double>(codes.Clone(), 0.9);
        for (var round = 0; round < 3; round++)
        {
            var before = average.Codes.Clone();
            var indices = NearestCode.Find(data, before);
            average.Update(data, indices);
            for (var k = 0; k < 8; k++)
            {
                for (var j = 0; j < 3; j++)
            {
                var gradient = Enumerable
                    .Range(0, 40)
                    .Where(i => indices[i] == k)
                    .Sum(i => 2 * (before[k, j] - data[i, j]));
                Assert.Equal(
                    before[k, j] - (1 - 0.9) / (2 * average.Weights[k]) * gradient,
                    average.Codes[k, j],
                    1e-13);
            }
            }
        }
    }

    [Fact]
    public void Dead_codes_restart_on_rows_of_the_data()
    {
        var data = Tensor<float>.Wrap([1, 1, 2, 2, 3, 3], 3, 2);
        var codes = Tensor<float>.Wrap([9, 9, 1, 1, 8, 8], 3, 2);
        Assert.Equal(2, DeadCodes.Restart(codes, CodeUsage.Of([1, 1, 1], 3), data, new SplitMix64(1)));
        Assert.Equal([1f, 1f], codes.Row(1).ToArray());
        foreach (var k in new[] { 0, 2 }) Assert.Contains(codes[k, 0], new[] { 1f, 2f, 3f });
    }

    private static Vector<double> Vector(double[] values) => Vector<double>.Build.DenseOfArray(values);
}
