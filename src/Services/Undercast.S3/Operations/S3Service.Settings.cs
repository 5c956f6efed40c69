using Undercast.Kernel;
using Undercast.Storage;

namespace Undercast.S3;

// Settings of buckets that are read and replaced as a whole.
internal sealed partial class S3Service
{
    public async ValueTask<GetBucketTaggingOutput> GetBucketTagging(GetBucketTaggingInput input, CallContext call) =>
        new() { TagSet = TagRules.Write((await FindAsync(input.Bucket, input.ExpectedBucketOwner, call)).Tags ?? throw new NoSuchTagSet()) };

    public ValueTask PutBucketTagging(PutBucketTaggingInput input, CallContext call)
    {
        var tags = TagRules.Read(input.Tagging.TagSet, Limits.BucketTags);
        return UpdateAsync(input.Bucket, input.ExpectedBucketOwner, call, b => b with { Tags = tags.Count > 0 ? tags : null });
    }

    public ValueTask DeleteBucketTagging(DeleteBucketTaggingInput input, CallContext call) =>
        UpdateAsync(input.Bucket, input.ExpectedBucketOwner, call, static b => b with { Tags = null });

    public async ValueTask<GetBucketVersioningOutput> GetBucketVersioning(GetBucketVersioningInput input, CallContext call) =>
        new() { Status = (await FindAsync(input.Bucket, input.ExpectedBucketOwner, call)).Versioning };

    public ValueTask PutBucketVersioning(PutBucketVersioningInput input, CallContext call)
    {
        if (input.VersioningConfiguration.Status is not (BucketRecord.Enabled or BucketRecord.Suspended))
        {
            throw input.VersioningConfiguration.Status is null
                ? new IllegalVersioningConfiguration()
                : new MalformedXml();
        }
        if (input.VersioningConfiguration.MFADelete == "Enabled") throw CommonException.NotSupported("MfaDelete");
        return UpdateAsync(
            input.Bucket, input.ExpectedBucketOwner, call,
            b =>
            {
                if (input.VersioningConfiguration.Status == BucketRecord.Suspended)
                {
                    if (b.Lock is not null) throw new InvalidBucketState("An Object Lock configuration is present on this bucket, so the versioning state cannot be changed.");
                    if (b.Replication is not null) throw new InvalidBucketState("A replication configuration is present on this bucket, so the versioning state cannot be changed. To change the versioning state, first delete the replication configuration.");
                }
                return b with { Versioning = input.VersioningConfiguration.Status };
            });
    }

    public async ValueTask<GetBucketCorsOutput> GetBucketCors(GetBucketCorsInput input, CallContext call) =>
        new() { CORSRules = ((await FindAsync(input.Bucket, input.ExpectedBucketOwner, call)).Cors ?? throw new NoSuchCorsConfiguration()).CORSRules };

    public ValueTask PutBucketCors(PutBucketCorsInput input, CallContext call)
    {
        CorsRules.Check(input.CORSConfiguration);
        return UpdateAsync(input.Bucket, input.ExpectedBucketOwner, call, b => b with { Cors = input.CORSConfiguration });
    }

    public ValueTask DeleteBucketCors(DeleteBucketCorsInput input, CallContext call) =>
        UpdateAsync(input.Bucket, input.ExpectedBucketOwner, call, static b => b with { Cors = null });

    public async ValueTask<GetBucketPolicyOutput> GetBucketPolicy(GetBucketPolicyInput input, CallContext call) =>
        new() { Policy = (await FindAsync(input.Bucket, input.ExpectedBucketOwner, call)).Policy ?? throw new NoSuchBucketPolicy() };

