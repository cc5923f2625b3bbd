using Lemmata.Learning.Numerics.Random;
using Lemmata.Learning.Numerics.Tensors;
using Lemmata.Learning.Topics.PartWhole;
using static Lemmata.Learning.Tests.Numerics.Probability.ExactLaws;

namespace Lemmata.Learning.Tests.Topics.PartWhole;

public class SimilarityAttentionTests
{
    private static double[] Angles(ulong seed = 23)
    {
        var random = new SplitMix64(seed);
        return [.. Enumerable.Range(0, 40).Select(_ => 2 * Math.PI * random.NextDouble())];
    }

    private static Tensor<double> OnCircle(double[] angles)
    {
        var points = new Tensor<double>(angles.Length, 2);
        for (var i = 0; i < angles.Length; i++)
            (points[i, 0], points[i, 1]) = (Math.Cos(angles[i]), Math.Sin(angles[i]));
        return points;
    }

    /// <summary>Mean shift with the kernel of von Mises, on angles alone.</summary>
    private static double[] ShiftByAngles(double[] angles, double beta)
    {
        for (var t = 0; t < 60; t++)
        {
            var next = new double[angles.Length];
            for (var i = 0; i < angles.Length; i++)
            {
                var (sine, cosine) = (0.0, 0.0);
                foreach (var other in angles)
                {
                    var kernel = Math.Exp(beta * (Math.Cos(angles[i] - other) - 1));
                    sine += kernel * Math.Sin(other);
                    cosine += kernel * Math.Cos(other);
                }
                next[i] = Math.Atan2(sine, cosine);
            }
            angles = next;
        }
        return angles;
    }

    /// <summary>Numbers of islands, counted along the circle: a gap starts a new one.</summary>
    private static int[] GroupsByGaps(double[] angles)
    {
        var order = Enumerable.Range(0, angles.Length).OrderBy(i => angles[i]).ToArray();
        var (groups, count) = (new int[angles.Length], 0);
        for (var k = 1; k < order.Length; k++)
        {
            if (angles[order[k]] - angles[order[k - 1]] > 1e-3) count++;
            groups[order[k]] = count;
        }
        var joined = angles[order[0]] + 2 * Math.PI - angles[order[^1]] <= 1e-3;
        return [.. groups.Select(group => joined && group == count ? 0 : group)];
    }

    private static int IslandsByAngles(double beta) =>
        GroupsByGaps(ShiftByAngles(Angles(), beta)).Distinct().Count();

    private static int PairsTornApart(int[] fine, int[] coarse) => Enumerable.Range(0, 40).Sum(i =>
        Enumerable.Range(0, i).Count(j => fine[i] == fine[j] && coarse[i] != coarse[j]));

    [Theory]
    [InlineData(1, 1), InlineData(4, 2), InlineData(10, 3), InlineData(30, 6), InlineData(100, 9), InlineData(300, 14)]
    [InlineData(1000, 23)]
    public void Islands_have_the_tabulated_numbers(double beta, int expected)
    {
        Assert.Equal(expected, IslandsByAngles(beta));
        var end = SimilarityAttention.Converge(OnCircle(Angles()), beta, 60);
        Assert.Equal(expected, SimilarityAttention.Islands(end, 1e-3).Max() + 1);
    }

    [Fact]
    public void Islands_of_most_random_starts_are_not_nested()
    {
        double[] falling = [1000, 300, 100, 30, 10, 4, 1];
        var (byAngles, byVectors) = (0, 0);
        for (ulong seed = 1; seed <= 100; seed++)
        {
            var start = Angles(seed);
            var first = falling.Select(beta => GroupsByGaps(ShiftByAngles(start, beta))).ToArray();
            if (first.Zip(first.Skip(1), PairsTornApart).Sum() > 0) byAngles++;
            var second = falling.Select(beta => SimilarityAttention.Islands(
                SimilarityAttention.Converge(OnCircle(start), beta, 60), 1e-3)).ToArray();
            if (second.Zip(second.Skip(1), PairsTornApart).Sum() > 0) byVectors++;
        }
        Assert.Equal(63, byAngles);
        Assert.Equal(63, byVectors);
    }

    [Fact]
    public void Equal_vectors_stay_equal_so_that_islands_that_are_gathered_stay_together()
    {
        var start = OnCircle([0.1, 0.1, 0.1, 2, 2, 2.4, 5]);
        foreach (var beta in new[] { 0, 0.7, 30, 1000 })
        {
            var end = SimilarityAttention.Converge(start, beta, 60);
            Assert.Equal(end.Row(0).ToArray(), end.Row(2).ToArray());
            Assert.Equal(end.Row(3).ToArray(), end.Row(4).ToArray());
        }
    }

