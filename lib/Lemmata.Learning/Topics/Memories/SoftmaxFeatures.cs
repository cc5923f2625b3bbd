using Lemmata.Arguments;
using Lemmata.Learning.Numerics.Random;
using Lemmata.Learning.Numerics.Tensors;

namespace Lemmata.Learning.Topics.Memories;

/// <summary>
/// Random features φ with <c>E⟨φ(x), φ(y)⟩ = e^⟨x, y⟩</c>, the weight of softmax attention before it is divided by its
/// sum.
/// </summary>
/// <remarks><para>The variances are for one direction ω; r independent ones divide them by r.</para>
/// <para><b>Source:</b> Choromanski et al. 2020, "Rethinking attention with performers", arXiv 2009.14794,
/// lemmas 1 and 2.</para></remarks>
public static class SoftmaxFeatures
{
    /// <summary><c>e^(|x|²/2) (cos ωx, sin ωx)/√r</c> for each of r directions; may be negative.</summary>
    /// <param name="x">The vector, <c>[d]</c>.</param>
    /// <param name="directions">ω, <c>[r, d]</c>, standard normal.</param>
    /// <returns>2r features.</returns>
    /// <exception cref="ArgumentException">The dimensions differ.</exception>
    public static double[] Trigonometric(ReadOnlySpan<double> x, Tensor<double> directions)
    {
        var angles = Products(x, directions);
        var scale = Elementary.Exp(Square(x) / 2) / Math.Sqrt(angles.Length);
        return [.. angles.Select(a => scale * Elementary.Cos(a)), .. angles.Select(a => scale * Elementary.Sin(a))];
    }

    /// <summary><c>e^(ωx − |x|²/2)/√r</c> for each of r directions; always positive.</summary>
    /// <inheritdoc cref="Trigonometric"/>
    /// <returns>r features.</returns>
    public static double[] Positive(ReadOnlySpan<double> x, Tensor<double> directions)
    {
        var exponents = Products(x, directions);
        var (half, scale) = (Square(x) / 2, 1 / Math.Sqrt(exponents.Length));
        return [.. exponents.Select(a => scale * Elementary.Exp(a - half))];
    }

    /// <summary><c>e^(±ωx − |x|²/2)/√(2r)</c> for each of r directions and both signs; always positive.</summary>
    /// <inheritdoc cref="Trigonometric"/>
    public static double[] Hyperbolic(ReadOnlySpan<double> x, Tensor<double> directions)
    {
        var exponents = Products(x, directions);
        var (half, scale) = (Square(x) / 2, 1 / Math.Sqrt(2 * exponents.Length));
        return [.. exponents.Select(a => scale * Elementary.Exp(a - half)),
            .. exponents.Select(a => scale * Elementary.Exp(-a - half))];
    }

    /// <summary>Variance of the trigonometric estimate, <c>½e^(|x|²+|y|²)(1 − e^(−|x−y|²))²</c>.</summary>
    /// <param name="x">One vector, <c>[d]</c>.</param>
    /// <param name="y">The other, <c>[d]</c>.</param>
    /// <returns>At least 0, for one direction.</returns>
    /// <exception cref="ArgumentException">The dimensions differ.</exception>
    public static double TrigonometricVariance(ReadOnlySpan<double> x, ReadOnlySpan<double> y)
    {
        var away = 1 - Elementary.Exp(-Combined(x, y, -1));
        return Elementary.Exp(Square(x) + Square(y)) * away * away / 2;
    }

    /// <summary>Variance of the positive estimate, <c>e^(|x+y|²−|x|²−|y|²)(e^(|x+y|²) − 1)</c>.</summary>
    /// <inheritdoc cref="TrigonometricVariance"/>
    public static double PositiveVariance(ReadOnlySpan<double> x, ReadOnlySpan<double> y)
    {
        var sum = Combined(x, y, 1);
        return Elementary.Exp(sum - Square(x) - Square(y)) * (Elementary.Exp(sum) - 1);
    }

    /// <summary>Variance of the hyperbolic estimate, <c>½e^(−|x|²−|y|²)(e^(|x+y|²) − 1)²</c>.</summary>
    /// <inheritdoc cref="TrigonometricVariance"/>
    public static double HyperbolicVariance(ReadOnlySpan<double> x, ReadOnlySpan<double> y)
    {
        var more = Elementary.Exp(Combined(x, y, 1)) - 1;
        return Elementary.Exp(-Square(x) - Square(y)) * more * more / 2;
    }

    /// <summary>Independent standard normal directions.</summary>
    /// <param name="random">Where they come from.</param>
    /// <param name="count">r, at least 1.</param>
    /// <param name="dimension">d, at least 1.</param>
    /// <returns>ω, <c>[r, d]</c>.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A number is below 1.</exception>
    public static Tensor<double> Directions(SplitMix64 random, int count, int dimension)
    {
        ArgumentNullException.ThrowIfNull(random);
        Require.AtLeast(count, 1);
        Require.AtLeast(dimension, 1);
        var directions = new Tensor<double>(count, dimension);
        random.Normals(directions.Span);
        return directions;
    }

    /// <summary>Each direction standard normal, but every d of them at right angles to each other.</summary>
    /// <inheritdoc cref="Directions"/>
    public static Tensor<double> OrthogonalDirections(SplitMix64 random, int count, int dimension)
    {
        var directions = Directions(random, count, dimension);
        var lengths = Directions(random, count, dimension);
        for (var i = 0; i < count; i++)
        {
            var row = directions.Row(i);
            for (var j = i - i % dimension; j < i; j++)
                Subtract(row, directions.Row(j));
            Scale(row, 1 / Math.Sqrt(Square(row)));
        }

        for (var i = 0; i < count; i++)
            Scale(directions.Row(i), Math.Sqrt(Square(lengths.Row(i))));
        return directions;
    }

    private static void Subtract(Span<double> row, ReadOnlySpan<double> unit)
    {
        var product = Reduction.Dot<double>(row, unit);
        for (var i = 0; i < row.Length; i++)
            row[i] -= product * unit[i];
    }

    private static void Scale(Span<double> row, double factor)
    {
        for (var i = 0; i < row.Length; i++)
            row[i] *= factor;
    }

    private static double Square(ReadOnlySpan<double> x) => Reduction.Dot(x, x);

    private static double Combined(ReadOnlySpan<double> x, ReadOnlySpan<double> y, double sign)
    {
        Require.Length(y.Length, x.Length, nameof(y), "the dimension of the other vector");
        var sum = 0.0;
        for (var i = 0; i < x.Length; i++)
            sum += (x[i] + sign * y[i]) * (x[i] + sign * y[i]);
        return sum;
    }

    private static double[] Products(ReadOnlySpan<double> x, Tensor<double> directions)
    {
        ArgumentNullException.ThrowIfNull(directions);
        Require.Length(x.Length, directions.Columns, nameof(x), "the dimension of the directions");
        var products = new double[directions.Rows];
        for (var i = 0; i < products.Length; i++)
            products[i] = Reduction.Dot(x, directions.Row(i));
        return products;
    }
}
