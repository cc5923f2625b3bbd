using Lemmata.Session.Cells;
using Lemmata.Session.Formatting;
using Microsoft.DotNet.Interactive.Formatting;

#pragma warning disable IDE0130 // Named as .NET Interactive names it.
namespace Microsoft.DotNet.Interactive;

/// <summary>The execution that a cell belongs to, as far as cells use it.</summary>
public sealed class KernelInvocationContext
{
    private readonly CellContext cell;

    private KernelInvocationContext(CellContext cell) => this.cell = cell;

    /// <summary>The running cell's; null where no cell runs.</summary>
    public static KernelInvocationContext? Current =>
        CellContext.Current is { } cell ? new KernelInvocationContext(cell) : null;

    /// <summary>Cancelled when the reader interrupts the cell.</summary>
    public CancellationToken CancellationToken => cell.Token;

    /// <summary>The kernel that runs the cell.</summary>
    public Kernel HandlingKernel => Kernel.Current;

    /// <summary>Displays a value now, before the cell ends.</summary>
    public DisplayedValue Display(object? value, params ReadOnlySpan<string> mimeTypes) =>
        InteractiveDisplayExtensions.Display(value, mimeTypes);

    /// <summary>Displays a text as one MIME type.</summary>
    public DisplayedValue DisplayAs(string value, string mimeType) =>
        InteractiveDisplayExtensions.Show(value, new MimeBundle { Data = { [mimeType] = value } }, [mimeType]);
}
