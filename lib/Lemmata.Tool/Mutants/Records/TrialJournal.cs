using System.Text;
using Lemmata.Tool.Mutants.Making;
using Lemmata.Tool.Mutants.Running;
using Lemmata.Tool.Reading;

namespace Lemmata.Tool.Mutants.Records;

/// <summary>Trials of a notebook as they end, so that an interrupted series goes on where it stopped.</summary>
/// <param name="file">The journal; its name holds what the trials depend on.</param>
internal sealed class TrialJournal(string file)
{
    private readonly Lock gate = new();

    /// <summary>The trials so far.</summary>
    public IReadOnlyDictionary<Mutant, Trial> Read() => !File.Exists(file)
        ? new Dictionary<Mutant, Trial>()
        : File.ReadLines(file).Select(line => Trial.Read(Csv.Read(line))).OfType<Trial>()
            .DistinctBy(trial => trial.Mutant).ToDictionary(trial => trial.Mutant);

    /// <summary>Adds a trial.</summary>
    public void Add(Trial trial)
    {
        using var line = new StringWriter();
        Csv.Write(line, trial.Fields);
        lock (gate)
        {
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            // A line that was cut stays alone.
            var start = File.Exists(file) && !EndsWithLine() ? "\n" : "";
            File.AppendAllText(file, start + line, new UTF8Encoding(false));
        }
    }

    private bool EndsWithLine()
    {
        using var stream = File.OpenRead(file);
        if (stream.Length == 0) return true;
        stream.Seek(-1, SeekOrigin.End);
        return stream.ReadByte() == '\n';
    }
}
