using System.Text;
using Lemmata.Session.Cells;

namespace Lemmata.Tool.Hosting;

/// <summary>The process's console while cells run: each write goes to the cell it comes from.</summary>
internal sealed class ConsoleRouter : TextWriter
{
    private static readonly Lock Installing = new();
    private static CellInput? input;
    private static Encoding? inputEncoding;

    private readonly string name;
    private readonly TextWriter outside;

    private ConsoleRouter(string name, TextWriter outside)
    {
        (this.name, this.outside) = (name, outside);
        CoreNewLine = ['\n'];
    }

    /// <summary>The process's own standard error, for what the host has to say while cells run.</summary>
    public static TextWriter HostError { get; private set; } = Console.Error;

    /// <inheritdoc/>
    public override Encoding Encoding => Encoding.UTF8;

    /// <summary>Redirects the process's console, once; code outside of cells keeps the real one.</summary>
    /// <remarks>
    /// Called before every cell: whoever sets the console's input encoding, as libraries that start programs do, puts
    /// the process's own standard input back, where a cell would wait for ever for what nobody types.
    /// </remarks>
    public static void Install()
    {
        lock (Installing)
        {
            if (input is null)
            {
                HostError = Console.Error;
                Console.SetOut(new ConsoleRouter("stdout", Console.Out));
                Console.SetError(new ConsoleRouter("stderr", Console.Error));
                input = new CellInput(Console.In);
            }
            else if (ReferenceEquals(inputEncoding, Console.InputEncoding))
            {
                return; // A reader that a cell put in its place stays.
            }
            Console.SetIn(input);
            inputEncoding = Console.InputEncoding;
        }
    }

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

    private sealed class CellInput(TextReader outside) : TextReader
    {
        private string rest = "";

        public override string? ReadLine()
        {
            if (CellContext.CurrentOrLatest is not { } context) return outside.ReadLine();
            if (rest.Length > 0)
            {
                var line = rest.TrimEnd('\n');
                rest = "";
                return line;
            }
            return context.Ask("", isSecret: false);
        }

        public override int Peek() => Fill() ? rest[0] : -1;

        public override int Read()
        {
            if (!Fill()) return -1;
            var letter = rest[0];
            rest = rest[1..];
            return letter;
        }

        private bool Fill()
        {
            if (rest.Length > 0) return true;
            if (ReadLine() is not { } line) return false;
            rest = line + "\n";
            return true;
        }
    }
}
