using Undercast.Functions;
using Undercast.Kernel;
using Undercast.Storage;

namespace Undercast.Lambda;

/// <summary>Takes packages in: from the request or from an object, checked before they are kept.</summary>
internal sealed class Packages(IBlobStore blobs, LambdaPorts ports)
{
    // AWS: 50 MB packed in a request; an object may be as large as what it unpacks to.
    private const long MostPacked = PackageFolder.MostBytes;

    public async ValueTask<PackageRecord> TakeAsync(byte[]? zip, string? bucket, string? key, string? version, CallContext call)
    {
        if (zip is { Length: > 0 })
        {
            if (bucket is not null || key is not null) throw new InvalidParameterValueException("Please do not provide other FunctionCode parameters when providing a ZipFile.");
            return await KeepAsync(new MemoryStream(zip, writable: false), call.Cancelled);
        }
        if (bucket is null || key is null) throw new InvalidParameterValueException("Please provide a source for function code.");
        var objects = ports.Objects ?? throw CommonException.NotSupported("Function code in S3 without the S3 service");
        StoredObject found;
        try
        {
            found = await objects.OpenAsync(call.Caller, bucket, key, version, call.Cancelled);
        }
        catch (AwsException e)
        {
            // AWS: what the object store answers, in Lambda's words.
            throw new InvalidParameterValueException($"Error occurred while GetObject. S3 Error Code: {CodeOf(e)}. S3 Error Message: {e.Message}");
        }
        await using (found)
        {
            if (found.Length > MostPacked) throw new InvalidParameterValueException($"Unzipped size must be smaller than {MostPacked} bytes");
            return await KeepAsync(found.Content, call.Cancelled);
        }
    }

    private static string CodeOf(AwsException e) => e is CommonException { Kind: CommonError.AccessDenied } ? "AccessDenied"
        : (Attribute.GetCustomAttribute(e.GetType(), typeof(AwsErrorAttribute)) as AwsErrorAttribute)?.Code ?? "InternalError";

    /// <summary>Unpacks packages one over the other, once for each combination; the folder's name is their hash.</summary>
    public async ValueTask<string> UnpackAsync(IReadOnlyList<PackageRecord> packages, string root, CancellationToken ct)
    {
        var name = Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(string.Join('\n', packages.Select(p => p.Sha256)))))[..32];
        var folder = Path.Combine(root, name);
        if (!Directory.Exists(folder))
        {
            await PackageFolder.UnpackAsync(
                [.. packages.Select(p => (Func<CancellationToken, ValueTask<Stream>>)(async token =>
                    await blobs.OpenAsync(BlobId.Parse(p.Blob), ct: token) ?? throw new StoreCorruptException($"The package {p.Blob} is gone.")))],
                folder, ct);
        }
        return folder;
    }

    public ValueTask<Stream?> OpenAsync(string blob, CancellationToken ct) =>
        BlobId.TryParse(blob, out var id) ? blobs.OpenAsync(id, ct: ct) : default;

    public ValueTask DeleteAsync(string blob, CancellationToken ct) => blobs.DeleteAsync(BlobId.Parse(blob), ct);

    private async ValueTask<PackageRecord> KeepAsync(Stream content, CancellationToken ct)
    {
        var blob = await blobs.WriteAsync(content, BlobDigests.Sha256, ct);
        try
        {
            await using var stored = await blobs.OpenAsync(blob.Id, ct: ct) ?? throw new StoreCorruptException("A package is gone right after it was written.");
            PackageFolder.Check(stored);
        }
        catch (BadPackageException e)
        {
            await blobs.DeleteAsync(blob.Id, ct);
            throw new InvalidParameterValueException(e.Message);
        }
        return new PackageRecord(blob.Id.ToString(), Convert.ToBase64String(blob.Sha256!), blob.Length);
    }
}
