using System.Numerics;
using Lemmata.Learning.Topics.StateSpace;

namespace Lemmata.Learning.Tests.Topics.StateSpace;

public class DelayPadeTests
{
    public static TheoryData<int> Counts => new(Enumerable.Range(1, 12));

    [Theory]
    [MemberData(nameof(Counts))]
    public void Transfer_function_of_the_memory_is_the_Pade_approximant_exactly(int count)
    {
        var memory = DelayPade.FromMemory(count);
        var closed = DelayPade.ClosedForm(count);
        Assert.Equal(closed.Denominator, memory.Denominator);
        Assert.Equal(closed.Numerator, memory.Numerator);
    }

    // What makes it a Padé approximant, from the definition alone: Q(s) e^{−s} − P(s) = O(s^{2N}).
    [Theory]
    [MemberData(nameof(Counts))]
    public void Quotient_agrees_with_the_series_of_the_delay_to_order_2N_minus_1(int count)
    {
        var (numerator, denominator) = DelayPade.FromMemory(count);
        for (var order = 0; order <= 2 * count; order++)
        {
            // order! times the coefficient of s^order in Q(s) e^{−s} − P(s)
            BigInteger sum = 0, falling = 1; // falling = order!/(order−j)!
            for (var j = 0; j <= Math.Min(order, count); j++)
            {
                sum += denominator[j] * falling * ((order - j) % 2 == 0 ? 1 : -1);
                falling *= order - j;
            }
            if (order < count)
            {
                BigInteger factorial = 1;
                for (var i = 2; i <= order; i++) factorial *= i;
                sum -= numerator[order] * factorial;
            }
            if (order < 2 * count) Assert.Equal(BigInteger.Zero, sum);
            else Assert.NotEqual(BigInteger.Zero, sum);
        }
    }

    [Fact]
    public void Four_states_have_the_published_polynomial()
        => Assert.Equal<BigInteger[]>([840, 480, 120, 16, 1], DelayPade.FromMemory(4).Denominator);

    [Fact]
    public void Delay_error_of_four_states_has_the_published_size()
    {
        var system = Hippo.LegT(4, 1);
        var at = system.Transfer(Hippo.DelayReadout(4), Complex.ImaginaryOne);
        var error = (at - Complex.FromPolarCoordinates(1, -1)).Magnitude;
        Assert.Equal(6.857087e-7, error, 5e-13);
        Assert.Equal(7.086168e-7, DelayPade.LeadingError(4, 1), 5e-14);
    }

    [Fact]
    public void Matrices_and_polynomials_give_the_same_transfer_function()
    {
        var (numerator, denominator) = DelayPade.ClosedForm(7);
        foreach (var frequency in new[] { 0.5, 4, 11 })
        {
            var s = new Complex(0, frequency);
            var quotient = DelayPade.Evaluate(numerator, s) / DelayPade.Evaluate(denominator, s);
            Assert.Equal(0, (quotient - Hippo.LegT(7, 1).Transfer(Hippo.DelayReadout(7), s)).Magnitude, 1e-12);
        }
    }

    [Fact]
    public void Characteristic_polynomial_of_a_companion_matrix_is_read_off()
    {
        // s³ − 2s² + 7s − 5
        var companion = new BigInteger[,] { { 0, 0, 5 }, { 1, 0, -7 }, { 0, 1, 2 } };
        Assert.Equal<BigInteger[]>([-5, 7, -2, 1], CharacteristicPolynomial.Of(companion));
    }
}
