using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Microsoft.Extensions.Logging.Abstractions;
using Undercast.Cloud;
using Undercast.Kernel;

namespace Undercast.Iam.Tests;

public sealed class ReportTests : Fixture
{
    private const string Queue = "arn:aws:sqs:us-east-1:000000000000:q";

    /// <summary>A call as the pipeline records it.</summary>
    private void Used(Principal who, string operation = "GetUser") =>
        Uses.Record(new CallRecord(IamApi.Descriptor.Operations[operation], As(who), [new Undercast.Protocol.Permission($"iam:{operation}", "*")], CallOutcome.Succeeded, null, TimeSpan.Zero, false));

    [Fact]
    public async Task A_key_tells_when_it_was_last_used_and_for_what()
    {
        var ann = await CallerAsync("ann", null);
        var input = new GetAccessKeyLastUsedInput { AccessKeyId = ann.AccessKeyId };
        Assert.Equal(("ann", "N/A", "N/A", null), await LastAsync());
        Used(ann);
        Time.Advance(TimeSpan.FromSeconds(5));
        Used(ann);
        Assert.Equal(("ann", "iam", "us-east-1", Time.GetUtcNow()), await LastAsync());
        // Another node knows what is stored.
        var other = new IamService(Store, Authorizer, new LastUses(new CallLedger(), Store, NullLogger<LastUses>.Instance), []);
        Assert.Equal(Time.GetUtcNow().AddSeconds(-5), (await other.GetAccessKeyLastUsed(input, Call)).AccessKeyLastUsed!.LastUsedDate);
        await RefusedAsync<NoSuchEntityException>(async () => await Iam.GetAccessKeyLastUsed(input with { AccessKeyId = "AKIAXXXXXXXXXXXXXXXX" }, Call));
        await RefusedAsync<NoSuchEntityException>(async () => await Iam.GetAccessKeyLastUsed(input, As(Principal.Root("111122223333"))));

        async Task<(string?, string?, string?, DateTimeOffset?)> LastAsync()
        {
            var got = await Iam.GetAccessKeyLastUsed(input, Call);
            return (got.UserName, got.AccessKeyLastUsed!.ServiceName, got.AccessKeyLastUsed.Region, got.AccessKeyLastUsed.LastUsedDate);
        }
    }

    [Fact]
    public async Task A_role_tells_when_it_was_last_used()
    {
        await RoleAsync("r", TrustIn("""{"AWS":"000000000000"}"""));
        Assert.Null((await Iam.GetRole(new GetRoleInput { RoleName = "r" }, Call)).Role.RoleLastUsed!.LastUsedDate);
        var (session, _) = await AssumeAsync(Call, new Sts.AssumeRoleInput { RoleArn = "arn:aws:iam::000000000000:role/r", RoleSessionName = "sess" });
        Used(session);
        Assert.Equal((Time.GetUtcNow(), "us-east-1"), (await Iam.GetRole(new GetRoleInput { RoleName = "r" }, Call)).Role.RoleLastUsed is { } last ? (last.LastUsedDate, last.Region) : default);
    }

    [Fact]
    public async Task Services_that_may_be_used_are_listed_with_their_last_use()
    {
        var ann = await CallerAsync("ann", """{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":["iam:Get*","sqs:*"],"Resource":"*"}]}""");
        Used(ann, "GetUser");
        Used(ann, "GetRole");
        var job = (await Iam.GenerateServiceLastAccessedDetails(new GenerateServiceLastAccessedDetailsInput { Arn = ann.Arn, Granularity = "ACTION_LEVEL" }, Call)).JobId!;
        var got = await Iam.GetServiceLastAccessedDetails(new GetServiceLastAccessedDetailsInput { JobId = job }, Call);
        // Of the services that this fixture has, STS is not allowed.
        var service = Assert.Single(got.ServicesLastAccessed);
        Assert.Equal(("COMPLETED", "ACTION_LEVEL", "iam", "IAM", 1, ann.Arn), (got.JobStatus, got.JobType, service.ServiceNamespace, service.ServiceName, service.TotalAuthenticatedEntities, service.LastAuthenticatedEntity));
        Assert.Equal(["GetRole", "GetUser"], service.TrackedActionsLastAccessed!.Select(a => a.ActionName));
        var entities = await Iam.GetServiceLastAccessedDetailsWithEntities(new GetServiceLastAccessedDetailsWithEntitiesInput { JobId = job, ServiceNamespace = "iam" }, Call);
        Assert.Equal(("ann", "USER"), (Assert.Single(entities.EntityDetailsList).EntityInfo.Name, entities.EntityDetailsList[0].EntityInfo.Type));
        await RefusedAsync<NoSuchEntityException>(async () => await Iam.GetServiceLastAccessedDetails(new GetServiceLastAccessedDetailsInput { JobId = new string('0', 36) }, Call));
    }

