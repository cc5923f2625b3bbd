using System.Numerics;
using Lemmata.Learning.Numerics.Tensors;

namespace Lemmata.Learning.Numerics.Optimization;

/// <summary>A model together with its data: what a training loop needs to know.</summary>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
public interface ITrainable<T> where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>Model, sizes, data and loss in words; a checkpoint of another description is refused.</summary>
    string Description { get; }

    /// <summary>The tensors that training changes.</summary>
    IReadOnlyList<NamedTensor<T>> Parameters { get; }

    /// <summary>The names of what <see cref="Measure"/> writes.</summary>
    IReadOnlyList<string> MetricNames { get; }

    /// <summary>Computes the loss at the present parameters and its gradients.</summary>
    /// <param name="gradients">Receives one tensor per parameter, valid until the next call.</param>
    /// <returns>The training loss.</returns>
    double Differentiate(Span<Tensor<T>> gradients);

    /// <summary>Measures the model; called after <see cref="Differentiate"/> at the same parameters.</summary>
    /// <param name="metrics">Receives one number per metric name.</param>
    void Measure(Span<double> metrics);
}

/// <summary>A tensor and what it is called.</summary>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
/// <param name="Name">The name in messages and checkpoints.</param>
/// <param name="Value">The tensor.</param>
public readonly record struct NamedTensor<T>(string Name, Tensor<T> Value)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>;
