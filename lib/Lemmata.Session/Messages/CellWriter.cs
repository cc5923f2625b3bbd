using System.Text;
using Lemmata.Session.Cells;

namespace Lemmata.Session.Messages;

/// <summary>What a process's console writes to while cells run: each write goes to the cell it comes from.</summary>
internal sealed class CellWriter : TextWriter
{
    private readonly string name;
    private readonly TextWriter outside;

    /// <summary>A writer of one of the console's two streams.</summary>
    /// <param name="name">"stdout" or "stderr".</param>
    /// <param name="outside">Takes what code outside of cells writes.</param>
    public CellWriter(string name, TextWriter outside)
    {
        (this.name, this.outside) = (name, outside);
        CoreNewLine = ['\n'];
    }

    /// <inheritdoc/>
    public override Encoding Encoding => Encoding.UTF8;

    /// <inheritdoc/>
    public override void Write(char value) => Write([value]);

    /// <inheritdoc/>
    public override void Write(string? value) => Write(value.AsSpan());

    /// <inheritdoc/>
    public override void Write(char[] buffer, int index, int count) => Write(buffer.AsSpan(index, count));

    /// <inheritdoc/>
    public override void Write(ReadOnlySpan<char> buffer)
    {
        if (CellContext.CurrentOrLatest is { } context) context.Output.Text(name, buffer);
        else outside.Write(buffer);
    }

    /// <inheritdoc/>
    public override void WriteLine(string? value) => Write(value + "\n");

    /// <inheritdoc/>
    public override void Flush()
    {
        if (CellContext.CurrentOrLatest is { } context) context.Output.Flush();
        else outside.Flush();
    }
}
