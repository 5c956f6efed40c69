using System.Globalization;
using Undercast.Cloud;
using Undercast.Kernel;
using Undercast.Protocol;
using Undercast.Storage;

namespace Undercast.S3;

/// <summary>What policies can ask of buckets and objects.</summary>
internal sealed class S3Facts(IStore store, AccessLog accesses) : IResourceFacts
{
    // A key of this cloud's own: policies of customers do not see who pays.
    private const string PayerKey = "s3:x-amz-request-payer";

    public string ActionPrefix => "s3";

    // AWS: callers without credentials are not told what they lack.
    public CommonException? Refuse(Principal caller) => caller.Kind == PrincipalKind.Anonymous ? new CommonException(CommonError.AccessDenied, "Access Denied") : null;

    public ValueTask<ResourceFacts?> OfAsync(string resource, CancellationToken ct)
    {
        if (!Arn.TryParse(resource, out var arn)) return default;
        var slash = arn.Resource.IndexOf('/', StringComparison.Ordinal);
        var (name, key) = slash < 0 ? (arn.Resource, null) : (arn.Resource[..slash], arn.Resource[(slash + 1)..]);
        return arn.Region.Length > 0 ? PointAsync(arn, ct) : store.ReadAsync(tx => OfAsync(tx, resource, name, key), ct);
    }

    private async ValueTask<ResourceFacts?> OfAsync(IReadTransaction tx, string resource, string name, string? key)
    {
        if (await S3Tables.Buckets.GetAsync(tx, new BucketKey(name)) is not { } bucket)
        {
            if (await AccessPoints.FindAsync(tx, name) is not { } point || await S3Tables.Buckets.GetAsync(tx, new BucketKey(point.Bucket)) is not { } behind) return null;
            return new ResourceFacts
            {
                OwnerAccount = behind.Account,
                Policies = point.Policy is { } policy ? [policy] : [],
                Grants = PolicyGrants.Services,
                Arn = key is null ? point.Arn : $"{point.Arn}/object/{key}",
                LateKeys = LateKeys(behind.Id, key),
            };
        }
        accesses.Watch(bucket);
        var found = key is { Length: > 0 } && bucket.HasAcls ? (await Versions.CurrentAsync(tx, bucket.Id, key))?.Record : null;
        return new ResourceFacts
        {
            OwnerAccount = bucket.Account, Policies = await PoliciesAsync(tx, bucket, found, resource), Tags = key is null ? bucket.Tags : null, Grants = PolicyGrants.Services,
            LateKeys = LateKeys(bucket.Id, key),
        };
    }

    // An access point itself, as S3 Control speaks of it: its own account decides.
    private ValueTask<ResourceFacts?> PointAsync(Arn arn, CancellationToken ct) => store.ReadAsync<ResourceFacts?>(
        async tx =>
        {
            const string kind = "accesspoint/";
            if (!arn.Resource.StartsWith(kind, StringComparison.Ordinal)) return null;
            return await S3Tables.Points.GetAsync(tx, new AccessPointKey(arn.Account, arn.Region, arn.Resource[kind.Length..])) is { } point
                ? new ResourceFacts { OwnerAccount = point.Account, Policies = point.Policy is { } policy ? [policy] : [], Tags = point.Tags }
                : null;
        },
        ct);

    // The tags of the object as it is.
    private Func<CancellationToken, ValueTask<IReadOnlyList<KeyValuePair<string, string>>>>? LateKeys(long bucket, string? key) => key is not { Length: > 0 } ? null : async ct =>
    {
        var found = await store.ReadAsync(tx => Versions.CurrentAsync(tx, bucket, key), ct);
        return [.. (found?.Record.Tags ?? ObjectRecord.Empty).Select(static t => new KeyValuePair<string, string>($"s3:ExistingObjectTag/{t.Key}", t.Value))];
    };

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
        if (input is IVersionInput of) Add("s3:VersionId", of.VersionId);
        if (input is IRequestPayer payer) Add(PayerKey, payer.RequestPayer);
        if (input is IGrants list)
        {
            Add("s3:x-amz-grant-full-control", list.GrantFullControl);
            Add("s3:x-amz-grant-read", list.GrantRead);
            Add("s3:x-amz-grant-read-acp", list.GrantReadACP);
            Add("s3:x-amz-grant-write", list.GrantWrite);
            Add("s3:x-amz-grant-write-acp", list.GrantWriteACP);
        }
        if (input is IEncryption encryption) Add("s3:x-amz-server-side-encryption-aws-kms-key-id", encryption.SSEKMSKeyId);
        if (input is ICustomerKey customer) Add("s3:x-amz-server-side-encryption-customer-algorithm", customer.SSECustomerAlgorithm);
        if (input is IObjectLock locked) AddLock(Add, locked.ObjectLockMode, locked.ObjectLockRetainUntilDate, locked.ObjectLockLegalHoldStatus);
        if (input is PutObjectRetentionInput { Retention: { } retention }) AddLock(Add, retention.Mode, retention.RetainUntilDate, null);
        if (input is PutObjectLegalHoldInput { LegalHold: { } hold }) AddLock(Add, null, null, hold.Status);
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

