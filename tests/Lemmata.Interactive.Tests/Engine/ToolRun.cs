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
        Assert.True(tool.ExitCode == 0, said);
        return Notebook.Load(path);
    }
}
