using Lemmata.Learning.Numerics.Random;
using Lemmata.Learning.Topics.Memorisation;
using static Lemmata.Learning.Tests.Numerics.Probability.ExactLaws;

namespace Lemmata.Learning.Tests.Topics.Memorisation;

public class MemorisationTests
{
    /// <summary>The same model by searching all records for the context each time.</summary>
    private static double Naive(List<int[]> records, int order, double alpha, int symbols, int[] record)
    {
        var sum = 0.0;
        for (var i = 0; i < record.Length; i++)
        {
            var from = Math.Max(0, i - order + 1);
            int Seen(Func<int[], int, bool> more)
            {
                var seen = 0;
                foreach (var other in records)
                {
                    for (var j = 0; j < other.Length; j++)
                    {
                        // The beginning of a record counts as part of the context where it is near enough.
                        var start = Math.Max(0, j - order + 1);
                        var alike = (i >= order - 1 || j == i) && other[start..j].SequenceEqual(record[from..i]);
                        if (alike && more(other, j)) seen++;
                    }
                }

                return seen;
            }

            var place = i;
            sum += Math.Log((Seen((other, j) => other[j] == record[place]) + alpha)
                / (Seen((_, _) => true) + alpha * symbols));
        }

        return sum;
    }

    [Fact]
    public void Probabilities_are_those_of_a_search_through_all_records()
    {
        var random = new SplitMix64(15);
        foreach (var order in new[] { 1, 2, 3, 5 })
        {
            List<int[]> records = [.. Enumerable.Range(0, 60).Select(_ =>
                Enumerable.Range(0, 4).Select(_ => random.NextInt(3)).ToArray())];
            var model = new NGramModel(3, order, 0.3);
            foreach (var record in records) model.Add(record);
            foreach (var record in records.Take(8))
                Assert.Equal(Naive(records, order, 0.3, 3, record), model.LogLikelihood(record), 1e-12);
            var all = model.LogLikelihoods(4);
            Assert.Equal(1, all.Sum(Math.Exp), 1e-12);
            for (var index = 0; index < all.Length; index++)
                Assert.Equal(model.LogLikelihood([index / 27, index / 9 % 3, index / 3 % 3, index % 3]), all[index]);
        }
    }

    [Fact]
    public void A_single_canary_has_the_tabulated_likelihood_and_exposure()
    {
        foreach (var copies in new[] { 1, 4 })
        {
            var model = new NGramModel(10, 7, 0.1);
            model.Add([3, 1, 4, 1, 5, 9], copies);
            var digit = (copies + 0.1) / (copies + 1);
            Assert.Equal(6 * Math.Log(digit), model.LogLikelihood([3, 1, 4, 1, 5, 9]), 1e-13);
            if (copies > 1) continue;
            Assert.Equal(0.55, digit, 1e-15);
            AssertDigits("-3.587022", model.LogLikelihood([3, 1, 4, 1, 5, 9]));
        }

        var alone = new NGramModel(10, 7, 0.1);
        alone.Add([3, 1, 4, 1, 5, 9]);
        AssertDigits("19.931569", Exposure.Of(alone.LogLikelihoods(6), 314_159));
        AssertDigits("19.931569", Math.Log(1e6) / Math.Log(2));
    }

    [Fact]
    public void Ranks_are_places_in_the_sorted_order()
    {
        double[] values = [.. new SplitMix64(3).Normals(500)];
        var sorted = values.OrderDescending().ToArray();
        for (var i = 0; i < 500; i += 37) Assert.Equal(Array.IndexOf(sorted, values[i]) + 1, Exposure.Rank(values, i));
        Assert.Equal(3, Exposure.Rank([1, 2, 2, 1, 2], 1));           // ties count against
        Assert.Equal(0, Exposure.Of([2, 2, 1, 2], 2), 1e-15);
        Assert.Throws<ArgumentOutOfRangeException>(() => Exposure.Rank([1, 2], 2));
    }

    [Fact]
    public void Samples_follow_the_law_and_temperature_sharpens_it()
    {
        var model = new NGramModel(2, 2, 0.5);
        model.Add([1, 1], 3);
        model.Add([0, 1]);
        var law = new double[2];
        model.Next(model.Start, law);
        Assert.Equal(3.5 / 5, law[1], 1e-15);
        model.Next(model.Start, law, 0.5);
        Assert.Equal(3.5 * 3.5 / (3.5 * 3.5 + 1.5 * 1.5), law[1], 1e-15);
        var random = new SplitMix64(8);
        var ones = Enumerable.Range(0, 20_000).Count(_ => model.Sample(1, random)[0] == 1);
        Assert.InRange(ones / 20_000.0, 0.7 - 5 * Math.Sqrt(0.21 / 20_000), 0.7 + 5 * Math.Sqrt(0.21 / 20_000));
    }

    [Fact]
    public void What_does_not_fit_is_refused_with_the_numbers()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new NGramModel(1, 3, 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => new NGramModel(3, 0, 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => new NGramModel(3, 3, 0));
        var model = new NGramModel(3, 3, 1);
        Assert.Contains("0 to 2, got 3", Assert.Throws<ArgumentOutOfRangeException>(() => model.Add([3])).Message);
        Assert.Throws<ArgumentOutOfRangeException>(() => model.LogLikelihoods(20));
        Assert.Throws<ArgumentException>(() => model.Next(0, new double[2]));
    }
}
