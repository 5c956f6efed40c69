using System.IO.Compression;

namespace Undercast.Functions;

/// <summary>A package that cannot be unpacked; the text says why.</summary>
public sealed class BadPackageException(string message) : Exception(message);

/// <summary>Unpacks packages into folders that nobody writes to afterwards.</summary>
public static class PackageFolder
{
    // AWS: 250 MB unpacked, layers included (Lambda quotas).
    public const long MostBytes = 262_144_000;
    // Differs: AWS states no number; this one bounds what the archive's directory may cost.
    private const int MostEntries = 200_000;
    private static readonly string[] LinkRoots = ["/opt/", "/var/task/", "/tmp/"];
    private const int UnixFileType = 0xF000;
    private const int UnixLink = 0xA000;
    private const int UnixRegular = 0x8000;
    private const int UnixDirectory = 0x4000;

    /// <summary>Checks an archive's directory without unpacking anything, and answers its unpacked size.</summary>
    /// <exception cref="BadPackageException">It is broken, too large, or has entries that leave their folder or are links.</exception>
    public static long Check(Stream zip)
    {
        using var archive = Open(zip);
        return Check(archive);
    }

    /// <summary>Unpacks archives one over the other into <paramref name="folder"/>, which appears only once it is complete.</summary>
    /// <exception cref="BadPackageException">As for <see cref="Check(Stream)"/>, or an entry is longer than it says.</exception>
    public static async ValueTask UnpackAsync(IReadOnlyList<Func<CancellationToken, ValueTask<Stream>>> archives, string folder, CancellationToken ct)
    {
        if (Directory.Exists(folder)) return;
        var building = $"{folder}.{Convert.ToHexStringLower(System.Security.Cryptography.RandomNumberGenerator.GetBytes(4))}";
        Directory.CreateDirectory(building);
        try
        {
            long left = MostBytes;
            // Links come last, so that nothing is ever written through one.
            var links = new Dictionary<string, string>(StringComparer.Ordinal);
            foreach (var open in archives)
            {
                await using var zip = await open(ct);
                using var archive = Open(zip);
                Check(archive);
                foreach (var entry in archive.Entries)
                {
                    var parts = Parts(entry.FullName);
                    if (parts.Length == 0) continue;
                    var path = Path.Combine([building, .. parts]);
                    links.Remove(path);
                    if (KindOf(entry) == UnixLink) links[path] = TargetOf(entry);
                    else left -= await UnpackAsync(entry, path, left, ct);
                }
            }
            // What lies deeper comes first: where a link of an earlier layer stands in its way, the folder has taken its place by then.
            foreach (var (path, target) in links.OrderByDescending(l => l.Key.Length)) Link(path, target);
            SealFolders(building);
            Directory.Move(building, folder);
        }
        catch (IOException) when (Directory.Exists(folder))
        {
            // Another call was faster.
            Folders.Delete(building);
        }
        catch
        {
            Folders.Delete(building);
            throw;
        }
    }

    private static ZipArchive Open(Stream zip)
    {
        try
        {
            return new ZipArchive(zip, ZipArchiveMode.Read, leaveOpen: true);
        }
        catch (Exception e) when (IsBroken(e))
        {
            throw Broken();
        }
    }

    private static BadPackageException Broken() => new("Could not unzip uploaded file. Please check your file, then try to upload again.");

    // What reading an archive throws where its offsets and sizes are nonsense.
    private static bool IsBroken(Exception e) => e is InvalidDataException or ArgumentOutOfRangeException or EndOfStreamException or OverflowException;

    private static long Check(ZipArchive archive)
    {
        try
        {
            if (archive.Entries.Count > MostEntries) throw new BadPackageException($"The package has more than {MostEntries} entries.");
            long total = 0;
            foreach (var entry in archive.Entries)
            {
                total += entry.Length;
                if (total > MostBytes) throw new BadPackageException($"Unzipped size must be smaller than {MostBytes} bytes");
                var kind = KindOf(entry);
                if (kind == UnixLink) _ = TargetOf(entry);
                else if (kind is not (0 or UnixRegular or UnixDirectory)) throw new BadPackageException($"The package has '{Printable(entry.FullName)}', which is neither a file nor a folder.");
                _ = Parts(entry.FullName);
            }
            return total;
        }
        catch (Exception e) when (IsBroken(e))
        {
            throw Broken();
        }
    }

