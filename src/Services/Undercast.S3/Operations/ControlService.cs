using Undercast.Cloud;
using Undercast.Kernel;
using Undercast.S3.Control;
using Undercast.Storage;

namespace Undercast.S3;

/// <summary>Access points, and what accounts say of all their buckets.</summary>
internal sealed class ControlService(IStore store) : IS3Control
{
    private const int MostTags = 50;

    public async ValueTask<CreateAccessPointOutput> CreateAccessPoint(CreateAccessPointInput input, CallContext call)
    {
        CheckAccount(input.AccountId, call);
        PointNames.Check(input.Name);
        var point = new AccessPointRecord
        {
            Name = input.Name,
            Account = call.Account,
            Region = call.Region,
            Bucket = input.Bucket,
            BucketAccount = input.BucketAccountId ?? call.Account,
            Alias = PointNames.NewAlias(input.Name),
            Created = call.Now,
            VpcId = input.VpcConfiguration?.VpcId,
            // AWS: a new access point blocks public access, unless it is told otherwise.
            PublicAccess = input.PublicAccessBlockConfiguration
                ?? new PublicAccessBlockConfiguration { BlockPublicAcls = true, BlockPublicPolicy = true, IgnorePublicAcls = true, RestrictPublicBuckets = true },
            Tags = TagRules.Read(input.Tags, MostTags),
        };
        await store.WriteAsync(
            async tx =>
            {
                if (await S3Tables.Buckets.GetAsync(tx, new BucketKey(input.Bucket)) is not { } bucket) throw new InvalidControlRequest("The specified bucket does not exist.");
                if (bucket.Account != point.BucketAccount) throw new InvalidControlRequest("The bucket's account does not match the BucketAccountId in the request.");
                if (bucket.Region != call.Region) throw new InvalidControlRequest("The access point must be in the same Region as the bucket.");
                if (await S3Tables.Points.ExistsAsync(tx, Key(input, call))) throw new AccessPointAlreadyOwnedByYou(input.Name);
                await S3Tables.Points.PutAsync(tx, Key(input, call), point);
            },
            call.Cancelled);
        return new CreateAccessPointOutput { AccessPointArn = point.Arn, Alias = point.Alias };
    }

    public async ValueTask<GetAccessPointOutput> GetAccessPoint(GetAccessPointInput input, CallContext call)
    {
        var point = await FindAsync(input, call);
        return new GetAccessPointOutput
        {
            Name = point.Name,
            Bucket = point.Bucket,
            NetworkOrigin = Origin(point),
            VpcConfiguration = point.VpcId is { } vpc ? new VpcConfiguration { VpcId = vpc } : null,
            PublicAccessBlockConfiguration = point.PublicAccess,
            CreationDate = point.Created,
            Alias = point.Alias,
            AccessPointArn = point.Arn,
            Endpoints = new Dictionary<string, string>
            {
                ["ipv4"] = $"s3-accesspoint.{point.Region}.amazonaws.com", ["dualstack"] = $"s3-accesspoint.dualstack.{point.Region}.amazonaws.com",
            },
            BucketAccountId = point.BucketAccount,
        };
    }

    public async ValueTask DeleteAccessPoint(DeleteAccessPointInput input, CallContext call)
    {
        CheckAccount(input.AccountId, call);
        await store.WriteAsync(
            async tx =>
            {
                if (!await S3Tables.Points.ExistsAsync(tx, Key(input, call))) throw new NoSuchAccessPoint(input.Name);
                await S3Tables.Points.DeleteAsync(tx, Key(input, call));
            },
            call.Cancelled);
    }

