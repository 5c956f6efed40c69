using System.Globalization;
using System.Net;

namespace Undercast.Functions;

/// <summary>Tells whether a connection over loopback comes from an instance's own processes.</summary>
/// <remarks>Functions share the machine's network, and anyone there can read which ports listen; so the port alone proves nothing.</remarks>
internal static class PeerProcesses
{
    /// <summary>The process and all that descend from it.</summary>
    public static IEnumerable<int> TreeOf(int root)
    {
        var open = new Stack<int>([root]);
        while (open.TryPop(out var pid))
        {
            yield return pid;
            foreach (var thread in ThreadsOf(pid))
            {
                string children;
                try
                {
                    children = File.ReadAllText($"/proc/{pid}/task/{thread}/children");
                }
                catch (IOException)
                {
                    continue;
                }
                foreach (var child in children.Split(' ', StringSplitOptions.RemoveEmptyEntries)) open.Push(int.Parse(child, CultureInfo.InvariantCulture));
            }
        }
    }

    /// <summary>The threads of a process; none when it has ended.</summary>
    public static IReadOnlyList<int> ThreadsOf(int pid)
    {
        try
        {
            return [.. Directory.EnumerateDirectories($"/proc/{pid}/task").Select(t => int.Parse(Path.GetFileName(t.AsSpan()), CultureInfo.InvariantCulture))];
        }
        catch (IOException)
        {
            return [];
        }
    }

    /// <summary>Whether one of the processes under <paramref name="root"/> holds the socket whose own address is <paramref name="peer"/>.</summary>
    public static bool Holds(int root, IPEndPoint peer)
    {
        // Where there is no /proc there is no sandbox either.
        if (!OperatingSystem.IsLinux()) return true;
        if (InodeOf(peer) is not { } inode) return false;
        var link = $"socket:[{inode}]";
        foreach (var pid in TreeOf(root))
        {
            try
            {
                foreach (var fd in Directory.EnumerateFiles($"/proc/{pid}/fd"))
                {
                    if (new FileInfo(fd).LinkTarget == link) return true;
                }
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                // Ended meanwhile, or another user's.
            }
        }
        return false;
    }

    private static string? InodeOf(IPEndPoint peer)
    {
        var address = Convert.ToHexString([.. peer.Address.GetAddressBytes().Reverse()]);
        // Java and .NET reach IPv4 addresses through sockets of IPv6, where they appear mapped; words are in the order of this machine.
        return Find("/proc/net/tcp", $"{address}:{peer.Port:X4}") ?? Find("/proc/net/tcp6", $"0000000000000000FFFF0000{address}:{peer.Port:X4}");
    }

    private static string? Find(string table, string local)
    {
        if (!File.Exists(table)) return null;
        foreach (var line in File.ReadLines(table).Skip(1))
        {
            var fields = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
            if (fields.Length > 9 && fields[1] == local) return fields[9];
        }
        return null;
    }
}
