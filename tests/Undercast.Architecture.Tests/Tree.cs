using System.Runtime.CompilerServices;

namespace Undercast.Architecture.Tests;

/// <summary>The source tree as text.</summary>
internal static class Tree
{
    public static string Root { get; } = Find();

    public static IEnumerable<string> Sources(params string[] folders) =>
        folders.SelectMany(f => Directory.EnumerateFiles(Path.Combine(Root, f), "*.cs", SearchOption.AllDirectories))
            .Where(f => !f.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal)
                && !f.Contains($"{Path.DirectorySeparatorChar}bin{Path.DirectorySeparatorChar}", StringComparison.Ordinal));

    public static string Relative(string file) => Path.GetRelativePath(Root, file).Replace('\\', '/');

    public static IEnumerable<string> Services => Directory.EnumerateDirectories(Path.Combine(Root, "src/Services")).Select(d => Path.GetFileName(d)!);

    public static void Holds(string rule, string page, IEnumerable<string> offenders)
    {
        var all = offenders.ToArray();
        Assert.True(all.Length == 0, $"{rule} (see {page}). Offenders:\n  {string.Join("\n  ", all)}");
    }

    private static string Find([CallerFilePath] string here = "")
    {
        var at = new DirectoryInfo(AppContext.BaseDirectory);
        while (at is not null && !File.Exists(Path.Combine(at.FullName, "Undercast.slnx"))) at = at.Parent;
        return at?.FullName ?? Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "../.."));
    }
}
