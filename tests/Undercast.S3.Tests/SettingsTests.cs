using Undercast.Cloud;
using Undercast.Kernel;

namespace Undercast.S3.Tests;

public sealed class SettingsTests : Fixture
{
    private const string Public = """{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":"*","Action":"s3:GetObject","Resource":"arn:aws:s3:::bucket/*"}]}""";

    [Fact]
    public async Task Tags_of_a_bucket_are_put_read_and_removed()
    {
        await BucketAsync();
        await RefusedAsync<NoSuchTagSet>(async () => await Service.GetBucketTagging(new GetBucketTaggingInput { Bucket = Name }, Call));
        await Service.PutBucketTagging(new PutBucketTaggingInput { Bucket = Name, Tagging = new Tagging { TagSet = [new Tag { Key = "a", Value = "1" }] } }, Call);
        Assert.Equal("a", Assert.Single((await Service.GetBucketTagging(new GetBucketTaggingInput { Bucket = Name }, Call)).TagSet).Key);
        await Service.DeleteBucketTagging(new DeleteBucketTaggingInput { Bucket = Name }, Call);
        await RefusedAsync<NoSuchTagSet>(async () => await Service.GetBucketTagging(new GetBucketTaggingInput { Bucket = Name }, Call));
    }

    [Fact]
    public async Task A_public_policy_needs_an_open_bucket()
    {
        await BucketAsync();
        Task Put(string policy) => Service.PutBucketPolicy(new PutBucketPolicyInput { Bucket = Name, Policy = policy }, Call).AsTask();
        Assert.Equal(CommonError.AccessDenied, (await RefusedAsync<CommonException>(() => Put(Public))).Kind);
        Assert.True((await Service.GetPublicAccessBlock(new GetPublicAccessBlockInput { Bucket = Name }, Call)).PublicAccessBlockConfiguration!.BlockPublicPolicy);
        await Service.DeletePublicAccessBlock(new DeletePublicAccessBlockInput { Bucket = Name }, Call);
        await RefusedAsync<NoSuchPublicAccessBlockConfiguration>(async () => await Service.GetPublicAccessBlock(new GetPublicAccessBlockInput { Bucket = Name }, Call));
        await Put(Public);
        Assert.Equal(Public, (await Service.GetBucketPolicy(new GetBucketPolicyInput { Bucket = Name }, Call)).Policy);
        Assert.True((await Service.GetBucketPolicyStatus(new GetBucketPolicyStatusInput { Bucket = Name }, Call)).PolicyStatus!.IsPublic);
        await RefusedAsync<MalformedPolicy>(() => Put("nonsense"));
        Assert.Equal("Policy has invalid resource", (await RefusedAsync<MalformedPolicy>(() => Put(Public.Replace("bucket/*", "other/*", StringComparison.Ordinal)))).Message);
        await Service.DeleteBucketPolicy(new DeleteBucketPolicyInput { Bucket = Name }, Call);
        await RefusedAsync<NoSuchBucketPolicy>(async () => await Service.GetBucketPolicy(new GetBucketPolicyInput { Bucket = Name }, Call));
    }

    [Fact]
    public async Task A_restricted_bucket_denies_strangers_what_its_policy_grants()
    {
        await BucketAsync();
        await Service.DeletePublicAccessBlock(new DeletePublicAccessBlockInput { Bucket = Name }, Call);
        await Service.PutBucketPolicy(new PutBucketPolicyInput { Bucket = Name, Policy = Public }, Call);
        var facts = new S3Facts(Store, Accesses);
        Assert.Equal((Account, Public), ((await facts.OfAsync("arn:aws:s3:::bucket/k", default))!.OwnerAccount, Assert.Single((await facts.OfAsync("arn:aws:s3:::bucket/k", default))!.Policies)));
        await Service.PutPublicAccessBlock(new PutPublicAccessBlockInput { Bucket = Name, PublicAccessBlockConfiguration = new PublicAccessBlockConfiguration { RestrictPublicBuckets = true } }, Call);
        Assert.Contains("Deny", (await facts.OfAsync("arn:aws:s3:::bucket/k", default))!.Policies[1], StringComparison.Ordinal);
        Assert.Null(await facts.OfAsync("arn:aws:s3:::none/k", default));
    }

