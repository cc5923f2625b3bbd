using System.Buffers.Binary;
using Lemmata.Arguments;

namespace Lemmata.Learning.Topics.VariableArguments;

/// <summary>What the code of a call does to the upper half of an eight-byte place with a four-byte number.</summary>
public enum UpperHalf
{
    /// <summary>Cleared, as a move to a 32-bit register does on x86-64 and 64-bit Arm.</summary>
    Zeros,

    /// <summary>Filled with the sign, as a push of a constant does on x86-64.</summary>
    Sign,

    /// <summary>Left as it was: only four bytes are written.</summary>
    Stale,
}

/// <summary>
/// A call of a function with a variable number of arguments, byte by byte: what the caller writes, and what the callee
/// reads back.
/// </summary>
/// <remarks>Memory is little-endian, as on all platforms described. The area that saves registers and the stack are two
/// pieces of memory, as in the System V ABI; where a platform stores them together the values read are the same.
/// </remarks>
public sealed class VariadicCall
{
    private readonly ArgumentConvention convention;
    private readonly byte[] registers, stack;
    private readonly int named;
    private int passed, registerEnd, stackEnd;

    /// <summary>A call whose arguments are still to be passed.</summary>
    /// <param name="convention">The platform.</param>
    /// <param name="named">Number of named whole-number arguments, which come first; 1 for <c>printf</c>.</param>
    /// <param name="stale">What all memory holds before the call, eight bytes repeated.</param>
    /// <param name="stackSlots">Places on the stack, at least 1.</param>
    public VariadicCall(ArgumentConvention convention, int named = 1, ulong stale = 0, int stackSlots = 32)
    {
        ArgumentNullException.ThrowIfNull(convention);
        Require.AtLeast(named, 1, "C wants at least one named argument");
        Require.AtLeast(stackSlots, 1);
        (this.convention, this.named) = (convention, named);
        registers = new byte[8 * convention.Registers];
        stack = new byte[8 * stackSlots];
        for (var at = 0; at < registers.Length; at += 8) WriteUInt64(registers, at, stale);
        for (var at = 0; at < stack.Length; at += 8) WriteUInt64(stack, at, stale);
        for (var i = 0; i < named; i++) Pass(0);
    }

    /// <summary>Whether the argument passed last is in a register.</summary>
    public bool LastIsInRegister { get; private set; }

    /// <summary>Bytes of saved registers before the first variable argument: <c>gp_offset</c> of System V.</summary>
    public int FirstOffset => Math.Min(8 * named, registers.Length);

    /// <summary>Passes a four-byte number.</summary>
    /// <param name="value">The number, after promotion.</param>
    /// <param name="upper">What happens to the upper half of its place; no matter where places have four bytes.</param>
    /// <returns>This call.</returns>
    /// <exception cref="InvalidOperationException">The stack is full.</exception>
    public VariadicCall Pass(int value, UpperHalf upper = UpperHalf.Zeros)
    {
        LastIsInRegister = registerEnd < registers.Length && !(convention.NamedOnly && passed >= named);
        passed++;
        if (LastIsInRegister)
        {
            Write(registers, registerEnd, value, upper);
            registerEnd += 8;
            return this;
        }

        if (stackEnd + convention.SlotBytes > stack.Length)
            throw new InvalidOperationException($"the stack has {stack.Length} bytes, all used; ask for more slots");
        if (convention.SlotBytes == 4) BinaryPrimitives.WriteInt32LittleEndian(stack.AsSpan(stackEnd), value);
        else Write(stack, stackEnd, value, upper);
        stackEnd += convention.SlotBytes;
        return this;
    }

    /// <summary>What <c>va_start</c> gives: a reader at the first variable argument.</summary>
    /// <returns>A reader of its own.</returns>
    public VariadicReader Start() =>
        new(registers, stack, convention.NamedOnly ? registers.Length : FirstOffset,
            Math.Max(0, named - convention.Registers) * convention.SlotBytes, convention.SlotBytes);

    private static void Write(byte[] memory, int at, int value, UpperHalf upper)
    {
        BinaryPrimitives.WriteInt32LittleEndian(memory.AsSpan(at), value);
        if (upper == UpperHalf.Stale) return;
        BinaryPrimitives.WriteInt32LittleEndian(memory.AsSpan(at + 4), upper == UpperHalf.Sign && value < 0 ? -1 : 0);
    }

    private static void WriteUInt64(byte[] memory, int at, ulong value) =>
        BinaryPrimitives.WriteUInt64LittleEndian(memory.AsSpan(at), value);
}

/// <summary>Reads variable arguments one after the other, as <c>va_arg</c> does: the type asked for decides.</summary>
public sealed class VariadicReader
{
    private readonly byte[] registers, stack;
    private readonly int slotBytes;

    internal VariadicReader(byte[] registers, byte[] stack, int registerOffset, int stackOffset, int slotBytes) =>
        (this.registers, this.stack, RegisterOffset, StackOffset, this.slotBytes) =
            (registers, stack, registerOffset, stackOffset, slotBytes);

    /// <summary>Bytes of saved registers already read: <c>gp_offset</c> of System V.</summary>
    public int RegisterOffset { get; private set; }

    /// <summary>Bytes of the stack already read: how far <c>overflow_arg_area</c> of System V has moved.</summary>
    public int StackOffset { get; private set; }

    /// <summary>Reads an <c>int</c>.</summary>
    /// <returns>Four bytes of the next place.</returns>
    public int NextInt() => BinaryPrimitives.ReadInt32LittleEndian(Next(Math.Max(4, slotBytes)));

    /// <summary>Reads a <c>long long</c>.</summary>
    /// <returns>Eight bytes: one place of eight or two of four.</returns>
    public ulong NextLongLong() => BinaryPrimitives.ReadUInt64LittleEndian(Next(8));

    private ReadOnlySpan<byte> Next(int stackBytes)
    {
        if (RegisterOffset < registers.Length)
        {
            RegisterOffset += 8;
            return registers.AsSpan(RegisterOffset - 8, 8);
        }

        if (StackOffset + stackBytes > stack.Length)
            throw new InvalidOperationException($"{stack.Length} bytes of the stack are read; there is no argument left");
        StackOffset += stackBytes;
        return stack.AsSpan(StackOffset - stackBytes, stackBytes);
    }
}
