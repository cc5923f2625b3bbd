namespace Lemmata.Learning.Numerics.Tensors;

/// <summary>Says whether a matrix product reads an operand as it is stored or transposed.</summary>
public enum Transpose
{
    /// <summary>The operand as it is stored.</summary>
    No,

    /// <summary>The operand with rows and columns exchanged; nothing is copied.</summary>
    Yes,
}