    public async ValueTask<ListAccessPointsOutput> ListAccessPoints(ListAccessPointsInput input, CallContext call)
    {
        CheckAccount(input.AccountId, call);
        var most = input.MaxResults is > 0 and <= 1000 and { } given ? given : 1000;
        var after = input.NextToken is { } token ? Listing.ReadToken(token) : "";
        var all = await store.ReadAsync(tx => S3Tables.Points.RangeAsync(tx, S3Tables.Points.Prefix(call.Account, call.Region)), call.Cancelled);
        var found = all.Select(static r => r.Record).Where(p => (input.Bucket is null || p.Bucket == input.Bucket) && string.CompareOrdinal(p.Name, after) > 0).Take(most + 1).ToList();
        var more = found.Count > most;
        if (more) found.RemoveAt(most);
        return new ListAccessPointsOutput
        {
            AccessPointList =
            [
                .. found.Select(static p => new AccessPoint
                {
                    Name = p.Name, NetworkOrigin = Origin(p), VpcConfiguration = p.VpcId is { } vpc ? new VpcConfiguration { VpcId = vpc } : null, Bucket = p.Bucket, AccessPointArn = p.Arn,
                    Alias = p.Alias, BucketAccountId = p.BucketAccount,
                }),
            ],
            NextToken = more ? Listing.MakeToken(found[^1].Name) : null,
        };
    }

    public ValueTask PutAccessPointPolicy(PutAccessPointPolicyInput input, CallContext call)
    {
        if (PolicyChecker.Check(input.Policy, PolicyPurpose.Resource) is { } reason) throw new MalformedPolicy(reason);
        return ChangeAsync(
            input, call,
            p => p.PublicAccess?.BlockPublicPolicy == true && BucketPolicies.IsPublic(input.Policy) ? throw new CommonException(CommonError.AccessDenied, "Access Denied") : p with { Policy = input.Policy });
    }

    public async ValueTask<GetAccessPointPolicyOutput> GetAccessPointPolicy(GetAccessPointPolicyInput input, CallContext call) =>
        new() { Policy = (await FindAsync(input, call)).Policy ?? throw new NoSuchAccessPointPolicy(input.Name) };

    public ValueTask DeleteAccessPointPolicy(DeleteAccessPointPolicyInput input, CallContext call) => ChangeAsync(input, call, static p => p with { Policy = null });

    public async ValueTask<GetAccessPointPolicyStatusOutput> GetAccessPointPolicyStatus(GetAccessPointPolicyStatusInput input, CallContext call)
    {
        var policy = (await FindAsync(input, call)).Policy ?? throw new NoSuchAccessPointPolicy(input.Name);
        return new GetAccessPointPolicyStatusOutput { PolicyStatus = new PolicyStatus { IsPublic = BucketPolicies.IsPublic(policy) } };
    }

    public async ValueTask PutPublicAccessBlock(Control.PutPublicAccessBlockInput input, CallContext call)
    {
        CheckAccount(input.AccountId, call);
        var given = input.PublicAccessBlockConfiguration;
        var whole = new PublicAccessBlockConfiguration
        {
            BlockPublicAcls = given.BlockPublicAcls ?? false, BlockPublicPolicy = given.BlockPublicPolicy ?? false, IgnorePublicAcls = given.IgnorePublicAcls ?? false,
            RestrictPublicBuckets = given.RestrictPublicBuckets ?? false,
        };
        await store.WriteAsync(async tx => await S3Tables.Accounts.PutAsync(tx, new IdKey(call.Account), new AccountRecord(whole)), call.Cancelled);
    }

    public async ValueTask<Control.GetPublicAccessBlockOutput> GetPublicAccessBlock(Control.GetPublicAccessBlockInput input, CallContext call)
    {
        CheckAccount(input.AccountId, call);
        var found = await store.ReadAsync(tx => S3Tables.Accounts.GetAsync(tx, new IdKey(call.Account)), call.Cancelled);
        return new Control.GetPublicAccessBlockOutput { PublicAccessBlockConfiguration = found?.PublicAccess ?? throw new NoSuchPublicAccessBlockConfiguration() };
    }

    public async ValueTask DeletePublicAccessBlock(Control.DeletePublicAccessBlockInput input, CallContext call)
    {
        CheckAccount(input.AccountId, call);
        await store.WriteAsync(async tx => await S3Tables.Accounts.DeleteAsync(tx, new IdKey(call.Account)), call.Cancelled);
    }

    public async ValueTask<TagResourceOutput> TagResource(TagResourceInput input, CallContext call)
    {
        var tags = TagRules.Read(input.Tags, MostTags);
        await RetagAsync(input.AccountId, input.ResourceArn, call, old =>
        {
            var merged = new Dictionary<string, string>(old ?? ObjectRecord.Empty);
            foreach (var (key, value) in tags) merged[key] = value;
            return merged.Count <= MostTags ? merged : throw new BadRequest($"Bucket tag count cannot be greater than {MostTags}");
        });
        return new TagResourceOutput();
    }

