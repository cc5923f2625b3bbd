using Lemmata.Learning.Numerics.Optimization;
using Lemmata.Learning.Numerics.Tensors;
using Lemmata.Learning.Tests.Numerics.Probability;

namespace Lemmata.Learning.Tests.Numerics.Optimization;

/// <summary>
/// Each method against a closed form: powers on a quadratic, or the moments as explicit sums over all past gradients.
/// </summary>
public class OptimizerTests
{
    private static readonly double[] Gradients = [0.3, -1.2, 0.05, 2.0, -0.4, 0.7, -0.1, 1.1, 0.9, -2.2, 0.2, 0.6];

    [Fact]
    public void Gradient_descent_on_a_quadratic_contracts_by_one_minus_rate_times_curvature()
    {
        var x = Descend(Sgd.Default with { LearningRate = 0.1 }, 20, curvature: 3);
        Assert.Equal(Math.Pow(1 - 0.1 * 3, 20), x, 1e-15);
    }

    [Fact]
    public void Weight_decay_of_gradient_descent_adds_to_the_curvature()
    {
        var x = Descend(Sgd.Default with { LearningRate = 0.1, WeightDecay = 0.5 }, 20, curvature: 3);
        Assert.Equal(Math.Pow(1 - 0.1 * 3.5, 20), x, 1e-15);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Momentum_sums_past_gradients_with_geometric_weights(bool nesterov)
    {
        const double mu = 0.8, rate = 0.01;
        var x = Follow(Momentum.Default with { LearningRate = rate, Mu = mu, Nesterov = nesterov });
        double Velocity(int t) => Enumerable.Range(0, t + 1).Sum(i => Math.Pow(mu, t - i) * Gradients[i]);
        var expected =
            1
            - rate
                * Enumerable
                    .Range(0, Gradients.Length)
                    .Sum(t => nesterov ? Gradients[t] + mu * Velocity(t) : Velocity(t));
        Assert.Equal(expected, x, 1e-14);
    }

    [Fact]
    public void Adam_equals_its_moments_as_explicit_weighted_means()
    {
        var settings = Adam.Default with { LearningRate = 0.01, Beta1 = 0.7, Beta2 = 0.9, Epsilon = 1e-3 };
        Assert.Equal(AdamByDefinition(0.01, 0.7, 0.9, 1e-3, t => 1, _ => true), Follow(settings), 1e-14);
    }

    [Fact]
    public void AdamW_without_gradient_shrinks_the_weights_by_one_minus_rate_times_decay()
    {
        var x = Descend(AdamW.Default with { LearningRate = 0.05, WeightDecay = 0.4 }, 10, curvature: 0);
        Assert.Equal(Math.Pow(1 - 0.05 * 0.4, 10), x, 1e-15);
    }

    [Fact]
    public void Decay_in_Adam_enters_the_gradient_and_so_its_first_step_is_the_rate()
    {
        // One step of Adam moves by γ sign(g + λθ), whatever the sizes: 1 − 0.05 here, while AdamW would give 1 −
        // 0.05·0.4.
        var x = Descend(Adam.Default with { LearningRate = 0.05, WeightDecay = 0.4, Epsilon = 0 }, 1, curvature: 0);
        Assert.Equal(0.95, x, 1e-15);
    }

    [Theory]
    [InlineData(1, 1.0)]
    [InlineData(2, 1.99949975)]
    [InlineData(3, 2.998666)]
    [InlineData(4, 3.99749875)]
    [InlineData(5, 4.995998)]
    public void RAdam_length_of_the_moving_average(long step, double expected) =>
        Assert.Equal(expected, RAdam.Default.Length(step), 5e-7);

    [Theory]
    [InlineData(6, 0.0258211128)]
    [InlineData(100, 0.2153354365)]
    [InlineData(1000, 0.6453256523)]
    public void RAdam_rectification(long step, double expected) =>
        Assert.Equal(expected, RAdam.Default.Rectification(step)!.Value, 5.1e-11);

    [Fact]
    public void RAdam_leaves_the_denominator_off_for_four_steps()
    {
        Assert.Equal([null, null, null, null], Enumerable.Range(1, 4).Select(t => RAdam.Default.Rectification(t)));
        Assert.NotNull(RAdam.Default.Rectification(5));
        var settings = RAdam.Default with { LearningRate = 0.01, Beta1 = 0.7, Epsilon = 1e-3 };
        var expected = AdamByDefinition(0.01, 0.7, 0.999, 1e-3, t => settings.Rectification(t) ?? 1, t => t >= 5);
        Assert.Equal(expected, Follow(settings), 1e-13);
    }

    [Fact]
    public void RAdam_has_the_tabulated_lengths_and_rectifications()
    {
        // A window of length ρ has its centre (ρ − 1)/2 steps back; so has the exponential average, summed directly.
        static double Length(int t)
        {
            var weights = Enumerable.Range(0, t).Select(age => Math.Pow(0.999, age)).ToArray();
            return 1 + 2 * weights.Select((weight, age) => weight * age).Sum() / weights.Sum();
        }
        static double Rectification(int t)
        {
            double Spread(double length) => length / ((length - 2) * (length - 4));
            return Math.Sqrt(Spread(1999) / Spread(Length(t)));
        }
        string[] lengths = ["1.00000000", "1.99949975", "2.998666", "3.99749875", "4.995998"];
        for (var t = 1; t <= 5; t++)
        {
            ExactLaws.AssertDigits(lengths[t - 1], Length(t));
            ExactLaws.AssertDigits(lengths[t - 1], RAdam.Default.Length(t));
        }
        foreach (var (t, r) in new[] { (6, "0.0258211128"), (100, "0.2153354365"), (1000, "0.6453256523") })
        {
            ExactLaws.AssertDigits(r, Rectification(t));
            ExactLaws.AssertDigits(r, RAdam.Default.Rectification(t)!.Value);
        }
    }

    [Fact]
    public void Lookahead_contracts_by_the_mixture_of_one_and_the_inner_contraction()
    {
        var inner = Sgd.Default with { LearningRate = 0.1 };
        var x = Descend(Lookahead.Default with { Inner = inner, InnerSteps = 4, Alpha = 0.3 }, 12, curvature: 2);
        Assert.Equal(Math.Pow(0.7 + 0.3 * Math.Pow(0.8, 4), 3), x, 1e-15);
    }

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(-0.1)]
    [InlineData(double.PositiveInfinity)]
    public void A_learning_rate_that_is_no_rate_is_refused(double rate)
    {
        foreach (var optimizer in (Optimizer[])[new Sgd(), new Momentum(), new Adam(), new AdamW(), new RAdam()])
        {
            var error = Assert.Throws<ArgumentOutOfRangeException>(() =>
                (optimizer with { LearningRate = rate }).Start<double>([new(1)]));
            Assert.Contains($"LearningRate must be a finite number of at least 0, but is {rate}", error.Message);
        }
        Assert.Throws<ArgumentOutOfRangeException>(() =>
            (Lookahead.Default with { Inner = Sgd.Default with { LearningRate = rate } }).Start<double>([new(1)]));
    }

