using System.Diagnostics;
using Lemmata.Notebooks;

namespace Lemmata.Interactive.Tests.Engine;

/// <summary>
/// A notebook run by the tool in a process of its own, as readers run notebooks: nothing that one engine sets up
/// reaches the other.
/// </summary>
internal static class ToolRun
{
    /// <summary>A notebook of code cells.</summary>
    public static Notebook Cells(IEnumerable<string> code) => FencedText.ToNotebook(
        "# Cells\n\n" + string.Concat(code.Select(cell => $"```csharp\n{cell}\n```\n\nprose\n\n")));

    /// <summary>Runs a notebook.</summary>
    /// <param name="notebook">The notebook.</param>
    /// <param name="folder">An empty folder to run it in.</param>
    public static async Task<Notebook> Of(Notebook notebook, string folder)
    {
        var (path, status, said) = await RunAsync(notebook, folder);
        Assert.True(status == 0, said);
        return Notebook.Load(path);
    }

    /// <summary>What the tool says of a notebook that does not run to its end.</summary>
    public static async Task<string> Failure(Notebook notebook, string folder)
    {
        var (_, status, said) = await RunAsync(notebook, folder);
        Assert.Equal(1, status);
        return said;
    }

    private static async Task<(string Path, int Status, string Said)> RunAsync(Notebook notebook, string folder)
    {
        var path = Path.Combine(folder, "cells.ipynb");
        notebook.Save(path);
        using var tool = Process.Start(
            new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "Lemmata.Tool.dll"), "run", path])
            {
                RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true,
            })!;
        var errors = tool.StandardError.ReadToEndAsync();
        var said = await tool.StandardOutput.ReadToEndAsync() + await errors;
        await tool.WaitForExitAsync();
        return (path, tool.ExitCode, said);
    }
}