    [Fact]
    public async Task A_managed_policy_reaches_the_members_of_its_groups()
    {
        var ann = await CallerAsync("ann", null);
        await Iam.CreateGroup(new CreateGroupInput { GroupName = "g" }, Call);
        await Iam.AddUserToGroup(new AddUserToGroupInput { GroupName = "g", UserName = "ann" }, Call);
        var arn = await ManagedAsync();
        await Iam.AttachGroupPolicy(new AttachGroupPolicyInput { GroupName = "g", PolicyArn = arn }, Call);
        Used(ann);
        var job = (await Iam.GenerateServiceLastAccessedDetails(new GenerateServiceLastAccessedDetailsInput { Arn = arn }, Call)).JobId!;
        var services = (await Iam.GetServiceLastAccessedDetails(new GetServiceLastAccessedDetailsInput { JobId = job }, Call)).ServicesLastAccessed;
        Assert.Equal([("iam", 1), ("sts", 0)], services.Select(s => (s.ServiceNamespace, s.TotalAuthenticatedEntities!.Value)));
        var granting = await Iam.ListPoliciesGrantingServiceAccess(new ListPoliciesGrantingServiceAccessInput { Arn = ann.Arn, ServiceNamespaces = ["sqs"] }, Call);
        Assert.Equal(("p", "MANAGED", arn), Assert.Single(Assert.Single(granting.PoliciesGrantingServiceAccess).Policies!) is var p ? (p.PolicyName, p.PolicyType, p.PolicyArn) : default);
    }

    [Fact]
    public async Task The_credential_report_is_made_kept_and_grows_old()
    {
        await RefusedAsync<CredentialReportNotPresentException>(async () => await Iam.GetCredentialReport(new GetCredentialReportInput(), Call));
        var ann = await CallerAsync("ann", null);
        await Iam.CreateLoginProfile(new CreateLoginProfileInput { UserName = "ann", Password = "Correct-Horse-1" }, Call);
        Used(ann);
        Assert.Equal("STARTED", (await Iam.GenerateCredentialReport(new GenerateCredentialReportInput(), Call)).State);
        Assert.Equal("COMPLETE", (await Iam.GenerateCredentialReport(new GenerateCredentialReportInput(), Call)).State);
        var report = await Iam.GetCredentialReport(new GetCredentialReportInput(), Call);
        var lines = Encoding.UTF8.GetString(report.Content!).Split('\n').Select(l => l.Split(',')).ToList();
        Assert.Equal((3, "text/csv"), (lines.Count, report.ReportFormat));
        Assert.All(lines, line => Assert.Equal(22, line.Length));
        Assert.Equal(["<root_account>", "ann"], lines.Skip(1).Select(l => l[0]));
        var row = lines[0].Zip(lines[2]).ToDictionary(p => p.First, p => p.Second);
        Assert.Equal(("true", "false", "true", "iam", "false"), (row["password_enabled"], row["mfa_active"], row["access_key_1_active"], row["access_key_1_last_used_service"], row["access_key_2_active"]));
        Time.Advance(TimeSpan.FromHours(4));
        await RefusedAsync<CredentialReportExpiredException>(async () => await Iam.GetCredentialReport(new GetCredentialReportInput(), Call));
    }

