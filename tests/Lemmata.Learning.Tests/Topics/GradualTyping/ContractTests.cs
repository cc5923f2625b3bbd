using Lemmata.Learning.Topics.GradualTyping;

namespace Lemmata.Learning.Tests.Topics.GradualTyping;

public class ContractTests
{
    private static readonly Contract Unary = Contract.Function(Contract.Integer, Contract.Integer);

    private static string? Blamed(Func<object> run)
    {
        try
        {
            run();
            return null;
        }
        catch (BlameException blame)
        {
            return blame.Party;
        }
    }

    private static Func<object, object> Function(object value) => (Func<object, object>)value;

    [Fact]
    public void A_number_passes_and_anything_else_is_the_givers_fault()
    {
        Assert.Equal(3L, Contract.Integer.Guard(3L, "giver", "taker"));
        Assert.Equal("giver", Blamed(() => Contract.Integer.Guard("text", "giver", "taker")));
        Assert.Equal("giver", Blamed(() => Unary.Guard(3L, "giver", "taker")));
        var message = Assert.Throws<BlameException>(() => Contract.Integer.Guard("text", "giver", "taker")).Message;
        Assert.Equal("giver is to blame: int was promised, text was given", message);
    }

    [Fact]
    public void Arguments_are_the_takers_part_and_results_the_givers()
    {
        var good = Function(Unary.Guard((Func<object, object>)(x => (long)x + 1), "giver", "taker"));
        var bad = Function(Unary.Guard((Func<object, object>)(_ => "text"), "giver", "taker"));
        Assert.Equal(2L, good(1L));
        Assert.Equal("taker", Blamed(() => good("text")));
        Assert.Equal("giver", Blamed(() => bad(1L)));
    }

    [Fact]
    public void Roles_turn_with_every_arrow_to_the_left()
    {
        // A function, handed over, is given a function by the taker: what it passes to that is the giver's part.
        var second = Contract.Function(Unary, Contract.Integer);
        var passesText = Function(second.Guard((Func<object, object>)(f => Function(f)("text")), "giver", "taker"));
        var passesOne = Function(second.Guard((Func<object, object>)(f => Function(f)(1L)), "giver", "taker"));
        Func<object, object> identity = x => x, text = _ => "text";
        Assert.Equal(1L, passesOne(identity));
        Assert.Equal("giver", Blamed(() => passesText(identity)));
        Assert.Equal("taker", Blamed(() => passesOne(text)));
        Assert.Equal("taker", Blamed(() => passesOne(1L)));
    }

    [Fact]
    public void Contracts_of_types_say_the_same_as_the_types()
    {
        var integer = new SimpleType.Integer();
        var type = new SimpleType.Arrow(new SimpleType.Arrow(integer, integer), integer);
        Assert.Equal("((int → int) → int)", type.ToString());
        Assert.Equal(type.ToString(), type.ToContract().ToString());
    }

    [Fact]
    public void Every_guise_of_a_call_computes_the_same()
    {
        Assert.Null(ContractCost.Plain());
        foreach (var call in new Func<object?>[]
                 {
                     ContractCost.Dynamic, ContractCost.Objects, ContractCost.Proxy, ContractCost.HigherOrder,
                     ContractCost.HigherOrderProxy,
                 })
        {
            Assert.Equal(1001L, call());
        }

        Assert.Equal(6L, Function(ContractCost.Wrapping()!)(5L));
    }
}
