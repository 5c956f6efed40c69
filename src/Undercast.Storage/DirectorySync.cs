using System.Runtime.InteropServices;

namespace Undercast.Storage;

/// <summary>Makes the names in a directory durable: a file that was synced can still vanish when its name was not.</summary>
public static partial class DirectorySync
{
    private const int ReadOnlyFlag = 0;

    /// <summary>Syncs <paramref name="directory"/>. Windows has no such call and needs none.</summary>
    public static void Sync(string directory)
    {
        if (OperatingSystem.IsWindows()) return;
        var descriptor = Open(directory, ReadOnlyFlag);
        if (descriptor < 0) throw new StoreUnavailableException($"The directory {directory} cannot be opened (errno {Marshal.GetLastPInvokeError()}).");
        try
        {
            // EINVAL: a file system that keeps no directories on disk has nothing to sync.
            const int invalid = 22;
            if (Fsync(descriptor) != 0 && Marshal.GetLastPInvokeError() is var error and not invalid)
                throw new StoreUnavailableException($"The directory {directory} cannot be synced (errno {error}).");
        }
        finally
        {
            _ = Close(descriptor);
        }
    }

    [LibraryImport("libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Open(string path, int flags);

    [LibraryImport("libc", EntryPoint = "fsync", SetLastError = true)]
    private static partial int Fsync(int descriptor);

    [LibraryImport("libc", EntryPoint = "close", SetLastError = true)]
    private static partial int Close(int descriptor);
}