    [Fact]
    public async Task Everything_about_the_account_is_read_in_pages()
    {
        await UserAsync();
        await RoleAsync();
        await Iam.CreateGroup(new CreateGroupInput { GroupName = "g" }, Call);
        await Iam.PutUserPolicy(new PutUserPolicyInput { UserName = "ann", PolicyName = "in", PolicyDocument = Policy("sqs:*") }, Call);
        await Iam.AttachRolePolicy(new AttachRolePolicyInput { RoleName = "r", PolicyArn = await ManagedAsync() }, Call);
        await Iam.AttachUserPolicy(new AttachUserPolicyInput { UserName = "ann", PolicyArn = "arn:aws:iam::aws:policy/AmazonSQSFullAccess" }, Call);
        var all = await Iam.GetAccountAuthorizationDetails(new GetAccountAuthorizationDetailsInput(), Call);
        Assert.Equal((1, 1, 1, 2, false), (all.UserDetailList!.Count, all.GroupDetailList!.Count, all.RoleDetailList!.Count, all.Policies!.Count, all.IsTruncated));
        Assert.Equal(Policy("sqs:*"), Uri.UnescapeDataString(all.UserDetailList[0].UserPolicyList![0].PolicyDocument!));
        Assert.Equal(AllowAll, Uri.UnescapeDataString(all.Policies[0].PolicyVersionList![0].Document!));
        var one = await Iam.GetAccountAuthorizationDetails(new GetAccountAuthorizationDetailsInput { MaxItems = 4 }, Call);
        var two = await Iam.GetAccountAuthorizationDetails(new GetAccountAuthorizationDetailsInput { MaxItems = 4, Marker = one.Marker }, Call);
        Assert.Equal((1, 1, 0, 1, false), (one.RoleDetailList!.Count, one.Policies!.Count, two.UserDetailList!.Count, two.Policies!.Count, two.IsTruncated));
        Assert.Empty((await Iam.GetAccountAuthorizationDetails(new GetAccountAuthorizationDetailsInput { Filter = ["Group"] }, Call)).RoleDetailList!);
    }

    [Fact]
    public async Task Condition_keys_of_policies_are_listed()
    {
        const string Asking = """{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"*","Resource":"arn:aws:s3:::b/${aws:username}/*","Condition":{"StringEquals":{"aws:PrincipalTag/team":"${aws:userid, 'none'}"},"Bool":{"aws:SecureTransport":"true"}}}]}""";
        var custom = await Iam.GetContextKeysForCustomPolicy(new GetContextKeysForCustomPolicyInput { PolicyInputList = [Asking, Asking] }, Call);
        Assert.Equal(["aws:PrincipalTag/team", "aws:userid", "aws:SecureTransport", "aws:username"], custom.ContextKeyNames);
        var ann = await CallerAsync("ann", Asking);
        Assert.Equal(4, (await Iam.GetContextKeysForPrincipalPolicy(new GetContextKeysForPrincipalPolicyInput { PolicySourceArn = ann.Arn }, Call)).ContextKeyNames!.Count);
        await RefusedAsync<InvalidInputException>(async () => await Iam.GetContextKeysForCustomPolicy(new GetContextKeysForCustomPolicyInput { PolicyInputList = ["{}"] }, Call));
    }

