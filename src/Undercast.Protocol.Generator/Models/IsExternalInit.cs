namespace System.Runtime.CompilerServices;

/// <summary>Lets the compiler make records for this old target.</summary>
internal static class IsExternalInit;
