using System.Reflection;
using System.Runtime.InteropServices;

namespace Undercast.Storage.Sqlite;

/// <summary>Finds the system's SQLite.</summary>
internal static class SqliteLibrary
{
    // 3.35 (2021) is the first with everything that the statements here use.
    private const int OldestVersion = 3_035_000;

    private static readonly string[] Names =
        OperatingSystem.IsWindows() ? ["winsqlite3.dll", "sqlite3.dll"]
        : OperatingSystem.IsMacOS() ? ["libsqlite3.dylib", "/usr/lib/libsqlite3.dylib", "libsqlite3.0.dylib"]
        : ["libsqlite3.so.0", "libsqlite3.so"];

    public static nint Resolve(string name, Assembly assembly, DllImportSearchPath? path)
    {
        if (name != Sqlite3.Library) return 0;
        foreach (var candidate in Names)
        {
            if (NativeLibrary.TryLoad(candidate, assembly, path, out var handle)) return handle;
        }
        return 0;
    }

    /// <exception cref="StoreUnavailableException">There is none, or it is too old.</exception>
    public static void Require()
    {
        int version;
        try
        {
            version = Sqlite3.LibraryVersion();
        }
        catch (DllNotFoundException e)
        {
            throw new StoreUnavailableException(
                $"The SQLite library was not found (tried {string.Join(", ", Names)}); install it: "
                + "Debian and Ubuntu 'libsqlite3-0', Alpine 'sqlite-libs', Fedora 'sqlite-libs', Arch 'sqlite'.", e);
        }
        if (version < OldestVersion)
            throw new StoreUnavailableException($"The SQLite library is {version / 1_000_000}.{version / 1000 % 1000}; 3.35 or newer is needed.");
    }
}
