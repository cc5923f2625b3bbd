using Lemmata.Learning.Topics.Cosmology;
using static Lemmata.Learning.Tests.Numerics.Probability.ExactLaws;

namespace Lemmata.Learning.Tests.Topics.Cosmology;

public class CosmologyTests
{
    private static readonly ExpansionModel Flat = new(1), Open = new(0.3), Closed = new(2), Ours = new(0.315, 0.685);

    [Fact]
    public void Ages_have_the_tabulated_digits()
    {
        Assert.Equal(2.0 / 3, Flat.Age(), 1e-13);
        AssertDigits("0.8087932547", Open.Age());
        AssertDigits("0.5707963268", Closed.Age());
        AssertDigits("0.9640993816", new ExpansionModel(0.3, 0.7).Age());
        AssertDigits("0.9509854900", Ours.Age());
        Assert.Equal(0.5, new ExpansionModel(0, 0, 1).Age(), 1e-13);
        Assert.Equal(1, new ExpansionModel(0).Age(), 1e-13);
    }

    [Fact]
    public void Ages_with_a_Hubble_constant_of_70_are_in_thousand_million_years()
    {
        var hubbleTime = ExpansionModel.HubbleTime(70);
        AssertDigits("13.96846031", hubbleTime);
        AssertDigits("9.31230687", hubbleTime * Flat.Age());
        AssertDigits("13.46698395", hubbleTime * new ExpansionModel(0.3, 0.7).Age());
        // The critical density 3H²/(8πG) in kg/m³, from the same constants.
        var perSecond = 1 / (hubbleTime * 3.15576e16);
        AssertDigits("9.20387392e-27", 3 * perSecond * perSecond / (8 * Math.PI * 6.67430e-11));
    }

    [Fact]
    public void The_age_is_the_integral_of_the_energy_equation_by_Simpsons_rule()
    {
        foreach (var (m, l, r) in new[] { (0.4, 0.3, 0.01), (1.2, -0.4, 0), (0.2, 0.9, 0.1), (1, 0, 0.5) })
        {
            var model = new ExpansionModel(m, l, r);
            // da/ȧ with a = s⁴ is smooth enough at 0 for equal steps.
            double Rate(double s) => s == 0 ? 0 : 4 * s * s * s / Math.Sqrt(model.SpeedSquared(Math.Pow(s, 4)));
            const int n = 4000;
            var sum = Enumerable.Range(0, n + 1)
                .Sum(i => (i == 0 || i == n ? 1 : i % 2 == 1 ? 4 : 2) * Rate((double)i / n)) / (3 * n);
            Assert.Equal(sum, model.Age(), 1e-9);
        }
    }

    [Fact]
    public void A_closed_universe_turns_round_where_its_cycloid_does()
    {
        Assert.Equal(2, Closed.Turnaround()!.Value, 1e-14);
        AssertDigits("2.5707963268", Closed.AgeAtTurnaround() - Closed.Age());
        Assert.Equal(Math.PI, Closed.AgeAtTurnaround(), 1e-12);
        foreach (var m in new[] { 1.01, 1.5, 4 })
        {
            var model = new ExpansionModel(m);
            Assert.Equal(m / (m - 1), model.Turnaround()!.Value, 1e-12 * m / (m - 1));
            Assert.Equal(1, model.AgeAtTurnaround() / (Math.PI * m / 2 / Math.Pow(m - 1, 1.5)), 1e-11);
        }
    }

    [Fact]
    public void A_negative_constant_alone_ends_every_expansion()
    {
        // ȧ² = 1.5 − 0.5a²: a sine of the frequency √½.
        var model = new ExpansionModel(0, -0.5);
        Assert.Equal(Math.Sqrt(3), model.Turnaround()!.Value, 1e-12);
        Assert.Equal(Math.PI / 2 * Math.Sqrt(2), model.AgeAtTurnaround(), 1e-11);
        Assert.NotNull(new ExpansionModel(0.3, -0.01).Turnaround());
    }

    [Fact]
    public void Acceleration_begins_where_the_cube_root_says()
    {
        var round = new ExpansionModel(0.3, 0.7);
        AssertDigits("0.59840848", round.AccelerationStart());
        AssertDigits("0.67109931", 1 / round.AccelerationStart() - 1);
        Assert.Equal(Math.Cbrt(0.315 / (2 * 0.685)), Ours.AccelerationStart(), 1e-14);
        Assert.Throws<InvalidOperationException>(() => Open.AccelerationStart());
    }

