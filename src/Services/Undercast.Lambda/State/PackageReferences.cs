using Undercast.Storage;

namespace Undercast.Lambda;

/// <summary>The blobs that functions, versions and layers name.</summary>
/// <remarks>Asked by the collection of orphans alone, every few hours; so the rows are read rather than indexed.</remarks>
internal sealed class PackageReferences(IStore store) : IBlobReferences
{
    public ValueTask<bool> HasAsync(BlobId id, CancellationToken ct)
    {
        var blob = id.ToString();
        return store.ReadAsync(
            async tx =>
                (await LambdaTables.Functions.RangeAsync(tx, LambdaTables.Functions.All)).Any(r => r.Record.Latest.Package.Blob == blob)
                || (await LambdaTables.Versions.RangeAsync(tx, LambdaTables.Versions.All)).Any(r => r.Record.Package.Blob == blob)
                || (await LambdaTables.Layers.RangeAsync(tx, LambdaTables.Layers.All)).Any(r => r.Record.Package.Blob == blob),
            ct);
    }
}
