namespace Lemmata.Learning.Topics.SelfDistillation;

/// <summary>How a student is trained on the outputs of a teacher that is its own average.</summary>
/// <remarks><b>Source.</b> M. Caron and others 2021, "Emerging properties in self-supervised vision transformers",
/// section 3, arXiv 2104.14294; temperatures and the centre's momentum are those of the paper.</remarks>
public sealed record DistillationSettings
{
    /// <summary>Inputs of the linear map, with a constant one if there is to be a bias; at least 1.</summary>
    public int Inputs { get; init; } = 4;

    /// <summary>Classes of the softmax, at least 2.</summary>
    public int Outputs { get; init; } = 4;

    /// <summary>Temperature τₛ of the student, positive.</summary>
    public double StudentTemperature { get; init; } = 0.1;

    /// <summary>Temperature τₜ of the teacher, positive; sharpening means that it is below the student's.</summary>
    public double TeacherTemperature { get; init; } = 0.04;

    /// <summary>Whether the teacher's running mean is subtracted from its logits.</summary>
    public bool IsCentred { get; init; } = true;

    /// <summary>The share of the old centre that is kept in each step, from 0 to 1.</summary>
    public double CentreMomentum { get; init; } = 0.9;

    /// <summary>The share of the old teacher that is kept in each step, from 0 to 1; 0 makes it the student.</summary>
    public double TeacherMomentum { get; init; } = 0.99;

    /// <summary>Step size of the student's descent, positive.</summary>
    public double LearningRate { get; init; } = 0.02;

    /// <summary>Standard deviation of the weights at the start, at least 0.</summary>
    public double InitialScale { get; init; } = 0.1;

    /// <summary>Whether the student of one view learns from the teacher of the other.</summary>
    public bool IsCrossed { get; init; } = true;
}
