using System.Collections.Concurrent;

namespace Undercast.Functions;

/// <summary>The files of an unpacked package, to appear in a folder that a sandbox has already: as further names of the same files, since nothing can be mounted into it any more.</summary>
internal sealed class PackageTree
{
    // More than that takes longer than starting an interpreter.
    private const int MostEntries = 2000;
    private static readonly ConcurrentDictionary<string, PackageTree?> Known = new(StringComparer.Ordinal);
    private readonly string[] _folders;
    private readonly (string From, string To)[] _files;

    private PackageTree(string[] folders, (string From, string To)[] files)
    {
        _folders = folders;
        _files = files;
    }

    /// <summary>The tree of a folder, or null when it has too many entries.</summary>
    public static PackageTree? Of(string folder) => Known.GetOrAdd(folder, Read);

    /// <summary>Fills an empty folder.</summary>
    public void LinkInto(string target)
    {
        foreach (var folder in _folders) Directory.CreateDirectory(Path.Combine(target, folder));
        foreach (var (from, to) in _files)
        {
            if (Native.Link(from, Path.Combine(target, to)) != 0) File.Copy(from, Path.Combine(target, to));
        }
    }

    private static PackageTree? Read(string folder)
    {
        var folders = new List<string>();
        var files = new List<(string, string)>();
        foreach (var entry in new DirectoryInfo(folder).EnumerateFileSystemInfos("*", SearchOption.AllDirectories))
        {
            if (folders.Count + files.Count >= MostEntries) return null;
            var name = Path.GetRelativePath(folder, entry.FullName);
            if (entry is DirectoryInfo) folders.Add(name);
            else files.Add((entry.FullName, name));
        }
        return new PackageTree([.. folders], [.. files]);
    }
}
