using System.Buffers.Text;
using System.Globalization;
using Microsoft.Win32.SafeHandles;

namespace Undercast.Functions;

/// <summary>A control group that bounds an instance's memory and processes and weighs its share of the processors, where this process may make one.</summary>
/// <remarks>
/// Version 1 has a hierarchy for each controller; version 2 has one, whose memory controller must be delegated to this process's own group. Where neither can
/// be used, resource limits and nice values stand in.
/// </remarks>
internal sealed class ControlGroup
{
    // AWS: execution processes and threads, 1,024 (Lambda quotas).
    private const int Processes = 1024;
    // AWS: a function has a whole processor at 1,769 MB, and less or more in proportion.
    private const int MegabytesOfProcessor = 1769;
    private const string Root = "/sys/fs/cgroup";
    private readonly string[] _folders;
    private readonly bool _unified;
    private readonly SafeFileHandle? _peak;
    private int _megabytes;

    private ControlGroup(string[] folders, bool unified, string peak)
    {
        _folders = folders;
        _unified = unified;
        // Version 2 has told the peak only since Linux 5.19.
        _peak = File.Exists(peak) ? File.OpenHandle(peak) : null;
    }

    /// <summary>The files to which a process writes its id in order to join.</summary>
    public IEnumerable<string> Entrances => _folders.Select(f => Path.Combine(f, "cgroup.procs"));

    /// <summary>The most memory that the group had at once, in bytes; 0 when unknown.</summary>
    public long Peak()
    {
        if (_peak is null) return 0;
        Span<byte> text = stackalloc byte[32];
        try
        {
            return Utf8Parser.TryParse(text[..RandomAccess.Read(_peak, text, 0)], out long bytes, out _) ? bytes : 0;
        }
        catch (Exception e) when (e is IOException or ObjectDisposedException)
        {
            return 0;
        }
    }

    /// <summary>The processes in the group now.</summary>
    public IEnumerable<int> Members() => File.ReadLines(Path.Combine(_folders[0], "cgroup.procs")).Select(l => int.Parse(l, CultureInfo.InvariantCulture));

    /// <summary>Makes a group, or answers null where that is not possible.</summary>
    public static ControlGroup? TryCreate(string name, int megabytes)
    {
        if (!OperatingSystem.IsLinux()) return null;
        try
        {
            var group = Directory.Exists($"{Root}/memory") ? First(name) : Second(name);
            group?.Limit(megabytes);
            return group;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>Sets the limits of a function of that size.</summary>
    public void Limit(int megabytes)
    {
        var limit = (megabytes * 1024L * 1024L).ToString(CultureInfo.InvariantCulture);
        if (_unified)
        {
            Set("memory.max", limit);
            Set("memory.swap.max", "0");
            // The default weight is 100.
            Set("cpu.weight", Math.Clamp(megabytes * 100 / MegabytesOfProcessor, 1, 10_000).ToString(CultureInfo.InvariantCulture));
            return;
        }
        // The sum with swap may never be below memory alone, also not between the two writes.
        if (_megabytes != 0 && megabytes > _megabytes) Set("memory.memsw.limit_in_bytes", limit);
        if (!Set("memory.limit_in_bytes", limit)) throw new IOException("The memory of a group cannot be limited.");
        Set("memory.memsw.limit_in_bytes", limit);
        _megabytes = megabytes;
        Set("cpu.shares", Math.Max(2, megabytes * 1024 / MegabytesOfProcessor).ToString(CultureInfo.InvariantCulture));
    }

    /// <summary>Removes the group; its processes are gone.</summary>
    public void Remove()
    {
        _peak?.Dispose();
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

    private bool Set(string file, string value)
    {
        foreach (var folder in _folders)
        {
            var path = Path.Combine(folder, file);
            if (!File.Exists(path)) continue;
            File.WriteAllText(path, value);
            return true;
        }
        return false;
    }

    private static ControlGroup First(string name)
    {
        var folders = new List<string>();
        foreach (var controller in (string[])["memory", "pids", "cpu"])
        {
            if (!Directory.Exists($"{Root}/{controller}")) continue;
            var folder = Path.Combine($"{Root}/{controller}{Own(controller)}", name);
            Directory.CreateDirectory(folder);
            folders.Add(folder);
        }
        var group = new ControlGroup([.. folders], unified: false, Path.Combine(folders[0], "memory.max_usage_in_bytes"));
        group.Set("pids.max", Processes.ToString(CultureInfo.InvariantCulture));
        return group;
    }

    private static ControlGroup? Second(string name)
    {
        var parent = $"{Root}{Own("")}".TrimEnd('/');
        if (!File.ReadAllText(Path.Combine(parent, "cgroup.subtree_control")).Contains("memory", StringComparison.Ordinal)) return null;
        var folder = Path.Combine(parent, name);
        Directory.CreateDirectory(folder);
        var group = new ControlGroup([folder], unified: true, Path.Combine(folder, "memory.peak"));
        group.Set("pids.max", Processes.ToString(CultureInfo.InvariantCulture));
        return group;
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