    [Fact]
    public void Too_much_of_the_constant_leaves_no_big_bang()
    {
        Assert.True(new ExpansionModel(0.3, 1.7).HasBigBang);
        Assert.False(new ExpansionModel(0.3, 1.8).HasBigBang);
        Assert.False(new ExpansionModel(0, 1).HasBigBang);
        Assert.Contains("1.8", Assert.Throws<ArgumentException>(() => new ExpansionModel(0.3, 1.8).Age()).Message);
        // The boundary in closed form, Carroll, Press and Turner 1992, equation 14, for Ωm below one half.
        var edge = 4 * 0.3 * Math.Pow(Math.Cosh(Math.Acosh(0.7 / 0.3) / 3), 3);
        Assert.True(new ExpansionModel(0.3, edge - 1e-9).HasBigBang);
        Assert.False(new ExpansionModel(0.3, edge + 1e-9).HasBigBang);
    }

    [Fact]
    public void The_acceleration_is_half_the_slope_of_the_squared_speed()
    {
        var model = new ExpansionModel(0.4, 0.3, 0.2);
        foreach (var a in new[] { 0.3, 1, 2.5 })
            Assert.Equal((model.SpeedSquared(a + 1e-4) - model.SpeedSquared(a - 1e-4)) / 4e-4, model.Acceleration(a), 1e-5);
    }

    [Fact]
    public void Steps_of_the_motion_meet_the_ages()
    {
        var past = ExpansionCurve.From(Ours.Acceleration, -3, smallest: 1e-4)[^1];
        Assert.Equal(Ours.Age() - Ours.Age(past.Scale), -past.Time, 1e-9);
        var future = ExpansionCurve.From(Flat.Acceleration, 2)[^1];
        Assert.Equal(2, future.Time, 1e-6);
        Assert.Equal(Math.Pow(1 + 1.5 * future.Time, 2.0 / 3), future.Scale, 1e-9);
    }

    [Fact]
    public void Shells_keep_their_energy_and_follow_the_flat_solution()
    {
        var ball = new ShellUniverse(50, 1);
        var (before, start) = (ball.Energy(), ball.Radii.ToArray());
        for (var i = 0; i < 1000; i++) ball.Advance(0.001);
        var a = Math.Pow(1 + 1.5 * ball.Time, 2.0 / 3);
        Assert.All(ball.Radii.Zip(start), pair => Assert.Equal(a, pair.First / pair.Second, 1e-6));
        Assert.Equal(before, ball.Energy(), 1e-6);
    }

    [Fact]
    public void Shells_feel_the_constant_as_the_equation_does()
    {
        var ball = new ShellUniverse(20, 0.3, 0.7);
        for (var i = 0; i < 500; i++) ball.Advance(0.001);
        var curve = ExpansionCurve.From(new ExpansionModel(0.3, 0.7).Acceleration, 0.5)[^1];
        // The curve ends within a thousandth of a step of the time asked for, where a changes at a rate near 1.
        Assert.Equal(curve.Scale + (0.5 - curve.Time) * Math.Sqrt(new ExpansionModel(0.3, 0.7).SpeedSquared(curve.Scale)),
            ball.Radii[^1], 1e-6);
    }

    [Fact]
    public void Published_ages_come_out()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Lemmata.slnx"))) folder = folder.Parent!;
        var lines = File.ReadAllLines(Path.Combine(folder.FullName, "data", "reference", "cosmological-parameters.csv"));
        Assert.Equal(7, lines.Length);
        foreach (var fields in lines.Skip(1).Select(line => line.Split(',')))
        {
            var (hubble, matter, age) = (double.Parse(fields[1]), double.Parse(fields[2]), double.Parse(fields[6]));
            // Matter and the constant alone: what radiation and neutrinos take off is below 0.2 per cent.
            Assert.Equal(1, ExpansionModel.HubbleTime(hubble) * new ExpansionModel(matter, 1 - matter).Age() / age, 2e-3);
        }
    }

    [Fact]
    public void Bad_input_is_refused_with_its_numbers()
    {
        Assert.Contains("-1", Assert.Throws<ArgumentOutOfRangeException>(() => new ExpansionModel(-1)).Message);
        Assert.Throws<ArgumentOutOfRangeException>(() => new ExpansionModel(1, double.NaN));
        Assert.Throws<InvalidOperationException>(() => Flat.AgeAtTurnaround());
        Assert.Contains("2", Assert.Throws<ArgumentException>(() => Closed.Age(3)).Message);
        Assert.Throws<ArgumentOutOfRangeException>(() => new ShellUniverse(1, 1));
        Assert.Throws<ArgumentException>(() => ExpansionCurve.From(Flat.Acceleration, 0));
    }
}
