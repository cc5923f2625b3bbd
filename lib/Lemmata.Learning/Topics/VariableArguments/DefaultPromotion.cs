namespace Lemmata.Learning.Topics.VariableArguments;

/// <summary>C's default argument promotion of a character: to <c>int</c>, keeping its value.</summary>
/// <remarks>Source: ISO/IEC 9899:2011, 6.5.2.2 and 6.3.1.1.</remarks>
public static class DefaultPromotion
{
    /// <summary>The promoted value of a character.</summary>
    /// <param name="bits">The eight bits of the character.</param>
    /// <param name="isSigned">Whether its type is signed.</param>
    /// <returns>From −128 to 127 for a signed type, from 0 to 255 for an unsigned one.</returns>
    public static int Of(byte bits, bool isSigned) => isSigned && bits >= 128 ? bits - 256 : bits;
}
