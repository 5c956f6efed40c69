using System.Globalization;
using Undercast.Cloud;
using Undercast.Kernel;
using Undercast.Protocol;
using Undercast.Storage;

namespace Undercast.S3;

/// <summary>What policies can ask of buckets and objects.</summary>
internal sealed class S3Facts(IStore store) : IResourceFacts
{
    public string ActionPrefix => "s3";

    // AWS: callers without credentials are not told what they lack.
    public CommonException? Refuse(Principal caller) => caller.Kind == PrincipalKind.Anonymous ? new CommonException(CommonError.AccessDenied, "Access Denied") : null;

    public ValueTask<ResourceFacts?> OfAsync(string resource, CancellationToken ct)
    {
        if (!Arn.TryParse(resource, out var arn)) return default;
        var slash = arn.Resource.IndexOf('/', StringComparison.Ordinal);
        var (name, key) = slash < 0 ? (arn.Resource, null) : (arn.Resource[..slash], arn.Resource[(slash + 1)..]);
        return store.ReadAsync(
            async tx =>
            {
                if (await S3Tables.Buckets.GetAsync(tx, new BucketKey(name)) is not { } bucket) return null;
                var found = key is { Length: > 0 } && bucket.HasAcls ? (await Versions.CurrentAsync(tx, bucket.Id, key))?.Record : null;
                return new ResourceFacts { OwnerAccount = bucket.Account, Policies = Policies(bucket, found, resource), Tags = key is null ? bucket.Tags : null, Grants = PolicyGrants.Services };
            },
            ct);
    }

    public void AddConditionKeys(OperationDescriptor operation, object input, Permission permission, Action<string, string> keys)
    {
        void Add(string name, string? value)
        {
            if (value is not null) keys(name, value);
        }
        switch (input)
        {
            case ListObjectsInput i:
                AddListing(Add, i.Prefix, i.Delimiter, i.MaxKeys);
                break;
            case ListObjectsV2Input i:
                AddListing(Add, i.Prefix, i.Delimiter, i.MaxKeys);
                break;
            case ListObjectVersionsInput i:
                AddListing(Add, i.Prefix, i.Delimiter, i.MaxKeys);
                break;
            case PutObjectInput i:
                AddWrite(Add, i.ACL, i.StorageClass, i.ServerSideEncryption);
                AddTags(keys, TagRules.ReadHeader(i.Tagging));
                Add("s3:if-none-match", i.IfNoneMatch);
                Add("s3:if-match", i.IfMatch);
                break;
            case CopyObjectInput i:
                AddWrite(Add, i.ACL, i.StorageClass, i.ServerSideEncryption);
                AddTags(keys, TagRules.ReadHeader(i.Tagging));
                Add("s3:x-amz-copy-source", i.CopySource.TrimStart('/'));
                Add("s3:x-amz-metadata-directive", i.MetadataDirective);
                break;
            case CreateMultipartUploadInput i:
                AddWrite(Add, i.ACL, i.StorageClass, i.ServerSideEncryption);
                AddTags(keys, TagRules.ReadHeader(i.Tagging));
                break;
            case PutObjectTaggingInput i:
                AddTags(keys, i.Tagging.TagSet.ToDictionary(t => t.Key ?? "", t => t.Value ?? ""));
                break;
            case CreateBucketInput i:
                Add("s3:x-amz-acl", i.ACL);
                Add("s3:x-amz-object-ownership", i.ObjectOwnership);
                Add("s3:locationconstraint", i.CreateBucketConfiguration?.LocationConstraint);
                break;
            case PutBucketAclInput i:
                Add("s3:x-amz-acl", i.ACL);
                break;
            case PutObjectAclInput i:
                Add("s3:x-amz-acl", i.ACL);
                break;
        }
        if (input is IVersionInput of)
        {
            Add("s3:VersionId", of.VersionId);
            AddExistingTags(of, keys);
        }
    }

    private static void AddListing(Action<string, string?> add, string? prefix, string? delimiter, int? maxKeys)
    {
        add("s3:prefix", prefix ?? "");
        add("s3:delimiter", delimiter);
        add("s3:max-keys", maxKeys?.ToString(CultureInfo.InvariantCulture));
    }

    private static void AddWrite(Action<string, string?> add, string? acl, string? storageClass, string? encryption)
    {
        add("s3:x-amz-acl", acl);
        add("s3:x-amz-storage-class", storageClass);
        add("s3:x-amz-server-side-encryption", encryption);
    }

    private static void AddTags(Action<string, string> keys, IReadOnlyDictionary<string, string> tags)
    {
        foreach (var (key, value) in tags)
        {
            keys($"s3:RequestObjectTag/{key}", value);
            keys("s3:RequestObjectTagKeys", key);
        }
    }

    // Asked for only when a policy that applies has conditions. The keyspace answers at once in the embedded engines; elsewhere the decision waits for it.
    private void AddExistingTags(IVersionInput input, Action<string, string> keys)
    {
        var found = store.ReadAsync(
            async tx =>
            {
                if (await S3Tables.Buckets.GetAsync(tx, new BucketKey(input.Bucket)) is not { } bucket) return null;
                return (await Versions.CurrentAsync(tx, bucket.Id, input.Key))?.Record;
            }).AsTask().GetAwaiter().GetResult();
        foreach (var (key, value) in found?.Tags ?? ObjectRecord.Empty) keys($"s3:ExistingObjectTag/{key}", value);
    }

    private static List<string> Policies(BucketRecord bucket, ObjectRecord? found, string resource)
    {
        var policies = new List<string>(3);
        if (bucket.Policy is { } policy)
        {
            policies.Add(policy);
            // AWS: a public policy counts for the owner's account and for services only, when public access is restricted.
            if (bucket.PublicAccess?.RestrictPublicBuckets == true && BucketPolicies.IsPublic(policy)) policies.Add(Restriction(bucket));
        }
        if (bucket.HasAcls && bucket.PublicAccess?.IgnorePublicAcls != true)
        {
            if (Acls.BucketPolicy(bucket) is { } ofBucket) policies.Add(ofBucket);
            if (Acls.ObjectPolicy(found?.Acl, resource) is { } ofObject) policies.Add(ofObject);
        }
        return policies;
    }

    private static string Restriction(BucketRecord bucket) =>
        $"{{\"Version\":\"2012-10-17\",\"Statement\":[{{\"Effect\":\"Deny\",\"Principal\":\"*\",\"Action\":\"s3:*\",\"Resource\":[\"{bucket.Arn}\",\"{bucket.Arn}/*\"],"
        + $"\"Condition\":{{\"StringNotEquals\":{{\"aws:PrincipalAccount\":\"{bucket.Account}\"}},\"Bool\":{{\"aws:PrincipalIsAWSService\":\"false\"}}}}}}]}}";
}
