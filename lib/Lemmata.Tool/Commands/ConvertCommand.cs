using System.CommandLine;
using Lemmata.Notebooks;
using Lemmata.Tool.Reading;

namespace Lemmata.Tool.Commands;

/// <summary><c>convert</c>: makes an .ipynb of a .dib, or of a notebook in an older format.</summary>
internal static class ConvertCommand
{
    /// <summary>The command.</summary>
    public static Command Create()
    {
        var from = new Argument<string>("from") { Description = "A .dib, or an .ipynb of format 3 or 4." };
        var to = new Argument<string?>("to")
        {
            Description = "The .ipynb to write; beside the other when not given.", Arity = ArgumentArity.ZeroOrOne,
        };
        var command = new Command("convert", "Write a .dib, or a notebook in an older format, as a notebook of today.")
        {
            from,
            to,
        };
        command.SetAction(parsed => Convert(parsed.GetValue(from)!, parsed.GetValue(to)));
        return command;
    }

    private static int Convert(string from, string? to)
    {
        var target = to ?? NotebookFile.Storing(from);
        if (!NotebookFile.StoresOutputs(target))
        {
            Console.Error.WriteLine($"{target}: what is written is an .ipynb; give it a name that ends so");
            return 1;
        }

        if (target != from && File.Exists(target))
        {
            Console.Error.WriteLine($"{target} is there already and stays as it is; name another, or remove it");
            return 1;
        }

        try
        {
            NotebookFile.Load(from).Save(target);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or NotebookFormatException)
        {
            Console.Error.WriteLine(error.Message);
            return 1;
        }

        Console.WriteLine($"{target} written");
        return 0;
    }
}
