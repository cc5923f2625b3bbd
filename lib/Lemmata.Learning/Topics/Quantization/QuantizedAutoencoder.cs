using System.Globalization;
using Lemmata.Arguments;
using Lemmata.Learning.Numerics.Autodiff;
using Lemmata.Learning.Numerics.Optimization;
using Lemmata.Learning.Numerics.Random;
using Lemmata.Learning.Numerics.Tensors;

namespace Lemmata.Learning.Topics.Quantization;

/// <summary>
/// A small autoencoder with a vector quantiser in its middle: 64 pixels → 64 → d → code → 64 → 64 pixels, with
/// rectifiers in the hidden layers.
/// </summary>
/// <remarks>The loss is <c>mean over images of |x − x̂|²</c> plus the quantiser's.</remarks>
public sealed class QuantizedAutoencoder : ITrainable<float>
{
    private readonly Tape<float> tape = new();
    private readonly Tensor<float> train, test, batch;
    private readonly Variable<float>[] variables, adjoints;
    private readonly SplitMix64 shuffle;
    private int[] order = [];
    private int position;

    /// <summary>Makes the model on its data.</summary>
    /// <param name="train">Training images, one a row.</param>
    /// <param name="test">Test images of the same size.</param>
    /// <param name="quantizer">The quantiser's settings; its width is the width of the middle.</param>
    /// <param name="seed">Seed of weights, codes and batches.</param>
    /// <param name="hidden">Width of the hidden layers, at least 1.</param>
    /// <param name="batchSize">Images a step, from 1 to the number of training images.</param>
    /// <exception cref="ArgumentException">No images, images of different sizes, or a value that is not
    /// finite.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A size is out of its range.</exception>
    public QuantizedAutoencoder(Tensor<float> train, Tensor<float> test, QuantizerSettings quantizer, ulong seed,
        int hidden = 64, int batchSize = 128)
    {
        CodebookInput.CheckRows(train, nameof(train), "image");
        CodebookInput.CheckRows(test, nameof(test), "image");
        Require.That(
            train.Columns == test.Columns,
            nameof(test),
            $"training images have {train.Columns} pixels but test images {test.Columns}; they go through one "
                + $"network.");

        Require.AtLeast(hidden, 1);
        Require.InRange(
            batchSize >= 1 && batchSize <= train.Rows,
            nameof(batchSize),
            $"a batch has 1 to {train.Rows} images, as many as there are, got {batchSize}.");

        (this.train, this.test) = (train, test);
        var random = new SplitMix64(seed);
        var (pixels, width) = (train.Columns, quantizer.Width);
        Quantizer = new VectorQuantizer<float>(quantizer, random);
        Parameters =
        [
            .. Layer("encoder 1", pixels, hidden), .. Layer("encoder 2", hidden, width),
            .. Layer("decoder 1", width, hidden), .. Layer("decoder 2", hidden, pixels), .. Quantizer.Parameters,
        ];
        shuffle = random.Split();
        batch = new Tensor<float>(batchSize, pixels);
        (variables, adjoints) = (new Variable<float>[Parameters.Count], new Variable<float>[Parameters.Count]);

        // Normal weights of variance 1/inputs, biases zero.
        NamedTensor<float>[] Layer(string name, int inputs, int outputs) =>
        [
            new(name + " weights", Tensor<float>.Wrap(
                [.. random.Normals(inputs * outputs).Select(x => (float)(x / Math.Sqrt(inputs)))], inputs, outputs)),
            new(name + " biases", new Tensor<float>(outputs)),
        ];
    }

    /// <summary>The quantiser in the middle.</summary>
    public VectorQuantizer<float> Quantizer { get; }

    /// <inheritdoc />
    public IReadOnlyList<NamedTensor<float>> Parameters { get; }

