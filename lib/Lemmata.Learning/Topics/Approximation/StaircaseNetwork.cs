using Lemmata.Arguments;

namespace Lemmata.Learning.Topics.Approximation;

/// <summary>A one-hidden-layer network of N equal squashers that climbs a function on [0, 1] step by step:
/// <c>g(x) = f(0) + Σ [f(i/N) − f((i−1)/N)] · σ(βN(x − (i−½)/N))</c>, σ the logistic function.</summary>
public sealed class StaircaseNetwork
{
    private readonly double atZero;
    private readonly double[] rises;
    private readonly double slope;

    /// <summary>The network for a function.</summary>
    /// <param name="f">A function on [0, 1].</param>
    /// <param name="cells">N, the number of hidden units, at least 1.</param>
    /// <param name="steepness">β, the steepness in units of one cell, above 0; infinity gives the step function, which
    /// has
    /// risen at its steps.</param>
    /// <exception cref="ArgumentOutOfRangeException">N is below 1, or β is not above 0.</exception>
    public StaircaseNetwork(Func<double, double> f, int cells, double steepness)
    {
        Require.InRange(cells >= 1, nameof(cells), $"The network needs at least 1 cell; got {cells}.");

        Require.InRange(steepness > 0, nameof(steepness), $"The steepness β is above 0; got {steepness:R}.");

        atZero = f(0);
        rises = new double[cells];
        slope = steepness;
        for (var i = 0; i < cells; i++)
        {
            rises[i] = f((i + 1.0) / cells) - f((double)i / cells);
        }
    }

    /// <summary>The value of the network.</summary>
    /// <param name="x">Any number; the network follows f on [0, 1].</param>
    public double Value(double x)
    {
        var sum = atZero;
        var scaled = x * rises.Length;
        for (var i = 0; i < rises.Length; i++)
        {
            var distance = scaled - (i + 0.5);
            sum += rises[i] * (double.IsInfinity(slope)
                ? distance >= 0 ? 1 : 0
                : 1 / (1 + Math.Exp(-slope * distance)));
        }

        return sum;
    }

    /// <summary>The largest distance from a function on the grid <c>j / points</c>, j = 0 … points.</summary>
    /// <param name="f">The function to compare with.</param>
    /// <param name="points">Number of grid cells, at least 1.</param>
    /// <returns>The distance and where it is attained first.</returns>
    /// <exception cref="ArgumentOutOfRangeException">There is no grid cell.</exception>
    public (double Error, double At) SupremumError(Func<double, double> f, int points = 20_000)
    {
        Require.InRange(points >= 1, nameof(points), $"The grid needs at least 1 cell; got {points}.");

        var worst = (Error: -1.0, At: 0.0);
        for (var j = 0; j <= points; j++)
        {
            var x = (double)j / points;
            var error = Math.Abs(f(x) - Value(x));
            if (error > worst.Error)
            {
                worst = (error, x);
            }
        }

        return worst;
    }
}
