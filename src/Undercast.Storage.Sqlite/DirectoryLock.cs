using System.Globalization;
using System.Text;

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
            file.SetLength(0);
            file.Write(Encoding.ASCII.GetBytes(Environment.ProcessId.ToString(CultureInfo.InvariantCulture)));
            file.Flush();
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
            throw new StoreLockedException($"The data directory {directory} is in use by process {Holder(path)}; stop it or choose another directory.", e);
        }
        catch (IOException e)
        {
            throw new StoreUnavailableException($"The data directory {directory} cannot be written: {e.Message}", e);
        }
    }

    public void Dispose() => _file.Dispose();

    private static string Holder(string path)
    {
        try
        {
            using var reader = new StreamReader(new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite));
            var text = reader.ReadToEnd().Trim();
            return text.Length > 0 ? text : "(unknown)";
        }
        catch (IOException)
        {
            // Some systems lock the content as well: the refusal stands, without the number.
            return "(unknown)";
        }
    }
}
