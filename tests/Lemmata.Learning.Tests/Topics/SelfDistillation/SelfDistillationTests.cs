using Lemmata.Learning.Numerics.Random;
using Lemmata.Learning.Topics.SelfDistillation;
using static Lemmata.Learning.Tests.Numerics.Probability.ExactLaws;

namespace Lemmata.Learning.Tests.Topics.SelfDistillation;

public class SelfDistillationTests
{
    private static readonly TwoViewTask Task = new(noise: 0.3, sign: 1.5);

    private static StudentTeacher Unequal(DistillationSettings settings, ulong seed)
    {
        var random = new SplitMix64(seed);
        var pair = new StudentTeacher(settings, random);
        random.Normals(pair.Teacher);
        random.Normals(pair.Centre);
        return pair;
    }

    /// <summary>Softmax as it is defined.</summary>
    private static double[] Law(double[] logits, double temperature)
    {
        var weights = logits.Select(z => Math.Exp(z / temperature)).ToArray();
        return [.. weights.Select(w => w / weights.Sum())];
    }

    [Fact]
    public void Loss_is_the_cross_entropy_of_each_view_with_the_other_ones_teacher()
    {
        foreach (var isCrossed in new[] { true, false })
        {
            var settings = new DistillationSettings { IsCrossed = isCrossed, TeacherTemperature = 0.3 };
            var pair = Unequal(settings, 4);
            var (one, other) = Task.Draw(5, new SplitMix64(9));
            double sum = 0;
            for (var i = 0; i < 5; i++)
            {
                var x = one[(4 * i)..(4 * i + 4)];
                var y = other[(4 * i)..(4 * i + 4)];
                foreach (var (seen, learned) in isCrossed ? [(x, y), (y, x)] : new[] { (x, x), (y, y) })
                {
                    var target = Law([.. Apply(pair.Teacher, learned).Zip([.. pair.Centre], (a, c) => a - c)], 0.3);
                    var law = Law(Apply(pair.Student, seen), 0.1);
                    sum -= target.Zip(law, (t, p) => t * Math.Log(p)).Sum() / 10;
                }
            }

            Assert.Equal(sum, pair.Loss(one, other), 1e-12);
        }

        static double[] Apply(Span<double> weights, double[] x)
        {
            var rows = weights.ToArray().Chunk(4);
            return [.. rows.Select(row => row.Zip(x, (w, v) => w * v).Sum())];
        }
    }

    [Fact]
    public void Gradient_is_that_of_differences_of_the_loss()
    {
        foreach (var isCrossed in new[] { true, false })
        {
            var pair = Unequal(new DistillationSettings { IsCrossed = isCrossed, StudentTemperature = 0.7 }, 5);
            var (one, other) = Task.Draw(6, new SplitMix64(3));
            var gradient = pair.Gradient(one, other);
            for (var i = 0; i < gradient.Length; i++)
            {
                var at = pair.Student[i];
                pair.Student[i] = at + 1e-5;
                var above = pair.Loss(one, other);
                pair.Student[i] = at - 1e-5;
                var below = pair.Loss(one, other);
                pair.Student[i] = at;
                Assert.Equal((above - below) / 2e-5, gradient[i], 1e-8);
            }
        }
    }

    [Fact]
    public void A_student_that_is_its_own_teacher_learns_nothing_from_the_same_view()
    {
        var settings = new DistillationSettings { IsCrossed = false, TeacherTemperature = 0.1 };
        var pair = new StudentTeacher(settings, new SplitMix64(7));
        var (one, other) = Task.Draw(20, new SplitMix64(8));
        Assert.All(pair.Gradient(one, other), g => Assert.Equal(0, g));
        var crossed = new StudentTeacher(settings with { IsCrossed = true }, new SplitMix64(7));
        Assert.Contains(crossed.Gradient(one, other), g => Math.Abs(g) > 1e-3);
    }