    private static void AddLock(Action<string, string?> add, string? mode, DateTimeOffset? until, string? hold)
    {
        add("s3:object-lock-mode", mode);
        add("s3:object-lock-retain-until-date", until?.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture));
        add("s3:object-lock-legal-hold", hold);
    }

    private static async ValueTask<List<string>> PoliciesAsync(IReadTransaction tx, BucketRecord bucket, ObjectRecord? found, string resource)
    {
        var policies = new List<string>(3);
        // Only what is public, or could be, depends on how far it may be.
        var access = bucket.HasAcls || (bucket.Policy is not null && BucketPolicies.IsPublic(bucket.Policy)) ? await AccessPoints.PublicAccessAsync(tx, bucket) : null;
        if (bucket.Policy is { } policy)
        {
            policies.Add(policy);
            // AWS: a public policy counts for the owner's account and for services only, when public access is restricted.
            if (access?.RestrictPublicBuckets == true && BucketPolicies.IsPublic(policy)) policies.Add(Restriction(bucket));
        }
        if (bucket.Payer is not null) policies.Add(Payment(bucket));
        if (!bucket.HasAcls) return policies;
        var ignorePublic = access?.IgnorePublicAcls == true;
        if (Acls.BucketPolicy(bucket, ignorePublic) is { } ofBucket) policies.Add(ofBucket);
        if (found is null or { IsMarker: true }) return policies;
        if (Acls.ObjectPolicy(found, bucket, resource, ignorePublic) is { } ofObject) policies.Add(ofObject);
        if (Acls.ForeignPolicy(found, bucket, resource) is { } foreign) policies.Add(foreign);
        return policies;
    }

    // AWS: where the requester pays, others must say that they do, and nobody comes without credentials ("Using Requester Pays buckets").
    private static string Payment(BucketRecord bucket) =>
        $"{{\"Version\":\"2012-10-17\",\"Statement\":[{{\"Effect\":\"Deny\",\"Principal\":\"*\",\"Action\":\"s3:*\",\"Resource\":[\"{bucket.Arn}\",\"{bucket.Arn}/*\"],"
        + $"\"Condition\":{{\"StringNotEquals\":{{\"aws:PrincipalAccount\":\"{bucket.Account}\",\"{PayerKey}\":\"requester\"}},\"Bool\":{{\"aws:PrincipalIsAWSService\":\"false\"}}}}}},"
        + $"{{\"Effect\":\"Deny\",\"Principal\":\"*\",\"Action\":\"s3:*\",\"Resource\":[\"{bucket.Arn}\",\"{bucket.Arn}/*\"],"
        + "\"Condition\":{\"Null\":{\"aws:PrincipalAccount\":\"true\"},\"Bool\":{\"aws:PrincipalIsAWSService\":\"false\"}}}]}";

    private static string Restriction(BucketRecord bucket) =>
        $"{{\"Version\":\"2012-10-17\",\"Statement\":[{{\"Effect\":\"Deny\",\"Principal\":\"*\",\"Action\":\"s3:*\",\"Resource\":[\"{bucket.Arn}\",\"{bucket.Arn}/*\"],"
        + $"\"Condition\":{{\"StringNotEquals\":{{\"aws:PrincipalAccount\":\"{bucket.Account}\"}},\"Bool\":{{\"aws:PrincipalIsAWSService\":\"false\"}}}}}}]}}";
}
