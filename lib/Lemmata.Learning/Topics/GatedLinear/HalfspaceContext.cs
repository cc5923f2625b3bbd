using System.Runtime.CompilerServices;
using Lemmata.Arguments;
using Lemmata.Learning.Numerics.Random;
using Lemmata.Learning.Numerics.Tensors;

namespace Lemmata.Learning.Topics.GatedLinear;

/// <summary>
/// Which of 2^K cells a point lies in: K fixed hyperplanes, each with one bit that says on which side.
/// </summary>
public sealed class HalfspaceContext
{
    private readonly double[] normals;      // row by row
    private readonly double[] offsets;
    private readonly int dimension;

    /// <summary>Hyperplanes <c>⟨n, z⟩ = b</c>.</summary>
    /// <param name="normals">n, <c>[K, d]</c> with K from 0 to 16.</param>
    /// <param name="offsets">b, K numbers.</param>
    /// <exception cref="ArgumentException">The numbers of normals and offsets differ.</exception>
    /// <exception cref="ArgumentOutOfRangeException">There are more than 16 hyperplanes.</exception>
    public HalfspaceContext(Tensor<double> normals, double[] offsets)
    {
        ArgumentNullException.ThrowIfNull(normals);
        ArgumentNullException.ThrowIfNull(offsets);
        RequireCount(normals.Rows);
        Require.Length(offsets.Length, normals.Rows, nameof(offsets), "one for each normal");
        (this.normals, this.offsets, dimension) = (normals.Data, offsets, normals.Columns);
    }

    /// <summary>Number of cells, 2^K; some may be empty.</summary>
    public int Count => 1 << offsets.Length;

    /// <summary>Hyperplanes with standard normal directions and normal offsets.</summary>
    /// <param name="random">Where they come from.</param>
    /// <param name="halfspaces">K, from 0 to 16.</param>
    /// <param name="dimension">d, at least 1.</param>
    /// <param name="offsetScale">Standard deviation of the offsets, at least 0.</param>
    /// <returns>A context function.</returns>
    /// <exception cref="ArgumentOutOfRangeException">An argument is outside its range.</exception>
    /// <remarks><b>Definition:</b> with offsets 0, two points at an angle θ share a cell with the probability
    /// (1 − θ/π)^K.</remarks>
    public static HalfspaceContext Random(SplitMix64 random, int halfspaces, int dimension, double offsetScale)
    {
        ArgumentNullException.ThrowIfNull(random);
        RequireCount(halfspaces);
        Require.AtLeast(dimension, 1);
        Require.AtLeast(offsetScale, 0);
        var normals = new Tensor<double>(halfspaces, dimension);
        random.Normals(normals.Span);
        var offsets = random.Normals(halfspaces);
        for (var k = 0; k < halfspaces; k++)
            offsets[k] *= offsetScale;
        return new HalfspaceContext(normals, offsets);
    }

    /// <summary>The cell of a point.</summary>
    /// <param name="side">The point z, <c>[d]</c>.</param>
    /// <returns>From 0 to 2^K − 1; bit k is 1 where ⟨n, z⟩ exceeds the offset b.</returns>
    /// <exception cref="ArgumentException">The point has another dimension.</exception>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public int Of(ReadOnlySpan<double> side)
    {
        Require.Length(side.Length, dimension, nameof(side), "the dimension of the hyperplanes");
        var cell = 0;
        for (var k = 0; k < offsets.Length; k++)
        {
            var normal = normals.AsSpan(k * side.Length, side.Length);
            var product = 0.0;
            for (var i = 0; i < normal.Length; i++)
                product += normal[i] * side[i];
            if (product > offsets[k])
                cell |= 1 << k;
        }

        return cell;
    }

    private static void RequireCount(int halfspaces) => Require.InRange(
        halfspaces is >= 0 and <= 16,
        nameof(halfspaces),
        $"the number of hyperplanes must be from 0 to 16, but is {halfspaces}; each doubles the number of cells");
}
