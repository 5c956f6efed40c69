using System.Globalization;

namespace Undercast.Functions;

/// <summary>A control group that bounds an instance's memory and processes, where this process may make one.</summary>
/// <remarks>
/// Version 1 has a hierarchy for each controller; version 2 has one, whose memory controller must be delegated to this process's own group. Where neither can
/// be used, the launcher falls back to a resource limit on data segments.
/// </remarks>
internal sealed class MemoryGroup
{
    // AWS: execution processes and threads, 1,024 (Lambda quotas).
    private const int Processes = 1024;
    private const string Root = "/sys/fs/cgroup";
    private readonly string[] _folders;
    private readonly string _peak;

    private MemoryGroup(string[] folders, string peak)
    {
        _folders = folders;
        _peak = peak;
    }

    /// <summary>The files to which a process writes its id in order to join.</summary>
    public IEnumerable<string> Entrances => _folders.Select(f => Path.Combine(f, "cgroup.procs"));

    /// <summary>The most memory that the group had at once, in bytes; 0 when unknown.</summary>
    public long Peak()
    {
        try
        {
            return long.Parse(File.ReadAllText(_peak).AsSpan().Trim(), CultureInfo.InvariantCulture);
        }
        catch (Exception e) when (e is IOException or FormatException)
        {
            return 0;
        }
    }

    /// <summary>Makes a group, or answers null where that is not possible.</summary>
    public static MemoryGroup? TryCreate(string name, long bytes)
    {
        if (!OperatingSystem.IsLinux()) return null;
        try
        {
            return Directory.Exists($"{Root}/memory") ? First(name, bytes) : Second(name, bytes);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>Removes the group; its processes are gone.</summary>
    public void Remove()
    {
        foreach (var folder in _folders)
        {
            try
            {
                Directory.Delete(folder);
            }
            catch (IOException)
            {
                // A process that is being reaped holds it for a moment; an empty group costs nothing, and the next start of the server clears it.
            }
        }
    }

    private static MemoryGroup First(string name, long bytes)
    {
        var memory = Path.Combine($"{Root}/memory{Own("memory")}", name);
        Directory.CreateDirectory(memory);
        var limit = bytes.ToString(CultureInfo.InvariantCulture);
        File.WriteAllText(Path.Combine(memory, "memory.limit_in_bytes"), limit);
        var swap = Path.Combine(memory, "memory.memsw.limit_in_bytes");
        if (File.Exists(swap)) File.WriteAllText(swap, limit);
        var peak = Path.Combine(memory, "memory.max_usage_in_bytes");
        if (!Directory.Exists($"{Root}/pids")) return new MemoryGroup([memory], peak);
        var pids = Path.Combine($"{Root}/pids{Own("pids")}", name);
        Directory.CreateDirectory(pids);
        File.WriteAllText(Path.Combine(pids, "pids.max"), Processes.ToString(CultureInfo.InvariantCulture));
        return new MemoryGroup([memory, pids], peak);
    }

    private static MemoryGroup? Second(string name, long bytes)
    {
        var parent = $"{Root}{Own("")}".TrimEnd('/');
        if (!File.ReadAllText(Path.Combine(parent, "cgroup.subtree_control")).Contains("memory", StringComparison.Ordinal)) return null;
        var folder = Path.Combine(parent, name);
        Directory.CreateDirectory(folder);
        File.WriteAllText(Path.Combine(folder, "memory.max"), bytes.ToString(CultureInfo.InvariantCulture));
        File.WriteAllText(Path.Combine(folder, "memory.swap.max"), "0");
        if (File.Exists(Path.Combine(folder, "pids.max"))) File.WriteAllText(Path.Combine(folder, "pids.max"), Processes.ToString(CultureInfo.InvariantCulture));
        return new MemoryGroup([folder], Path.Combine(folder, "memory.peak"));
    }

    /// <summary>This process's own group in a hierarchy, without a trailing slash.</summary>
    private static string Own(string controller)
    {
        foreach (var line in File.ReadLines("/proc/self/cgroup"))
        {
            var parts = line.Split(':', 3);
            if (parts.Length == 3 && parts[1].Split(',').Contains(controller)) return parts[2].TrimEnd('/');
        }
        return "";
    }
}
