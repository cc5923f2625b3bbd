using System.Runtime.CompilerServices;

namespace Lemmata.Learning.Topics.AsyncMethods;

/// <summary>
/// Something to wait for that is under control: it is open from the start, or whoever opens it runs what waits there.
/// </summary>
public sealed class Gate : ICriticalNotifyCompletion
{
    private readonly int value;
    private bool isOpen;
    private Action? waiting;

    /// <summary>A gate.</summary>
    /// <param name="value">What waiting for it gives.</param>
    /// <param name="isOpen">Whether nobody has to wait.</param>
    public Gate(int value, bool isOpen = false) => (this.value, this.isOpen) = (value, isOpen);

    /// <summary>Whether nobody has to wait; the first that <c>await</c> asks.</summary>
    public bool IsCompleted
    {
        get
        {
            BuilderLog.Add($"gate {value}: IsCompleted");
            return isOpen;
        }
    }

    /// <summary>The gate itself is its awaiter.</summary>
    /// <returns>This gate.</returns>
    public Gate GetAwaiter() => this;

    /// <summary>The value, once the gate is open.</summary>
    /// <returns>The value.</returns>
    /// <exception cref="InvalidOperationException">The gate is closed.</exception>
    public int GetResult()
    {
        BuilderLog.Add($"gate {value}: GetResult");
        return isOpen ? value : throw new InvalidOperationException("the gate is closed; open it first");
    }

    /// <inheritdoc/>
    public void OnCompleted(Action continuation) => UnsafeOnCompleted(continuation);

    /// <inheritdoc/>
    public void UnsafeOnCompleted(Action continuation)
    {
        BuilderLog.Add($"gate {value}: OnCompleted");
        waiting += continuation;
    }

    /// <summary>Opens the gate and runs, on this thread, what waited there.</summary>
    public void Open()
    {
        isOpen = true;
        var next = waiting;
        waiting = null;
        next?.Invoke();
    }
}
