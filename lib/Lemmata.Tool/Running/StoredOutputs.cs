using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Lemmata.Notebooks;
using Lemmata.Tool.Reading;
using Lemmata.Tool.Running.Reports;

namespace Lemmata.Tool.Running;

/// <summary>What of an executed notebook is stored in its file.</summary>
internal static partial class StoredOutputs
{
    /// <summary>A notebook with the outputs that its file stores; nothing runs. The result says why it failed.</summary>
    public static RunResult Read(string path)
    {
        var result = new RunResult { Path = path, Stored = true };
        try
        {
            return result with { Notebook = WithFigures(NotebookFile.Load(path), path) };
        }
        catch (Exception error)
        {
            return result with { Error = RunError.Of(path, error) };
        }
    }

    /// <summary>
    /// Puts back the heavy form of figures where the run that stored these outputs is kept: apart from that form, what
    /// is kept has to be what the file says.
    /// </summary>
    private static Notebook WithFigures(Notebook notebook, string path)
    {
        try
        {
            var kept = notebook.Clone();
            return RunCache.Key(notebook, path) is { } key && RunCache.TryLoad(kept, path, key)
                && Strip(kept.Clone()).ToString() == notebook.ToString() ? kept : notebook;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return notebook; // What it names cannot be read, so nothing can be kept for it.
        }
    }

    /// <summary>Writes an executed notebook where the options say, when that changes the file.</summary>
    /// <exception cref="IOException">It cannot be written; the file on disk is the old one.</exception>
    public static RunResult Write(RunResult result, RunOptions options)
    {
        if (options.OutputFolder is null && (!options.WriteBack || NotebookFile.IsScript(result.Path))) return result;
        var executed = Strip(result.Notebook!.Clone());
        var target = result.Path;
        if (options.OutputFolder is { } folder)
        {
            Directory.CreateDirectory(folder);
            target = Path.Combine(folder, Named(Path.GetFileName(NotebookFile.Storing(result.Path)), options.Parameters));
        }
        else
        {
            executed = Merge(executed, Notebook.Load(target), target);
        }
        var isSame = File.Exists(target) && File.ReadAllText(target) == executed.ToString();
        try
        {
            if (options.OutputFolder is not null) RunReport.Write(result, options, target);
            if (isSame) return result;
            executed.Save(target);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return result with
            {
                Error = new RunError(result.Path, $"the outputs could not be written to {target}: {error.Message}; "
                    + "the file on disk is unchanged", []),
            };
        }
        return result with { WrittenTo = target };
    }

    /// <summary>
    /// A file name that says which parameters were set, so that runs with different ones stand beside each other.
    /// </summary>
    public static string Named(string file, IReadOnlyDictionary<string, string> parameters)
    {
        if (parameters.Count == 0) return file;
        var set = string.Join(',', parameters.OrderBy(one => one.Key, StringComparer.Ordinal)
            .Select(one => $"{one.Key}={one.Value}"));
        var safe = UnsafeInNames().Replace(set, "_");
        // What was replaced or is left out still makes a difference.
        var digest = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(set)))[..8];
        var name = safe.Length > MostOfName ? $"{safe[..MostOfName]}~{digest}" : safe == set ? safe : $"{safe}~{digest}";
        return $"{Path.GetFileNameWithoutExtension(file)}.{name}{Path.GetExtension(file)}";
    }

    private const int MostOfName = 80;

    [GeneratedRegex(@"[^\p{L}\p{Nd}=,.+-]+")]
    private static partial Regex UnsafeInNames();

    /// <summary>Takes over prose that was edited while the notebook ran; code must still be what ran.</summary>
    private static Notebook Merge(Notebook executed, Notebook current, string path)
    {
        var (ran, now) = (executed.CodeCells.ToList(), current.CodeCells.ToList());
        if (!ran.Select(cell => cell.Source).SequenceEqual(now.Select(cell => cell.Source)))
        {
            throw new IOException(
                $"{path}: its code was changed while it ran, so the outputs were not written; run it again");
        }

        foreach (var (cell, fresh) in now.Zip(ran))
        {
            cell.Outputs = (JsonArray)fresh.Outputs.DeepClone();
            cell.ExecutionCount = fresh.ExecutionCount;
        }
        return current;
    }

    /// <summary>Removes what only the export needs: figures in their heavy form, which live in the run cache.</summary>
    public static Notebook Strip(Notebook notebook)
    {
        foreach (var cell in notebook.CodeCells)
        {
            foreach (var output in cell.Outputs.OfType<JsonObject>())
            {
                if (output["data"] is JsonObject data)
                {
                    foreach (var mimeType in data.Select(member => member.Key).Where(MimeTypes.IsExportOnly).ToList())
                        data.Remove(mimeType);
                }
            }
        }

        return notebook;
    }
}
