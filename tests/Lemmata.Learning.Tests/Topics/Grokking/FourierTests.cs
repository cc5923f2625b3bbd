using System.Numerics;
using Lemmata.Learning.Numerics.Tensors;
using Lemmata.Learning.Topics.Grokking;

namespace Lemmata.Learning.Tests.Topics.Grokking;

public class FourierTests
{
    [Theory]
    [InlineData(7, 1)]
    [InlineData(12, 1)]
    [InlineData(12, 5)]
    [InlineData(53, 20)]
    [InlineData(97, 3)]
    public void Six_neurons_have_logits_3_cos_exactly(int p, int f)
    {
        var table = OperationTable.Add(p);
        var logits = SixNeurons.Network(p, f).Logits(table.Left, table.Right);
        var deviation = (
            from i in Enumerable.Range(0, table.Count)
            from c in Enumerable.Range(0, p)
            select Math.Abs(logits[i, c] - 3 * Math.Cos(2 * Math.PI * f * (table.Left[i] + table.Right[i] - c) / p))
        ).Max();
        Assert.True(deviation < 1e-12, $"largest deviation {deviation:E2}");
    }

    [Theory]
    [InlineData(7, 1.1295305944)]
    [InlineData(97, 0.0062915213)]
    [InlineData(113, 0.0046364140)]
    public void Margin_of_six_neurons(int p, double expected) =>
        Assert.Equal(expected, SixNeurons.Margin(SixNeurons.Network(p, 1)), 5.1e-11);

    [Fact]
    public void Margin_of_several_frequencies()
    {
        // min over d of 3 Σ (1 − cos 2πfd/97), f = 1 … 5, is 0.34400659610622764.
        Assert.Equal(0.344006596106, SixNeurons.Margin(SixNeurons.Network(97, 1, 2, 3, 4, 5)), 1e-12);
        Assert.Equal(3 * 53 / 2.0, SixNeurons.Margin(SixNeurons.Network(53, [.. Enumerable.Range(1, 26)])), 1e-10);
        Assert.Equal(0, SixNeurons.Margin(SixNeurons.Network(12, 2)), 1e-12);
    }

    [Fact]
    public void Smallest_exact_phase_set_has_six_neurons()
    {
        var sets =
            from m in Enumerable.Range(1, 8)
            from c in Enumerable.Range(0, m)
            where SixNeurons.IsExactPhaseSet(m, c)
            select (m, c);
        Assert.Equal([(6, 4), (7, 3), (7, 5), (8, 2), (8, 6)], sets);
    }

    [Fact]
    public void Spectrum_finds_the_planted_frequency_share_and_phases()
    {
        const int p = 31, f = 9;
        Tensor<double> left = new(p, 1), right = new(p, 1), output = new(1, p);
        for (var a = 0; a < p; a++)
        {
            var angle = 2 * Math.PI * a / p;
            left[a, 0] = 5 + 2 * Math.Cos(f * angle + 0.4) + Math.Cos(2 * angle);       // shares 4/5 and 1/5
            right[a, 0] = -1 + 3 * Math.Cos(f * angle - 1.3);
            output[0, a] = 0.5 * Math.Cos(f * angle + 2.9);
        }
        var spectrum = NeuronSpectrum.Of(new QuadraticNetwork<double>(left, right, output));
        Assert.Equal((f, true), (spectrum.Frequency[0], spectrum.IsShared[0]));
        Assert.Equal((0.8 + 1 + 1) / 3, spectrum.MeanTopShare, 1e-12);
        Assert.Equal(0.2 / 3, spectrum.Share[0, 1], 1e-12);
        Assert.Equal(
            [0.4, -1.3, 2.9],
            [Round(spectrum.LeftPhase[0]), Round(spectrum.RightPhase[0]), Round(spectrum.OutputPhase[0])]);
        Assert.Equal(1, spectrum.PhaseCoherence, 1e-12);

        static double Round(double x) => Math.Round(x, 12);
    }

    [Fact]
    public void Coherence_is_the_weighted_mean_of_phase_defects()
    {
        // Two neurons of pure cosines whose defects differ by a third of a turn: |1 + e^(2πi/3)| / 2 = 1/2.
        const int p = 17;
        Tensor<double> left = new(p, 2), right = new(p, 2), output = new(2, p);
        for (var a = 0; a < p; a++)
        {
            for (var k = 0; k < 2; k++)
            {
                left[a, k] = right[a, k] = Math.Cos(2 * Math.PI * 3 * a / p);
                output[k, a] = Math.Cos(2 * Math.PI * 3 * a / p + k * 2 * Math.PI / 3);
            }
        }

        Assert.Equal(0.5, NeuronSpectrum.Of(new QuadraticNetwork<double>(left, right, output)).PhaseCoherence, 1e-12);
    }

    [Fact]
    public void The_filter_leaves_pure_cosines_alone_and_removes_what_is_added_to_them()
    {
        var clean = SixNeurons.Network(23, 4);
        var dirty = clean.Clone();
        foreach (var tensor in new[] { dirty.Left, dirty.Right, dirty.Output })
        {
            for (var i = 0; i < tensor.Count; i++)
                tensor[i] += 3;                     // a constant is no frequency
        }

        var filtered = SpectralFilter.Apply(dirty);
        Assert.True(clean.Left.Data.Zip(filtered.Left.Data, (x, y) => Math.Abs(x - y)).Max() < 1e-12);
        Assert.True(clean.Output.Data.Zip(filtered.Output.Data, (x, y) => Math.Abs(x - y)).Max() < 1e-12);
    }

    [Fact]
    public void Mean_logits_of_six_neurons_are_the_cosine_by_distance()
    {
        const int p = 19;
        var table = OperationTable.Add(p);
        var measure = ProgressMeasure.Of(SixNeurons.Network(p, 1), table, table.Split(0.5, 1).Test);
        for (var d = 0; d < p; d++)
            Assert.Equal(3 * Math.Cos(2 * Math.PI * d / p), measure.MeanLogits[d], 1e-12);
        Assert.Equal(3 * (1 - Math.Cos(2 * Math.PI / p)), measure.Margin, 1e-12);
        var sum = Enumerable.Range(0, p).Sum(d => Math.Exp(3 * Math.Cos(2 * Math.PI * d / p)));
        Assert.Equal(Math.Log(sum) - 3, measure.CrossEntropy, 1e-12);
    }

    [Fact]
    public void Filtered_base_run_answers_unseen_pairs_at_step_50()
    {
        var run = RunSettings.Base.Prepare();
        var split = run.Split;
        Assert.InRange(SpectralFilter.Apply(run.Network).Accuracy(split.Table, split.Test), 0, 3.0 / 53);
        run.Training.Run(50);
        Assert.InRange(run.Network.Accuracy(split.Table, split.Test), 0, 1.0 / 53);
        Assert.InRange(SpectralFilter.Apply(run.Network).Accuracy(split.Table, split.Test), 0.98, 1);
    }
}