    [Theory]
    [InlineData(3.1622776601683795, 16), InlineData(2.5118864315095801, 17)]
    public void One_vector_changes_sides_between_two_sharpnesses(double beta, int smaller)
    {
        int[] sizes = [.. GroupsByGaps(ShiftByAngles(Angles(), beta)).GroupBy(g => g).Select(g => g.Count()).Order()];
        Assert.Equal([smaller, 40 - smaller], sizes);
        var groups = SimilarityAttention.Islands(SimilarityAttention.Converge(OnCircle(Angles()), beta, 60), 1e-3);
        Assert.Equal(sizes, groups.GroupBy(g => g).Select(g => g.Count()).Order());
    }

    [Fact]
    public void Sum_and_average_of_a_column_have_the_tabulated_norms()
    {
        var start = Tensor<double>.Wrap(new SplitMix64(24).Normals(15), 5, 3);
        double Norm(bool average) =>
            Math.Sqrt(SimilarityAttention.Column(start, 20, average).Data.Sum(x => x * x));

        // The same by the matrix ¼(2I + shifts), whose ends see themselves, as explicit repeated sums.
        var rows = Enumerable.Range(0, 5).Select(l => start.Row(l).ToArray()).ToArray();
        for (var t = 0; t < 20; t++)
        {
            rows = [.. rows.Select((row, l) => row.Select((x, k) =>
                (2 * x + rows[Math.Min(4, l + 1)][k] + rows[Math.Max(0, l - 1)][k]) / 4).ToArray())];
        }
        var plain = Math.Sqrt(rows.Sum(row => row.Sum(x => x * x)));
        AssertDigits("2.16370713", plain);
        AssertDigits("2.16370713", Norm(average: true));
        AssertDigits("2.379021e12", plain * Math.Pow(4, 20));
        AssertDigits("2.379021e12", Norm(average: false));
    }

    [Fact]
    public void Weights_are_those_of_gaussian_mean_shift_for_unit_vectors()
    {
        var points = OnCircle(Angles());
        var weights = SimilarityAttention.Weights([points], 7, 0.5);
        for (var i = 0; i < 40; i++)
        {
            var kernel = Enumerable.Range(0, 40).Select(j => Math.Exp(-7 / 2.0 * (
                Math.Pow(points[i, 0] - points[j, 0], 2) + Math.Pow(points[i, 1] - points[j, 1], 2)))).ToArray();
            for (var j = 0; j < 40; j++)
                Assert.Equal(kernel[j] / kernel.Sum(), weights[i, j], 1e-14);
        }
    }

    [Fact]
    public void Levels_above_count_with_their_decay()
    {
        Tensor<double> low = OnCircle([0, 0.1, 2]), high = OnCircle([0, 3, 0.2]);
        var weights = SimilarityAttention.Weights([low, high], 5, 0.3);
        var scores = new[] { 0, 0.1, 2 }.Zip([0.0, 3, 0.2], (x, y) => Math.Exp(5 * (Math.Cos(x) + 0.3 * Math.Cos(y))))
            .ToArray();
        for (var j = 0; j < 3; j++)
            Assert.Equal(scores[j] / scores.Sum(), weights[0, j], 1e-14);
    }

    [Fact]
    public void Chains_of_short_steps_make_an_island()
    {
        var line = Tensor<double>.Wrap([0, 5, 1, 2, 6, 9], 6, 1);
        Assert.Equal([0, 1, 0, 0, 1, 2], SimilarityAttention.Islands(line, 1));
        Assert.Equal([0, 1, 2, 3, 4, 5], SimilarityAttention.Islands(line, 0.5));
    }

    [Fact]
    public void What_does_not_fit_is_refused_with_the_numbers()
    {
        Tensor<double> three = OnCircle([0, 1, 2]), two = OnCircle([0, 1]);
        Assert.Contains("3 locations but level 1 has 2", Assert.Throws<ArgumentException>(
            () => SimilarityAttention.Weights([three, two], 1, 1)).Message);
        Assert.Throws<ArgumentException>(() => SimilarityAttention.Weights([], 1, 1));
        Assert.Contains("beta must be at least 0 and finite, but is -1", Assert.Throws<ArgumentOutOfRangeException>(
            () => SimilarityAttention.Converge(three, -1, 1)).Message);
        Assert.Throws<ArgumentOutOfRangeException>(() => SimilarityAttention.Converge(three, 1, -1));
        Assert.Throws<ArgumentOutOfRangeException>(() => SimilarityAttention.Islands(three, double.NaN));
    }
}
