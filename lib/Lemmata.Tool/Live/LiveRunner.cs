using System.Diagnostics;
using System.Security.Cryptography;
using System.Text;
using Lemmata.Export.Live;
using Lemmata.Notebooks;
using Lemmata.Session.Cells;

namespace Lemmata.Tool.Live;

/// <summary>
/// The runner of live pages, which the tool publishes from <c>lib/Lemmata.Live</c> when it is first asked for: that takes
/// a minute and the browser's runtime from the package registry, which nobody needs who exports plain pages.
/// </summary>
internal static class LiveRunner
{
    private const string Project = "lib/Lemmata.Live/Lemmata.Live.csproj", Stamp = "made-from.txt";

    /// <summary>The runner as a page takes it.</summary>
    /// <param name="cache">Folder outside version control, where the published runner is kept.</param>
    /// <param name="reason">Why there is none.</param>
    public static LivePack? Open(string cache, out string? reason)
    {
        reason = null;
        var folder = Path.Combine(cache, "live-runner");
        if (Source() is not { } project)
        {
            reason = "pages that recompute need the sources of the tool, and this tool was installed without them";
            return null;
        }

        var mark = MarkOf(Path.GetDirectoryName(project)!);
        var stamp = Path.Combine(folder, Stamp);
        if (!File.Exists(stamp) || File.ReadAllText(stamp) != mark)
        {
            Console.WriteLine("Publishing the runner of live pages, once …");
            if (Publish(project, folder) is { } problem)
            {
                reason = problem;
                return null;
            }

            AtomicFile.Write(stamp, Encoding.UTF8.GetBytes(mark));
        }

        return new LivePack([.. Directory.EnumerateFiles(Path.Combine(folder, "wwwroot", "_framework"))
            .Where(file => Path.GetExtension(file) is ".wasm" or ".js" or ".dat")
            .OrderBy(Path.GetFileName, StringComparer.Ordinal)
            .Select(file => (Path.GetFileName(file), File.ReadAllBytes(file)))]);
    }

    private static string? Source()
    {
        for (var at = new DirectoryInfo(AppContext.BaseDirectory); at is not null; at = at.Parent)
        {
            var project = Path.Combine(at.FullName, Project);
            if (File.Exists(project)) return project;
        }

        return null;
    }

    // Builds give the same assembly the same id, so the session's id says whether its sources changed.
    private static string MarkOf(string folder)
    {
        var text = new StringBuilder();
        foreach (var type in new[] { typeof(CellSession), typeof(MimeTypes) })
            text.Append(type.Assembly.ManifestModule.ModuleVersionId).Append('\n');
        foreach (var file in Directory.EnumerateFiles(folder).Order(StringComparer.Ordinal))
        {
            text.Append(Path.GetFileName(file)).Append(' ')
                .Append(Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(file)))).Append('\n');
        }

        return text.ToString();
    }

    private static string? Publish(string project, string folder)
    {
        if (Directory.Exists(folder)) Directory.Delete(folder, recursive: true);
        var start = new ProcessStartInfo("dotnet")
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var argument in (string[])["publish", project, "-c", "Release", "-o", folder, "-nodeReuse:false"])
            start.ArgumentList.Add(argument);
        start.Environment["DOTNET_CLI_UI_LANGUAGE"] = "en";
        try
        {
            using var process = Process.Start(start)!;
            var errors = process.StandardError.ReadToEndAsync();
            var output = process.StandardOutput.ReadToEnd();
            process.WaitForExit();
            if (process.ExitCode == 0) return null;
            var said = (output + errors.Result).Split('\n')
                .FirstOrDefault(line => line.Contains("error", StringComparison.Ordinal))?.Trim();
            return $"the runner of live pages could not be published ({said}); it needs the package registry once";
        }
        catch (Exception problem) when (problem is System.ComponentModel.Win32Exception or InvalidOperationException)
        {
            return $"the runner of live pages could not be published: {problem.Message}";
        }
    }
}
