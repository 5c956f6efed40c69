using System.Text.Json.Serialization;
using Undercast.Storage;

namespace Undercast.S3;

/// <summary>An access point of an account.</summary>
internal readonly record struct AccessPointKey(string Account, string Region, string Name) : ITupleKey<AccessPointKey>
{
    public void Write(ref TupleWriter w)
    {
        w.String(Account);
        w.String(Region);
        w.String(Name);
    }

    public static AccessPointKey Read(ref TupleReader r) => new(r.String(), r.String(), r.String());
}

/// <summary>Another name of a bucket, with a policy of its own.</summary>
internal sealed record AccessPointRecord
{
    public required string Name { get; init; }
    public required string Account { get; init; }
    public required string Region { get; init; }
    public required string Bucket { get; init; }
    public required string BucketAccount { get; init; }
    /// <summary>A name that stands wherever a bucket's may.</summary>
    public required string Alias { get; init; }
    public required DateTimeOffset Created { get; init; }
    public string? VpcId { get; init; }
    public string? Policy { get; init; }
    public PublicAccessBlockConfiguration? PublicAccess { get; init; }
    public IReadOnlyDictionary<string, string>? Tags { get; init; }

    [JsonIgnore]
    public string Arn => $"arn:{Kernel.Arn.PartitionOf(Region)}:s3:{Region}:{Account}:accesspoint/{Name}";

    /// <summary>What SDKs put in the place of a bucket when they are given the ARN.</summary>
    [JsonIgnore]
    public string HostName => $"{Name}-{Account}";
}

/// <summary>What an account says of all its buckets.</summary>
internal sealed record AccountRecord(PublicAccessBlockConfiguration? PublicAccess);

/// <summary>Finds buckets by their names and by those of their access points.</summary>
internal static class AccessPoints
{
    public const string AliasEnd = "-s3alias";

    /// <summary>The bucket that a request names, or null.</summary>
    public static async ValueTask<BucketRecord?> BucketAsync(IReadTransaction tx, string name)
    {
        if (await S3Tables.Buckets.GetAsync(tx, new BucketKey(name)) is { } bucket) return bucket;
        return await FindAsync(tx, name) is { } point ? await S3Tables.Buckets.GetAsync(tx, new BucketKey(point.Bucket)) : null;
    }

    /// <summary>The access point of an alias or of a name in a host, or null.</summary>
    public static async ValueTask<AccessPointRecord?> FindAsync(IReadTransaction tx, string name)
    {
        var rows = name.EndsWith(AliasEnd, StringComparison.Ordinal)
            ? await S3Tables.PointsByAlias.RangeAsync(tx, S3Tables.PointsByAlias.Prefix(name), 1)
            : name.Length > 13 && name[^13] == '-' && name.AsSpan()[^12..].ContainsAnyExceptInRange('0', '9') == false
                ? await S3Tables.PointsByHost.RangeAsync(tx, S3Tables.PointsByHost.Prefix(name), 1)
                : [];
        return rows.Count == 0 ? null : rows[0].Record;
    }

    /// <summary>How far a bucket may be public, by its own setting and by its account's.</summary>
    public static async ValueTask<PublicAccessBlockConfiguration?> PublicAccessAsync(IReadTransaction tx, BucketRecord bucket)
    {
        var account = (await S3Tables.Accounts.GetAsync(tx, new IdKey(bucket.Account)))?.PublicAccess;
        if (account is null || bucket.PublicAccess is not { } own) return bucket.PublicAccess ?? account;
        return new PublicAccessBlockConfiguration
        {
            BlockPublicAcls = own.BlockPublicAcls == true || account.BlockPublicAcls == true,
            BlockPublicPolicy = own.BlockPublicPolicy == true || account.BlockPublicPolicy == true,
            IgnorePublicAcls = own.IgnorePublicAcls == true || account.IgnorePublicAcls == true,
            RestrictPublicBuckets = own.RestrictPublicBuckets == true || account.RestrictPublicBuckets == true,
        };
    }
}
