namespace Undercast.Kernel;

/// <summary>Reads stored objects for services: function packages, templates, assets.</summary>
public interface IObjectReader
{
    /// <summary>Opens an object in the name of <paramref name="caller"/>, who must be allowed to read it.</summary>
    /// <param name="caller">Who reads.</param>
    /// <param name="bucket">The bucket's name.</param>
    /// <param name="key">The object's key.</param>
    /// <param name="version">The version, or null for the current one.</param>
    /// <param name="ct">Cancels the look-up.</param>
    /// <exception cref="AwsException">There is no such object, or the caller may not read it; codes as the object store's own.</exception>
    ValueTask<StoredObject> OpenAsync(Principal caller, string bucket, string key, string? version, CancellationToken ct);
}

/// <summary>An open object; dispose it.</summary>
/// <param name="Content">The bytes, readable once.</param>
/// <param name="Length">How many.</param>
/// <param name="ETag">The entity tag with its quotes.</param>
/// <param name="Version">The version id, or null in a bucket without versions.</param>
public sealed record StoredObject(Stream Content, long Length, string ETag, string? Version) : IAsyncDisposable
{
    /// <summary>Closes the stream.</summary>
    public ValueTask DisposeAsync() => Content.DisposeAsync();
}
