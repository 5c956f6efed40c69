namespace Undercast.Functions.Tests;

/// <summary>A test that needs a program of this machine; skipped with the reason where it is absent.</summary>
public sealed class NeedsFactAttribute : FactAttribute
{
    public NeedsFactAttribute(params string[] programs)
    {
        var missing = programs.Where(p => p == "bwrap" ? Launch.FindSandbox() is null : Interpreters.Which(p) is null).ToArray();
        if (missing.Length > 0) Skip = $"{string.Join(", ", missing)} is not installed or does not work here";
    }
}
