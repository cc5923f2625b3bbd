using System.Text;

namespace Lemmata.Tool.Execution;

/// <summary>The process's console while cells run: each write goes to the cell it comes from.</summary>
internal sealed class ConsoleRouter : TextWriter
{
    private static readonly Lock Installing = new();
    private static bool installed;

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

    /// <summary>Redirects the process's console once; code outside of cells keeps the real one.</summary>
    public static void Install()
    {
        lock (Installing)
        {
            if (installed) return;
            installed = true;
            HostError = Console.Error;
            Console.SetOut(new ConsoleRouter("stdout", Console.Out));
            Console.SetError(new ConsoleRouter("stderr", Console.Error));
            Console.SetIn(new CellInput(Console.In));
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
            context.Output.Flush();
            return context.Session.Options.ReadLine is { } read
                ? read("")
                : throw new InvalidOperationException(
                    "the cell asks for console input, and there is nobody to answer; give the value in the cell instead");
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