    public async ValueTask<UntagResourceOutput> UntagResource(UntagResourceInput input, CallContext call)
    {
        await RetagAsync(input.AccountId, input.ResourceArn, call, old => (old ?? ObjectRecord.Empty).Where(t => !input.TagKeys.Contains(t.Key)).ToDictionary(static t => t.Key, static t => t.Value));
        return new UntagResourceOutput();
    }

    public async ValueTask<ListTagsForResourceOutput> ListTagsForResource(ListTagsForResourceInput input, CallContext call)
    {
        CheckAccount(input.AccountId, call);
        var found = await store.ReadAsync(
            async tx => Target(input.ResourceArn, call) is { Point: { } point }
                ? (await S3Tables.Points.GetAsync(tx, point) ?? throw new NoSuchResource()).Tags
                : (await BucketAsync(tx, input.ResourceArn, call)).Tags,
            call.Cancelled);
        return new ListTagsForResourceOutput { Tags = TagRules.Write(found ?? ObjectRecord.Empty) };
    }

    private async ValueTask RetagAsync(string account, string arn, CallContext call, Func<IReadOnlyDictionary<string, string>?, Dictionary<string, string>> change)
    {
        CheckAccount(account, call);
        await store.WriteAsync(
            async tx =>
            {
                if (Target(arn, call).Point is { } at)
                {
                    var point = await S3Tables.Points.GetAsync(tx, at) ?? throw new NoSuchResource();
                    await S3Tables.Points.PutAsync(tx, at, point with { Tags = change(point.Tags) });
                    return;
                }
                var bucket = await BucketAsync(tx, arn, call);
                var tags = change(bucket.Tags);
                await S3Tables.Buckets.PutAsync(tx, new BucketKey(bucket.Name), bucket with { Tags = tags.Count > 0 ? tags : null });
            },
            call.Cancelled);
    }

    private static (AccessPointKey? Point, string? Bucket) Target(string text, CallContext call)
    {
        const string kind = "accesspoint/";
        if (!Arn.TryParse(text, out var arn) || arn.Service != "s3") throw new InvalidControlRequest("Invalid ARN");
        if (arn.Resource.StartsWith(kind, StringComparison.Ordinal)) return arn.Account == call.Account ? (new AccessPointKey(arn.Account, arn.Region, arn.Resource[kind.Length..]), null) : throw new NoSuchResource();
        return arn.Resource.Contains('/', StringComparison.Ordinal) || arn.Account.Length > 0 ? throw CommonException.NotSupported($"Tags of {text}") : (null, arn.Resource);
    }

    private static async ValueTask<BucketRecord> BucketAsync(IReadTransaction tx, string arn, CallContext call) =>
        await S3Tables.Buckets.GetAsync(tx, new BucketKey(Target(arn, call).Bucket!)) is { } bucket && bucket.Account == call.Account ? bucket : throw new NoSuchResource();

    private async ValueTask<AccessPointRecord> FindAsync(IPointInput input, CallContext call)
    {
        CheckAccount(input.AccountId, call);
        return await store.ReadAsync(tx => S3Tables.Points.GetAsync(tx, Key(input, call)), call.Cancelled) ?? throw new NoSuchAccessPoint(input.Name);
    }

    private async ValueTask ChangeAsync(IPointInput input, CallContext call, Func<AccessPointRecord, AccessPointRecord> change)
    {
        CheckAccount(input.AccountId, call);
        await store.WriteAsync(
            async tx => await S3Tables.Points.PutAsync(tx, Key(input, call), change(await S3Tables.Points.GetAsync(tx, Key(input, call)) ?? throw new NoSuchAccessPoint(input.Name))), call.Cancelled);
    }

    private static AccessPointKey Key(IPointInput input, CallContext call) => new(call.Account, call.Region, input.Name);

    private static string Origin(AccessPointRecord point) => point.VpcId is null ? "Internet" : "VPC";

    // AWS: an account speaks of itself.
    private static void CheckAccount(string account, CallContext call)
    {
        if (account != call.Account) throw new CommonException(CommonError.AccessDenied, "Access Denied");
    }
}
