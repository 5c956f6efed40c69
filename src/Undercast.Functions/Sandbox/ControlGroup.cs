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
    private const string Prefix = "undercast-";
    private readonly string[] _folders;
    private readonly bool _unified;
    private readonly SafeFileHandle? _peak;
    private readonly SafeFileHandle? _events;
    private long _lastPeak;
    private int _megabytes;

    private ControlGroup(string[] folders, bool unified, string peak, string events)
    {
        _folders = folders;
        _unified = unified;
        // Version 2 has told the peak only since Linux 5.19.
        _peak = Open(peak);
        _events = Open(events);
    }

    private static SafeFileHandle? Open(string file) => File.Exists(file) ? File.OpenHandle(file) : null;

    /// <summary>The files to which a process writes its id in order to join.</summary>
    public IEnumerable<string> Entrances => _folders.Select(f => Path.Combine(f, "cgroup.procs"));

    /// <summary>The most memory that the group had at once, in bytes; 0 when unknown.</summary>
    public long Peak()
    {
        if (_peak is null || _peak.IsClosed) return _lastPeak;
        Span<byte> text = stackalloc byte[32];
        try
        {
            if (Utf8Parser.TryParse(text[..RandomAccess.Read(_peak, text, 0)], out long bytes, out _)) _lastPeak = bytes;
        }
        catch (Exception e) when (e is IOException or ObjectDisposedException)
        {
            // Removed: what was read last holds.
        }
        return _lastPeak;
    }

    /// <summary>Whether the kernel has killed one of its processes because the group had no memory left; final once the group is removed.</summary>
    public bool RanOutOfMemory { get; private set; }

    private void ReadOutOfMemory()
    {
        if (_events is null) return;
        Span<byte> text = stackalloc byte[256];
        try
        {
            text = text[..RandomAccess.Read(_events, text, 0)];
        }
        catch (IOException)
        {
            return;
        }
        var at = text.IndexOf("oom_kill "u8);
        RanOutOfMemory = at >= 0 && Utf8Parser.TryParse(text[(at + 9)..], out long kills, out _) && kills > 0;
    }

    /// <summary>The processes in the group now.</summary>
    public IEnumerable<int> Members() => MembersOf(_folders[0]);

    /// <summary>Makes a group, or answers null where that is not possible.</summary>
    public static ControlGroup? TryCreate(string id, int megabytes)
    {
        if (!OperatingSystem.IsLinux()) return null;
        var name = string.Create(CultureInfo.InvariantCulture, $"{Prefix}{Environment.ProcessId}-{id}");
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

    /// <summary>Weighs its share of the processors as that of a function of that size; until then it has the share of a whole processor.</summary>
    public void Weigh(int megabytes)
    {
        // The kernel's own weights are 100 in version 2 and 1,024 in version 1.
        if (_unified) Set("cpu.weight", Math.Clamp(megabytes * 100 / MegabytesOfProcessor, 1, 10_000).ToString(CultureInfo.InvariantCulture));
        else Set("cpu.shares", Math.Max(2, megabytes * 1024 / MegabytesOfProcessor).ToString(CultureInfo.InvariantCulture));
    }

    /// <summary>Sets the memory of a function of that size.</summary>
    public void Limit(int megabytes)
    {
        var limit = (megabytes * 1024L * 1024L).ToString(CultureInfo.InvariantCulture);
        if (_unified)
        {
            Set("memory.max", limit);
            Set("memory.swap.max", "0");
            return;
        }
        // The sum with swap may never be below memory alone, also not between the two writes.
        if (_megabytes != 0 && megabytes > _megabytes) Set("memory.memsw.limit_in_bytes", limit);
        if (!Set("memory.limit_in_bytes", limit)) throw new IOException("The memory of a group cannot be limited.");
        Set("memory.memsw.limit_in_bytes", limit);
        _megabytes = megabytes;
    }

    /// <summary>Reads a last time what the group has to tell; its process has ended.</summary>
    public void Close()
    {
        Peak();
        ReadOutOfMemory();
        _peak?.Dispose();
        _events?.Dispose();
    }

    /// <summary>Ends what is left in the group and removes it.</summary>
    /// <remarks>A group whose last processes are being reaped cannot be removed for a moment, and each that stays makes the next ones slower.</remarks>
    public async Task RemoveAsync()
    {
        var left = new List<string>(_folders);
        for (var attempt = 0; attempt < 60; attempt++)
        {
            foreach (var pid in MembersOf(left[0])) _ = Native.Kill(pid, Native.SignalKill);
            left.RemoveAll(TryDelete);
            if (left.Count == 0) return;
            await Task.Delay(Math.Min(1 << Math.Min(attempt, 9), 500));
        }
    }

    /// <summary>Removes the groups of servers that were killed.</summary>
    public static void ClearLeftovers(Func<int, bool> isGone)
    {
        if (!OperatingSystem.IsLinux()) return;
        foreach (var parent in (string[])[.. First().Select(c => $"{Root}/{c}{Own(c)}"), $"{Root}{Own("")}"])
        {
            if (!Directory.Exists(parent)) continue;
            foreach (var folder in Directory.EnumerateDirectories(parent, $"{Prefix}*-*"))
            {
                if (int.TryParse(Path.GetFileName(folder).Split('-')[1], NumberStyles.None, CultureInfo.InvariantCulture, out var pid) && isGone(pid)) TryDelete(folder);
            }
        }
    }

    private static IEnumerable<int> MembersOf(string folder)
    {
        try
        {
            return [.. File.ReadLines(Path.Combine(folder, "cgroup.procs")).Select(l => int.Parse(l, CultureInfo.InvariantCulture))];
        }
        catch (IOException)
        {
            return [];
        }
    }

    private static bool TryDelete(string folder)
    {
        try
        {
            Directory.Delete(folder);
            return true;
        }
        catch (DirectoryNotFoundException)
        {
            return true;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return false;
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

    private static IEnumerable<string> First() => ((string[])["memory", "pids", "cpu"]).Where(c => Directory.Exists($"{Root}/{c}"));

    private static ControlGroup First(string name)
    {
        var folders = new List<string>();
        foreach (var controller in First())
        {
            var folder = Path.Combine($"{Root}/{controller}{Own(controller)}", name);
            Directory.CreateDirectory(folder);
            folders.Add(folder);
        }
        var group = new ControlGroup([.. folders], unified: false, Path.Combine(folders[0], "memory.max_usage_in_bytes"), Path.Combine(folders[0], "memory.oom_control"));
        group.Set("pids.max", Processes.ToString(CultureInfo.InvariantCulture));
        return group;
    }

    private static ControlGroup? Second(string name)
    {
        var parent = $"{Root}{Own("")}".TrimEnd('/');
        if (!File.ReadAllText(Path.Combine(parent, "cgroup.subtree_control")).Contains("memory", StringComparison.Ordinal)) return null;
        var folder = Path.Combine(parent, name);
        Directory.CreateDirectory(folder);
        var group = new ControlGroup([folder], unified: true, Path.Combine(folder, "memory.peak"), Path.Combine(folder, "memory.events"));
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
