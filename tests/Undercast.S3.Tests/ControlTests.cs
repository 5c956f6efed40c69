using Undercast.Kernel;
using Undercast.S3.Control;

namespace Undercast.S3.Tests;

public sealed class ControlTests : Fixture
{
    private const string Policy = """{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"AWS":"arn:aws:iam::111111111111:root"},"Action":"s3:GetObject","Resource":"arn:aws:s3:us-east-1:000000000000:accesspoint/point/object/*"}]}""";

    private ControlService Control => new(Store);

    private ValueTask<CreateAccessPointOutput> MakeAsync(string name = "point") => Control.CreateAccessPoint(new CreateAccessPointInput { AccountId = Account, Name = name, Bucket = Name }, Call);

    [Fact]
    public async Task A_bucket_is_reached_by_its_access_points()
    {
        await BucketAsync();
        var made = await MakeAsync();
        Assert.Equal("arn:aws:s3:us-east-1:000000000000:accesspoint/point", made.AccessPointArn);
        Assert.True(made.Alias!.Length <= 63 && made.Alias.EndsWith("-s3alias", StringComparison.Ordinal));
        foreach (var name in (string[])[made.Alias, "point-000000000000"])
        {
            await Service.PutObject(new PutObjectInput { Bucket = name, Key = name, Body = new MemoryStream([1]) }, Call);
            Assert.Equal([1], await BytesAsync(name));
            Assert.Contains(name, (await Service.ListObjectsV2(new ListObjectsV2Input { Bucket = name }, Call)).Contents!.Select(o => o.Key));
            Assert.Equal($"{made.AccessPointArn}/object/k", (await new S3Facts(Store, Accesses).OfAsync($"arn:aws:s3:::{name}/k", default))!.Arn);
        }
        await RefusedAsync<NoSuchBucket>(async () => await Service.HeadBucket(new HeadBucketInput { Bucket = "point-111111111111" }, Call));
        await RefusedAsync<AccessPointAlreadyOwnedByYou>(async () => await MakeAsync());
        await RefusedAsync<InvalidControlRequest>(async () => await MakeAsync("UPPER"));
        var found = await Control.GetAccessPoint(new GetAccessPointInput { AccountId = Account, Name = "point" }, Call);
        Assert.Equal((Name, "Internet", true), (found.Bucket, found.NetworkOrigin, found.PublicAccessBlockConfiguration!.BlockPublicPolicy));
        await MakeAsync("another");
        var page = await Control.ListAccessPoints(new ListAccessPointsInput { AccountId = Account, MaxResults = 1 }, Call);
        Assert.Equal("another", Assert.Single(page.AccessPointList!).Name);
        Assert.Equal("point", Assert.Single((await Control.ListAccessPoints(new ListAccessPointsInput { AccountId = Account, NextToken = page.NextToken }, Call)).AccessPointList!).Name);
        await Control.DeleteAccessPoint(new DeleteAccessPointInput { AccountId = Account, Name = "point" }, Call);
        await RefusedAsync<NoSuchAccessPoint>(async () => await Control.GetAccessPoint(new GetAccessPointInput { AccountId = Account, Name = "point" }, Call));
        await RefusedAsync<CommonException>(async () => await Control.GetAccessPoint(new GetAccessPointInput { AccountId = "111111111111", Name = "another" }, Call));
    }

    [Fact]
    public async Task An_access_point_has_a_policy_of_its_own()
    {
        await BucketAsync();
        await MakeAsync();
        await RefusedAsync<NoSuchAccessPointPolicy>(async () => await Control.GetAccessPointPolicy(new GetAccessPointPolicyInput { AccountId = Account, Name = "point" }, Call));
        await Control.PutAccessPointPolicy(new PutAccessPointPolicyInput { AccountId = Account, Name = "point", Policy = Policy }, Call);
        Assert.Equal(Policy, (await Control.GetAccessPointPolicy(new GetAccessPointPolicyInput { AccountId = Account, Name = "point" }, Call)).Policy);
        Assert.False((await Control.GetAccessPointPolicyStatus(new GetAccessPointPolicyStatusInput { AccountId = Account, Name = "point" }, Call)).PolicyStatus!.IsPublic);
        Assert.Equal(Policy, Assert.Single((await new S3Facts(Store, Accesses).OfAsync("arn:aws:s3:::point-000000000000/k", default))!.Policies));
        await RefusedAsync<CommonException>(async () => await Control.PutAccessPointPolicy(
            new PutAccessPointPolicyInput { AccountId = Account, Name = "point", Policy = Policy.Replace("""{"AWS":"arn:aws:iam::111111111111:root"}""", "\"*\"", StringComparison.Ordinal) }, Call));
        await Control.DeleteAccessPointPolicy(new DeleteAccessPointPolicyInput { AccountId = Account, Name = "point" }, Call);
    }

    [Fact]
    public async Task An_account_blocks_public_access_to_all_its_buckets()
    {
        await BucketAsync();
        await Service.DeletePublicAccessBlock(new DeletePublicAccessBlockInput { Bucket = Name }, Call);
        await RefusedAsync<NoSuchPublicAccessBlockConfiguration>(async () => await Control.GetPublicAccessBlock(new Control.GetPublicAccessBlockInput { AccountId = Account }, Call));
        await Control.PutPublicAccessBlock(
            new Control.PutPublicAccessBlockInput { AccountId = Account, PublicAccessBlockConfiguration = new PublicAccessBlockConfiguration { BlockPublicPolicy = true } }, Call);
        Assert.True((await Control.GetPublicAccessBlock(new Control.GetPublicAccessBlockInput { AccountId = Account }, Call)).PublicAccessBlockConfiguration!.BlockPublicPolicy);
        Task Open() => Service.PutBucketPolicy(
            new PutBucketPolicyInput { Bucket = Name, Policy = """{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":"*","Action":"s3:GetObject","Resource":"arn:aws:s3:::bucket/*"}]}""" }, Call).AsTask();
        Assert.Equal(CommonError.AccessDenied, (await RefusedAsync<CommonException>(Open)).Kind);
        await Control.DeletePublicAccessBlock(new Control.DeletePublicAccessBlockInput { AccountId = Account }, Call);
        await Open();
    }

    [Fact]
    public async Task Access_points_and_buckets_have_tags()
    {
        await BucketAsync();
        var arn = (await MakeAsync()).AccessPointArn!;
        foreach (var resource in (string[])[arn, $"arn:aws:s3:::{Name}"])
        {
            await Control.TagResource(new TagResourceInput { AccountId = Account, ResourceArn = resource, Tags = [new Tag { Key = "a", Value = "1" }, new Tag { Key = "b", Value = "2" }] }, Call);
            await Control.UntagResource(new UntagResourceInput { AccountId = Account, ResourceArn = resource, TagKeys = ["a"] }, Call);
            Assert.Equal("b", Assert.Single((await Control.ListTagsForResource(new ListTagsForResourceInput { AccountId = Account, ResourceArn = resource }, Call)).Tags!).Key);
        }
        await RefusedAsync<NoSuchResource>(async () => await Control.ListTagsForResource(new ListTagsForResourceInput { AccountId = Account, ResourceArn = "arn:aws:s3:::none" }, Call));
    }
}
