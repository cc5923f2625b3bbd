using System.Numerics;
using Lemmata.Learning.Numerics.Tensors;

namespace Lemmata.Learning.Tests.Numerics.Tensors;

/// <summary>The stated error bounds of the elementary functions, against integer arithmetic.</summary>
public class ElementaryErrors(ITestOutputHelper output)
{
    private const int Points = 1500;

    private delegate (BigInteger Mantissa, int Exponent) Reference(double x);

    private static readonly (
        string Name,
        Func<float, float> Single,
        Func<double, double> Double,
        Reference Exact,
        double SingleBound,
        double DoubleBound,
        double SingleRange,
        double DoubleRange
    )[] Functions =
    [
        ("exp", Elementary.Exp, Elementary.Exp, ExactFunctions.Exp, 1.1, 1.1, 103, 745),
        ("log", Elementary.Log, Elementary.Log, x => ExactFunctions.Log(x), 0.51, 1.1, 0, 0),
        ("tanh", Elementary.Tanh, Elementary.Tanh, ExactFunctions.Tanh, 2.5, 2.5, 10, 20),
        ("sigmoid", Elementary.Sigmoid, Elementary.Sigmoid, ExactFunctions.Sigmoid, 2.5, 2.5, 86, 700),
        ("sin", Elementary.Sin, Elementary.Sin, ExactFunctions.Sin, 0.51, 1.0, 1e6, 1e6),
        ("cos", Elementary.Cos, Elementary.Cos, ExactFunctions.Cos, 0.51, 1.0, 1e6, 1e6),
    ];

    public static TheoryData<string> Names => [.. Functions.Select(function => function.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_function_stays_within_its_stated_error(string name)
    {
        var function = Functions.Single(candidate => candidate.Name == name);
        var numbers = new Numbers(2024);
        var (single, double_) = ((Ulps: 0.0, At: 0.0), (Ulps: 0.0, At: 0.0));
        for (var i = 0; i < Points; i++)
        {
            var x = (double)(float)Argument(name, function.SingleRange, numbers, i, 30);
            single = Worse(single, ExactFunctions.Ulps(function.Single((float)x), function.Exact(x), 24, -149), x);
            x = Argument(name, function.DoubleRange, numbers, i, 300);
            double_ = Worse(double_, ExactFunctions.Ulps(function.Double(x), function.Exact(x), 53, -1074), x);
        }
        output.WriteLine(
            $"{name}: float {single.Ulps:F3} ulp at {single.At:R}, double {double_.Ulps:F3} ulp at {double_.At:R}");
        Assert.True(
            single.Ulps <= function.SingleBound,
            $"float {name}({single.At:R}) is off by {single.Ulps:F3} ulp, stated {function.SingleBound}");
        Assert.True(
            double_.Ulps <= function.DoubleBound,
            $"double {name}({double_.At:R}) is off by {double_.Ulps:F3} ulp, stated {function.DoubleBound}");
    }

    // log: all positive magnitudes and the neighbourhood of 1; otherwise uniform in the range, near 0, small, and for
    // angles huge
    private static double Argument(string name, double range, Numbers numbers, int index, double exponents)
    {
        if (name == "exp" && index % 4 >= 2)
            return numbers.Uniform() * range is var x && x > range * 0.85 ? -x : x;
        if (name == "log")
            return index % 3 == 0 ? 1 + numbers.Uniform() / 4 : Math.Pow(2, numbers.Uniform() * exponents * 3.3);
        return (index % 4) switch
        {
            0 => numbers.Uniform() * Math.Min(range, 4),
            1 => numbers.Uniform() * Math.Pow(2, -numbers.Below(60)),
            2 when range > 1e5 && index % 8 == 2 => numbers.Uniform() * Math.Pow(10, numbers.Below((int)exponents)),
            _ => numbers.Uniform() * range,
        };
    }

    private static (double Ulps, double At) Worse((double Ulps, double At) worst, double ulps, double at) =>
        ulps > worst.Ulps ? (ulps, at) : worst;

    [Fact]
    public void The_largest_doubles_and_multiples_of_a_quarter_turn_keep_the_error_of_sine_and_cosine()
    {
        foreach (
            var x in new[]
            {
                double.MaxValue,
                6381956970095103.0 * Math.ScaleB(1, 797),
                1e22,
                355,
                710,
                103993,
                800_000,
                800_001,
                Math.PI,
                Math.PI / 2,
                1e300,
            }
        )
        {
            Assert.True(ExactFunctions.Ulps(Elementary.Sin(x), ExactFunctions.Sin(x), 53, -1074) <= 1.0, $"sin {x:R}");
            Assert.True(ExactFunctions.Ulps(Elementary.Cos(-x), ExactFunctions.Cos(x), 53, -1074) <= 1.0, $"cos {x:R}");
            Assert.Equal(-Elementary.Sin(x), Elementary.Sin(-x));
        }
    }

    [Fact]
    public void Special_arguments_give_the_documented_values()
    {
        Assert.Equal(
            (0, 1, double.PositiveInfinity),
            (Elementary.Exp(double.NegativeInfinity), Elementary.Exp(-0.0), Elementary.Exp(710.0)));
        Assert.Equal(
            (0f, float.PositiveInfinity, float.Epsilon),
            (Elementary.Exp(-1e30f), Elementary.Exp(88.8f), Elementary.Exp(-103f)));
        Assert.Equal(
            (double.NegativeInfinity, double.PositiveInfinity, 0),
            (Elementary.Log(0.0), Elementary.Log(double.PositiveInfinity), Elementary.Log(1.0)));
        Assert.True(double.IsNaN(Elementary.Log(-1.0)) && float.IsNaN(Elementary.Log(-1f)));
        Assert.Equal(
            (1f, -1f, 1.0),
            (Elementary.Tanh(50f), Elementary.Tanh(float.NegativeInfinity), Elementary.Tanh(1e300)));
        Assert.Equal(
            (0.0, 1.0, 0.5),
            (
                Elementary.Sigmoid(double.NegativeInfinity),
                Elementary.Sigmoid(double.PositiveInfinity),
                Elementary.Sigmoid(0.0)));
        Assert.True(
            double.IsNegative(Elementary.Tanh(-0.0))
                && double.IsNegative(Elementary.Sin(-0.0))
                && float.IsNegative(Elementary.Sin(-0f)));
        Assert.True(
            double.IsNaN(Elementary.Sin(double.PositiveInfinity))
                && double.IsNaN(Elementary.Cos(double.NegativeInfinity)));
        foreach (var (name, single, double_, _, _, _, _, _) in Functions)
            Assert.True(float.IsNaN(single(float.NaN)) && double.IsNaN(double_(double.NaN)), $"{name}(NaN)");
    }
}