    [Fact]
    public void A_step_descends_averages_and_centres()
    {
        var settings = new DistillationSettings { LearningRate = 0.5, TeacherMomentum = 0.75, CentreMomentum = 0.6 };
        var pair = Unequal(settings, 6);
        var (one, other) = Task.Draw(3, new SplitMix64(1));
        double[] student = [.. pair.Student], teacher = [.. pair.Teacher], centre = [.. pair.Centre];
        var gradient = pair.Gradient(one, other);
        pair.Step(one, other);
        for (var i = 0; i < student.Length; i++)
        {
            Assert.Equal(student[i] - 0.5 * gradient[i], pair.Student[i], 1e-15);
            Assert.Equal(0.75 * teacher[i] + 0.25 * pair.Student[i], pair.Teacher[i], 1e-15);
        }

        for (var k = 0; k < 4; k++)
        {
            var logits = one.Concat(other).Chunk(4)
                .Select(x => Enumerable.Range(0, 4).Sum(j => teacher[4 * k + j] * x[j]));
            Assert.Equal(0.6 * centre[k] + 0.4 * logits.Average(), pair.Centre[k], 1e-14);
        }

        var plain = new StudentTeacher(settings with { IsCentred = false }, new SplitMix64(2));
        plain.Step(one, other);
        Assert.All(plain.Centre.ToArray(), c => Assert.Equal(0, c));
    }

    [Fact]
    public void An_average_forgets_half_in_its_half_life()
    {
        AssertDigits("172.94", ExponentialAverage.HalfLife(0.996));
        double[] average = [1, -3];
        for (var step = 0; step < 173; step++) ExponentialAverage.Update(average, [0, 0], 0.996);
        Assert.InRange(average[0], Math.Pow(0.996, 173) - 1e-15, 0.5);
        Assert.True(average[0] / 0.996 > 0.5);
        Assert.Equal(10, ExponentialAverage.HalfLife(Math.Pow(0.5, 0.1)), 1e-12);
        Assert.Throws<ArgumentOutOfRangeException>(() => ExponentialAverage.HalfLife(1));
        Assert.Throws<ArgumentException>(() => ExponentialAverage.Update(average, [1], 0.5));
    }

    [Fact]
    public void Entropies_and_informations_are_those_of_small_laws_by_hand()
    {
        AssertDigits("1.0144027755", OutputInformation.Entropy(Law([2, 1, 0.5, -1], 1)));
        AssertDigits("5.042717e-4", OutputInformation.Entropy(Law([2, 1, 0.5, -1], 0.1)));
        double[][] laws = [[1, 0], [0, 1], [1, 0], [0, 1]];
        Assert.Equal(Math.Log(2), OutputInformation.Of(laws, [0, 1, 0, 1]), 1e-15);
        Assert.Equal(0, OutputInformation.Of(laws, [0, 0, 1, 1]), 1e-15);
        Assert.Equal(Math.Log(2), OutputInformation.Of(laws, [0, 1, 2, 3]), 1e-15);
        Assert.Throws<ArgumentException>(() => OutputInformation.Of([], []));
    }

    [Fact]
    public void Views_of_one_thing_share_its_kind_and_not_its_sign()
    {
        var (one, other) = new TwoViewTask(0, 2).Draw(400, new SplitMix64(12));
        int same = 0, kinds = 0;
        for (var i = 0; i < 400; i++)
        {
            var x = one[(4 * i)..(4 * i + 4)];
            var y = other[(4 * i)..(4 * i + 4)];
            Assert.Equal(x[..2], y[..2]);
            Assert.Equal(2, Math.Abs(x[2]));
            Assert.Equal(1, x[3]);
            if (x[2] == y[2]) same++;
            if (x[0] > 0 && x[1] > 0) kinds++;
        }

        Assert.InRange(same, 200 - 50, 200 + 50);
        Assert.InRange(kinds, 100 - 44, 100 + 44);
        Assert.Equal(4, Enumerable.Range(0, 4).Select(k => string.Join(' ', Task.View(k, true))).Distinct().Count());
        Assert.Throws<ArgumentOutOfRangeException>(() => Task.View(4, true));
        Assert.Throws<ArgumentOutOfRangeException>(() => new TwoViewTask(-1, 0));
    }

    [Fact]
    public void What_does_not_fit_is_refused()
    {
        var random = new SplitMix64(1);
        Assert.Throws<ArgumentOutOfRangeException>(
            () => new StudentTeacher(new DistillationSettings { Outputs = 1 }, random));
        Assert.Throws<ArgumentOutOfRangeException>(
            () => new StudentTeacher(new DistillationSettings { TeacherTemperature = 0 }, random));
        var pair = new StudentTeacher(new DistillationSettings(), random);
        Assert.Throws<ArgumentException>(() => pair.Loss(new double[8], new double[4]));
        Assert.Throws<ArgumentOutOfRangeException>(() => pair.Loss(new double[6], new double[6]));
    }
}
