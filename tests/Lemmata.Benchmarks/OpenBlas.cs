using System.Runtime.InteropServices;

namespace Lemmata.Benchmarks;

/// <summary>The system's OpenBLAS, through its C interface.</summary>
internal static unsafe partial class OpenBlas
{
    private const string Library = "libopenblas.so.0";
    private const int RowMajor = 101, NoTranspose = 111;

    public static bool IsPresent { get; } = NativeLibrary.TryLoad(Library, out _);

    public static string Configuration =>
        $"{Marshal.PtrToStringUTF8(openblas_get_config())}, running {Marshal.PtrToStringUTF8(openblas_get_corename())}";

    public static int ThreadCount
    {
        set => openblas_set_num_threads(value);
    }

    public static void Multiply(ProductShape s, float[] a, float[] b, float[] c)
    {
        fixed (
            float* pa = a,
                pb = b,
                pc = c)
        {
            cblas_sgemm(
                RowMajor,
                NoTranspose + (int)s.TransposeA,
                NoTranspose + (int)s.TransposeB,
                s.M,
                s.N,
                s.K,
                1,
                pa,
                s.StrideA,
                pb,
                s.StrideB,
                0,
                pc,
                s.N);
        }
    }

    public static void Multiply(ProductShape s, double[] a, double[] b, double[] c)
    {
        fixed (
            double* pa = a,
                pb = b,
                pc = c)
        {
            cblas_dgemm(
                RowMajor,
                NoTranspose + (int)s.TransposeA,
                NoTranspose + (int)s.TransposeB,
                s.M,
                s.N,
                s.K,
                1,
                pa,
                s.StrideA,
                pb,
                s.StrideB,
                0,
                pc,
                s.N);
        }
    }

    [LibraryImport(Library)]
    private static partial void cblas_sgemm(
        int order,
        int transposeA,
        int transposeB,
        int m,
        int n,
        int k,
        float alpha,
        float* a,
        int lda,
        float* b,
        int ldb,
        float beta,
        float* c,
        int ldc);

    [LibraryImport(Library)]
    private static partial void cblas_dgemm(
        int order,
        int transposeA,
        int transposeB,
        int m,
        int n,
        int k,
        double alpha,
        double* a,
        int lda,
        double* b,
        int ldb,
        double beta,
        double* c,
        int ldc);

    [LibraryImport(Library)]
    private static partial void openblas_set_num_threads(int count);

    [LibraryImport(Library)]
    private static partial nint openblas_get_config();

    [LibraryImport(Library)]
    private static partial nint openblas_get_corename();
}
