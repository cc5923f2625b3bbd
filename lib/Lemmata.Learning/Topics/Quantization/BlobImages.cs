using Lemmata.Arguments;
using Lemmata.Learning.Numerics.Random;
using Lemmata.Learning.Numerics.Tensors;

namespace Lemmata.Learning.Topics.Quantization;

/// <summary>Images of one Gaussian blob each, drawn from a formula: data for small autoencoders.</summary>
public static class BlobImages
{
    /// <summary>Pixels along each side.</summary>
    public const int Side = 8;

    /// <summary>Draws images.</summary>
    /// <param name="count">Number of images, at least 1.</param>
    /// <param name="random">The generator; five uniforms an image: centre x and y in [1, 6], widths x and y in [0.7,
    /// 2], height in [0.5, 1].</param>
    /// <returns>One image a row, <c>[count, 64]</c>, values in (0, 1].</returns>
    /// <exception cref="ArgumentOutOfRangeException">count &lt; 1.</exception>
    public static Tensor<float> Draw(int count, SplitMix64 random)
    {
        Require.AtLeast(count, 1);
        ArgumentNullException.ThrowIfNull(random);
        var images = new Tensor<float>(count, Side * Side);
        for (var i = 0; i < count; i++)
        {
            var (cx, cy) = (1 + 5 * random.NextDouble(), 1 + 5 * random.NextDouble());
            var (sx, sy) = (0.7 + 1.3 * random.NextDouble(), 0.7 + 1.3 * random.NextDouble());
            var height = 0.5 + 0.5 * random.NextDouble();
            for (var y = 0; y < Side; y++)
            {
                for (var x = 0; x < Side; x++)
                {
                    images[i, y * Side + x] = (float)(height * Elementary.Exp(
                        -(x - cx) * (x - cx) / (2 * sx * sx) - (y - cy) * (y - cy) / (2 * sy * sy)));
                }
            }
        }
        return images;
    }
}
