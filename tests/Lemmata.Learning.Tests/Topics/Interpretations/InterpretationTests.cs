using System.Numerics;
using Lemmata.Learning.Numerics.Autodiff;
using Lemmata.Learning.Numerics.Tensors;
using Lemmata.Learning.Topics.Interpretations;
using static Lemmata.Learning.Tests.Numerics.Probability.ExactLaws;

namespace Lemmata.Learning.Tests.Topics.Interpretations;

public class InterpretationTests
{
    private const double X = 1.3, Y = -0.7;

    private static T F<T>(T x, T y) where T : IAlgebra<T> => T.Cos(x * y) + x * T.Exp(T.Sin(y));

    private static T Doubled<T>(T x, int times) where T : IAlgebra<T>
    {
        for (var i = 0; i < times; i++)
            x += x;
        return x;
    }

    private static readonly string[] Expected = ["1.296340848260", "-0.027579464882", "1.548432389971"];

    [Fact]
    public void Every_meaning_gives_the_tabulated_value_and_gradient()
    {
        var (x, y) = (Traced.Input(X), Traced.Input(Y));
        var gradient = F(x, y).Differentiate(x, y).Gradient;
        AssertAll(F(new Plain(X), new Plain(Y)).Value,
            F(new Dual(X, 1), new Dual(Y, 0)).Tangent, F(new Dual(X, 0), new Dual(Y, 1)).Tangent);
        AssertAll(F(x, y).Value, gradient[0], gradient[1]);
    }

    [Fact]
    public void Other_routes_give_the_tabulated_values_too()
    {
        AssertAll(Math.Cos(X * Y) + X * Math.Exp(Math.Sin(Y)),
            -Y * Math.Sin(X * Y) + Math.Exp(Math.Sin(Y)),
            -X * Math.Sin(X * Y) + X * Math.Cos(Y) * Math.Exp(Math.Sin(Y)));

        // The complex step needs no difference: the imaginary part over the step.
        static Complex Of(Complex x, Complex y) => Complex.Cos(x * y) + x * Complex.Exp(Complex.Sin(y));
        AssertAll(Of(X, Y).Real, Of(new(X, 1e-30), Y).Imaginary / 1e-30, Of(X, new(Y, 1e-30)).Imaginary / 1e-30);

        var tape = new Tape<double>();
        Variable<double>[] leaves = [tape.Variable(Tensor<double>.Wrap([X], 1)),
            tape.Variable(Tensor<double>.Wrap([Y], 1))];
        var output = ((leaves[0] * leaves[1]).Cos() + leaves[0] * leaves[1].Sin().Exp()).Sum();
        var gradients = tape.Gradients(output, leaves);
        AssertAll(output.Scalar, gradients[0].Value[0], gradients[1].Value[0]);
    }

    private static void AssertAll(params double[] observed)
    {
        for (var i = 0; i < 3; i++)
            AssertDigits(Expected[i], observed[i]);
    }

    [Fact]
    public void An_expression_writes_itself_as_text_and_as_a_program()
    {
        var f = F(Expression.Input("x"), Expression.Input("y"));
        Assert.Equal("cos(x * y) + x * exp(sin(y))", f.ToString());
        Assert.Equal(["t1 = x * y", "t2 = cos(t1)", "t3 = sin(y)", "t4 = exp(t3)", "t5 = x * t4", "t6 = t2 + t5"],
            f.ToProgram());
        Assert.Equal(8, f.GraphSize);
        Assert.Equal(10, f.TreeSize);
        var (a, b) = (Expression.Input("a"), Expression.Constant(0.5));
        Assert.Equal("(a + 0.5) * a", ((a + b) * a).ToString());
    }

    [Fact]
    public void Doubling_thirty_times_makes_a_tree_of_two_to_the_thirty_leaves()
    {
        var doubled = Doubled(Expression.Input("x"), 30);
        Assert.Equal(31, doubled.GraphSize);
        Assert.Equal(BigInteger.Pow(2, 31) - 1, doubled.TreeSize);      // 2³⁰ leaves and one less inside
        Assert.Equal(30, doubled.ToProgram().Count);
        Assert.Contains("2147483647 nodes", Assert.Throws<InvalidOperationException>(doubled.ToString).Message);
        var x = Traced.Input(1);
        var (gradient, multiplications) = Doubled(x, 30).Differentiate(x);
        Assert.Equal(Math.Pow(2, 30), gradient[0]);
        Assert.Equal(60, multiplications);
        Assert.Equal(Math.Pow(2, 30), Doubled(new Dual(1, 1), 30).Tangent);
    }

    [Fact]
    public void Long_chains_and_inputs_that_are_not_used_are_no_trouble()
    {
        Traced x = Traced.Input(1), other = Traced.Input(2), sum = x;
        for (var i = 0; i < 100_000; i++)
            sum += Traced.Constant(1);
        Assert.Equal([1, 0], sum.Differentiate(x, other).Gradient);
        Assert.Equal([1.0], x.Differentiate(x).Gradient);
        Assert.Throws<ArgumentException>(() => x.Differentiate());
        Assert.Throws<ArgumentException>(() => Expression.Input(" "));
    }
}
