using Lemmata.Learning.Numerics.Random;

namespace Lemmata.Learning.Tests.Numerics.Random;

public class SplitMix64Tests
{
    [Fact]
    public void First_words_equal_the_published_vectors()
    {
        // Seed 1234567: the vectors of the Rosetta Code task "Pseudo-random numbers/Splitmix64".
        var generator = new SplitMix64(1234567);
        ulong[] expected =
        [
            6457827717110365317,
            3203168211198807973,
            9817491932198370423,
            4593380528125082431,
            16408922859458223821,
        ];
        Assert.Equal(expected, expected.Select(_ => generator.NextUInt64()));
        Assert.Equal(0x910a2dec89025cc1UL, new SplitMix64(1).NextUInt64());
        Assert.Equal(0xe220a8397b1dcdafUL, new SplitMix64(0).NextUInt64());
    }

    [Fact]
    public void First_normals_of_seed_one_equal_the_reference()
    {
        double[] expected = [-0.03426732, -1.29260853, -2.50006749, 0.91146659];
        Assert.Equal(expected, new SplitMix64(1).Normals(4).Select(x => Math.Round(x, 8)));
    }

    [Fact]
    public void First_permutation_of_seed_one_equals_the_reference() =>
        Assert.Equal([9, 0, 1, 4, 8, 2, 3, 7, 6, 5], new SplitMix64(1).Permutation(10));

    [Fact]
    public void An_odd_number_of_normals_draws_a_whole_pair_and_drops_one_member()
    {
        var odd = new SplitMix64(7);
        var even = new SplitMix64(7);
        Assert.Equal(even.Normals(4).Take(3), odd.Normals(3));
        Assert.Equal(even.NextUInt64(), odd.NextUInt64());
    }

    [Fact]
    public void Normals_agree_with_the_C_library_to_rounding()
    {
        var (generator, uniforms) = (new SplitMix64(99), new SplitMix64(99));
        for (var i = 0; i < 20_000; i++)
        {
            var pair = generator.Normals(2);
            var (u1, u2) = (uniforms.NextDouble(), uniforms.NextDouble());
            var radius = Math.Sqrt(-2 * Math.Log(1 - u1));
            Assert.Equal(radius * Math.Cos(2 * Math.PI * u2), pair[0], 1e-14);
            Assert.Equal(radius * Math.Sin(2 * Math.PI * u2), pair[1], 1e-14);
        }
    }

    [Theory]
    [InlineData(1.0)]
    [InlineData(9007199254740992.0)]
    public void Logarithm_and_turn_reach_the_ends_of_their_ranges(double scale)
    {
        Assert.Equal(Math.Log(1 / scale), BoxMuller.Log(1 / scale), 1e-14);
        Assert.Equal((1.0, 0.0), BoxMuller.Turn(0));
        Assert.Equal((-1.0, 0.0), BoxMuller.Turn(0.5));
        var (cosine, sine) = BoxMuller.Turn(1 - 1 / 9007199254740992.0);
        Assert.Equal(1, cosine, 1e-15);
        Assert.Equal(-2 * Math.PI / 9007199254740992.0, sine, 1e-25);
    }

    [Fact]
    public void Permutations_hold_every_index_once_and_integers_stay_below_their_bound()
    {
        var generator = new SplitMix64(3);
        for (var n = 0; n < 50; n++) Assert.Equal(Enumerable.Range(0, n), generator.Permutation(n).Order());
        Assert.All(Enumerable.Range(0, 1000), _ => Assert.InRange(generator.NextInt(7), 0, 6));
        var message = Assert.Throws<ArgumentOutOfRangeException>(() => generator.NextInt(0)).Message;
        Assert.Contains("is 0", message);
        Assert.Throws<ArgumentOutOfRangeException>(() => generator.Permutation(-1));
        Assert.Throws<ArgumentOutOfRangeException>(() => generator.Normals(-1));
    }

    [Fact]
    public void Splitting_twice_gives_different_streams_and_moves_the_parent()
    {
        var parent = new SplitMix64(5);
        var (first, second) = (parent.Split(), parent.Split());
        Assert.NotEqual(first.NextUInt64(), second.NextUInt64());
        Assert.NotEqual(new SplitMix64(5).NextUInt64(), parent.NextUInt64());
    }
}