    /// <inheritdoc />
    public string Description =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"quantised autoencoder, {Parameters[0].Value.Rows} pixels, hidden {Parameters[0].Value.Columns}, "
                + $"{Quantizer.Settings}, {train.Rows} images, batch {batch.Rows}"
        );

    /// <inheritdoc />
    public IReadOnlyList<string> MetricNames { get; } = ["error", "utilization", "perplexity"];

    /// <inheritdoc />
    public double Differentiate(Span<Tensor<float>> gradients)
    {
        NextBatch();
        tape.Reset();
        for (var i = 0; i < variables.Length; i++) variables[i] = tape.Variable(Parameters[i].Value);
        var x = tape.Constant(batch);
        var quantized = Quantizer.Quantize(tape, Encode(x), variables.AsSpan(8));
        var loss = (Decode(quantized.Output) - x).Square().Sum() / batch.Rows + quantized.Loss;
        tape.Gradients(loss, variables, adjoints);
        for (var i = 0; i < gradients.Length; i++) gradients[i] = adjoints[i].Value;
        return loss.Scalar;
    }

    /// <summary>
    /// Writes the error <c>Σ|x − x̂|² / Σ|x − mean|²</c> on the test images, and utilisation and perplexity of the
    /// codes over the training images.
    /// </summary>
    /// <param name="metrics">Receives the three numbers.</param>
    public void Measure(Span<double> metrics)
    {
        var usage = Usage();
        (metrics[0], metrics[1], metrics[2]) = (Error(), usage.Utilization, usage.Perplexity);
    }

    /// <summary>How the training images use the codes.</summary>
    /// <returns>Counts, utilisation, perplexity.</returns>
    public CodeUsage Usage() =>
        CodeUsage.Of(NearestCode.Find(Encode(train), Quantizer.Codebook()), Quantizer.Settings.CodeCount);

    /// <summary>The encoder's outputs before quantisation.</summary>
    /// <param name="images">Images, one a row.</param>
    /// <returns>z, <c>[images, d]</c>.</returns>
    public Tensor<float> Encode(Tensor<float> images)
    {
        Record();
        return Encode(tape.Constant(images)).Value.Clone();
    }

    /// <summary>Images through encoder, quantiser and decoder.</summary>
    /// <param name="images">Images, one a row.</param>
    /// <returns>What comes back, of the same shape.</returns>
    public Tensor<float> Reconstruct(Tensor<float> images)
    {
        Record();
        return Decode(Quantizer.Quantize(tape, Encode(tape.Constant(images)), variables.AsSpan(8)).Output)
            .Value.Clone();
    }

    /// <summary>What the decoder makes of codes.</summary>
    /// <param name="codes">Codes, <c>[images, d]</c>.</param>
    /// <returns>Images, one a row.</returns>
    public Tensor<float> Decode(Tensor<float> codes)
    {
        Record();
        return Decode(tape.Constant(codes)).Value.Clone();
    }

    private double Error()
    {
        var back = Reconstruct(test);
        double miss = 0, spread = 0;
        for (var j = 0; j < test.Columns; j++)
        {
            var mean = 0.0;
            for (var i = 0; i < test.Rows; i++) mean += (double)test[i, j] / test.Rows;
            for (var i = 0; i < test.Rows; i++)
            {
                var (difference, distance) = ((double)test[i, j] - back[i, j], test[i, j] - mean);
                (miss, spread) = (miss + difference * difference, spread + distance * distance);
            }
        }
        return miss / spread;
    }

    private void Record()
    {
        tape.Reset();
        for (var i = 0; i < variables.Length; i++) variables[i] = tape.Constant(Parameters[i].Value);
    }

    private Variable<float> Encode(Variable<float> x) =>
        (x.Multiply(variables[0]) + variables[1]).Relu().Multiply(variables[2]) + variables[3];

    private Variable<float> Decode(Variable<float> q) =>
        (q.Multiply(variables[4]) + variables[5]).Relu().Multiply(variables[6]) + variables[7];

    // Every image once, in a new order each time; a rest smaller than a batch is left out.
    private void NextBatch()
    {
        if (order.Length == 0 || position + batch.Rows > order.Length)
            (order, position) = (shuffle.Permutation(train.Rows), 0);
        for (var i = 0; i < batch.Rows; i++)
            train.Row(order[position++]).CopyTo(batch.Row(i));
    }
}
