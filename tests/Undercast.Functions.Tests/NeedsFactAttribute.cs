namespace Undercast.Functions.Tests;

/// <summary>A test that needs programs of this machine; skipped with the reason where one is absent.</summary>
public sealed class NeedsFactAttribute : FactAttribute
{
    private readonly string[] _programs;

    public NeedsFactAttribute(params string[] programs)
    {
        _programs = programs;
        var missing = programs.Where(p => p == "bwrap" ? Launch.FindSandbox() is null : Interpreters.Which(p) is null).ToArray();
        if (missing.Length > 0) Skip = $"{string.Join(", ", missing)} is not installed or does not work here";
    }

    /// <summary>The programs.</summary>
    public IReadOnlyList<string> Programs => _programs;

    /// <summary>Whether it needs control groups of version 1 that this process may make.</summary>
    public bool Groups
    {
        get => false;
        set
        {
            if (value && Skip is null && !HasGroups.Value) Skip = "control groups cannot be made here";
        }
    }

    private static readonly Lazy<bool> HasGroups = new(() =>
    {
        if (!Directory.Exists("/sys/fs/cgroup/pids") || ControlGroup.TryCreate("probe", 16) is not { } group) return false;
        group.Close();
        group.RemoveAsync().GetAwaiter().GetResult();
        return true;
    });
}
