using System.CommandLine;
using System.ComponentModel;
using System.Diagnostics;
using Lemmata.Export;
using Lemmata.Export.Formulas;
using Lemmata.Tool.Commands.Exporting;
using Lemmata.Tool.Editor;
using Lemmata.Tool.Hosting.Loading;
using Lemmata.Tool.Running;

namespace Lemmata.Tool.Commands;

/// <summary><c>vscode</c>: the extension with which VS Code runs C# notebooks.</summary>
internal static class EditorCommand
{
    private static readonly string[] Editors = ["code", "codium", "code-server"];

    /// <summary>The command.</summary>
    public static Command Create()
    {
        var output = new Option<string>("--output", "-o")
        {
            Description = "The file to write.", DefaultValueFactory = _ => "lemmata.vsix",
        };
        var pack = new Command("pack", "Write the extension as a .vsix file.") { output };
        pack.SetAction(parsed => Pack(Path.GetFullPath(parsed.GetValue(output)!)) ? 0 : 1);
        var editor = new Option<string?>("--editor")
        {
            Description = $"The editor's program; without it the first of {string.Join(", ", Editors)} on the path.",
        };
        var install = new Command("install", "Install the extension in VS Code, VSCodium or code-server.") { editor };
        install.SetAction((parsed, token) => InstallAsync(parsed.GetValue(editor), token));
        return new Command(
            "vscode",
            "The extension with which VS Code runs C# notebooks, given nothing but the .NET SDK.\n\n"
                + "  vscode install                      into the editor that is on the path\n"
                + "  vscode pack -o lemmata.vsix         a file to install by hand or elsewhere")
        {
            pack, install,
        };
    }

    private static bool Pack(string path)
    {
        var packages = NodePackages.Open(CacheFolder(), out _);
        try
        {
            ExtensionPackage.Write(path, packages);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            Console.Error.WriteLine($"{path} cannot be written: {error.Message}");
            return false;
        }

        Console.WriteLine($"{path}: {new FileInfo(path).Length / 1e6:0.0} MB"
            + (packages is null ? "; without Node the plot library is left out, and figures stay pictures" : ""));
        return true;
    }

    private static async Task<int> InstallAsync(string? editor, CancellationToken token)
    {
        var program = editor ?? Editors.FirstOrDefault(name => InstalledPrograms.Find(name) is not null);
        if (program is null)
        {
            Console.Error.WriteLine(
                $"none of {string.Join(", ", Editors)} is on the path: write the extension with "
                    + "`lemmata vscode pack`, then choose \"Install from VSIX…\" in the editor's list of extensions, "
                    + "or name the editor's program with --editor");
            return 1;
        }

        var folder = Directory.CreateTempSubdirectory("lemmata-vscode-").FullName;
        try
        {
            var path = Path.Combine(folder, "lemmata.vsix");
            if (!Pack(path)) return 1;
            var start = new ProcessStartInfo(InstalledPrograms.Find(program) ?? program) { UseShellExecute = false };
            foreach (var argument in new[] { "--install-extension", path, "--force" }) start.ArgumentList.Add(argument);
            using var process = Process.Start(start)!;
            await process.WaitForExitAsync(token).ConfigureAwait(false);
            if (process.ExitCode == 0)
                Console.WriteLine($"{program} has {ExtensionPackage.Id}; reload its windows, then open a notebook");
            else Console.Error.WriteLine($"{program} did not take the extension (exit status {process.ExitCode})");
            return process.ExitCode == 0 ? 0 : 1;
        }
        catch (Win32Exception missing)
        {
            Console.Error.WriteLine($"{program} cannot be started: {missing.Message}; name the editor's program");
            return 1;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    // Where an export keeps the same packages.
    private static string CacheFolder() => ExportCommand
        .Options(NotebookPaths.Root(Environment.CurrentDirectory) ?? UserFolder.Of("runs")).Cache;
}