    public async ValueTask PutBucketPolicy(PutBucketPolicyInput input, CallContext call)
    {
        BucketPolicies.Check(input.Policy, input.Bucket);
        await store.WriteAsync(
            async tx =>
            {
                var bucket = await FindAsync(tx, input.Bucket, input.ExpectedBucketOwner);
                if (BucketPolicies.IsPublic(input.Policy) && (await AccessPoints.PublicAccessAsync(tx, bucket))?.BlockPublicPolicy == true)
                {
                    throw new CommonException(
                        CommonError.AccessDenied,
                        $"User: {call.Caller.Arn} is not authorized to perform: s3:PutBucketPolicy on resource: \"{bucket.Arn}\" because public policies are prevented by the BlockPublicPolicy setting in S3 Block Public Access.");
                }
                await S3Tables.Buckets.PutAsync(tx, new BucketKey(bucket.Name), bucket with { Policy = input.Policy });
            },
            call.Cancelled);
    }

    public ValueTask DeleteBucketPolicy(DeleteBucketPolicyInput input, CallContext call) =>
        UpdateAsync(input.Bucket, input.ExpectedBucketOwner, call, static b => b with { Policy = null });

    public async ValueTask<GetBucketPolicyStatusOutput> GetBucketPolicyStatus(GetBucketPolicyStatusInput input, CallContext call)
    {
        var policy = (await FindAsync(input.Bucket, input.ExpectedBucketOwner, call)).Policy ?? throw new NoSuchBucketPolicy();
        return new GetBucketPolicyStatusOutput { PolicyStatus = new PolicyStatus { IsPublic = BucketPolicies.IsPublic(policy) } };
    }

    public async ValueTask<GetPublicAccessBlockOutput> GetPublicAccessBlock(GetPublicAccessBlockInput input, CallContext call) => new()
    {
        PublicAccessBlockConfiguration = (await FindAsync(input.Bucket, input.ExpectedBucketOwner, call)).PublicAccess ?? throw new NoSuchPublicAccessBlockConfiguration(),
    };

    public ValueTask PutPublicAccessBlock(PutPublicAccessBlockInput input, CallContext call)
    {
        var given = input.PublicAccessBlockConfiguration;
        if (given is { BlockPublicAcls: null, BlockPublicPolicy: null, IgnorePublicAcls: null, RestrictPublicBuckets: null })
            throw new InvalidRequest("Must specify at least one configuration.");
        var whole = new PublicAccessBlockConfiguration
        {
            BlockPublicAcls = given.BlockPublicAcls ?? false,
            BlockPublicPolicy = given.BlockPublicPolicy ?? false,
            IgnorePublicAcls = given.IgnorePublicAcls ?? false,
            RestrictPublicBuckets = given.RestrictPublicBuckets ?? false,
        };
        return UpdateAsync(input.Bucket, input.ExpectedBucketOwner, call, b => b with { PublicAccess = whole });
    }

    public ValueTask DeletePublicAccessBlock(DeletePublicAccessBlockInput input, CallContext call) =>
        UpdateAsync(input.Bucket, input.ExpectedBucketOwner, call, static b => b with { PublicAccess = null });

    public async ValueTask<GetBucketOwnershipControlsOutput> GetBucketOwnershipControls(GetBucketOwnershipControlsInput input, CallContext call)
    {
        var ownership = (await FindAsync(input.Bucket, input.ExpectedBucketOwner, call)).Ownership ?? throw new OwnershipControlsNotFound();
        return new GetBucketOwnershipControlsOutput { OwnershipControls = new OwnershipControls { Rules = [new OwnershipControlsRule { ObjectOwnership = ownership }] } };
    }

    public ValueTask PutBucketOwnershipControls(PutBucketOwnershipControlsInput input, CallContext call)
    {
        if (input.OwnershipControls.Rules is not [{ ObjectOwnership: { } ownership }]) throw new MalformedXml();
        CheckOwnership(ownership);
        return UpdateAsync(
            input.Bucket, input.ExpectedBucketOwner, call,
            // AWS: lists that grant others something must go before ownership is enforced.
            b => ownership == BucketRecord.OwnerEnforced && !Acls.IsOwners(b.Acl, b.Grants, b.Account) ? throw new InvalidBucketAclWithObjectOwnership() : b with { Ownership = ownership });
    }

    public ValueTask DeleteBucketOwnershipControls(DeleteBucketOwnershipControlsInput input, CallContext call) =>
        UpdateAsync(input.Bucket, input.ExpectedBucketOwner, call, static b => b with { Ownership = null });