    [Theory]
    [InlineData("""{"Effect":"Allow","Principal":"*","Action":"s3:*","Resource":"*"}""", true)]
    [InlineData("""{"Effect":"Allow","Principal":{"AWS":["1","*"]},"Action":"s3:*","Resource":"*"}""", true)]
    [InlineData("""{"Effect":"Deny","Principal":"*","Action":"s3:*","Resource":"*"}""", false)]
    [InlineData("""{"Effect":"Allow","Principal":{"AWS":"arn:aws:iam::111111111111:root"},"Action":"s3:*","Resource":"*"}""", false)]
    [InlineData("""{"Effect":"Allow","Principal":"*","Action":"s3:*","Resource":"*","Condition":{"StringEquals":{"aws:SourceVpc":"vpc-1"}}}""", false)]
    [InlineData("""{"Effect":"Allow","Principal":"*","Action":"s3:*","Resource":"*","Condition":{"StringLike":{"aws:SourceVpc":"vpc-*"}}}""", true)]
    [InlineData("""{"Effect":"Allow","Principal":"*","Action":"s3:*","Resource":"*","Condition":{"IpAddress":{"aws:SourceIp":"10.0.0.0/8"}}}""", false)]
    [InlineData("""{"Effect":"Allow","Principal":"*","Action":"s3:*","Resource":"*","Condition":{"IpAddress":{"aws:SourceIp":"0.0.0.0/0"}}}""", true)]
    public void What_is_public(string statement, bool expected) => Assert.Equal(expected, BucketPolicies.IsPublic($"{{\"Statement\":[{statement}]}}"));

    [Fact]
    public async Task Lists_count_where_ownership_lets_them()
    {
        await BucketAsync();
        await RefusedAsync<AccessControlListNotSupported>(async () => await Service.PutBucketAcl(new PutBucketAclInput { Bucket = Name, ACL = "public-read" }, Call));
        await RefusedAsync<AccessControlListNotSupported>(() => PutAsync("k", "x", i => i with { ACL = "public-read" }));
        await PutAsync("k", "x", i => i with { ACL = "bucket-owner-full-control" });
        var owned = new OwnershipControls { Rules = [new OwnershipControlsRule { ObjectOwnership = "ObjectWriter" }] };
        await Service.PutBucketOwnershipControls(new PutBucketOwnershipControlsInput { Bucket = Name, OwnershipControls = owned }, Call);
        Assert.Equal("ObjectWriter", (await Service.GetBucketOwnershipControls(new GetBucketOwnershipControlsInput { Bucket = Name }, Call)).OwnershipControls!.Rules[0].ObjectOwnership);
        Assert.Equal(CommonError.AccessDenied, (await RefusedAsync<CommonException>(async () => await Service.PutBucketAcl(new PutBucketAclInput { Bucket = Name, ACL = "public-read" }, Call))).Kind);
        await Service.DeletePublicAccessBlock(new DeletePublicAccessBlockInput { Bucket = Name }, Call);
        await Service.PutBucketAcl(new PutBucketAclInput { Bucket = Name, ACL = "public-read" }, Call);
        Assert.Equal(["FULL_CONTROL", "READ"], (await Service.GetBucketAcl(new GetBucketAclInput { Bucket = Name }, Call)).Grants!.Select(g => g.Permission));
        await Service.PutObjectAcl(new PutObjectAclInput { Bucket = Name, Key = "k", ACL = "public-read" }, Call);
        Assert.Equal(2, (await Service.GetObjectAcl(new GetObjectAclInput { Bucket = Name, Key = "k" }, Call)).Grants!.Count);
        Assert.Contains((await new S3Facts(Store, Accesses).OfAsync("arn:aws:s3:::bucket/k", default))!.Policies, p => p.Contains("s3:GetObject", StringComparison.Ordinal));
        await RefusedAsync<InvalidBucketAclWithObjectOwnership>(async () => await Service.PutBucketOwnershipControls(
            new PutBucketOwnershipControlsInput { Bucket = Name, OwnershipControls = new OwnershipControls { Rules = [new OwnershipControlsRule { ObjectOwnership = "BucketOwnerEnforced" }] } }, Call));
        await Service.DeleteBucketOwnershipControls(new DeleteBucketOwnershipControlsInput { Bucket = Name }, Call);
        await RefusedAsync<OwnershipControlsNotFound>(async () => await Service.GetBucketOwnershipControls(new GetBucketOwnershipControlsInput { Bucket = Name }, Call));
    }

