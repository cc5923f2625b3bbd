using System.Globalization;
using System.Numerics;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using Lemmata.Learning.Numerics.Tensors;

namespace Lemmata.Learning.Numerics.Optimization;

/// <summary>A checkpoint that cannot be used, and why.</summary>
/// <param name="message">What was required, what was found.</param>
public sealed class CheckpointException(string message) : Exception(message);

/// <summary>The file of a training run: a header, the run's identity, its tensors, and a SHA-256 of all that.</summary>
internal static class Checkpoint
{
    public const int Version = 1;
    private const int HeaderLength = 8 + 4 + 8;
    private static readonly TimeSpan Abandoned = TimeSpan.FromMinutes(10);
    private static readonly byte[] Magic = "LEMMATA1"u8.ToArray();

    public static void Write<T>(Training<T> training, string path) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        using var memory = new MemoryStream();
        using (var writer = new BinaryWriter(memory, Encoding.UTF8, leaveOpen: true))
        {
            writer.Write(Magic);
            writer.Write(Version);
            writer.Write(0L);
            foreach (var (_, value) in Identity(training)) writer.Write(value);
            writer.Write(training.Step);
            writer.Write(training.Record.Steps.Count);
            for (var i = 0; i < training.Record.Steps.Count; i++)
            {
                writer.Write(training.Record.Steps[i]);
                foreach (var number in training.Record.Rows[i]) writer.Write(number);
            }
            foreach (var tensor in Tensors(training)) writer.Write(MemoryMarshal.AsBytes(tensor.Span));
            memory.Position = 12;
            writer.Write(memory.Length + SHA256.HashSizeInBytes);
        }
        memory.Position = memory.Length;
        memory.Write(SHA256.HashData(memory.GetBuffer().AsSpan(0, (int)memory.Length)));

        // Not one fixed name: two runs on one path must not write into each other's file.
        var temporary = $"{path}.{Guid.NewGuid():N}.part";
        try
        {
            using (var file = new FileStream(temporary, FileMode.CreateNew, FileAccess.Write))
            {
                memory.WriteTo(file);
                file.Flush(flushToDisk: true);
            }

            File.Move(temporary, path, overwrite: true);
        }
        finally
        {
            File.Delete(temporary); // Where it could not take the place of the old one.
        }

        RemoveLeftovers(path);
    }

    /// <summary>What a run that was killed while it saved has left behind; another may still be writing.</summary>
    private static void RemoveLeftovers(string path)
    {
        try
        {
            foreach (
                var left in Directory.EnumerateFiles(
                    Path.GetDirectoryName(Path.GetFullPath(path))!,
                    $"{Path.GetFileName(path)}.*.part"))
            {
                if (DateTime.UtcNow - File.GetLastWriteTimeUtc(left) > Abandoned) File.Delete(left);
            }
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // It costs only room; the state itself is saved.
        }
    }

    public static void Read<T>(Training<T> training, string path) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var bytes = File.ReadAllBytes(path);
        CheckFile(bytes, path);
        using var reader = new BinaryReader(
            new MemoryStream(bytes, HeaderLength, bytes.Length - HeaderLength - SHA256.HashSizeInBytes),
            Encoding.UTF8);
        foreach (var (name, expected) in Identity(training))
        {
            if (reader.ReadString() is var found && found != expected)
            {
                throw new CheckpointException(
                    $"checkpoint {path} has another {name}: it was written with \"{found}\" but this run has "
                        + $"\"{expected}\"; resume it with what it was written with"
                );
            }
        }

        var step = reader.ReadInt64();
        if (step > training.StepCount)
        {
            throw new CheckpointException(
                $"checkpoint {path} stands at step {step} but this run ends at step {training.StepCount}; ask for "
                    + "more steps"
            );
        }

        var row = new double[training.Record.Names.Count];
        training.Record.Clear();
        for (var count = reader.ReadInt32(); count > 0; count--)
        {
            var measured = reader.ReadInt64();
            for (var i = 0; i < row.Length; i++) row[i] = reader.ReadDouble();
            training.Record.Add(measured, row);
        }
        foreach (var tensor in Tensors(training)) reader.BaseStream.ReadExactly(MemoryMarshal.AsBytes(tensor.Span));
        training.State.Restore(step);
    }

    private static void CheckFile(byte[] bytes, string path)
    {
        if (bytes.Length < Magic.Length || !bytes.AsSpan(0, Magic.Length).SequenceEqual(Magic))
        {
            throw new CheckpointException(
                $"{path} is not a checkpoint: it does not begin with the {Magic.Length} letters "
                    + $"{Encoding.ASCII.GetString(Magic)}"
            );
        }

        if (bytes.Length < HeaderLength)
        {
            throw new CheckpointException(
                $"checkpoint {path} is truncated: it has {bytes.Length} bytes, fewer than its header of {HeaderLength}"
            );
        }

        if (BitConverter.ToInt32(bytes, 8) is var version && version != Version)
        {
            throw new CheckpointException(
                $"checkpoint {path} has format version {version} but this library reads version {Version}; train again"
            );
        }

        if (BitConverter.ToInt64(bytes, 12) is var length && length != bytes.Length)
        {
            throw new CheckpointException(
                $"checkpoint {path} is truncated or damaged: its header promises {length} bytes, the file has "
                    + $"{bytes.Length}"
            );
        }

        if (
            !SHA256
                .HashData(bytes.AsSpan(0, bytes.Length - SHA256.HashSizeInBytes))
                .AsSpan()
                .SequenceEqual(bytes.AsSpan(bytes.Length - SHA256.HashSizeInBytes)))
        {
            throw new CheckpointException($"checkpoint {path} is damaged: its contents do not fit its SHA-256");
        }
    }

    private static IEnumerable<(string Name, string Value)> Identity<T>(Training<T> training)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        [
            ("number type", typeof(T).Name),
            ("model", training.Model.Description),
            (
                "set of parameters",
                string.Join(
                    "; ",
                    training.Model.Parameters.Select(parameter => $"{parameter.Name} {parameter.Value.ShapeText}"))),
            ("optimizer", Describe(training.Optimizer)),
            ("schedule", training.Schedule.Name),
            ("set of metrics", string.Join("; ", training.Record.Names)),
        ];

    /// <summary>All settings in one line that no culture changes.</summary>
    private static string Describe(Optimizer optimizer) =>
        optimizer.GetType().Name
        + " "
        + string.Join(
            ", ",
            optimizer
                .GetType()
                .GetProperties()
                .Where(property => property.GetMethod is { IsStatic: false } && property.CanWrite)
                .OrderBy(property => property.Name, StringComparer.Ordinal)
                .Select(property =>
                    property.Name
                    + " = "
                    + property.GetValue(optimizer) switch
                    {
                        Optimizer inner => Describe(inner),
                        var value => Convert.ToString(value, CultureInfo.InvariantCulture),
                    }
                ));

    private static IEnumerable<Tensor<T>> Tensors<T>(Training<T> training)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        training.Model.Parameters.Select(parameter => parameter.Value).Concat(training.State.Memory);
}