    private static string[] Parts(string name)
    {
        var parts = name.Split(['/', '\\'], StringSplitOptions.RemoveEmptyEntries);
        if (name.StartsWith('/') || name.Contains('\0') || parts.Any(p => p == "..") || name.Length > 1024 || (parts.Length > 0 && parts[0].EndsWith(':')))
            throw new BadPackageException($"The package has an entry that leaves its folder: '{Printable(name)}'.");
        return [.. parts.Where(p => p != ".")];
    }

    private static int KindOf(ZipArchiveEntry entry) => (entry.ExternalAttributes >> 16) & UnixFileType;

    /// <summary>Where a link leads: within its package, or to where functions find their code, their layers and their own files.</summary>
    // AWS: links are kept as they are. Differs: one that leads elsewhere is refused, since functions may run where nothing separates them from this machine.
    private static string TargetOf(ZipArchiveEntry entry)
    {
        if (entry.Length is 0 or > 4096) throw Broken();
        using var reader = new StreamReader(entry.Open());
        var text = new char[4097];
        var target = new string(text, 0, reader.ReadBlock(text, 0, text.Length));
        var depth = Parts(entry.FullName).Length - 1;
        var isInside = !target.Contains('\0') && target.Length is > 0 and <= 4096;
        if (target.StartsWith('/')) isInside &= LinkRoots.Any(r => target.StartsWith(r, StringComparison.Ordinal)) && !target.Split('/').Contains("..");
        else
        {
            foreach (var part in target.Split('/', StringSplitOptions.RemoveEmptyEntries))
            {
                depth += part switch { ".." => -1, "." => 0, _ => 1 };
                isInside &= depth >= 0;
            }
        }
        return isInside ? target : throw new BadPackageException($"The package has a symbolic link that leaves its folder: '{Printable(entry.FullName)}'.");
    }

    private static void Link(string path, string target)
    {
        if (Directory.Exists(path)) return;
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.Delete(path);
            File.CreateSymbolicLink(path, target);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw Broken();
        }
    }

    private static async ValueTask<long> UnpackAsync(ZipArchiveEntry entry, string path, long left, CancellationToken ct)
    {
        if (entry.FullName[^1] is '/' or '\\')
        {
            Directory.CreateDirectory(path);
            return 0;
        }
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            // A later layer replaces a file of an earlier one, which is read-only.
            File.Delete(path);
            long written = 0;
            var buffer = System.Buffers.ArrayPool<byte>.Shared.Rent(128 * 1024);
            try
            {
                await using var from = await entry.OpenAsync(ct);
                await using var to = new FileStream(path, FileMode.CreateNew, FileAccess.Write, FileShare.None, 1);
                while (await from.ReadAsync(buffer, ct) is var read and > 0)
                {
                    written += read;
                    // What an entry says of its length is a claim.
                    if (written > left) throw new BadPackageException($"Unzipped size must be smaller than {MostBytes} bytes");
                    await to.WriteAsync(buffer.AsMemory(0, read), ct);
                }
            }
            finally
            {
                System.Buffers.ArrayPool<byte>.Shared.Return(buffer);
            }
            var executable = ((entry.ExternalAttributes >> 16) & 0x49) != 0;
            const UnixFileMode read444 = UnixFileMode.UserRead | UnixFileMode.GroupRead | UnixFileMode.OtherRead;
            File.SetUnixFileMode(path, executable ? read444 | UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute : read444);
            return written;
        }
        catch (Exception e) when (IsBroken(e) || e is UnauthorizedAccessException || (e is IOException && File.Exists(Path.GetDirectoryName(path))))
        {
            throw Broken();
        }
    }

    private static void SealFolders(string root)
    {
        const UnixFileMode sealedMode = UnixFileMode.UserRead | UnixFileMode.UserExecute | UnixFileMode.GroupRead | UnixFileMode.GroupExecute | UnixFileMode.OtherRead | UnixFileMode.OtherExecute;
        foreach (var folder in Folders.In(root)) File.SetUnixFileMode(folder, sealedMode);
    }

    private static string Printable(string name) => new([.. name.Take(200).Select(c => char.IsControl(c) ? '?' : c)]);
}
