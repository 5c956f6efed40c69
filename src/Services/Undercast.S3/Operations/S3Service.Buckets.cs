using System.Security;
using Undercast.Kernel;
using Undercast.Storage;

namespace Undercast.S3;

internal sealed partial class S3Service
{
    private const string FirstRegion = "us-east-1";

    public async ValueTask<CreateBucketOutput> CreateBucket(CreateBucketInput input, CallContext call)
    {
        BucketNames.Check(input.Bucket);
        if (call.Caller.Kind == PrincipalKind.Anonymous) throw new CommonException(CommonError.AccessDenied, "Access Denied");
        var (canned, grants) = Acls.Read(input, null, call.Account, ofBucket: true);
        if (input.ObjectOwnership is { } ownership) CheckOwnership(ownership);
        // AWS: without another ownership, a new bucket has no access control lists (default since April 2023).
        if (!Acls.IsOwners(canned, grants, call.Account) && input.ObjectOwnership is (null or BucketRecord.OwnerEnforced)) throw new InvalidBucketAclWithObjectOwnership();
        // AWS: new buckets block public access, so a public list cannot be given at once.
        if (Acls.IsPublic(canned, grants)) throw Acls.Blocked();
        var tags = TagRules.Read(input.CreateBucketConfiguration?.Tags, Limits.BucketTags);
        var fresh = new BucketRecord
        {
            Name = input.Bucket,
            Id = Ids.NewInt64(),
            Account = call.Account,
            Region = RegionOf(input.CreateBucketConfiguration?.LocationConstraint, call),
            Created = Seconds(call.Now),
            Ownership = input.ObjectOwnership ?? BucketRecord.OwnerEnforced,
            Acl = canned == Acls.Private ? null : canned,
            Grants = grants,
            Versioning = input.ObjectLockEnabledForBucket == true ? BucketRecord.Enabled : null,
            Lock = input.ObjectLockEnabledForBucket == true ? new ObjectLockConfiguration { ObjectLockEnabled = BucketRecord.Enabled } : null,
            Tags = tags.Count > 0 ? tags : null,
            PublicAccess = new PublicAccessBlockConfiguration { BlockPublicAcls = true, BlockPublicPolicy = true, IgnorePublicAcls = true, RestrictPublicBuckets = true },
        };
        await store.WriteAsync(
            async tx =>
            {
                var key = new BucketKey(input.Bucket);
                if (await S3Tables.Buckets.GetAsync(tx, key) is { } existing)
                {
                    if (existing.Account != call.Account) throw new BucketAlreadyExists(input.Bucket);
                    // AWS: in the first region, making one's own bucket again succeeds (CreateBucket, BucketAlreadyOwnedByYou).
                    if (call.Region != FirstRegion || existing.Region != fresh.Region) throw new BucketAlreadyOwnedByYou(input.Bucket);
                    return;
                }
                await S3Tables.Buckets.PutAsync(tx, key, fresh);
            },
            call.Cancelled);
        return new CreateBucketOutput { Location = $"/{input.Bucket}" };
    }

    public async ValueTask DeleteBucket(DeleteBucketInput input, CallContext call) => await store.WriteAsync(
        async tx =>
        {
            var bucket = await FindAsync(tx, input.Bucket, input.ExpectedBucketOwner);
            if (await S3Tables.Objects.FirstAsync(tx, S3Tables.Objects.Prefix(bucket.Id)) is not null) throw new BucketNotEmpty(input.Bucket, bucket.Versioning is not null);
            if (bucket.Name != input.Bucket) throw new InvalidRequest("An access point is deleted by S3 Control.");
            if (await S3Tables.PointsByBucket.RangeAsync(tx, S3Tables.PointsByBucket.Prefix(bucket.Name), 1) is [_, ..])
                throw new InvalidBucketState("Bucket has access points attached to it.");
            await S3Tables.Buckets.DeleteAsync(tx, new BucketKey(input.Bucket));
            DropJob.Schedule(tx, bucket.Id, call.Now);
            ExpiryJob.Unschedule(tx, bucket.Id);
            AccessLogJob.Unschedule(tx, bucket.Id);
            foreach (var plan in bucket.Inventories ?? []) InventoryJob.Unschedule(tx, bucket.Id, plan.Id);
        },
        call.Cancelled);

    public async ValueTask<HeadBucketOutput> HeadBucket(HeadBucketInput input, CallContext call) =>
        new() { BucketRegion = (await FindAsync(input.Bucket, input.ExpectedBucketOwner, call)).Region };

    public async ValueTask<GetBucketLocationOutput> GetBucketLocation(GetBucketLocationInput input, CallContext call)
    {
        var bucket = await FindAsync(input.Bucket, input.ExpectedBucketOwner, call);
        // AWS: the first region has no name here.
        var region = bucket.Region == FirstRegion ? "" : bucket.Region;
        return new GetBucketLocationOutput
        {
            Document = $"<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<LocationConstraint xmlns=\"http://s3.amazonaws.com/doc/2006-03-01/\">{SecurityElement.Escape(region)}</LocationConstraint>",
        };
    }

    public async ValueTask<ListBucketsOutput> ListBuckets(ListBucketsInput input, CallContext call)
    {
        if (call.Caller.Kind == PrincipalKind.Anonymous) throw new CommonException(CommonError.AccessDenied, "Access Denied");
        var most = input.MaxBuckets ?? 10_000;
        if (most is < 1 or > 10_000) throw new InvalidArgument("Argument max-buckets must be an integer between 1 and 10000", "max-buckets", $"{most}");
        var prefix = input.Prefix ?? "";
        var all = await store.ReadAsync(tx => S3Tables.ByOwner.RangeAsync(tx, S3Tables.ByOwner.Prefix(call.Account)), call.Cancelled);
        var after = input.ContinuationToken is { } token ? Listing.ReadToken(token) : "";
        var found = all.Select(r => r.Record)
            .Where(b => b.Name.StartsWith(prefix, StringComparison.Ordinal) && (input.BucketRegion is null || b.Region == input.BucketRegion) && string.CompareOrdinal(b.Name, after) > 0)
            .Take(most + 1).ToList();
        var hasMore = found.Count > most;
        if (hasMore) found.RemoveAt(most);
        return new ListBucketsOutput
        {
            Buckets = [.. found.Select(b => new Bucket { Name = b.Name, CreationDate = b.Created, BucketRegion = b.Region })],
            Owner = BucketNames.Owner(call.Account),
            Prefix = input.Prefix,
            ContinuationToken = hasMore ? Listing.MakeToken(found[^1].Name) : null,
        };
    }

    private static string RegionOf(string? constraint, CallContext call)
    {
        if (string.IsNullOrEmpty(constraint))
        {
            return call.Region == FirstRegion
                ? FirstRegion
                : throw new IllegalLocationConstraint("The unspecified location constraint is incompatible for the region specific endpoint this request was sent to.");
        }
        if (constraint == "EU") return "eu-west-1";
        if (constraint == FirstRegion || !constraint.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '-') || constraint.Count(c => c == '-') < 2)
            throw new InvalidLocationConstraint(constraint);
        // The first region's endpoint makes buckets anywhere; others only at home.
        return call.Region == FirstRegion || call.Region == constraint
            ? constraint
            : throw new IllegalLocationConstraint($"The {constraint} location constraint is incompatible for the region specific endpoint this request was sent to.");
    }
}
