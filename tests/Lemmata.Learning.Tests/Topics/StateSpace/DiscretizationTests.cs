using Lemmata.Learning.Topics.StateSpace;

namespace Lemmata.Learning.Tests.Topics.StateSpace;

public class DiscretizationTests
{
    [Fact]
    public void Zero_order_hold_has_the_published_entries()
    {
        var system = Hippo.LegT(4, 1).Discretize(Discretization.ZeroOrderHold, 0.05);
        double[] expected = [0.9471415880, 0.0771291402, -0.1027488111, 0.0863775240];
        for (var k = 0; k < 4; k++) Assert.Equal(expected[k], system.A[0, k], 5e-11);
        Assert.Equal(0.0528584120, system.B[0], 5e-11);
    }

    [Fact]
    public void Bilinear_rule_has_the_published_entries()
    {
        var system = Hippo.LegT(4, 1).Discretize(Discretization.Bilinear, 0.05);
        double[] expected = [0.9477139335, 0.0781148508, -0.1017883232, 0.0892130135];
        for (var k = 0; k < 4; k++) Assert.Equal(expected[k], system.A[0, k], 5e-11);
        Assert.Equal(0.0522860665, system.B[0], 5e-11);
    }

    [Fact]
    public void Spectral_radii_have_the_published_values()
    {
        double Radius(Discretization rule) => Hippo.LegT(4, 1).Discretize(rule, 0.05).SpectralRadius;
        Assert.Equal(0.8515982978, Radius(Discretization.ZeroOrderHold), 5e-11);
        Assert.Equal(0.8532496213, Radius(Discretization.Bilinear), 5e-11);
        Assert.Equal(0.8726285234, Radius(Discretization.Euler), 5e-11);
        Assert.Equal(0.8439368740, Radius(Discretization.BackwardEuler), 5e-11);
    }

    [Theory]
    [InlineData(0.0)]
    [InlineData(0.5)]
    [InlineData(1.0)]
    public void Generalised_bilinear_rule_contains_the_named_rules(double alpha)
    {
        var named = alpha switch
        {
            0 => Discretization.Euler,
            1 => Discretization.BackwardEuler,
            _ => Discretization.Bilinear,
        };
        var system = Hippo.LegT(6, 1);
        var difference = system.Discretize(Discretization.GeneralizedBilinear(alpha), 0.01).A
            - system.Discretize(named, 0.01).A;
        Assert.Equal(0, difference.L2Norm());
    }

    [Theory]
    [InlineData(4, 0.1941009647)]
    [InlineData(8, 0.0563811445)]
    [InlineData(16, 0.0167434124)]
    public void Euler_limit_for_LegT_has_the_published_value_and_is_sharp(int count, double expected)
    {
        var system = Hippo.LegT(count, 1);
        var limit = system.LargestStableStep(Discretization.Euler);
        Assert.Equal(expected, limit, 5e-11);
        Assert.True(system.Discretize(Discretization.Euler, limit * 0.999, _ => { }).SpectralRadius < 1);
        Assert.True(system.Discretize(Discretization.Euler, limit * 1.001, _ => { }).SpectralRadius > 1);
    }

    [Theory]
    [InlineData(0.25)]
    [InlineData(0.4)]
    public void Limit_of_the_generalised_rule_is_sharp(double alpha)
    {
        var (system, rule) = (Hippo.LegT(8, 2), Discretization.GeneralizedBilinear(alpha));
        var limit = system.LargestStableStep(rule);
        Assert.True(system.Discretize(rule, limit * 0.999, _ => { }).SpectralRadius < 1);
        Assert.True(system.Discretize(rule, limit * 1.001, _ => { }).SpectralRadius > 1);
    }

    [Fact]
    public void Bilinear_and_hold_are_stable_for_every_step()
    {
        foreach (
            var rule in new[] { Discretization.Bilinear, Discretization.ZeroOrderHold, Discretization.BackwardEuler }
        )
        {
            foreach (var step in new[] { 0.01, 1, 100 })
            Assert.True(Hippo.LegT(8, 1).Discretize(rule, step).SpectralRadius < 1, $"{rule} at {step}");
        }
    }

    [Fact]
    public void An_unstable_step_warns_with_the_limit()
    {
        var said = "";
        var system = Hippo.LegT(4, 1).Discretize(Discretization.Euler, 0.25, message => said = message);
        Assert.Contains("0.1941009647", said);
        Assert.Contains("0.25", said);
        Assert.Equal(said, system.Warning);
        Assert.Null(Hippo.LegT(4, 1).Discretize(Discretization.Euler, 0.15).Warning);
    }

    [Fact]
    public void Zero_order_hold_is_exact_for_a_step_input()
    {
        // LagT with one state is a leaky integrator: x = 1 − e^{−t/w}
        var system = Hippo.LagT(1, 0.5).Discretize(Discretization.ZeroOrderHold, 0.1);
        var state = system.FinalState(Enumerable.Repeat(1.0, 7).ToArray());
        Assert.Equal(1 - Math.Exp(-0.7 / 0.5), state[0], 1e-14);
    }
}