    [Fact]
    public void Other_settings_out_of_range_are_refused()
    {
        foreach (
            var optimizer in (Optimizer[])
                [
                    new Sgd { WeightDecay = -1 },
                    new Momentum { Mu = 1 },
                    new Adam { Beta1 = 1 },
                    new Adam { Beta2 = double.NaN },
                    new AdamW { Epsilon = -1 },
                    new RAdam { Beta2 = -0.5 },
                    new Lookahead { InnerSteps = 0 },
                    new Lookahead { Alpha = 1.5 },
                ])
        {
            Assert.Throws<ArgumentOutOfRangeException>(optimizer.Validate);
        }
    }

    [Fact]
    public void Gradients_of_another_shape_are_refused()
    {
        var state = Sgd.Default.Start<float>([new(2, 3)]);
        Assert.Contains("[3, 2]", Assert.Throws<ArgumentException>(() => state.Step([new(3, 2)])).Message);
        Assert.Contains("1, got 2", Assert.Throws<ArgumentException>(() => state.Step([new(2, 3), new(1)])).Message);
    }

    [Fact]
    public void Vector_lanes_and_remainder_take_the_same_step()
    {
        var (theta, gradient) = (new Tensor<float>(37), new Tensor<float>(37));
        theta.Span.Fill(0.7f);
        gradient.Span.Fill(-0.03f);
        var state = AdamW.Default.Start([theta]);
        for (var t = 0; t < 9; t++) state.Step([gradient]);
        Assert.Single(theta.Data.Distinct());
    }

    [Fact]
    public void Schedules_have_their_stated_factors()
    {
        Assert.Equal([0.25, 0.5, 0.75, 1, 1], Enumerable.Range(1, 5).Select(t => Schedule.Warmup(4).Factor(t)));
        Assert.Equal([1, 1, 0.5, 0.5, 0.25], Enumerable.Range(1, 5).Select(t => Schedule.StepDecay(2, 0.5).Factor(t)));
        Assert.Equal(0.1 + 0.9 / 2, Schedule.CosineDecay(10, 0.1).Factor(5), 1e-15);
        Assert.Equal(0.1, Schedule.CosineDecay(10, 0.1).Factor(11), 1e-15);
        Assert.Equal(0.5 * 0.5, Schedule.Warmup(4).Times(Schedule.StepDecay(1, 0.5)).Factor(2));
    }

    private static double Descend(Optimizer optimizer, int steps, double curvature)
    {
        var (x, g) = (Tensor<double>.Wrap([1.0], 1), new Tensor<double>(1));
        var state = optimizer.Start([x]);
        for (var t = 0; t < steps; t++)
        {
            g[0] = curvature * x[0];
            state.Step([g]);
        }
        return x[0];
    }

    private static double Follow(Optimizer optimizer)
    {
        var x = Tensor<double>.Wrap([1.0], 1);
        var state = optimizer.Start([x]);
        foreach (var gradient in Gradients) state.Step([Tensor<double>.Wrap([gradient], 1)]);
        return x[0];
    }

    private static double AdamByDefinition(
        double rate,
        double beta1,
        double beta2,
        double epsilon,
        Func<int, double> factor,
        Func<int, bool> adaptive)
    {
        double Mean(int t, double beta, Func<double, double> f) =>
            Enumerable.Range(0, t).Sum(i => Math.Pow(beta, t - 1 - i) * f(Gradients[i]))
            / Enumerable.Range(0, t).Sum(i => Math.Pow(beta, t - 1 - i));
        return 1
            - Enumerable
                .Range(1, Gradients.Length)
                .Sum(t =>
                    rate
                    * factor(t)
                    * Mean(t, beta1, g => g)
                    / (adaptive(t) ? Math.Sqrt(Mean(t, beta2, g => g * g)) + epsilon : 1));
    }
}