    [Fact]
    public async Task Server_certificates_are_kept_when_key_and_certificate_fit()
    {
        using var key = RSA.Create(2048);
        using var other = RSA.Create(2048);
        using var certificate = new CertificateRequest("CN=www.example.com", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1).CreateSelfSigned(Time.GetUtcNow(), Time.GetUtcNow().AddYears(1));
        var (body, pem) = (certificate.ExportCertificatePem(), key.ExportRSAPrivateKeyPem());
        var input = new UploadServerCertificateInput { ServerCertificateName = "www", CertificateBody = body, PrivateKey = pem, Path = "/web/", Tags = [new Tag { Key = "k", Value = "v" }] };
        await RefusedAsync<MalformedCertificateException>(async () => await Iam.UploadServerCertificate(input with { CertificateBody = "nothing" }, Call));
        await RefusedAsync<MalformedCertificateException>(async () => await Iam.UploadServerCertificate(input with { CertificateChain = "nothing" }, Call));
        await RefusedAsync<KeyPairMismatchException>(async () => await Iam.UploadServerCertificate(input with { PrivateKey = other.ExportRSAPrivateKeyPem() }, Call));
        var made = (await Iam.UploadServerCertificate(input with { CertificateChain = body }, Call)).ServerCertificateMetadata!;
        Assert.Equal("arn:aws:iam::000000000000:server-certificate/web/www", made.Arn);
        Assert.Equal(Time.GetUtcNow().AddYears(1).ToUnixTimeSeconds(), made.Expiration!.Value.ToUnixTimeSeconds());
        Assert.Equal("The Server Certificate with name www already exists.", await RefusedAsync<EntityAlreadyExistsException>(async () => await Iam.UploadServerCertificate(input, Call)));
        await Iam.UpdateServerCertificate(new UpdateServerCertificateInput { ServerCertificateName = "www", NewServerCertificateName = "two", NewPath = "/" }, Call);
        var got = (await Iam.GetServerCertificate(new GetServerCertificateInput { ServerCertificateName = "two" }, Call)).ServerCertificate;
        Assert.Equal((body, body, "k"), (got.CertificateBody, got.CertificateChain, Assert.Single(got.Tags!).Key));
        await Iam.TagServerCertificate(new TagServerCertificateInput { ServerCertificateName = "two", Tags = [new Tag { Key = "l", Value = "w" }] }, Call);
        await Iam.UntagServerCertificate(new UntagServerCertificateInput { ServerCertificateName = "two", TagKeys = ["k"] }, Call);
        Assert.Equal("l", Assert.Single((await Iam.ListServerCertificateTags(new ListServerCertificateTagsInput { ServerCertificateName = "two" }, Call)).Tags).Key);
        Assert.Empty((await Iam.ListServerCertificates(new ListServerCertificatesInput { PathPrefix = "/web/" }, Call)).ServerCertificateMetadataList);
        await Iam.DeleteServerCertificate(new DeleteServerCertificateInput { ServerCertificateName = "two" }, Call);
        Assert.Equal("The Server Certificate with name two cannot be found.", await RefusedAsync<NoSuchEntityException>(async () => await Iam.DeleteServerCertificate(new DeleteServerCertificateInput { ServerCertificateName = "two" }, Call)));
    }

    [Fact]
    public async Task The_summary_counts_devices_providers_and_certificates()
    {
        await Iam.CreateVirtualMFADevice(new CreateVirtualMFADeviceInput { VirtualMFADeviceName = "phone" }, Call);
        await Iam.CreateOpenIDConnectProvider(new CreateOpenIDConnectProviderInput { Url = "https://issuer.example.com" }, Call);
        await Iam.SetSecurityTokenServicePreferences(new SetSecurityTokenServicePreferencesInput { GlobalEndpointTokenVersion = "v2Token" }, Call);
        await Iam.CreateAccountAlias(new CreateAccountAliasInput { AccountAlias = "acme" }, Call);
        var map = (await Iam.GetAccountSummary(new GetAccountSummaryInput(), Call)).SummaryMap!;
        Assert.Equal((1, 0, 1, 0, 2), (map["MFADevices"], map["MFADevicesInUse"], map["Providers"], map["ServerCertificates"], map["GlobalEndpointTokenVersion"]));
        await Iam.DeleteAccountAlias(new DeleteAccountAliasInput { AccountAlias = "acme" }, Call);
        // Taking the alias away leaves the rest of the account's settings.
        Assert.Equal(2, (await Iam.GetAccountSummary(new GetAccountSummaryInput(), Call)).SummaryMap!["GlobalEndpointTokenVersion"]);
        Assert.False(await Authorizer.MayAsync(As(await CallerAsync("ann", null)), "sqs:SendMessage", Queue));
    }
}
