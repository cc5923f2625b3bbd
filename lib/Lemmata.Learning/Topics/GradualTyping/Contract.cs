namespace Lemmata.Learning.Topics.GradualTyping;

/// <summary>What a value has to be when it crosses from one part of a program to another.</summary>
/// <remarks>Source: R. B. Findler and M. Felleisen (2002), Contracts for higher-order functions,
/// doi:10.1145/581478.581484.</remarks>
public abstract class Contract
{
    /// <summary>A whole number, as <see cref="long"/>.</summary>
    public static Contract Integer { get; } = new FlatContract("int", value => value is long);

    /// <summary>A function, whatever it takes and gives.</summary>
    public static Contract AnyFunction { get; } = new FlatContract("function", value => value is Func<object, object>);

    /// <summary>A function whose argument and result keep contracts.</summary>
    /// <param name="argument">What it is called with.</param>
    /// <param name="result">What it gives.</param>
    /// <returns>The contract.</returns>
    public static Contract Function(Contract argument, Contract result)
    {
        ArgumentNullException.ThrowIfNull(argument);
        ArgumentNullException.ThrowIfNull(result);
        return new FunctionContract(argument, result);
    }

    /// <summary>Lets a value pass, or wraps it so that it is checked later.</summary>
    /// <param name="value">A number or a <see cref="Func{T, TResult}"/> from object to object.</param>
    /// <param name="giver">Who hands the value over, and is blamed when it is not what it should be.</param>
    /// <param name="taker">Who receives it, and is blamed when it calls it with what it should not.</param>
    /// <returns>The value, or a proxy of a function.</returns>
    /// <exception cref="BlameException">The value breaks the contract at once.</exception>
    public abstract object Guard(object value, string giver, string taker);

    /// <summary>A check that is done at once.</summary>
    private sealed class FlatContract(string name, Func<object, bool> holds) : Contract
    {
        public override object Guard(object value, string giver, string taker) =>
            holds(value) ? value : throw new BlameException(giver, name, value);

        public override string ToString() => name;
    }

    /// <summary>A check that waits for calls: the proxy guards what goes in and what comes out.</summary>
    private sealed class FunctionContract(Contract argument, Contract result) : Contract
    {
        public override object Guard(object value, string giver, string taker)
        {
            var function = (Func<object, object>)AnyFunction.Guard(value, giver, taker);
            // The taker gives the argument, so the roles are exchanged on the way in.
            return (Func<object, object>)(x =>
                result.Guard(function(argument.Guard(x, taker, giver)), giver, taker));
        }

        public override string ToString() => $"({argument} → {result})";
    }
}

/// <summary>A value that crossed a boundary broke its contract, and somebody is at fault.</summary>
/// <param name="party">Who.</param>
/// <param name="expected">What the value should have been.</param>
/// <param name="value">The value.</param>
public sealed class BlameException(string party, string expected, object? value)
    : Exception($"{party} is to blame: {expected} was promised, {value} was given")
{
    /// <summary>Who is to blame.</summary>
    public string Party { get; } = party;
}
