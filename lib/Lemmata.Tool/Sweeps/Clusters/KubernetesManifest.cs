using System.Globalization;
using System.Text.RegularExpressions;

namespace Lemmata.Tool.Sweeps.Clusters;

/// <summary>An Indexed Job of Kubernetes that works off a sweep, to be given to <c>kubectl apply -f -</c>.</summary>
internal static partial class KubernetesManifest
{
    /// <summary>The manifest.</summary>
    /// <param name="submission">What is asked; all tasks, since a Job counts its indices from 0.</param>
    /// <param name="taskCount">Number of tasks.</param>
    /// <param name="image">An image with the runtime of .NET.</param>
    /// <param name="volume">
    /// The claim of the volume that holds the collection and the sweep at the paths they have here.
    /// </param>
    /// <param name="mount">Where it is mounted: a folder above both.</param>
    /// <remarks>
    /// A pod that ends with 75 was told to stop and has saved its state: that counts as no failure, and it is started
    /// again. With 1 some of its runs have failed, which another turn would not change.
    /// </remarks>
    public static string Of(Submission submission, int taskCount, string image, string volume, string mount) =>
        string.Create(CultureInfo.InvariantCulture, $"""
        apiVersion: batch/v1
        kind: Job
        metadata:
          name: {NameOf(submission.Sweep)}
        spec:
          completionMode: Indexed
          completions: {taskCount}
          parallelism: {Math.Min(submission.AtOnce ?? taskCount, taskCount)}
          backoffLimitPerIndex: 3
          podFailurePolicy:
            rules:
            - action: Ignore
              onExitCodes:
                operator: In
                values: [75]
            - action: FailIndex
              onExitCodes:
                operator: In
                values: [1]
          template:
            spec:
              restartPolicy: Never
              terminationGracePeriodSeconds: 60
              containers:
              - name: work
                image: {Text(image)}
                command: ["/bin/sh", "-c"]
                args:
                - exec "$0" "$1" sweep work "$2" --task "$JOB_COMPLETION_INDEX" --runs-per-task {submission.RunsPerTask}{submission.WorkOptions}
                - dotnet
                - {Text(submission.Tool)}
                - {Text(submission.Sweep.Path)}
                resources:
                  requests:
                    cpu: {submission.Processors}
                  limits:
                    cpu: {submission.Processors}
                volumeMounts:
                - name: sweep
                  mountPath: {Text(mount)}
              volumes:
              - name: sweep
                persistentVolumeClaim:
                  claimName: {Text(volume)}

        """).ReplaceLineEndings("\n");

    // What a name of Kubernetes may hold.
    private static string NameOf(SweepFolder sweep)
    {
        var name = Other().Replace($"lemmata-{sweep.Slug}-{sweep.Name}".ToLowerInvariant(), "-");
        return name[..Math.Min(name.Length, 60)].Trim('-');
    }

    // In quotation marks YAML reads what JSON writes.
    private static string Text(string value) => System.Text.Json.JsonSerializer.Serialize(value);

    [GeneratedRegex("[^a-z0-9]+")]
    private static partial Regex Other();
}
