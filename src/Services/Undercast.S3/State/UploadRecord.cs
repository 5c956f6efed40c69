using Undercast.Storage;

namespace Undercast.S3;

/// <summary>An upload in parts. Ids begin with the time, so uploads of one key stand in the order in which they began.</summary>
internal readonly record struct UploadKey(long Bucket, string Key, string Id) : ITupleKey<UploadKey>
{
    public void Write(ref TupleWriter w)
    {
        w.Int64(Bucket);
        w.String(Key);
        w.String(Id);
    }

    public static UploadKey Read(ref TupleReader r) => new(r.Int64(), r.String(), r.String());
}

/// <summary>What the object will be when its parts are there.</summary>
internal sealed record UploadRecord
{
    public required DateTimeOffset Initiated { get; init; }
    public required string InitiatorArn { get; init; }
    public required string Owner { get; init; }
    public string StorageClass { get; init; } = "STANDARD";
    public string? Acl { get; init; }
    public IReadOnlyList<GrantRecord>? Grants { get; init; }
    public CustomerKeyRecord? CustomerKey { get; init; }
    public KmsKeyRecord? KmsKey { get; init; }
    public string? LockMode { get; init; }
    public DateTimeOffset? LockUntil { get; init; }
    public bool? LegalHold { get; init; }
    public ChecksumKind Checksum { get; init; } = ChecksumKind.Crc64Nvme;
    /// <summary>Whether the client chose <see cref="Checksum"/>; parts must then have the same.</summary>
    public bool ChecksumIsChosen { get; init; }
    public bool IsComposite { get; init; }
    public IReadOnlyDictionary<string, string> Headers { get; init; } = ObjectRecord.Empty;
    public IReadOnlyDictionary<string, string> Metadata { get; init; } = ObjectRecord.Empty;
    public IReadOnlyDictionary<string, string> Tags { get; init; } = ObjectRecord.Empty;
}

/// <summary>A part of an upload.</summary>
internal readonly record struct PartKey(string Upload, int Number) : ITupleKey<PartKey>
{
    public void Write(ref TupleWriter w)
    {
        w.String(Upload);
        w.Int64(Number);
    }

    public static PartKey Read(ref TupleReader r) => new(r.String(), (int)r.Int64());
}

/// <summary>A part that has arrived.</summary>
internal sealed record PartRecord(Segment Body, string ETag, string Checksum, DateTimeOffset Modified);
