using System.Runtime.CompilerServices;

namespace Lemmata.Learning.Topics.AsyncMethods;

/// <summary>A small task: a result that is there or not. Async methods may return it.</summary>
/// <typeparam name="T">The result's type.</typeparam>
[AsyncMethodBuilder(typeof(LoggedBuilder<>))]
public sealed class LoggedTask<T>
{
    private T? result;
    private Exception? error;

    /// <summary>Whether the method has returned or thrown.</summary>
    public bool IsCompleted { get; private set; }

    /// <summary>What the method returned.</summary>
    /// <exception cref="InvalidOperationException">It has not returned yet; open the gates it waits at.</exception>
    public T Result => !IsCompleted
        ? throw new InvalidOperationException("the method still waits; open the gates it waits at")
        : error is null ? result! : throw error;

    internal void Complete(T? value, Exception? thrown) => (result, error, IsCompleted) = (value, thrown, true);
}

/// <summary>The plainest builder that makes async methods work, and logs what it is asked.</summary>
/// <typeparam name="T">The result's type.</typeparam>
/// <remarks>
/// Design: the machine stays on the stack until the first suspension, then one copy of it is boxed, and every suspension
/// makes one delegate to go on from. Contexts are not captured, so it is no builder for real programs.
/// Source: the pattern that the compiler asks for, C# language specification, 15.14.2.
/// </remarks>
public struct LoggedBuilder<T>
{
    private LoggedTask<T>? task;
    private IAsyncStateMachine? box;

    /// <summary>A builder for one call.</summary>
    /// <returns>A new builder.</returns>
    public static LoggedBuilder<T> Create()
    {
        BuilderLog.Add("builder.Create");
        return default;
    }

    /// <summary>The task that the caller receives.</summary>
    public LoggedTask<T> Task
    {
        get
        {
            BuilderLog.Add("builder.Task");
            return task ??= new LoggedTask<T>();
        }
    }

    /// <summary>Runs the machine to its first suspension or to its end.</summary>
    /// <typeparam name="TMachine">The machine's type, a struct or a class.</typeparam>
    /// <param name="stateMachine">The machine, on the caller's stack.</param>
    public void Start<TMachine>(ref TMachine stateMachine) where TMachine : IAsyncStateMachine
    {
        BuilderLog.Add("builder.Start");
        BuilderLog.Add("machine.MoveNext");
        stateMachine.MoveNext();
    }

    /// <summary>Tells the builder inside a box which box it is in.</summary>
    /// <param name="stateMachine">The boxed machine.</param>
    public void SetStateMachine(IAsyncStateMachine stateMachine) => box = stateMachine;

    /// <summary>Suspends: the awaiter is to call the machine again.</summary>
    /// <param name="awaiter">What is waited for.</param>
    /// <param name="stateMachine">The machine that waits.</param>
    public void AwaitOnCompleted<TAwaiter, TMachine>(ref TAwaiter awaiter, ref TMachine stateMachine)
        where TAwaiter : INotifyCompletion
        where TMachine : IAsyncStateMachine => awaiter.OnCompleted(Resume(ref stateMachine));

    /// <summary>Suspends, without passing on the execution context.</summary>
    /// <inheritdoc cref="AwaitOnCompleted"/>
    public void AwaitUnsafeOnCompleted<TAwaiter, TMachine>(ref TAwaiter awaiter, ref TMachine stateMachine)
        where TAwaiter : ICriticalNotifyCompletion
        where TMachine : IAsyncStateMachine => awaiter.UnsafeOnCompleted(Resume(ref stateMachine));

    /// <summary>The method has returned.</summary>
    /// <param name="result">Its result.</param>
    public void SetResult(T result)
    {
        BuilderLog.Add("builder.SetResult");
        (task ??= new LoggedTask<T>()).Complete(result, null);
    }

    /// <summary>The method has thrown.</summary>
    /// <param name="exception">What it threw.</param>
    public void SetException(Exception exception)
    {
        BuilderLog.Add("builder.SetException");
        (task ??= new LoggedTask<T>()).Complete(default, exception);
    }

    private Action Resume<TMachine>(ref TMachine stateMachine) where TMachine : IAsyncStateMachine
    {
        BuilderLog.Add("builder.AwaitOnCompleted");
        if (box is null)
        {
            // The copy in the box must know the task that the caller gets from the one on the stack.
            task ??= new LoggedTask<T>();
            IAsyncStateMachine copy = stateMachine;
            copy.SetStateMachine(copy);
            box = copy;
        }

        return BuilderLog.IsOn ? Logged(box) : box.MoveNext;
    }

    private static Action Logged(IAsyncStateMachine machine) => () =>
    {
        BuilderLog.Add("machine.MoveNext");
        machine.MoveNext();
    };
}
