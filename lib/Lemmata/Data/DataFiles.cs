namespace Lemmata.Data;

/// <summary>Files of the collection's <c>data</c> folder, found upward from the current folder.</summary>
/// <remarks>A host that wants to know which files a notebook depends on sets <c>AppContext</c> data
/// "Cell.FileRead" to an <c>Action&lt;string&gt;</c>; it is called with the full path of each file handed
/// out.</remarks>
public static class DataFiles
{
    /// <summary>
    /// The full path of the collection's <c>data</c> folder: the nearest one upward that holds a <c>claims</c> folder.
    /// </summary>
    /// <exception cref="DirectoryNotFoundException">No folder from the current one upward has it; the message names the
    /// start.</exception>
    public static string Folder
    {
        get
        {
            var start = Directory.GetCurrentDirectory();
            for (var folder = new DirectoryInfo(start); folder is not null; folder = folder.Parent)
            {
                var data = System.IO.Path.Combine(folder.FullName, "data");
                if (Directory.Exists(System.IO.Path.Combine(data, "claims"))) return data;
            }
            throw new DirectoryNotFoundException(
                $"no folder data/claims in '{start}' or any folder above it; run the notebook from a folder inside "
                    + "the collection"
            );
        }
    }

    /// <summary>The full path of a data file.</summary>
    /// <param name="name">Path below <c>data</c> with forward slashes, such as <c>reference/x.csv</c>.</param>
    /// <returns>An existing file's full path.</returns>
    /// <exception cref="FileNotFoundException">The file is not there; the message names the place searched.</exception>
    public static string Path(string name)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        var path = System.IO.Path.Combine([Folder, .. name.Split('/')]);
        if (!File.Exists(path)) throw new FileNotFoundException($"data file '{name}' is not in '{Folder}'", path);
        (AppContext.GetData("Cell.FileRead") as Action<string>)?.Invoke(path);
        return path;
    }

    /// <summary>The rows of a comma-separated file whose first line names the columns.</summary>
    /// <param name="name">Path below <c>data</c>.</param>
    /// <returns>
    /// One dictionary a row, from column name to text; quoted fields may hold commas, doubled quotes and line breaks.
    /// </returns>
    /// <exception cref="FileNotFoundException">The file is not there.</exception>
    /// <exception cref="InvalidDataException">A row has another number of fields than the first line, or a quote stays
    /// open.</exception>
    public static IReadOnlyList<IReadOnlyDictionary<string, string>> Csv(string name)
    {
        var records = Records(name, File.ReadAllText(Path(name)));
        if (records.Count == 0)
            throw new InvalidDataException($"{name} is empty; the first line must name the columns");
        var columns = records[0];
        var rows = new List<IReadOnlyDictionary<string, string>>(records.Count - 1);
        for (var i = 1; i < records.Count; i++)
        {
            if (records[i].Count != columns.Count)
            {
                throw new InvalidDataException(
                    $"{name}: record {i + 1} has {records[i].Count} fields but the first line names {columns.Count} "
                        + "columns"
                );
            }

            rows.Add(columns.Zip(records[i]).ToDictionary(pair => pair.First, pair => pair.Second));
        }
        return rows;
    }

    private static List<List<string>> Records(string name, string text)
    {
        var records = new List<List<string>>();
        var record = new List<string>();
        var field = new System.Text.StringBuilder();
        var quoted = false;
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            if (quoted)
            {
                if (c != '"')
                {
                    field.Append(c);
                }
                else if (i + 1 < text.Length && text[i + 1] == '"') { field.Append('"'); i++; }
                else
                {
                    quoted = false;
                }
            }
            else if (c == '"')
            {
                quoted = true;
            }
            else if (c == ',')
            {
                EndField();
            }
            else if (c == '\n')
            {
                EndRecord();
            }
            else if (c != '\r')
            {
                field.Append(c);
            }
        }
        if (quoted)
            throw new InvalidDataException($"{name}: record {records.Count + 1} opens a quote that is never closed");
        EndRecord();
        return records;

        void EndField() { record.Add(field.ToString()); field.Clear(); }
        void EndRecord()
        {
            if (record.Count == 0 && field.Length == 0) return;   // a blank line is no record
            EndField();
            records.Add(record);
            record = [];
        }
    }
}
