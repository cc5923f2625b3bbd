using Lemmata.Learning.Numerics.Random;
using Lemmata.Learning.Topics.GradualTyping;

namespace Lemmata.Learning.Tests.Topics.GradualTyping;

public class PipelinesTests
{
    /// <summary>Every definition written out in primitives, as texts of types: "ib" is int → bool.</summary>
    private static string[]? Expanded(Pipelines program, int definitions, int length, out int fault)
    {
        var types = new string[definitions];
        for (fault = 0; fault < definitions; fault++)
        {
            var steps = program[fault];
            var chain = Enumerable.Range(0, length).Select(k => steps[k])
                .Select(step => step < 4 ? new[] { "ii", "bb", "ib", "bi" }[step] : types[step - 4]).ToList();
            if (chain.Zip(chain.Skip(1), (a, b) => a[1] == b[0]).Contains(false)) return null;
            types[fault] = $"{chain[0][0]}{chain[^1][1]}";
        }

        return types;
    }

    [Fact]
    public void Random_programs_fit_together_and_have_their_types()
    {
        for (ulong seed = 0; seed < 30; seed++)
        {
            var program = Pipelines.Random(new SplitMix64(seed), definitions: 6, length: 3, reuse: 0.6);
            var types = Expanded(program, 6, 3, out _);
            Assert.NotNull(types);
            Assert.Equal(program.Types.Select(t => $"{Letter(t.Argument)}{Letter(t.Result)}"), types);
            Assert.Null(program.FaultByInference());
            Assert.Null(program.FaultByAnnotations());
        }

        static char Letter(BaseType type) => type == BaseType.Integer ? 'i' : 'b';
    }

    [Fact]
    public void Faults_are_where_texts_do_not_join()
    {
        var far = 0;
        for (ulong seed = 0; seed < 10; seed++)
        {
            var program = Pipelines.Random(new SplitMix64(seed), definitions: 6, length: 3, reuse: 0.6);
            var meant = Expanded(program, 6, 3, out _)!;
            for (var i = 0; i < 6 * 3 * 4; i++)
            {
                var broken = program.With(i / 12, i / 4 % 3, i % 4);
                var types = Expanded(broken, 6, 3, out var fault);
                Assert.Equal(types is null ? fault : null, broken.FaultByInference());
                var first = types is null ? fault : 6;
                var other = Enumerable.Range(0, first).FirstOrDefault(j => TypeOf(broken, j) != meant[j], -1);
                Assert.Equal(other >= 0 ? other : types is null ? fault : null, broken.FaultByAnnotations());
                if (broken.FaultByInference() > i / 12) far++;
            }
        }

        Assert.True(far > 50, $"{far}");

        static string TypeOf(Pipelines program, int definition)
        {
            string Step(int step) => step < 4 ? new[] { "ii", "bb", "ib", "bi" }[step] : TypeOf(program, step - 4);
            var steps = program[definition];
            return $"{Step(steps[0])[0]}{Step(steps[^1])[1]}";
        }
    }

    [Fact]
    public void What_does_not_fit_is_refused()
    {
        var random = new SplitMix64(1);
        Assert.Throws<ArgumentOutOfRangeException>(() => Pipelines.Random(random, 0, 3, 0.5));
        Assert.Throws<ArgumentOutOfRangeException>(() => Pipelines.Random(random, 2, 3, 1.5));
        Assert.Throws<ArgumentOutOfRangeException>(() => Pipelines.Random(random, 2, 3, 0.5).With(0, 0, 4));
    }
}
