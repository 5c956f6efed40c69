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
    private readonly (string Target, string To)[] _links;

    private PackageTree(string[] folders, (string From, string To)[] files, (string Target, string To)[] links)
    {
        _folders = folders;
        _files = files;
        _links = links;
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
        foreach (var (link, to) in _links) File.CreateSymbolicLink(Path.Combine(target, to), link);
    }

    private static PackageTree? Read(string root)
    {
        var folders = new List<string>();
        var files = new List<(string, string)>();
        var links = new List<(string, string)>();
        foreach (var folder in Folders.In(root).Prepend(root))
        {
            if (folder != root) folders.Add(Path.GetRelativePath(root, folder));
            foreach (var entry in new DirectoryInfo(folder).EnumerateFileSystemInfos())
            {
                if (folders.Count + files.Count + links.Count >= MostEntries) return null;
                var name = Path.GetRelativePath(root, entry.FullName);
                if (entry.LinkTarget is { } target) links.Add((target, name));
                else if (entry is FileInfo) files.Add((entry.FullName, name));
            }
        }
        return new PackageTree([.. folders], [.. files], [.. links]);
    }
}
