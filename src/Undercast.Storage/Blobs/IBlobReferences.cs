namespace Undercast.Storage;

/// <summary>Which blobs a service's rows name. Every service that writes blobs registers one: what none of them knows is collected as an orphan.</summary>
public interface IBlobReferences
{
    /// <summary>Whether a row of this service names the blob.</summary>
    ValueTask<bool> HasAsync(BlobId id, CancellationToken ct);
}
