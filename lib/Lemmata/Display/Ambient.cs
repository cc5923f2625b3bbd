namespace Lemmata.Display;

/// <summary>What the running cell inherits from its host.</summary>
public static class Ambient
{
    /// <summary>
    /// The name of the <c>AppContext</c> entry, a <c>Func&lt;CancellationToken&gt;</c>, that a host sets.
    /// </summary>
    public const string CancellationKey = "Cell.CancellationToken";

    /// <summary>
    /// The running cell's cancellation token; <see cref="CancellationToken.None"/> where the host sets none.
    /// </summary>
    /// <remarks>Read it once before a loop: looking it up takes a dictionary access.</remarks>
    public static CancellationToken Cancellation =>
        AppContext.GetData(CancellationKey) is Func<CancellationToken> token ? token() : CancellationToken.None;
}
