using System.Numerics;
using Lemmata.Plotting;

namespace Lemmata.Tests.Plotting;

/// <summary>The five kinds of figure that fix the look, made from formulas.</summary>
internal static class HouseFigures
{
    public static readonly string[] Names = ["bounds", "accuracy", "eigenvalues", "heat-map", "laws", "slider"];

    public static Figure Of(string name) => name switch
    {
        "bounds" => Bounds(),
        "accuracy" => Accuracy(),
        "eigenvalues" => Eigenvalues(),
        "heat-map" => HeatMap(),
        "laws" => Laws(3),
        _ => Figure.Slider("λ", [1.0, 2, 3, 4], Laws, v => $"λ = {v}, p = {v / 20}"),
    };

    private static Figure Bounds()
    {
        double[] trials = [5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000, 10000];
        return Figure.Lines(trials, trials.Select(n => 0.75 / n), "exact distance", "→ 0.7505/n", Series.Exact)
            .Line(trials, trials.Select(n => 9 / n), "Le Cam", "λ²/n", Series.Bound)
            .Line(trials, trials.Select(n => 2.85 / n), "Stein–Chen", "(1 − exp(−λ)) λ/n", Series.Sharper)
            .Line(trials, trials.Select(n => 3 / 32.0 / n), "Barbour–Hall", "lower bound λ/32n", Series.Lower)
            .ShadeY(1, double.PositiveInfinity, "above 1 a bound says nothing")
            .Measure(100, 0.0075, 100, 0.0285, "3.8 × below Stein–Chen")
            .Axes("trials n", "total variation distance", Scale.LogLog)
            .Caption("Every bound holds, and Stein–Chen stays within a factor of four of the truth. Mean λ = 3.");
    }

    private static Figure Accuracy()
    {
        int[] steps = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000];
        double[] training = [0.02, 0.05, 0.1, 0.3, 0.7, 0.95, 1, 1, 1, 1, 1],
            test = [0.02, 0.02, 0.01, 0.01, 0.01, 0.01, 0.02, 0.05, 0.5, 0.97, 1];
        return Figure
            .Lines(steps, training, "training", role: Series.Training)
            .Band(steps, training.Select(v => 0.9 * v), training.Select(v => Math.Min(1, 1.1 * v)))
            .Line(steps, test, "test", role: Series.Test)
            .Band(
                steps,
                test.Select(v => 0.8 * v),
                test.Select(v => Math.Min(1, 1.2 * v)),
                "median and range of five seeds")
            .Horizontal(1 / 53.0, "chance, 1/53")
            .Measure(80, 1.04, 800, 1.04, "10 × later")
            .Range(yMin: 0, yMax: 1)
            .Axes("optimiser step", "accuracy", Scale.LogX)
            .Percent()
            .Caption("Test accuracy arrives ten times later.")
            .Alt("Training accuracy is complete at step 100, test accuracy at step 1000.");
    }

    private static Figure Eigenvalues() =>
        new[] { 4, 8, 16 }
            .Aggregate(
                Figure.Empty,
                (figure, n) =>
                    figure.Points(
                        Enumerable
                            .Range(0, n / 2)
                            .Select(i => new Complex(-1.25 * n + 3.0 * i * i / n, 3.5 * i + 1.75)),
                        $"N = {n}"))
            .Axes("real part", "imaginary part")
            .Equal()
            .TicksY(text: v => v == 0 ? "0" : $"{v}i")
            .Range(xMax: 5, yMin: 0)
            .Caption("All eigenvalues have a negative real part.");

    private static Figure HeatMap()
    {
        double[] n = [10, 20, 50, 100, 200, 500, 1000], p = [0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5];
        var z = new double[p.Length, n.Length];
        for (var row = 0; row < p.Length; row++)
        {
            for (var column = 0; column < n.Length; column++)
            {
                z[row, column] = 0.3 * p[row] * Math.Min(1, n[column] * p[row]);
            }
        }

        return Figure
            .HeatMap(z, n, p, "distance", logarithmic: true)
            .Line([10.0, 1000], [0.1, 0.001], "n p = 1")
            .Axes("trials n", "success probability p", Scale.LogLog)
            .Caption("Right of the dashed line the bands lie flat.");
    }

    private static Figure Laws(double mean)
    {
        var k = Enumerable.Range(0, 17).ToArray();
        double Poisson(int i) =>
            Math.Round(Enumerable.Range(1, i).Aggregate(Math.Exp(-mean), (r, j) => r * mean / j), 12);
        double Binomial(int i) =>
            Math.Round(
                Enumerable
                    .Range(0, i)
                    .Aggregate(
                        Math.Pow(1 - mean / 20, 20),
                        (r, j) => r * (20 - j) / (j + 1) * (mean / 20) / (1 - mean / 20)),
                12);
        return Figure
            .Stack(
                Figure
                    .Bars(k, k.Select(Binomial), "Binomial, n = 20", role: Series.Exact)
                    .Bar(k, k.Select(Poisson), $"Poisson, mean {mean}", role: Series.Limit)
                    .Axes("events k", "probability"),
                Figure
                    .Bars(k, k.Select(i => Math.Round(Binomial(i) - Poisson(i), 12)), role: Series.Exact)
                    .Points(k, k.Select(i => Math.Round(1.1 * (Binomial(i) - Poisson(i)), 12)), "second-order term")
                    .Vertical(1.7, "root 1.70")
                    .Vertical(5.3, "root 5.30")
                    .Axes("events k", "binomial − Poisson"))
            .Caption("The binomial law is higher between the roots.");
    }
}
