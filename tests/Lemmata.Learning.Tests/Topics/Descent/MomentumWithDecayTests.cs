using Lemmata.Learning.Numerics.Numbers;
using Lemmata.Learning.Topics.Descent;

namespace Lemmata.Learning.Tests.Topics.Descent;

public class MomentumWithDecayTests
{
    private static readonly MomentumSettings<double> Settings = new(0.05, 0.9, 0.4);

    private static double Noisy(int t, double theta) => 2 * (theta - 1) + Math.Sin(3 * t + 1);

    [Fact]
    public void Momentum_on_the_loss_only_has_the_tabulated_path()
    {
        var path = MomentumWithDecay.LossOnly(Settings, Noisy, 2.0, 0, 200);
        Assert.Equal(1.81792645076, path[1], 1e-11);
        Assert.Equal(0.81700619234, path[5], 1e-11);
        Assert.Equal(0.949410845055, path[50], 1e-12);
        Assert.Equal(0.96914403055, path[200], 1e-11);
    }

    [Fact]
    public void Equivalent_settings_have_the_tabulated_values_and_repeat_the_path()
    {
        var (joint, velocity) = MomentumWithDecay.ToJoint(Settings, 2.0, 0);
        Assert.Equal(0.05, joint.LearningRate);
        Assert.Equal(0.882, joint.Momentum, 1e-15);
        Assert.Equal(0.04, joint.Decay, 1e-15);
        Assert.Equal(0.816326530612, velocity, 1e-12);
        var one = MomentumWithDecay.LossOnly(Settings, Noisy, 2.0, 0, 200);
        var other = MomentumWithDecay.Joint(joint, Noisy, 2.0, velocity, 200);
        Assert.True(one.Zip(other, (a, b) => Math.Abs(a - b)).Max() < 1e-14);
    }

    [Fact]
    public void A_decay_of_one_plus_momentum_times_lambda_parts_from_the_path()
    {
        var (joint, _) = MomentumWithDecay.ToJoint(Settings, 2.0, 0);
        var one = MomentumWithDecay.LossOnly(Settings, Noisy, 2.0, 0, 200);
        var claimed = MomentumWithDecay.Joint(joint with { Decay = 0.76 }, Noisy, 2.0, 0, 200);
        Assert.Equal(0.5666169571597, one.Zip(claimed, (a, b) => Math.Abs(a - b)).Max(), 1e-12);
        Assert.Equal(0.7807075054537, claimed[50], 1e-12);
    }

    [Fact]
    public void Without_the_matched_velocity_the_gap_is_a_decaying_transient()
    {
        var (joint, _) = MomentumWithDecay.ToJoint(Settings, 2.0, 0);
        var one = MomentumWithDecay.LossOnly(Settings, Noisy, 2.0, 0, 200);
        var other = MomentumWithDecay.Joint(joint, Noisy, 2.0, 0, 200);
        Assert.Equal(0.0899940, one.Zip(other, (a, b) => Math.Abs(a - b)).Max(), 5e-8);
        Assert.Equal(3.52e-7, Math.Abs(one[200] - other[200]), 5e-10);
    }

    [Fact]
    public void Averaged_form_keeps_the_decay_and_changes_the_learning_rate()
    {
        var (joint, velocity) = MomentumWithDecay.ToJoint(Settings, 2.0, 0, Velocity.Averaged);
        Assert.Equal(0.882, joint.Momentum, 1e-15);
        Assert.Equal(0.0423728813559, joint.LearningRate, 1e-13);
        Assert.Equal(0.4, joint.Decay);
        Assert.Equal(0.963265306122, velocity, 1e-12);
        var one = MomentumWithDecay.LossOnly(Settings, Noisy, 2.0, 0, 200, Velocity.Averaged);
        var other = MomentumWithDecay.Joint(joint, Noisy, 2.0, velocity, 200, Velocity.Averaged);
        Assert.Equal(0.8214107295151, one[50], 1e-13);
        Assert.True(one.Zip(other, (a, b) => Math.Abs(a - b)).Max() < 1e-14);
    }

    [Fact]
    public void Equivalence_is_exact_in_rational_arithmetic_for_many_settings()
    {
        static Rational Gradient(int t, Rational theta) => 3 * theta - new Rational(t * t % 7, 1 + t % 5);
        foreach (var form in new[] { Velocity.Accumulated, Velocity.Averaged })
        {
            for (var k = 0; k < 24; k++)
            {
                var settings = new MomentumSettings<Rational>(new(1 + k % 3, 20), new(k % 10, 10), new(k % 7, 5));
                Rational start = new(k - 5, 3), velocity = new(k % 4, 7);
                var (joint, matched) = MomentumWithDecay.ToJoint(settings, start, velocity, form);
                Assert.Equal(
                    MomentumWithDecay.LossOnly(settings, Gradient, start, velocity, 8, form),
                    MomentumWithDecay.Joint(joint, Gradient, start, matched, 8, form));
            }
        }
    }

    [Theory]
    [InlineData(Velocity.Accumulated, 0.980392156863)]
    [InlineData(Velocity.Averaged, 0.833333333333)]
    public void Without_noise_the_path_ends_at_the_minimum_of_the_effective_penalty(Velocity form, double limit)
    {
        var path = MomentumWithDecay.LossOnly(Settings, (_, theta) => 2 * (theta - 1), 2.0, 0, 3000, form);
        Assert.Equal(limit, path[^1], 1e-12);
        Assert.Equal(2 / (2 + MomentumWithDecay.EffectiveDecay(Settings, form)), path[^1], 1e-14);
    }

    [Fact]
    public void Settings_outside_their_range_are_refused_with_the_number()
    {
        static string Message(double alpha, double mu, double lambda) => Assert.Throws<ArgumentOutOfRangeException>(
            () => MomentumWithDecay.ToJoint(new MomentumSettings<double>(alpha, mu, lambda), 0, 0)).Message;
        Assert.Contains("got -0.1", Message(-0.1, 0.5, 0.1));
        Assert.Contains("got 1", Message(0.1, 1, 0.1));
        Assert.Contains("got -2", Message(0.1, 0.5, -2));
        Assert.Contains("αλ = 1.5", Message(0.5, 0.5, 3));
        Assert.Throws<ArgumentOutOfRangeException>(() => MomentumWithDecay.Joint(Settings, Noisy, 0, 0, -1));
    }
}
