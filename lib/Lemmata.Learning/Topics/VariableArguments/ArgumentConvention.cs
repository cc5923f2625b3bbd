namespace Lemmata.Learning.Topics.VariableArguments;

/// <summary>Where a platform puts whole-number arguments of a function with a variable number of them.</summary>
/// <param name="Name">The platform, as its manual calls it.</param>
/// <param name="Registers">Registers for such arguments; what has no register goes onto the stack.</param>
/// <param name="NamedOnly">Whether only named arguments get registers.</param>
/// <param name="SlotBytes">Bytes of a place on the stack, 4 or 8.</param>
/// <param name="CharIsSigned">Whether the platform's compilers take plain <c>char</c> as signed.</param>
/// <remarks>Sources: System V ABI for AMD64, section 3.5.7; Microsoft x64 calling convention; Procedure Call Standard for
/// the Arm 64-bit Architecture, and Apple's deviations from it; System V ABI for the Intel386.</remarks>
public sealed record ArgumentConvention(
    string Name,
    int Registers,
    bool NamedOnly,
    int SlotBytes,
    bool CharIsSigned)
{
    /// <summary>Linux and others on x86-64: six registers.</summary>
    public static ArgumentConvention SystemV { get; } = new("System V, x86-64", 6, false, 8, true);

    /// <summary>Windows on x86-64: four registers.</summary>
    public static ArgumentConvention Windows { get; } = new("Windows, x86-64", 4, false, 8, true);

    /// <summary>Linux on 64-bit Arm: eight registers, and plain char is unsigned.</summary>
    public static ArgumentConvention Arm { get; } = new("Linux, Arm 64", 8, false, 8, false);

    /// <summary>Apple's systems on 64-bit Arm: variable arguments on the stack, and plain char is signed.</summary>
    public static ArgumentConvention Apple { get; } = new("Apple, Arm 64", 8, true, 8, true);

    /// <summary>32-bit x86: everything on the stack, in places of four bytes.</summary>
    public static ArgumentConvention Intel386 { get; } = new("System V, x86, 32 bit", 0, false, 4, true);

    /// <summary>All of these.</summary>
    public static IReadOnlyList<ArgumentConvention> All { get; } = [SystemV, Windows, Arm, Apple, Intel386];
}
