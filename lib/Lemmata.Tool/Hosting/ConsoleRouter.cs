using System.Text;
using Lemmata.Session.Cells;
using Lemmata.Session.Messages;

namespace Lemmata.Tool.Hosting;

/// <summary>The process's console while cells run: each write goes to the cell it comes from.</summary>
internal static class ConsoleRouter
{
    private static readonly Lock Installing = new();
    private static CellInput? input;
    private static Encoding? inputEncoding;

    /// <summary>The process's own standard error, for what the host has to say while cells run.</summary>
    public static TextWriter HostError { get; private set; } = Console.Error;

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
                Console.SetOut(new CellWriter("stdout", Console.Out));
                Console.SetError(new CellWriter("stderr", Console.Error));
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
