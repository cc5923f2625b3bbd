#pragma warning disable IDE0130 // Named as .NET Interactive names it.
namespace Microsoft.DotNet.Interactive;

/// <summary>A text that shows itself as dots.</summary>
public sealed class PasswordString(string clearTextPassword)
{
    /// <summary>The text itself.</summary>
    public string GetClearTextPassword() => clearTextPassword;

    /// <inheritdoc/>
    public override string ToString() => new('·', clearTextPassword.Length);
}
