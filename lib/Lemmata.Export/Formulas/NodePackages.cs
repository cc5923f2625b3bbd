using System.ComponentModel;
using System.Diagnostics;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Lemmata.Export.Plotly;

namespace Lemmata.Export.Formulas;

/// <summary>
/// KaTeX and the plot library, installed once by npm into a folder outside version control. The lock file that
/// the tool carries pins version and integrity of each.
/// </summary>
internal sealed class NodePackages
{
    private static readonly string[] Scripts = ["formulas.cjs", "diagrams.mjs", "fonts.cjs"];

    private readonly string folder;

    private NodePackages(string folder, string version)
    {
        this.folder = folder;
        Version = version;
    }

    /// <summary>Changes whenever a pinned package or the rendering script changes.</summary>
    public string Version { get; }

    public string KatexPath => Path.Combine(folder, "node_modules", "katex");

    public string KatexFonts => Path.Combine(KatexPath, "dist", "fonts");

    public string KatexStylesheet => Path.Combine(KatexPath, "dist", "katex.min.css");

    /// <summary>The file of a bundle of the plot library.</summary>
    public string PlotLibrary(PlotBundle bundle) => Path.Combine(folder, "node_modules", bundle.Package, bundle.File);

    /// <summary>Name, version, licence and licence text of what pages load.</summary>
    /// <param name="plots">The bundles of the plot library that they load.</param>
    public IEnumerable<Pages.Library> Licences(IEnumerable<PlotBundle> plots)
    {
        var absent = PlotBundle.All.Except(plots).Select(bundle => bundle.Package);
        foreach (var name in Pinned().Except(absent))
        {
            var package = JsonNode.Parse(File.ReadAllText(Path.Combine(folder, "node_modules", name, "package.json")))!;
            yield return new Pages.Library(name, package["version"]!.ToString(), package["license"]!.ToString(),
                File.ReadAllText(Path.Combine(folder, "node_modules", name, "LICENSE")).ReplaceLineEndings("\n"));
        }
    }

    /// <summary>The packages where they are installed and Node is there; null otherwise. Installs nothing.</summary>
    /// <param name="cache">Folder outside version control.</param>
    public static NodePackages? Installed(string cache) =>
        InstalledPrograms.Find("node") is not null && In(cache) is var packages && packages.Complete() ? packages : null;

    /// <summary>Finds the packages or installs them.</summary>
    /// <param name="cache">Folder outside version control.</param>
    /// <param name="why">One line that says why the pages stay static, when the result is null.</param>
    public static NodePackages? Open(string cache, out string? why)
    {
        var packages = In(cache);
        var folder = packages.folder;
        why = null;
        if (InstalledPrograms.Find("node") is null)
        {
            why = "Node is not installed: formulas are shown as TeX and figures stay static; everything else is complete.";
            return null;
        }

        if (packages.Complete())
        {
            WriteScripts(folder);
            return packages;
        }

        if (InstalledPrograms.Find("npm") is null)
        {
            why = "npm is not installed: formulas are shown as TeX and figures stay static; everything else is complete.";
            return null;
        }

        try
        {
            // Installed beside its final place and moved there, so that a broken install is never taken for a whole
            // one.
            var temporary = folder + "." + Environment.ProcessId;
            Directory.CreateDirectory(temporary);
            foreach (var name in (string[])["package.json", "package-lock.json"])
                File.WriteAllText(Path.Combine(temporary, name), AssetFiles.Text(name));
            WriteScripts(temporary);
            string[] clean = ["ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"];
            Start(InstalledPrograms.Find("npm")!, clean, temporary,
                "", 180);
            if (packages.Complete())
            {
                // Another export had the same in hand and was first; it may be reading there now.
                Directory.Delete(temporary, recursive: true);
                return packages;
            }

            if (Directory.Exists(folder)) { Directory.Delete(folder, recursive: true); }
            Directory.Move(temporary, folder);
        }
        catch (Exception problem) when (
            problem is IOException or UnauthorizedAccessException or InvalidOperationException or Win32Exception)
        {
            if (!packages.Complete())
            {
                why = "npm could not install KaTeX, the fonts and the plot library ("
                    + HtmlText.Squeeze(problem.Message.Split('\n')[0])
                        + "): formulas are shown as TeX and figures stay static.";
                return null;
            }
        }

        return packages;
    }

    /// <summary>The packages of this version of the tool, wherever they may be.</summary>
    private static NodePackages In(string cache)
    {
        var pinned = AssetFiles.Text("package.json") + AssetFiles.Text("package-lock.json");
        return new(Path.Combine(cache, "node", Hash(pinned)), Hash(pinned + string.Concat(Scripts.Select(AssetFiles.Text))));

        static string Hash(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)))[..16];
    }

    /// <summary>Runs one of the tool's scripts with Node and returns what it writes.</summary>
    public string Run(string script, string argument, string input) =>
        Start(InstalledPrograms.Find("node")!, [Path.Combine(folder, script), argument], folder, input, 120);

    private static void WriteScripts(string folder)
    {
        foreach (var script in Scripts) File.WriteAllText(Path.Combine(folder, script), AssetFiles.Text(script));
    }

    private bool Complete() => PlotBundle.All.All(bundle => File.Exists(PlotLibrary(bundle)))
        && Pinned().All(name => File.Exists(Path.Combine(folder, "node_modules", name, "package.json")))
        && File.Exists(KatexStylesheet);

    /// <summary>The packages that the manifest names.</summary>
    private static IEnumerable<string> Pinned() =>
        JsonNode.Parse(AssetFiles.Text("package.json"))!["dependencies"]!.AsObject().Select(pin => pin.Key);

    private static string Start(string program, IReadOnlyList<string> arguments, string folder, string input,
        int seconds)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardInputEncoding = new UTF8Encoding(false),
            StandardOutputEncoding = Encoding.UTF8,
        };
        using var process = Process.Start(start) ?? throw new InvalidOperationException(program + " did not start");
        var output = process.StandardOutput.ReadToEndAsync();
        var errors = process.StandardError.ReadToEndAsync();
        process.StandardInput.Write(input);
        process.StandardInput.Close();
        if (!process.WaitForExit(TimeSpan.FromSeconds(seconds)))
        {
            process.Kill(entireProcessTree: true);
            throw new InvalidOperationException($"{Path.GetFileName(program)} took longer than {seconds} s");
        }

        return process.ExitCode == 0 ? output.Result
            : throw new InvalidOperationException(
                $"{Path.GetFileName(program)} ended with status {process.ExitCode}: {errors.Result.Trim()}");
    }
}
