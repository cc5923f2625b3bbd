using System.Globalization;
using System.Numerics;

namespace Lemmata.Learning.Topics.Interpretations;

/// <summary>The meaning "graph": an expression of these draws itself, and can be written as text or as a
/// program.</summary>
public sealed class Expression : IAlgebra<Expression>
{
    private const int LargestText = 10_000;
    private readonly string name;
    private readonly Expression[] operands;

    private Expression(string name, params Expression[] operands)
    {
        (this.name, this.operands) = (name, operands);
        TreeSize = operands.Aggregate(BigInteger.One, (sum, operand) => sum + operand.TreeSize);
    }

    /// <summary>Number of nodes if every use of a value is written out, as in a tree.</summary>
    public BigInteger TreeSize { get; }

    /// <summary>Number of distinct nodes: a value that is used twice counts once.</summary>
    public int GraphSize => Distinct().Count;

    /// <summary>A named input.</summary>
    /// <param name="name">Its name, not empty.</param>
    /// <returns>A node without operands.</returns>
    /// <exception cref="ArgumentException">The name is empty.</exception>
    public static Expression Input(string name)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        return new Expression(name);
    }

    /// <inheritdoc/>
    public static Expression Constant(double value) => new(value.ToString("R", CultureInfo.InvariantCulture));

    /// <inheritdoc/>
    public static Expression operator +(Expression a, Expression b) => new("+", a, b);

    /// <inheritdoc/>
    public static Expression operator *(Expression a, Expression b) => new("*", a, b);

    /// <inheritdoc/>
    public static Expression Sin(Expression x) => new("sin", x);

    /// <inheritdoc/>
    public static Expression Cos(Expression x) => new("cos", x);

    /// <inheritdoc/>
    public static Expression Exp(Expression x) => new("exp", x);

    /// <summary>The expression as source text, every use written out.</summary>
    /// <returns>Such as <c>cos(x * y) + x</c>.</returns>
    /// <exception cref="InvalidOperationException">The tree has more than 10 000 nodes; use
    /// <see cref="ToProgram"/>.</exception>
    public override string ToString()
    {
        if (TreeSize > LargestText)
        {
            throw new InvalidOperationException(
                $"the tree has {TreeSize} nodes, more than {LargestText}; write the expression as a program");
        }

        return Text();
    }

    /// <summary>The expression as a program in which every value is computed once.</summary>
    /// <returns>One assignment a node that is neither input nor constant; the last one is the result.</returns>
    public IReadOnlyList<string> ToProgram()
    {
        var (names, lines) = (new Dictionary<Expression, string>(), new List<string>());
        foreach (var node in Distinct())
        {
            if (node.operands.Length == 0)
            {
                names[node] = node.name;
                continue;
            }

            names[node] = $"t{lines.Count + 1}";
            string[] parts = [.. node.operands.Select(operand => names[operand])];
            var right = parts.Length == 2 ? $"{parts[0]} {node.name} {parts[1]}" : $"{node.name}({parts[0]})";
            lines.Add($"{names[node]} = {right}");
        }

        return lines;
    }

    private string Text() => operands.Length switch
    {
        0 => name,
        1 => $"{name}({operands[0].Text()})",
        _ => $"{Factor(operands[0])} {name} {Factor(operands[1])}",
    };

    private string Factor(Expression operand) =>
        name == "*" && operand.name == "+" ? $"({operand.Text()})" : operand.Text();

    private List<Expression> Distinct()
    {
        var (order, seen) = (new List<Expression>(), new HashSet<Expression> { this });
        var open = new Stack<(Expression Node, int Next)>([(this, 0)]);
        while (open.TryPop(out var top))
        {
            if (top.Next == top.Node.operands.Length)
            {
                order.Add(top.Node);
                continue;
            }

            open.Push((top.Node, top.Next + 1));
            var operand = top.Node.operands[top.Next];
            if (seen.Add(operand)) open.Push((operand, 0));
        }

        return order;
    }
}