    public async ValueTask<GetBucketAclOutput> GetBucketAcl(GetBucketAclInput input, CallContext call)
    {
        var bucket = await FindAsync(input.Bucket, input.ExpectedBucketOwner, call);
        return new GetBucketAclOutput { Owner = BucketNames.Owner(bucket.Account), Grants = Acls.Shown(Acls.Of(bucket.Acl, bucket.Grants, bucket.Account, bucket.Account)) };
    }

    public async ValueTask PutBucketAcl(PutBucketAclInput input, CallContext call) => await store.WriteAsync(
        async tx =>
        {
            var bucket = await FindAsync(tx, input.Bucket, input.ExpectedBucketOwner);
            var (canned, grants) = Acls.Read(input, input.AccessControlPolicy, bucket.Account, ofBucket: true);
            if (canned is null && grants is null) throw new MissingSecurityHeader();
            if (!bucket.HasAcls && !Acls.IsOwners(canned, grants, bucket.Account)) throw new AccessControlListNotSupported();
            if (Acls.IsPublic(canned, grants) && (await AccessPoints.PublicAccessAsync(tx, bucket))?.BlockPublicAcls == true) throw Acls.Blocked();
            await S3Tables.Buckets.PutAsync(tx, new BucketKey(bucket.Name), bucket with { Acl = canned == Acls.Private ? null : canned, Grants = grants });
        },
        call.Cancelled);

    public async ValueTask<GetBucketWebsiteOutput> GetBucketWebsite(GetBucketWebsiteInput input, CallContext call)
    {
        var website = (await FindAsync(input.Bucket, input.ExpectedBucketOwner, call)).Website ?? throw new NoSuchWebsiteConfiguration();
        return new GetBucketWebsiteOutput
        {
            IndexDocument = website.IndexDocument, ErrorDocument = website.ErrorDocument, RedirectAllRequestsTo = website.RedirectAllRequestsTo, RoutingRules = website.RoutingRules,
        };
    }

    public ValueTask PutBucketWebsite(PutBucketWebsiteInput input, CallContext call)
    {
        WebsiteRules.Check(input.WebsiteConfiguration);
        return UpdateAsync(input.Bucket, input.ExpectedBucketOwner, call, b => b with { Website = input.WebsiteConfiguration });
    }

    public ValueTask DeleteBucketWebsite(DeleteBucketWebsiteInput input, CallContext call) =>
        UpdateAsync(input.Bucket, input.ExpectedBucketOwner, call, static b => b with { Website = null });

    public async ValueTask<GetBucketEncryptionOutput> GetBucketEncryption(GetBucketEncryptionInput input, CallContext call) => new()
    {
        // AWS: every bucket has a default encryption, with S3's own keys where nothing else is set.
        ServerSideEncryptionConfiguration = (await FindAsync(input.Bucket, input.ExpectedBucketOwner, call)).Encryption ?? new ServerSideEncryptionConfiguration
        {
            Rules = [new ServerSideEncryptionRule { ApplyServerSideEncryptionByDefault = new ServerSideEncryptionByDefault { SSEAlgorithm = Encryption } }],
        },
    };

    public ValueTask PutBucketEncryption(PutBucketEncryptionInput input, CallContext call)
    {
        if (input.ServerSideEncryptionConfiguration.Rules is not [{ ApplyServerSideEncryptionByDefault: { } rule }]) throw new MalformedXml();
        EncryptionRules.Check(rule, call.Account, call.Region);
        return UpdateAsync(input.Bucket, input.ExpectedBucketOwner, call, b => b with { Encryption = input.ServerSideEncryptionConfiguration });
    }

    public ValueTask DeleteBucketEncryption(DeleteBucketEncryptionInput input, CallContext call) =>
        UpdateAsync(input.Bucket, input.ExpectedBucketOwner, call, static b => b with { Encryption = null });

    private static void CheckOwnership(string ownership)
    {
        if (ownership is not (BucketRecord.OwnerEnforced or "BucketOwnerPreferred" or "ObjectWriter")) throw new MalformedXml();
    }
}
