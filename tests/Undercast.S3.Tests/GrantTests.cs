using Undercast.Kernel;

namespace Undercast.S3.Tests;

// AWS: "Access control list (ACL) overview" and "Controlling ownership of objects" of the S3 user guide.
public sealed class GrantTests : Fixture
{
    private const string Stranger = "111111111111";

    private async Task OpenAsync(string ownership)
    {
        await Service.CreateBucket(new CreateBucketInput { Bucket = Name, ObjectOwnership = ownership }, Call);
        await Service.DeletePublicAccessBlock(new DeletePublicAccessBlockInput { Bucket = Name }, Call);
    }

    private async Task<IReadOnlyList<string>> PoliciesAsync(string key) => (await new S3Facts(Store, Accesses).OfAsync($"arn:aws:s3:::{Name}/{key}", default))!.Policies;

    [Fact]
    public async Task Grants_in_headers_name_accounts_and_groups()
    {
        await OpenAsync("ObjectWriter");
        await PutAsync("k", "x", i => i with { GrantRead = $"id=\"{BucketNames.CanonicalId(Stranger)}\", uri=\"http://acs.amazonaws.com/groups/global/AllUsers\"", GrantWriteACP = $"id={BucketNames.CanonicalId(Stranger)}" });
        var shown = await Service.GetObjectAcl(new GetObjectAclInput { Bucket = Name, Key = "k" }, Call);
        Assert.Equal(["READ", "READ", "WRITE_ACP"], shown.Grants!.Select(g => g.Permission));
        var policy = Assert.Single(await PoliciesAsync("k"));
        Assert.Contains($"arn:aws:iam::{Stranger}:root", policy, StringComparison.Ordinal);
        Assert.Contains("s3:PutObjectAcl", policy, StringComparison.Ordinal);
        Assert.Equal("Invalid id", (await RefusedAsync<InvalidArgument>(() => PutAsync("k", "x", i => i with { GrantRead = "id=abc" }))).Message);
        Assert.Equal("Invalid group uri", (await RefusedAsync<InvalidArgument>(() => PutAsync("k", "x", i => i with { GrantRead = "uri=http://nobody" }))).Message);
        await RefusedAsync<InvalidRequest>(() => PutAsync("k", "x", i => i with { ACL = "private", GrantRead = $"id={BucketNames.CanonicalId(Stranger)}" }));
    }

    [Fact]
    public async Task A_document_of_grants_is_the_owners()
    {
        await OpenAsync("ObjectWriter");
        AccessControlPolicy Document(string owner, string permission = "READ") => new()
        {
            Owner = new Owner { ID = BucketNames.CanonicalId(owner) },
            Grants = [new Grant { Permission = permission, Grantee = new Grantee { Type = "CanonicalUser", ID = BucketNames.CanonicalId(Stranger) } }],
        };
        Task Put(AccessControlPolicy? document) => Service.PutBucketAcl(new PutBucketAclInput { Bucket = Name, AccessControlPolicy = document }, Call).AsTask();
        await Put(Document(Account));
        Assert.Equal(BucketNames.CanonicalId(Stranger), Assert.Single((await Service.GetBucketAcl(new GetBucketAclInput { Bucket = Name }, Call)).Grants!).Grantee!.ID);
        Assert.Contains("s3:ListBucket", Assert.Single(await PoliciesAsync("k")), StringComparison.Ordinal);
        await RefusedAsync<CommonException>(() => Put(Document(Stranger)));
        await RefusedAsync<MalformedAcl>(() => Put(Document(Account, "SHOUT")));
        await RefusedAsync<MissingSecurityHeader>(() => Put(null));
    }

    [Fact]
    public async Task What_others_write_is_theirs_unless_ownership_says_otherwise()
    {
        await OpenAsync("ObjectWriter");
        async Task<string> OwnerOf(string key, string? acl)
        {
            await Service.PutObject(new PutObjectInput { Bucket = Name, Key = key, Body = new MemoryStream([1]), ACL = acl }, In("us-east-1", Stranger));
            return (await Service.GetObjectAcl(new GetObjectAclInput { Bucket = Name, Key = key }, Call)).Owner!.ID!;
        }
        Assert.Equal(BucketNames.CanonicalId(Stranger), await OwnerOf("theirs", null));
        Assert.Contains("\"Deny\"", string.Concat(await PoliciesAsync("theirs")), StringComparison.Ordinal);
        await OwnerOf("shared", "bucket-owner-full-control");
        Assert.DoesNotContain("\"Deny\"", string.Concat(await PoliciesAsync("shared")), StringComparison.Ordinal);
        async Task Own(string ownership) => await Service.PutBucketOwnershipControls(
            new PutBucketOwnershipControlsInput { Bucket = Name, OwnershipControls = new OwnershipControls { Rules = [new OwnershipControlsRule { ObjectOwnership = ownership }] } }, Call);
        await Own("BucketOwnerPreferred");
        Assert.Equal(BucketNames.CanonicalId(Account), await OwnerOf("given", "bucket-owner-full-control"));
        Assert.Equal(BucketNames.CanonicalId(Stranger), await OwnerOf("kept", null));
        await Own("BucketOwnerEnforced");
        Assert.Equal(BucketNames.CanonicalId(Account), await OwnerOf("k", null));
        Assert.Equal(BucketNames.CanonicalId(Account), (await Service.GetObjectAcl(new GetObjectAclInput { Bucket = Name, Key = "theirs" }, Call)).Owner!.ID);
    }

    [Fact]
    public async Task Tags_of_an_object_are_looked_up_only_when_a_condition_asks()
    {
        await BucketAsync();
        await PutAsync("k", "x", i => i with { Tagging = "team=blue" });
        var facts = (await new S3Facts(Store, Accesses).OfAsync($"arn:aws:s3:::{Name}/k", default))!;
        Assert.Equal([new KeyValuePair<string, string>("s3:ExistingObjectTag/team", "blue")], await facts.LateKeys!(default));
        Assert.Null((await new S3Facts(Store, Accesses).OfAsync($"arn:aws:s3:::{Name}", default))!.LateKeys);
    }
}
