using Microsoft.Win32.SafeHandles;

namespace Undercast.Storage;

/// <summary>Blobs as files of a directory: <c>ab/cd…</c> under their ids, unfinished ones under <c>incoming</c>.</summary>
/// <remarks>
/// <code>
///   1 stream into incoming/id, digests on the way
///   2 sync the file            the bytes are safe
///   3 rename to ab/cd…         all of it or nothing
///   4 sync the directory       the name is safe
///   5 the caller commits the row that names it
/// </code>
/// </remarks>
public sealed class FileBlobStore : IBlobStore
{
    private readonly string _root;
    private readonly string _incoming;
    private readonly TimeProvider _time;
    private readonly bool _sync;
    private readonly HashSet<string> _folders = new(StringComparer.Ordinal);
    private readonly Lock _foldersLock = new();

    /// <summary>Opens the directory and makes it when it is absent.</summary>
    /// <param name="directory">Its own; nothing else may write there.</param>
    /// <param name="time">The clock that the grace period of <see cref="CollectAsync"/> runs on.</param>
    /// <param name="sync">False skips steps 2 and 4: what is acknowledged then survives a killed process, not a power failure.</param>
    public FileBlobStore(string directory, TimeProvider? time = null, bool sync = true)
    {
        _root = directory;
        _incoming = Path.Combine(directory, "incoming");
        _time = time ?? TimeProvider.System;
        _sync = sync;
        try
        {
            Directory.CreateDirectory(_incoming);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new StoreUnavailableException($"The blob directory {directory} cannot be made: {e.Message}", e);
        }
    }

    /// <inheritdoc/>
    public ValueTask<Blob> WriteAsync(Stream content, BlobDigests digests = BlobDigests.None, CancellationToken ct = default) => WriteAsync(content, digests, null, ct);

    /// <inheritdoc/>
    public ValueTask<Blob> WriteAsync(Stream content, Action<ReadOnlyMemory<byte>> observe, CancellationToken ct = default) => WriteAsync(content, BlobDigests.None, observe, ct);

    private async ValueTask<Blob> WriteAsync(Stream content, BlobDigests digests, Action<ReadOnlyMemory<byte>>? observe, CancellationToken ct)
    {
        var id = BlobId.Fresh();
        var incoming = Path.Combine(_incoming, id.ToString());
        try
        {
            Blob blob;
            using (var file = Create(incoming))
            {
                long at = 0;
                blob = await BlobIntake.CopyAsync(
                    id,
                    content,
                    async chunk =>
                    {
                        await Write(file, chunk, at, ct);
                        at += chunk.Length;
                    },
                    digests,
                    observe,
                    ct); // 1
                if (_sync) Flush(file); // 2
            }
            Publish(incoming, PathOf(id)); // 3, 4
            return blob;
        }
        catch
        {
            File.Delete(incoming);
            throw;
        }
    }

    /// <inheritdoc/>
    public ValueTask<Stream?> OpenAsync(BlobId id, long offset = 0, long? length = null, CancellationToken ct = default)
    {
        SafeFileHandle file;
        try
        {
            file = File.OpenHandle(PathOf(id), FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, FileOptions.Asynchronous);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            return new ValueTask<Stream?>((Stream?)null);
        }
        try
        {
            var count = BlobIntake.CheckedLength(RandomAccess.GetLength(file), offset, length);
            return new ValueTask<Stream?>(new BlobStream(file, offset, count));
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    public ValueTask DeleteAsync(BlobId id, CancellationToken ct = default)
    {
        try
        {
            File.Delete(PathOf(id));
        }
        catch (DirectoryNotFoundException)
        {
            // Never written, so there is nothing to remove.
        }
        return default;
    }

    /// <inheritdoc/>
    public async ValueTask<int> CollectAsync(TimeSpan grace, Func<BlobId, ValueTask<bool>> isReferenced, CancellationToken ct = default)
    {
        var before = (_time.GetUtcNow() - grace).UtcDateTime;
        var removed = 0;
        foreach (var path in Directory.EnumerateFiles(_root, "*", SearchOption.AllDirectories))
        {
            ct.ThrowIfCancellationRequested();
            var folder = Path.GetFileName(Path.GetDirectoryName(path))!;
            var unfinished = folder == "incoming";
            // A file that is not ours stays.
            if (!BlobId.TryParse(unfinished ? Path.GetFileName(path) : folder + Path.GetFileName(path), out var id)) continue;
            if (File.GetLastWriteTimeUtc(path) > before) continue;
            if (!unfinished && await isReferenced(id)) continue;
            File.Delete(path);
            removed++;
        }
        return removed;
    }

    private string PathOf(BlobId id)
    {
        // 256 folders keep each of them small up to millions of blobs.
        var text = id.ToString();
        return Path.Combine(_root, text[..2], text[2..]);
    }

    private static SafeFileHandle Create(string path)
    {
        try
        {
            return File.OpenHandle(path, FileMode.CreateNew, FileAccess.Write, FileShare.None, FileOptions.Asynchronous);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw Translate(path, e);
        }
    }

    private static async ValueTask Write(SafeFileHandle file, ReadOnlyMemory<byte> chunk, long at, CancellationToken ct)
    {
        try
        {
            await RandomAccess.WriteAsync(file, chunk, at, ct);
        }
        catch (IOException e)
        {
            throw Translate("a blob", e);
        }
    }

    private static void Flush(SafeFileHandle file)
    {
        try
        {
            RandomAccess.FlushToDisk(file);
        }
        catch (IOException e)
        {
            throw Translate("a blob", e);
        }
    }

    private void Publish(string incoming, string path)
    {
        var folder = Path.GetDirectoryName(path)!;
        try
        {
            EnsureFolder(folder);
            File.Move(incoming, path);
            if (_sync) DirectorySync.Sync(folder);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw Translate(path, e);
        }
    }

    private void EnsureFolder(string folder)
    {
        // Under the lock until its own name is synced: a folder that merely exists may be another writer's, not safe yet.
        lock (_foldersLock)
        {
            if (_folders.Contains(folder)) return;
            Directory.CreateDirectory(folder);
            if (_sync) DirectorySync.Sync(_root);
            _folders.Add(folder);
        }
    }

    private static StoreException Translate(string what, Exception error) =>
        error is IOException io && SystemError.IsNoSpace(io)
            ? new StoreFullException($"No space is left to write {what}; nothing of it was kept.", error)
            : new StoreUnavailableException($"Writing {what} failed: {error.Message}", error);
}
