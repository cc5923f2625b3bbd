using Lemmata.Arguments;
using Lemmata.Learning.Numerics.Random;
using Lemmata.Learning.Numerics.Tensors;

namespace Lemmata.Learning.Topics.Quantization;

/// <summary>
/// The seeding of Arthur and Vassilvitskii 2007: each further code is a row drawn with weight distance².
/// </summary>
public static class KMeansPlusPlus
{
    /// <summary>Draws a codebook from the rows of the data.</summary>
    /// <param name="data">Rows, <c>[n, d]</c>.</param>
    /// <param name="codeCount">K, from 1 to n.</param>
    /// <param name="random">The generator; K − 1 uniforms and one integer are taken.</param>
    /// <returns>K different rows, <c>[K, d]</c>.</returns>
    /// <exception cref="ArgumentException">
    /// No data, a value that is not finite, K above n, or fewer than K different rows.
    /// </exception>
    /// <exception cref="ArgumentOutOfRangeException">K &lt; 1.</exception>
    public static Tensor<double> Seed(Tensor<double> data, int codeCount, SplitMix64 random)
    {
        CodebookInput.CheckRows(data, nameof(data), "row of data");
        CodebookInput.CheckCount(codeCount, data.Rows);
        ArgumentNullException.ThrowIfNull(random);
        var (rows, width) = (data.Rows, data.Columns);
        var codes = new Tensor<double>(codeCount, width);
        var distances = new double[rows];
        Array.Fill(distances, double.PositiveInfinity);
        var chosen = random.NextInt(rows);
        for (var k = 0; ; k++)
        {
            data.Span.Slice(chosen * width, width).CopyTo(codes.Span.Slice(k * width, width));
            if (k == codeCount - 1) return codes;
            var total = 0.0;
            for (var i = 0; i < rows; i++)
            {
                var distance = 0.0;
                for (var j = 0; j < width; j++)
                {
                    var difference = data.Data[i * width + j] - codes.Data[k * width + j];
                    distance += difference * difference;
                }
                total += distances[i] = Math.Min(distances[i], distance);
            }
            Require.That(
                total != 0,
                nameof(codeCount),
                $"the {rows} rows of data take only {k + 1} different values, but {codeCount} different codes "
                    + $"are asked for; "
                    + $"ask for at most {k + 1}.");

            var target = random.NextDouble() * total;
            for (chosen = 0; chosen < rows - 1 && (target -= distances[chosen]) >= 0; chosen++)
            {
            }
            while (distances[chosen] == 0) chosen--; // rounding may carry past the last row with weight
        }
    }
}
