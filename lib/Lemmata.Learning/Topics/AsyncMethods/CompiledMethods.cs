using System.Diagnostics;
using System.Reflection;
using System.Runtime.CompilerServices;

namespace Lemmata.Learning.Topics.AsyncMethods;

/// <summary>Small async methods as the compiler translates them in a Release build, for logs and for measurements.</summary>
public static class CompiledMethods
{
    /// <summary>Waits at two gates and adds.</summary>
    /// <param name="first">The gate waited at first.</param>
    /// <param name="second">The gate waited at second.</param>
    /// <returns>The sum of their values.</returns>
    public static async LoggedTask<int> SumOfTwo(Gate first, Gate second)
    {
        var x = await first;
        var y = await second;
        return x + y;
    }

    /// <summary>Waits at any number of gates in turn and adds.</summary>
    /// <param name="gates">The gates.</param>
    /// <returns>The sum of their values.</returns>
    public static async LoggedTask<int> SumOfAll(Gate[] gates)
    {
        var sum = 0;
        foreach (var gate in gates)
            sum += await gate;
        return sum;
    }

    /// <summary>Returns at once, without a result.</summary>
    /// <param name="gate">A completed task.</param>
    /// <returns>A task.</returns>
    public static async Task Plain(Task gate) => await gate;

    /// <summary>Waits once and returns a number.</summary>
    /// <param name="gate">What is waited for.</param>
    /// <param name="value">The number.</param>
    /// <returns>A task with the number.</returns>
    public static async Task<int> Number(Task gate, int value)
    {
        await gate;
        return value;
    }

    /// <summary>Waits once and returns a condition.</summary>
    /// <param name="gate">What is waited for.</param>
    /// <param name="value">The condition.</param>
    /// <returns>A task with the condition.</returns>
    public static async Task<bool> Condition(Task gate, bool value)
    {
        await gate;
        return value;
    }

    /// <summary>Waits for each of some tasks and returns a number.</summary>
    /// <param name="gates">What is waited for, in turn.</param>
    /// <param name="value">The number.</param>
    /// <returns>A task with the number.</returns>
    public static async Task<int> EachInTurn(Task[] gates, int value)
    {
        foreach (var gate in gates)
            await gate;
        return value;
    }

    /// <summary>The same with the plain builder of this collection.</summary>
    /// <inheritdoc cref="EachInTurn"/>
    public static async LoggedTask<int> EachInTurnPlainly(Task[] gates, int value)
    {
        foreach (var gate in gates)
            await gate;
        return value;
    }

    /// <summary>Gives up the thread once, to go on elsewhere.</summary>
    /// <returns>A task with a number that no cache has.</returns>
    public static async Task<int> YieldOnce()
    {
        await Task.Yield();
        return 1000;
    }

    /// <summary>Gives up the thread twice.</summary>
    /// <returns>A task with a number that no cache has.</returns>
    public static async Task<int> YieldTwice()
    {
        await Task.Yield();
        await Task.Yield();
        return 1000;
    }

    /// <summary>Gives up the thread once and returns a <see cref="ValueTask{TResult}"/>.</summary>
    /// <returns>A task with a number.</returns>
    public static async ValueTask<int> YieldValue()
    {
        await Task.Yield();
        return 1000;
    }

    /// <summary>Waits once and returns a number in a <see cref="ValueTask{TResult}"/>.</summary>
    /// <inheritdoc cref="Number"/>
    public static async ValueTask<int> Value(Task gate, int value)
    {
        await gate;
        return value;
    }

    /// <summary>The same with the builder that keeps its boxes for the next call.</summary>
    /// <inheritdoc cref="Number"/>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public static async ValueTask<int> Pooled(Task gate, int value)
    {
        await gate;
        return value;
    }

    /// <summary>Whether the compiler made a struct or a class of an async method.</summary>
    /// <param name="method">An async method.</param>
    /// <returns>The type with the method's body as its <c>MoveNext</c>.</returns>
    /// <exception cref="ArgumentException">The method is not async.</exception>
    public static Type MachineOf(MethodInfo method)
    {
        ArgumentNullException.ThrowIfNull(method);
        return method.GetCustomAttribute<AsyncStateMachineAttribute>()?.StateMachineType
            ?? throw new ArgumentException($"{method.Name} is not an async method", nameof(method));
    }

    /// <summary>Whether an assembly was compiled with optimisations, as Release builds are.</summary>
    /// <param name="assembly">Any assembly.</param>
    /// <returns>False for Debug builds.</returns>
    public static bool IsOptimized(Assembly assembly)
    {
        ArgumentNullException.ThrowIfNull(assembly);
        return assembly.GetCustomAttribute<DebuggableAttribute>()?.IsJITOptimizerDisabled != true;
    }
}
