using Lemmata.Learning.Topics.StateSpace;
using MathNet.Numerics.LinearAlgebra;
using Complex = System.Numerics.Complex;

namespace Lemmata.Learning.Tests.Topics.StateSpace;

public class DecompositionTests
{
    [Fact]
    public void LegS_normal_part_has_the_published_eigenvalues()
    {
        Check(4, [4.6032930071, 0.5565011151]);
        Check(8, [19.857410371, 5.354208515, 1.9577941509, 0.4274887123]);

        static void Check(int count, double[] expected)
        {
            var poles = DiagonalPlusLowRank.LegS(count).Poles;
            for (var j = 0; j < expected.Length; j++)
            {
                Assert.Equal(-0.5, poles[j].Real, 1e-14);
                Assert.Equal(expected[j], poles[j].Imaginary, j < 2 && count == 8 ? 5e-10 : 5e-11);
                Assert.Equal(-expected[j], poles[^(j + 1)].Imaginary, 5e-10);
            }
        }
    }

    public static TheoryData<string> Memories => new("LegS", "LegT", "Fourier", "Fourier, published", "LagT");

    private static (LinearSystem System, DiagonalPlusLowRank Parts) Memory(string name) => name switch
    {
        "LegS" => (Hippo.LegS(16), DiagonalPlusLowRank.LegS(16)),
        "LegT" => (Hippo.LegT(16, 1.5), DiagonalPlusLowRank.LegT(16, 1.5)),
        "Fourier" => (Hippo.FourierWindow(8, 1.5), DiagonalPlusLowRank.FourierWindow(8, 1.5)),
        "Fourier, published" => (Hippo.FourierWindow(8, 1.5, 1), DiagonalPlusLowRank.FourierWindow(8, 1.5, 1)),
        _ => (Hippo.LagT(16, 0.7), DiagonalPlusLowRank.LagT(16, 0.7)),
    };

    [Theory]
    [MemberData(nameof(Memories))]
    public void Parts_recompose_to_the_matrix(string name)
    {
        var (system, parts) = Memory(name);
        Assert.True((parts.Recompose() - system.A).L2Norm() < 1e-11 * system.A.L2Norm());
        var unit = parts.V.ConjugateTranspose() * parts.V - Matrix<Complex>.Build.DenseIdentity(parts.StateCount);
        Assert.True(unit.L2Norm() < 1e-12, "V is not unitary");
    }

    [Theory]
    [MemberData(nameof(Memories))]
    public void Cauchy_kernel_equals_the_plain_kernel(string name)
    {
        var (system, parts) = Memory(name);
        var readout = Vector<double>.Build.Dense(system.StateCount, n => 1.0 / (n + 1) - 0.3);
        foreach (var length in new[] { 1, 2, 64, 200 }) // 2 puts a root of unity at −1
        {
            var plain = system.Discretize(Discretization.Bilinear, 0.02).Kernel(readout, length);
            var cauchy = CauchyKernel.Of(parts, system, readout, 0.02, length);
            var size = plain.Max(Math.Abs);
            for (var j = 0; j < length; j++) Assert.Equal(plain[j], cauchy[j], 1e-11 * size);
        }
    }

    [Fact]
    public void A_low_rank_part_that_does_not_fit_is_refused()
    {
        var p = Matrix<double>.Build.Dense(4, 1, 1);
        var thrown = Assert.Throws<ArgumentException>(() => DiagonalPlusLowRank.Of(Hippo.LegS(4).A, p));
        Assert.Contains("skew", thrown.Message);
    }
}
