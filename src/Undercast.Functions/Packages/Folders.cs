namespace Undercast.Functions;

/// <summary>Folders whose content is foreign: what they hold is never followed out of them.</summary>
internal static class Folders
{
    private const UnixFileMode Open = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    private const int MostAttempts = 5;

    // A link to a folder is neither answered nor entered.
    private static readonly EnumerationOptions Inside = new() { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.ReparsePoint };

    /// <summary>All folders in a folder.</summary>
    public static IEnumerable<string> In(string root) => Directory.EnumerateDirectories(root, "*", Inside);

    /// <summary>The length of all files in a folder.</summary>
    public static long Size(string root)
    {
        long total = 0;
        try
        {
            foreach (var file in new DirectoryInfo(root).EnumerateFiles("*", Inside)) total += file.Length;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // Whose files they are changes them meanwhile; what was seen counts.
        }
        return total;
    }

    /// <summary>Deletes a folder, also what its owner made unwritable.</summary>
    public static void Delete(string root)
    {
        // What somebody else deletes at the same time is gone while it is listed, so a failure is not the last word.
        for (var attempt = 1; Directory.Exists(root); attempt++)
        {
            try
            {
                DeleteOnce(root);
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                // Another user's, or still in use; the next start of a server tries again.
                if (attempt == MostAttempts) return;
            }
        }
    }

    private static void DeleteOnce(string root)
    {
        File.SetUnixFileMode(root, Open);
        // One after the other: a folder is opened before what is in it is listed.
        var left = new Stack<string>([root]);
        while (left.TryPop(out var folder))
        {
            foreach (var inner in new DirectoryInfo(folder).EnumerateDirectories().Where(d => d.LinkTarget is null))
            {
                File.SetUnixFileMode(inner.FullName, Open);
                left.Push(inner.FullName);
            }
        }
        Directory.Delete(root, recursive: true);
    }
}
