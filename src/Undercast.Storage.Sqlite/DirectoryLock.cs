using System.Globalization;

namespace Undercast.Storage.Sqlite;

/// <summary>Keeps a second process out of the data directory. The operating system lets go when the process dies, however it dies.</summary>
internal sealed class DirectoryLock : IDisposable
{
    private readonly FileStream _file;

    private DirectoryLock(FileStream file) => _file = file;

    /// <exception cref="StoreLockedException">Another process, or another store in this one, holds it.</exception>
    public static DirectoryLock Take(string directory)
    {
        var path = Path.Combine(directory, "undercast.lock");
        try
        {
            var file = new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, 1);
            // Beside the locked file: some systems do not let others read a file that is locked.
            File.WriteAllText(HolderFile(directory), Environment.ProcessId.ToString(CultureInfo.InvariantCulture));
            return new DirectoryLock(file);
        }
        catch (UnauthorizedAccessException e)
        {
            throw new StoreUnavailableException($"The data directory {directory} cannot be written: {e.Message}", e);
        }
        catch (IOException e) when (SystemError.IsNoSpace(e))
        {
            throw new StoreFullException($"The data directory {directory} has no space left.", e);
        }
        catch (IOException e) when (SystemError.IsReadOnly(e))
        {
            throw new StoreUnavailableException($"The data directory {directory} is on a read-only file system.", e);
        }
        catch (IOException e) when (File.Exists(path))
        {
            throw new StoreLockedException($"The data directory {directory} is in use by process {Holder(directory)}; stop it or choose another directory.", e);
        }
        catch (IOException e)
        {
            throw new StoreUnavailableException($"The data directory {directory} cannot be written: {e.Message}", e);
        }
    }

    public void Dispose() => _file.Dispose();

    private static string HolderFile(string directory) => Path.Combine(directory, "undercast.pid");

    private static string Holder(string directory)
    {
        try
        {
            var text = File.ReadAllText(HolderFile(directory)).Trim();
            return text.Length > 0 ? text : "(unknown)";
        }
        catch (IOException)
        {
            // The refusal stands, without the number: the holder may be about to write it.
            return "(unknown)";
        }
    }
}