    [Fact]
    public async Task Encryption_is_stored_and_other_keys_are_refused()
    {
        await BucketAsync();
        ServerSideEncryptionConfiguration By(string algorithm) => new() { Rules = [new ServerSideEncryptionRule { ApplyServerSideEncryptionByDefault = new ServerSideEncryptionByDefault { SSEAlgorithm = algorithm } }] };
        Assert.Equal("AES256", (await Service.GetBucketEncryption(new GetBucketEncryptionInput { Bucket = Name }, Call)).ServerSideEncryptionConfiguration!.Rules[0].ApplyServerSideEncryptionByDefault!.SSEAlgorithm);
        await Service.PutBucketEncryption(new PutBucketEncryptionInput { Bucket = Name, ServerSideEncryptionConfiguration = By("AES256") }, Call);
        Assert.Equal(CommonError.NotSupported, (await RefusedAsync<CommonException>(async () => await Service.PutBucketEncryption(new PutBucketEncryptionInput { Bucket = Name, ServerSideEncryptionConfiguration = By("aws:kms:dsse") }, Call))).Kind);
        await Service.DeleteBucketEncryption(new DeleteBucketEncryptionInput { Bucket = Name }, Call);
    }

    [Fact]
    public async Task Pages_from_elsewhere_are_answered_by_the_buckets_rules()
    {
        await BucketAsync();
        var origins = new S3CrossOrigin(Store);
        ValueTask<CrossOriginAnswer?> Ask(string origin, string method, params string[] headers) => origins.OfAsync(new CrossOriginRequest($"/{Name}/k", origin, method, headers), default);
        Assert.Null(await Ask("https://a.example", "GET"));
        await RefusedAsync<NoSuchCorsConfiguration>(async () => await Service.GetBucketCors(new GetBucketCorsInput { Bucket = Name }, Call));
        CORSConfiguration Rule(string method) => new() { CORSRules = [new CORSRule { AllowedMethods = [method], AllowedOrigins = ["https://*.example"], AllowedHeaders = ["x-*"], ExposeHeaders = ["ETag"], MaxAgeSeconds = 60 }] };
        await Service.PutBucketCors(new PutBucketCorsInput { Bucket = Name, CORSConfiguration = Rule("PUT") }, Call);
        Assert.Single((await Service.GetBucketCors(new GetBucketCorsInput { Bucket = Name }, Call)).CORSRules!);
        var yes = await Ask("https://a.example", "PUT", "X-One");
        Assert.Equal((true, "https://a.example", "60"), (yes!.IsAllowed, yes.Headers["Access-Control-Allow-Origin"], yes.Headers["Access-Control-Max-Age"]));
        Assert.False((await Ask("https://a.example", "GET"))!.IsAllowed);
        Assert.False((await Ask("https://a.other", "PUT"))!.IsAllowed);
        Assert.False((await Ask("https://a.example", "PUT", "y"))!.IsAllowed);
        await RefusedAsync<InvalidRequest>(async () => await Service.PutBucketCors(new PutBucketCorsInput { Bucket = Name, CORSConfiguration = Rule("PATCH") }, Call));
        await Service.DeleteBucketCors(new DeleteBucketCorsInput { Bucket = Name }, Call);
        Assert.Null(await Ask("https://a.example", "PUT"));
    }

    [Fact]
    public async Task A_website_is_stored_as_it_makes_sense()
    {
        await BucketAsync();
        Task Put(WebsiteConfiguration website) => Service.PutBucketWebsite(new PutBucketWebsiteInput { Bucket = Name, WebsiteConfiguration = website }, Call).AsTask();
        await RefusedAsync<NoSuchWebsiteConfiguration>(async () => await Service.GetBucketWebsite(new GetBucketWebsiteInput { Bucket = Name }, Call));
        await RefusedAsync<InvalidArgument>(() => Put(new WebsiteConfiguration()));
        await RefusedAsync<InvalidArgument>(() => Put(new WebsiteConfiguration { IndexDocument = new IndexDocument { Suffix = "a/b" } }));
        await Put(new WebsiteConfiguration { IndexDocument = new IndexDocument { Suffix = "index.html" } });
        Assert.Equal("index.html", (await Service.GetBucketWebsite(new GetBucketWebsiteInput { Bucket = Name }, Call)).IndexDocument!.Suffix);
        await Service.DeleteBucketWebsite(new DeleteBucketWebsiteInput { Bucket = Name }, Call);
    }
}
