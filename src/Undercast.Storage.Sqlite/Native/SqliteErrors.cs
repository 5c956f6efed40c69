namespace Undercast.Storage.Sqlite;

/// <summary>Result codes in words that an operator can act on.</summary>
internal static class SqliteErrors
{
    private const int NoSpaceLeft = 28;
    private const int QuotaExceeded = 122;
    private const int FileTooLarge = 27;

    public static StoreException Translate(string file, int extended, int systemError, string message)
    {
        var detail = systemError == 0 ? $"SQLite {extended}: {message}" : $"SQLite {extended}, errno {systemError}: {message}";
        var code = extended & 0xFF;
        var noSpace = systemError is NoSpaceLeft or QuotaExceeded or FileTooLarge;
        return code switch
        {
            Sqlite3.Full => new StoreFullException($"{file}: no space left; nothing of the write was kept ({detail})."),
            Sqlite3.IoError or Sqlite3.CannotOpen when noSpace => new StoreFullException($"{file}: no space left; nothing of the write was kept ({detail})."),
            Sqlite3.Corrupt => new StoreCorruptException($"{file} is damaged; restore it from a backup ({detail})."),
            Sqlite3.NotADatabase => new StoreCorruptException($"{file} is not an Undercast store, or its beginning is damaged ({detail})."),
            Sqlite3.ReadOnly => new StoreUnavailableException(
                $"{file} cannot be written; check permissions and that the file system is not read-only ({detail})."),
            Sqlite3.CannotOpen => new StoreUnavailableException($"{file} cannot be opened; check that the directory exists and may be written ({detail})."),
            Sqlite3.Busy => new StoreUnavailableException($"{file} is locked by another program; close whatever has it open ({detail})."),
            Sqlite3.IoError => new StoreUnavailableException($"{file}: the disk failed to read or write ({detail})."),
            _ => new StoreUnavailableException($"{file}: {detail}."),
        };
    }
}
