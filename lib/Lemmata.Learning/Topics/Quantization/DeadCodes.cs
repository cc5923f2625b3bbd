using System.Numerics;
using Lemmata.Arguments;
using Lemmata.Learning.Numerics.Random;
using Lemmata.Learning.Numerics.Tensors;

namespace Lemmata.Learning.Topics.Quantization;

/// <summary>Restarts codes that nothing chooses.</summary>
public static class DeadCodes
{
    /// <summary>Puts every code with fewer choices than a threshold on a row of the data drawn at random.</summary>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <param name="codes">The codes, <c>[K, d]</c>, changed in place.</param>
    /// <param name="usage">How often each code was chosen lately.</param>
    /// <param name="data">Rows to restart on, <c>[n, d]</c>.</param>
    /// <param name="random">The generator; one integer per restarted code is taken, in order of the codes.</param>
    /// <param name="fewest">Codes with fewer choices than this are dead, at least 1.</param>
    /// <returns>The number of restarted codes.</returns>
    /// <exception cref="ArgumentException">Different widths, a usage of another codebook, or a value that is not
    /// finite.</exception>
    /// <exception cref="ArgumentOutOfRangeException">fewest &lt; 1.</exception>
    public static int Restart<T>(Tensor<T> codes, CodeUsage usage, Tensor<T> data, SplitMix64 random, int fewest = 1)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        CodebookInput.Check(data, codes);
        ArgumentNullException.ThrowIfNull(usage);
        ArgumentNullException.ThrowIfNull(random);
        CodebookInput.CheckLength(usage.Counts.Count, codes.Rows, nameof(usage), "codes");
        Require.AtLeast(fewest, 1);
        var restarted = 0;
        for (var k = 0; k < codes.Rows; k++)
        {
            if (usage.Counts[k] >= fewest) continue;
            var row = random.NextInt(data.Rows);
            data.Span.Slice(row * data.Columns, data.Columns)
                .CopyTo(codes.Span.Slice(k * codes.Columns, codes.Columns));
            restarted++;
        }
        return restarted;
    }
}
